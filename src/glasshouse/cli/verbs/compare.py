"""``glasshouse compare``: a scenario and its twins, the same people and the same luck under other rules."""

from __future__ import annotations

from typing import Annotated

import typer

from glasshouse.cli.console.comparison_summary import write_comparison
from glasshouse.cli.console.options import (
    Citizens,
    Days,
    Fresh,
    Json,
    Out,
    Panel,
    Reader,
    ScenarioName,
    Seed,
    Settings,
    Threads,
)
from glasshouse.cli.console.output import write, write_json
from glasshouse.cli.console.progress import Progress
from glasshouse.report.opened import write as write_report
from glasshouse.worlds.comparison import MANY, Comparison, compare


def command(
    scenario: ScenarioName,
    variants: Annotated[
        list[str],
        typer.Option(
            "--with",
            metavar="VARIANT",
            help="What to compare with: nothing, sensing, scoring, a scenario, a TOML file or KEY=VALUE. Repeatable.",
            show_default=False,
        ),
    ],
    settings: Settings = None,
    citizens: Citizens = None,
    days: Days = None,
    seed: Seed = None,
    replicates: Annotated[
        str,
        typer.Option("--replicates", "--seeds", metavar="R", help="How many seeds to try, counting up from the first."),
    ] = "1",
    panel: Panel = None,
    threads: Threads = None,
    out: Out = None,
    fresh: Fresh = False,
    json: Json = False,
) -> None:
    """Compare a scenario with its twins: the same people, the same luck, other rules.

    What differs between them is the rules' doing, citizen by citizen. The last line is the path of the report.
    """
    reader = Reader()
    used = reader.whole("--threads", threads, 1)
    seeds = reader.whole("--replicates", replicates, 1, MANY)
    base = reader.scenario(scenario, settings, citizens=citizens, days=days, seed=seed, panel=panel, variants=variants)
    with Progress(base.title) as progress:
        compared = compare(
            base, variants, name=scenario, replicates=seeds or 1, settings=settings or (), out=out, threads=used, fresh=fresh,
            progress=progress,
        )  # fmt: skip
    show_comparison(compared, json)


def show_comparison(compared: Comparison, json: bool) -> None:
    """Write the report of a comparison, its summary, and last the report's path; or all as one JSON document."""
    path = write_report(compared)
    document = {**compared.document, "report": path}
    if json:
        write_json(document)
        return
    write_comparison(document)
    write()
    write(f"Kept in {compared.path}; its report:")
    write(str(path))
