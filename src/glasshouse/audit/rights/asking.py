"""What `import glasshouse` offers on audits: what a scheme would do to people, before it does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from glasshouse.audit.rights import study
from glasshouse.audit.rights.study import Audit, sized
from glasshouse.documents.arguments import checked
from glasshouse.engine.loop import Progress
from glasshouse.engine.patience import Patience
from glasshouse.scenario import Scenario
from glasshouse.scenario.asked import asked_about
from glasshouse.store.options import RUNS


@checked
def rights_audit(
    source: str | Path | Scenario,
    *changes: str,
    settings: Sequence[str] = (),
    citizens: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    quick: bool = False,
    norms: str | Path | None = None,
    folder: str | Path = RUNS,
    threads: int | None = None,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Audit:
    """Audit a scheme: what it would do to people, to whom, why, and whether less would do.

    Args:
        source: a scenario, which is taken as it is, a library name, or a path to a TOML file.
        *changes: changes as ``key.path=value``; this and the following four only with a name or a path.
        settings: further changes, as a list.
        citizens: number of adults; by default the scenario's, and at most 100,000.
        days: number of days; by default the scenario's, and at most 365.
        seed: the first seed.
        quick: fewer people and seeds, and wide intervals.
        norms: a file of one's own choices, laid over the tables of norms.
        folder: where the worlds are kept.
        threads: threads to use; they change nothing but speed.
        fresh: whether to live again what is there.
        progress: told of days lived and days in all.

    Raises:
        InputError: anything wrong with the scenario or the norms, or a form that cannot be audited.
        InterruptedRunError: stopped before the end; worlds that were lived are kept, and the same call goes on.
    """
    given = [*changes, *settings]
    base, name = asked_about(
        source, given, lambda it: sized(it.citizens, it.days, quick), citizens=citizens, days=days, seed=seed
    )
    return study.audit(
        base,
        name=name,
        quick=quick,
        norms=Path(norms) if norms else None,
        settings=given,
        folder=folder,
        threads=threads,
        fresh=fresh,
        progress=progress or Patience(base.title, "day"),
    )
