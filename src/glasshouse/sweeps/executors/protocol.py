"""What an executor is: whoever carries out the jobs of a study. The results are the same, whoever it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from glasshouse.engine.loop import Stop
from glasshouse.sweeps.outcome import Outcome
from glasshouse.sweeps.study import Job

Done = Callable[[Job, Outcome], None]
"""Called with each job and what became of it, as soon as it is done."""

TRIES = 3
"""How often a job is tried whose worker dies."""


@runtime_checkable
class Executor(Protocol):
    """Carries out jobs."""

    def run(self, jobs: Sequence[Job], done: Done, stop: Stop | None = None) -> None:
        """Carry out all jobs, in any order.

        Args:
            jobs: the jobs.
            done: called for each that is done, in this process.
            stop: asked from time to time whether to stop.

        Raises:
            GlasshouseError: a job failed, or its worker died again and again; the other jobs are done.
            InterruptedRunError: an interrupt or `stop` came first.
        """


class Staying(Executor, Protocol):
    """An executor whose processes or connections may stay from one run to the next."""

    def close(self) -> None:
        """End what stayed; whoever is at work loses it."""
