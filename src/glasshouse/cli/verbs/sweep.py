"""``glasshouse sweep``: a scenario, alone or with twins, at many points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Annotated, Any, Final

import typer

from glasshouse.cli.console import wording
from glasshouse.cli.console.options import (
    Citizens,
    Days,
    ExecutorName,
    Fresh,
    Json,
    Out,
    Reader,
    ScenarioName,
    Seed,
    Settings,
    Workers,
)
from glasshouse.cli.console.output import width, wrapped, write, write_json, write_table
from glasshouse.cli.console.progress import Progress
from glasshouse.engine.expected import observables_of
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.observables.installed import installed_observables
from glasshouse.report.sweeps import write_sweep
from glasshouse.scenario import Scenario, variant
from glasshouse.sweeps.averages import TOLD, Average, averages, choose, influences_of
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.design_from_options import read_design
from glasshouse.sweeps.sweep import Sweep, sweep
from glasshouse.sweeps.tidy import DIFFERENCES
from glasshouse.worlds.individual_differences import OUTCOMES

_ROWS: Final = 24
"""Points that the summary shows."""
_COLUMNS: Final = 4
"""Observables that the summary shows."""
_NAMED: Final = 6
"""Influences that the summary names for each observable."""
_SIGNS: Final = {1: " +", -1: " -", 0: ""}
"""How an influence's direction is written; without a sign where it cannot be told."""
_WIDE: Final = 10
"""Columns of text that a number takes."""


def command(
    scenario: ScenarioName,
    grid: Annotated[
        list[str] | None,
        typer.Option(
            "--grid",
            metavar="KEY=A:B:STEP",
            show_default=False,
            help="Values of a key, also KEY=A,B,C. Repeatable: grids cross.",
        ),
    ] = None,
    lhs: Annotated[
        str | None, typer.Option("--lhs", metavar="N", help="Points of a Latin hypercube over the ranges of --over.")
    ] = None,
    over: Annotated[
        list[str] | None,
        typer.Option(
            "--over",
            metavar="KEY",
            show_default=False,
            help="What the hypercube ranges over: a key, a group such as 'response.*', or KEY=LOW:HIGH[:log]. "
            "Repeatable.",
        ),
    ] = None,
    variants: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="VARIANT",
            show_default=False,
            help="A twin at every point: nothing, sensing, scoring, a scenario, a TOML file or KEY=VALUE. Repeatable.",
        ),
    ] = None,
    seeds: Annotated[
        str, typer.Option("--seeds", "--replicates", metavar="R", help="Seeds at each point, counting up.")
    ] = "1",
    observables: Annotated[
        list[str] | None,
        typer.Option(
            "--observable",
            metavar="NAME",
            help="What to show. Repeatable; the tables hold them all.",
            show_default=False,
        ),
    ] = None,
    settings: Settings = None,
    citizens: Citizens = None,
    days: Days = None,
    seed: Seed = None,
    workers: Workers = None,
    executor: ExecutorName = "local",
    out: Out = None,
    fresh: Fresh = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a sweep that was stopped; an error if none was begun.")
    ] = False,
    json: Json = False,
) -> None:
    """Run a scenario, alone or with twins, at many points: grids, Latin hypercubes, seeds.

    What was done before a Ctrl-C is kept, and the same command goes on. The last line is the path of the chart page.
    """  # fmt: skip
    reader = Reader()
    count = reader.whole("--lhs", lhs, 1)
    replicates = reader.whole("--seeds", seeds, 1)
    processes, by = reader.whole("--workers", workers, 1), reader.executor(executor)
    base = reader.scenario(scenario, settings, citizens=citizens, days=days, seed=seed, variants=variants or ())
    design = read_design(base, grid or (), count, over or ())
    _check_observables(base, design, variants or (), observables or ())
    with Progress(base.title, "run") as progress:
        swept = sweep(
            base, design, _named(variants or ()), name=scenario, replicates=replicates or 1,
            settings=settings or (), out=out, workers=processes, executor_name=by, fresh=fresh, resume=resume,
            progress=progress,
        )  # fmt: skip
    show_sweep(swept, observables or [], json)


def show_sweep(swept: Sweep, observables: list[str], json: bool) -> None:
    """Write the page of a sweep, its summary, and last the page's path; or all as one JSON document."""
    _check(swept, observables)
    path = write_sweep(swept, observables=observables)
    if json:
        shown = observables or choose(swept, len(TOLD))
        found = averages(swept, shown)
        rows = [asdict(each) for each in found]
        write_json({**swept.document, "kind": "sweep", "rows": rows, "influences": _influences(swept, found),
                    "report": path})  # fmt: skip
        return
    _write_summary(swept, observables or choose(swept, _COLUMNS))
    write()
    write(f"Kept in {swept.path}: {', '.join(sorted(file.name for file in swept.path.glob('*.parquet')))}; its charts:")
    write(str(path))


