"""``glasshouse portrait``: what kind of society a scheme makes in ten years."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glasshouse.cli.console.options import (
    Citizens,
    Days,
    ExecutorName,
    Fresh,
    Json,
    Reader,
    ScenarioName,
    Seed,
    Settings,
    Workers,
)
from glasshouse.cli.console.output import wrapped, write, write_json
from glasshouse.cli.console.progress import Progress


def command(
    scenario: ScenarioName,
    settings: Settings = None,
    citizens: Citizens = None,
    days: Days = None,
    seed: Seed = None,
    seeds: Annotated[
        str | None,
        typer.Option("--seeds", "--replicates", metavar="R", help="How many seeds to try; by default 8, quickly 3."),
    ] = None,
    assumptions: Annotated[
        str | None,
        typer.Option(
            "--assumptions", metavar="N", help="Points over all assumptions, 0 for none; by default 32, quickly 10."
        ),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer people, seeds and points, and wide intervals.")] = False,
    workers: Workers = None,
    executor: ExecutorName = "local",
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="FILE", help="Where the page goes; by default under runs/, by its digest."),
    ] = None,
    fresh: Fresh = False,
    json: Json = False,
) -> None:
    """Say what kind of society a scheme makes: ten years of four worlds, on a dozen dimensions.

    People grow older, come and go. There is no total, no order of societies and no verdict; where the society without the
    scheme does not stay as it was by itself, there is no portrait. What was run before is used again; what was interrupted
    goes on. The last line is the path of the page.
    """
    reader = Reader()
    processes, by = reader.whole("--workers", workers, 1), reader.executor(executor)
    chosen = reader.whole("--seeds", seeds, 2), reader.whole("--assumptions", assumptions, 0)
    base = reader.scenario(scenario, settings, citizens=citizens, days=days, seed=seed)
    from glasshouse.portraits.size import TEN_YEARS
    from glasshouse.portraits.study import portrait, sized
    from glasshouse.report.page import refuse_strangers
    from glasshouse.report.portrait import short, write_portrait
    from glasshouse.store.options import RUNS

    if html is not None:
        refuse_strangers(Path(html))
    numbers = {"citizens": citizens or str(sized(base.citizens, quick)), "days": days or str(TEN_YEARS)}
    base = reader.scenario(scenario, settings, seed=seed, **numbers)
    with Progress(base.title, "run") as progress:
        found = portrait(
            base,
            name=scenario,
            seeds=chosen[0],
            points=chosen[1],
            quick=quick,
            settings=settings or (),
            workers=processes,
            executor_name=by,
            fresh=fresh,
            progress=progress,
        )
    place = Path(html) if html else Path(RUNS) / f"portrait-{found.document['digest'][:16]}.html"
    page = write_portrait(found.document, place)
    if json:
        write_json({**found.document, "page": str(page)})
        return
    for sentence in short(found.document):
        write(wrapped(sentence, "  ", "    "))
    write()
    write(wrapped("There is no total and no order among societies. The page, with four worlds and what is put in:"))
    write(str(page))
