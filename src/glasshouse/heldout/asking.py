"""What `import glasshouse` offers on held-out data."""

from __future__ import annotations

from pathlib import Path

from glasshouse.documents.arguments import checked
from glasshouse.engine.loop import Progress
from glasshouse.engine.patience import Patience
from glasshouse.heldout import study
from glasshouse.heldout.study import DataValidation
from glasshouse.store.options import RUNS


@checked
def validate_data(
    *names: str,
    quick: bool = False,
    folder: str | Path = RUNS,
    workers: int | None = None,
    executor: str = "local",
    fresh: bool = False,
    progress: Progress | None = None,
) -> DataValidation:
    """Hold the laboratory against published figures and studies that no value was set by (see `glasshouse.heldout`).

    Args:
        *names: names of experiments, such as ``rollout``, or of figures; all, if none is named.
        quick: small worlds and few seeds: a minute or two, and wide intervals.
        folder: where the sweeps are kept.
        workers: processes that share the work.
        executor: ``local`` or ``dask``.
        fresh: whether to run again what is there.
        progress: told after each run: runs done, runs in all.

    Raises:
        InputError: an unknown name, or a figure that values were set by: nothing that was fitted is tested.
        InterruptedRunError: stopped before the end; what is done is kept, and the same call goes on.
    """
    return study.validate_data(
        names,
        quick=quick,
        folder=folder,
        workers=workers,
        executor_name=executor,
        fresh=fresh,
        progress=progress or Patience("Held-out data", "run"),
    )
