"""What `import glasshouse` offers on remedies: what protects people from a scheme, and what does not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from glasshouse.documents.arguments import checked
from glasshouse.engine.loop import Progress
from glasshouse.engine.patience import Patience
from glasshouse.protections import study
from glasshouse.protections.study import Remedies, sized
from glasshouse.scenario import Scenario
from glasshouse.scenario.asked import asked_about
from glasshouse.store.options import RUNS


@checked
def remedies(
    source: str | Path | Scenario,
    *changes: str,
    settings: Sequence[str] = (),
    citizens: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    seeds: int | None = None,
    assumptions: int | None = None,
    quick: bool = False,
    only: Sequence[str] = (),
    folder: str | Path = RUNS,
    workers: int | None = None,
    executor: str = "local",
    fresh: bool = False,
    progress: Progress | None = None,
) -> Remedies:
    """Try every safeguard and counter-move on a scheme, and say what protects people (see `glasshouse.protections`).

    Args:
        source: a scenario, which is taken as it is, a library name, or a path to a TOML file.
        *changes: changes as ``key.path=value``; this and the following four only with a name or a path.
        settings: further changes, as a list.
        citizens: number of adults; by default the scenario's, and at most 10,240.
        days: number of days; by default the scenario's, and at most 365.
        seed: the first seed.
        seeds: how many seeds, counting up; by default 8.
        assumptions: how many points over all assumptions, 0 for none; by default 32.
        quick: fewer people, days, seeds and points, and wide intervals.
        only: ids of the moves to try, such as ``purpose-limits``; all, if none is named.
        folder: where the sweeps are kept.
        workers: processes that share the work.
        executor: ``local`` or ``dask``.
        fresh: whether to run again what is there.
        progress: told after each run: runs done, runs in all.

    Raises:
        InputError: anything wrong with the scenario, too few seeds or points, or an unknown move.
        InterruptedRunError: stopped before the end; what is done is kept, and the same call goes on.
    """
    given = [*changes, *settings]
    base, name = asked_about(
        source, given, lambda it: sized(it.citizens, it.days, quick), citizens=citizens, days=days, seed=seed
    )
    return study.remedies(
        base,
        name=name,
        seeds=seeds,
        points=assumptions,
        quick=quick,
        only=only,
        settings=given,
        folder=folder,
        workers=workers,
        executor_name=executor,
        fresh=fresh,
        progress=progress or Patience(base.title, "run"),
    )
