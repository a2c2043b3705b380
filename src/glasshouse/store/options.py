"""Keyword options of whatever is run and kept: where it is kept, with how much effort, and who is told.

None of them changes a number of a result. A function takes them as ``**options: Unpack[RunOptions]`` and hands them on
whole, so that each option is declared and described once, here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from glasshouse.engine.loop import Progress, Stop

RUNS = Path("runs")
"""Where runs are kept, below the working directory."""


class RunEffort(TypedDict, total=False):
    """How days are simulated.

    Attributes:
        threads: threads to use; by default one for each core.
        progress: called after each day, with days done and days in all.
        stop: asked after each day whether to stop.
        checkpoint_every: seconds between checkpoints; by default `glasshouse.engine.loop.CHECKPOINT_EVERY`.
    """

    threads: int | None
    progress: Progress | None
    stop: Stop | None
    checkpoint_every: float


class RunOptions(RunEffort, total=False):
    """How days are simulated, and where the result is kept.

    Attributes:
        out: the folder of the result itself; by default one named by the digest.
        folder: where that one is made; by default `RUNS`.
        fresh: whether to run again although the result is there. The old one stays until the new one is complete.
    """

    out: str | Path | None
    folder: str | Path
    fresh: bool


class SweepEffort(TypedDict, total=False):
    """How many runs are shared out.

    Attributes:
        workers: processes that share the work, with one thread each; by default one for each core.
        executor_name: ``local`` (the default) or ``dask``.
        workforce: an executor that stays for several sweeps, in place of one made from `workers` and `executor_name`.
        progress: called after each run of all, with runs done and runs in all.
        stop: asked from time to time whether to stop.
    """

    workers: int | None
    executor_name: str
    workforce: object
    progress: Progress | None
    stop: Stop | None


class StudyOptions(SweepEffort, total=False):
    """How the runs of several sweeps are shared out, and where the sweeps are kept.

    Attributes:
        folder: where each sweep gets a folder named by its digest; by default `RUNS`.
        fresh: whether to run again what is there.
    """

    folder: str | Path
    fresh: bool


class SweepOptions(StudyOptions, total=False):
    """How the runs of one sweep are shared out, and where it is kept.

    Attributes:
        out: the folder of the sweep itself; by default one named by the digest.
    """

    out: str | Path | None


def place_for(options: RunOptions | SweepOptions, name: str) -> Path:
    """The folder of a result: the one that the options name, or one called `name`."""
    out = options.get("out")
    return Path(out) if out is not None else Path(options.get("folder", RUNS)) / name
