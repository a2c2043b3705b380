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
from glasshouse.engine.signals import stop_requested
from glasshouse.report.opened import write as write_report
from glasshouse.sweeps.assumptions import FEWEST as FEWEST_POINTS
from glasshouse.sweeps.assumptions import MOST as MOST_POINTS
from glasshouse.sweeps.assumptions import over_assumptions, spans
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
    assumptions: Annotated[
        str | None,
        typer.Option(
            "--assumptions",
            metavar="N",
            help="Also run it at N points over all assumptions (64 is a good number), to say what they do to its findings.",
            show_default=False,
        ),
    ] = None,
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
    points = reader.whole("--assumptions", assumptions, FEWEST_POINTS, MOST_POINTS)
    base = reader.scenario(scenario, settings, citizens=citizens, days=days, seed=seed, panel=panel, variants=variants)
    with stop_requested():
        with Progress(base.title) as progress:
            compared = compare(
                base, variants, name=scenario, replicates=seeds or 1, settings=settings or (), out=out, threads=used,
                fresh=fresh, progress=progress,
            )  # fmt: skip
        if points:
            with Progress(f"{base.title}, over the assumptions", "run") as progress:
                over_assumptions(
                    base, variants, compared.path, name=scenario, points=points, settings=settings or (), workers=used,
                    progress=progress,
                )  # fmt: skip
    show_comparison(compared, json)


def show_comparison(compared: Comparison, json: bool) -> None:
    """Write the report of a comparison, its summary, and last the report's path; or all as one JSON document."""
    path = write_report(compared)
    document = {**compared.document, "report": path, "over_assumptions": spans(compared.path) or None}
    if json:
        write_json(document)
        return
    write_comparison(document)
    write()
    write(f"Kept in {compared.path}; its report:")
    write(str(path))