def _check_observables(base: Scenario, design: Design, variants: Sequence[str], observables: Sequence[str]) -> None:
    """See that what is to be shown will be there, before anything is run.

    Where bands move, names that hold a band's line are known at the end alone; so are those of other packages.

    Raises:
        InputError: there is no such observable; names the nearest one.
    """
    if not observables or installed_observables() or any(".bands." in key for key in design.keys):
        return
    valid = dict.fromkeys(observables_of(base))
    for given in variants:
        valid |= dict.fromkeys(observables_of(variant(base, given.strip())))
    if variants:
        valid |= dict.fromkeys(f"{DIFFERENCES}{outcome}" for outcome in OUTCOMES)
    problems = list(_unknown(observables, valid))
    if problems:
        raise InputError(replace(each, advice="`glasshouse list observables` lists them") for each in problems)


def _unknown(observables: Sequence[str], valid: Mapping[str, Any]) -> Iterator[Problem]:
    for name in observables:
        if name not in valid:
            nearest = nearest_name(name, valid)
            yield Problem(key="--observable", expected="the name of an observable", found=repr(name), nearest=nearest)


def _named(variants: Sequence[str]) -> list[str]:
    return [each.strip() for each in variants]


def _check(swept: Sweep, observables: Sequence[str]) -> None:
    problems = list(_unknown(observables, swept.document["observables"]))
    if problems:
        raise InputError(replace(problem, advice="the sweep itself is done and kept") for problem in problems)


def _write_summary(swept: Sweep, observables: Sequence[str]) -> None:
    write(wrapped(_head(swept)))
    found = averages(swept, observables)
    base, *twins = swept.worlds
    sides: list[str | None] = [*twins] or [None]
    for twin in sides:
        write()
        if twin is not None:
            write(wrapped(f"{base} minus {twin}"))
        _write_points(swept, observables, [each for each in found if each.world == base and each.against == twin])
    more = len(swept.design) - _ROWS
    if more > 0:
        write(wrapped(f"{more} more points are in the tables."))
    _write_influences(swept, [each for each in found if each.world == base and each.against == sides[0]])


def _head(swept: Sweep) -> str:
    """What was run, in a line."""
    said = swept.document
    points, seeds = len(swept.design), said["replicates"]
    size = wording.size(said["citizens"], said["days"])
    head = f"{said['base_title']} at {points} point{'s' if points > 1 else ''}, {seeds} seed{'s' if seeds > 1 else ''}"
    return f"{head}: {size}" + (", taken from an earlier sweep of the same inputs" if said["cached"] else "")


def _write_influences(swept: Sweep, found: Sequence[Average]) -> None:
    """What the shown observables depend on, if there are points enough to tell."""
    hangs = influences_of(swept, found)
    if not hangs:
        return
    write()
    write("What it depends on, of what was varied (beyond what chance brings about; + rises with it, - falls):")
    for name, told in hangs.items():
        named = [f"{each.key}{_SIGNS[each.rises]}" for each in told if each.counts]
        words = ", ".join(named[:_NAMED]) or "nothing that can be told from noise"
        write(wrapped(f"{name}: {words}", "  ", "      "))


def _influences(swept: Sweep, found: Sequence[Average]) -> list[dict[str, Any]]:
    sides = dict.fromkeys((each.world, each.against) for each in found)
    return [
        {"observable": name, "world": world, "against": against, **asdict(each), "counts": each.counts}
        for world, against in sides
        for name, told in influences_of(swept, [a for a in found if (a.world, a.against) == (world, against)]).items()
        for each in told
    ]


def _write_points(swept: Sweep, observables: Sequence[str], found: Sequence[Average]) -> None:
    """One row a point; observables' names are long, so that the heads are numbers."""
    short = _short(swept.keys)
    room = width() - _WIDE * len(observables) - _WIDE
    keys = [key for at, key in enumerate(swept.keys) if sum(len(short[k]) + 2 for k in swept.keys[: at + 1]) <= room]
    units = swept.document["observables"]
    for at, name in enumerate(observables, 1):
        points = " (pp: percentage points)" if found and found[0].against and units[name]["unit"] == "share" else ""
        write(wrapped(f"({at}) {name}: {units[name]['title']}, {units[name]['unit']}{points}", "  ", "      "))
    heads = ["point", *(short[key] for key in keys), *(f"({at})" for at in range(1, len(observables) + 1))]
    cells = {(each.point, each.observable): each for each in found}
    write_table(heads, list(_rows(swept, keys, observables, cells)), right=range(1, len(heads)))


def _short(keys: Sequence[str]) -> dict[str, str]:
    """The last part of each key, or the whole where two end alike."""
    lasts = [key.rpartition(".")[2] for key in keys]
    return {key: last if lasts.count(last) == 1 else key for key, last in zip(keys, lasts, strict=True)}


def _rows(
    swept: Sweep, keys: Sequence[str], observables: Sequence[str], cells: dict[tuple[int, str], Average]
) -> Iterator[list[str]]:
    units: dict[str, Any] = swept.document["observables"]
    for point, row in enumerate(swept.design.rows()):
        if point == _ROWS:
            return
        shown = [cells.get((point, name)) for name in observables]
        yield [
            str(point),
            *(str(row[key]) for key in keys),
            *(
                (wording.value if each.against is None else wording.difference)(
                    each.value, units[each.observable]["unit"]
                )
                if each
                else ""
                for each in shown
            ),
        ]
