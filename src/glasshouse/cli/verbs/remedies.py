"""``glasshouse remedies``: what protects people from a scheme, and what does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from glasshouse.cli.console.output import wrapped, write, write_json, write_table
from glasshouse.cli.console.progress import Progress

if TYPE_CHECKING:
    from glasshouse.protections.study import Remedies


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
    quick: Annotated[
        bool, typer.Option("--quick", help="Fewer people, days, seeds and points: a minute or two, and wide intervals.")
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="MOVE", help="Try this move only, such as purpose-limits. Repeatable.", show_default=False
        ),
    ] = None,
    workers: Workers = None,
    executor: ExecutorName = "local",
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="FILE", help="Where the page goes; by default under runs/, by its digest."),
    ] = None,
    fresh: Fresh = False,
    json: Json = False,
) -> None:
    """Try every safeguard and counter-move on a scheme, and say what protects people.

    Each is tried alone, and the best five by twos. Nothing here looks for better control: no move strengthens a scheme.
    What was run before is used again; what was interrupted goes on. The last line is the path of the page.
    """
    reader = Reader()
    processes, by = reader.whole("--workers", workers, 1), reader.executor(executor)
    chosen = reader.whole("--seeds", seeds, 2), reader.whole("--assumptions", assumptions, 0)
    base = reader.scenario(scenario, settings, citizens=citizens, days=days, seed=seed)
    from glasshouse.protections.kept import keep
    from glasshouse.protections.study import remedies, sized
    from glasshouse.report.page import refuse_strangers
    from glasshouse.report.remedies import write_remedies
    from glasshouse.store.options import RUNS

    if html is not None:
        refuse_strangers(Path(html))
    people, length = sized(base.citizens, base.days, quick)
    numbers = {"citizens": citizens or str(people), "days": days or str(length)}
    base = reader.scenario(scenario, settings, seed=seed, **numbers)
    with Progress(base.title, "run") as progress:
        found = remedies(
            base,
            name=scenario,
            seeds=chosen[0],
            points=chosen[1],
            quick=quick,
            only=only or (),
            settings=settings or (),
            workers=processes,
            executor_name=by,
            fresh=fresh,
            progress=progress,
        )
    place = Path(html) if html else Path(RUNS) / f"remedies-{found.document['digest'][:16]}.html"
    page = write_remedies(found.document, place)
    if not only:
        keep(found.document, base, RUNS)
    if json:
        write_json({**found.document, "page": str(page)})
        return
    _write(found)
    write()
    write("The page, with every harm, official aim and pair:")
    write(str(page))


def _write(found: Remedies) -> None:
    """Write every answer, and the pairs in short."""
    from glasshouse.report.remedies import short
    from glasshouse.report.wording import share

    rows = [
        [each["id"], each["answer"], "" if each["averted"] is None else share(each["averted"]), each["why"]]
        for each in found.document["moves"]
    ]
    write_table(["move", "answer", "averted", "why"], rows)
    write()
    for sentence in list(short(found.document))[:3]:
        write(wrapped(sentence))
    best = found.document["pairs"][:1]
    for each in best:
        write(wrapped(f"Of the best five by twos: {each['id']}, {share(each['averted'] or 0.0)} of the harm averted."))
    write()
    write(
        wrapped(
            "Averted: the mean over the kinds of harm that the scheme does, each counted alike. This ranks protections "
            "in a model; it never looks for better control."
        )
    )
