"""What `import glasshouse` offers on portraits: what kind of society a scheme makes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from glasshouse.documents.arguments import checked
from glasshouse.engine.loop import Progress
from glasshouse.engine.patience import Patience
from glasshouse.portraits import study
from glasshouse.portraits.size import TEN_YEARS
from glasshouse.portraits.study import Portrait, sized
from glasshouse.scenario import Scenario
from glasshouse.scenario.asked import asked_about
from glasshouse.store.options import RUNS


@checked
def portrait(
    source: str | Path | Scenario,
    *changes: str,
    settings: Sequence[str] = (),
    citizens: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    seeds: int | None = None,
    assumptions: int | None = None,
    quick: bool = False,
    folder: str | Path = RUNS,
    workers: int | None = None,
    executor: str = "local",
    fresh: bool = False,
    progress: Progress | None = None,
) -> Portrait:
    """Say what kind of society a scheme makes in ten years, beside the worlds below it (see `glasshouse.portraits`).

    People age, go and come in every world.

    Args:
        source: a scenario, which is taken as it is, a library name, or a path to a TOML file.
        *changes: changes as ``key.path=value``; this and the following four only with a name or a path.
        settings: further changes, as a list.
        citizens: number of adults; by default the scenario's, and at most 10,240.
        days: number of days; by default 3,650.
        seed: the first seed.
        seeds: how many seeds, counting up; by default 8.
        assumptions: how many points over all assumptions, 0 for none; by default 32.
        quick: fewer people, seeds and points, and wide intervals.
        folder: where the sweeps are kept.
        workers: processes that share the work.
        executor: ``local`` or ``dask``.
        fresh: whether to run again what is there.
        progress: told after each run: runs done, runs in all.

    Raises:
        InputError: anything wrong with the scenario, too few seeds or points, or a society that changes by itself.
        InterruptedRunError: stopped before the end; what is done is kept, and the same call goes on.
    """
    given = [*changes, *settings]
    base, name = asked_about(
        source, given, lambda it: (sized(it.citizens, quick), TEN_YEARS), citizens=citizens, days=days, seed=seed
    )
    return study.portrait(
        base,
        name=name,
        seeds=seeds,
        points=assumptions,
        quick=quick,
        settings=given,
        folder=folder,
        workers=workers,
        executor_name=executor,
        fresh=fresh,
        progress=progress or Patience(base.title, "run"),
    )
