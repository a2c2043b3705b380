"""``glasshouse why``: from a citizen's score back to rule, record, channel and conduct."""

from __future__ import annotations

import re
from typing import Annotated, Final

import typer

from glasshouse.audit.explain import explain
from glasshouse.cli.console.opening import first_result
from glasshouse.cli.console.options import Json, Reader, RunFolder, find_run
from glasshouse.cli.console.output import wrapped, write, write_json
from glasshouse.cli.console.progress import Progress

_TERM: Final = re.compile(r" +[+-]?[\d,.]+  ")
"""The head of a line that says how many points something brought."""


def command(
    run: RunFolder,
    citizen: Annotated[
        str, typer.Argument(metavar="CITIZEN", help="The citizen's number, from 0.", show_default=False)
    ],
    day: Annotated[
        str | None, typer.Option("--day", metavar="D", help="The day whose evening is explained; by default the last.")
    ] = None,
    system: Annotated[
        str | None, typer.Option("--system", metavar="NAME", help="Explain this system only; by default all.")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Every term, record and source, as a ledger; else what counts most.")
    ] = False,
    letter: Annotated[
        bool, typer.Option("--letter", help="A letter to the citizen instead: reasons, how to contest, one way out.")
    ] = False,
    json: Json = False,
) -> None:
    """Explain a citizen's score: rule, record, channel and conduct.

    Citizens of the panel are looked up; for all others the run is lived again with them in it, to the same bits. Of a
    comparison, the first world is explained.
    """
    reader = Reader()
    number = reader.whole("CITIZEN", citizen, 0)
    evening = reader.whole("--day", day, 0)
    reader.finish()
    result = first_result(find_run(run))
    with Progress(f"Living {result.document['title']} again") as progress:
        explanation = explain(result, number or 0, evening, system, progress=progress)
    if json:
        write_json(explanation.document)
        return
    if letter:
        for line in explanation.letter().splitlines():
            write(_wrapped(line))
        return
    for line in explanation.text(full).splitlines():
        write(_wrapped(line))
    if not full:
        write("")
        write("`--full` tells every term, record and source; `--json` has them as data.")


def _wrapped(line: str) -> str:
    """A line within the width of the terminal; what is below stands under the words, not under the points."""
    term = _TERM.match(line)
    indent = len(term.group()) if term else len(line) - len(line.lstrip()) + 2
    return wrapped(line, "", " " * indent)
