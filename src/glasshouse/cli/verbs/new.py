"""``glasshouse new``: a small, complete, commented document to begin with."""

from __future__ import annotations

import shlex
from typing import Annotated, Final

import typer

from glasshouse.cli.console.options import Json
from glasshouse.cli.console.output import write, write_json
from glasshouse.scenario.beginnings import BEGINNINGS, beside, new

_SMALL: Final = "--citizens 10_000 --days 90"
_NEXT: Final = {
    "system": f"""glasshouse run rongcheng -s 'systems=["FILE"]' {_SMALL}""",
    "scenario": "glasshouse run FILE",
    "audit": "glasshouse audit FILE --norms BESIDE --quick",
    "claim": "glasshouse claims FILE --quick",
    "country": "glasshouse run nothing -s society=FILE/society.toml --citizens 50_000 --days 90",
    "society": f"glasshouse run rongcheng -s society=FILE {_SMALL}",
    "channel": f"""glasshouse run rongcheng -s 'channels=["*", "FILE"]' {_SMALL}""",
    "holder": f"""glasshouse run rongcheng -s 'holders=["FILE"]' {_SMALL}""",
    "calibration": "glasshouse calibrate court-list --by FILE",
}
"""How each kind of document is run."""


def command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(BEGINNINGS)}.", show_default=False)],
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="The file, or a country's folder; by default my-KIND here.", show_default=False
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Write a small, complete, commented document to begin with: a system, a scheme to audit, a country, and more.

    It can be checked and run as it is. What is there is never overwritten.
    """
    path = new(kind, name)
    others = [str(other) for other in beside(kind, path)]
    run = _NEXT[kind].replace("FILE", str(path)).replace("BESIDE", " ".join(others))
    steps = [shlex.join(["glasshouse", "check", str(path), *others]), run]
    if json:
        write_json({"kind": kind, "file": path, "beside": others, "next": steps})
        return
    write("\n".join([str(path), *others]))
    write(f"Next: {steps[0]}")
    write(f"      {steps[1]}")
