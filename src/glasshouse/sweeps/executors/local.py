"""Executors on this machine: this process alone, or a pool of worker processes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import wait

from glasshouse.engine.loop import Stop
from glasshouse.engine.signals import stop_requested
from glasshouse.errors import GlasshouseError, InterruptedRunError
from glasshouse.sweeps.executors.protocol import TRIES, Done
from glasshouse.sweeps.executors.worker import DeadWorkerError, Worker
from glasshouse.sweeps.outcome import Outcome, run_job
from glasshouse.sweeps.study import Job

_LOOK = 0.5
"""Seconds after which an executor looks whether somebody asked to stop."""


class Serial:
    """Carries out one job after the other in this process."""

    def run(self, jobs: Sequence[Job], done: Done, stop: Stop | None = None) -> None:
        """Carry out all jobs in their order; see `glasshouse.sweeps.executors.protocol.Executor`."""
        with stop_requested() as request:
            for job in jobs:
                if request.asked or (stop is not None and stop()):
                    raise InterruptedRunError("stopped")
                done(job, run_job(job, stop))

    def close(self) -> None:
        """Nothing stays."""


class ProcessPool:
    """Carries out jobs with several processes on this machine; the job of a worker that dies is given to another.

    Attributes:
        workers: the processes that are there.
    """

    def __init__(self, size: int, *, stays: bool = False) -> None:
        """Take `size` processes at most; they end with each run, unless they stay for the next until `close`."""
        self.workers: list[Worker] = []
        self._size, self._stays = size, stays
        self._tries: Counter[int] = Counter()
        self._given_up: list[str] = []

    def run(self, jobs: Sequence[Job], done: Done, stop: Stop | None = None) -> None:
        """Carry out all jobs; see `glasshouse.sweeps.executors.protocol.Executor`."""
        waiting = deque(jobs)
        self._tries.clear()  # another run's jobs have the same numbers
        self._given_up.clear()
        with stop_requested() as request:
            try:
                while waiting or self._busy():
                    if request.asked or (stop is not None and stop()):
                        raise InterruptedRunError("stopped")
                    self._hand_out(waiting)
                    self._collect(waiting, done)
            except BaseException:
                self.close()
                raise
        if not self._stays:
            self.close()
        if self._given_up:
            raise GlasshouseError("\n".join(self._given_up))

    def close(self) -> None:
        """End all processes; whoever is at work loses it."""
        for worker in self.workers:
            worker.close()
        self.workers.clear()

    def _busy(self) -> list[Worker]:
        return [worker for worker in self.workers if worker.job is not None]

    def _hand_out(self, waiting: deque[Job]) -> None:
        while waiting and len(self._busy()) < self._size:
            free = next((worker for worker in self.workers if worker.job is None), None)
            if free is None:
                free = Worker()
                self.workers.append(free)
            try:
                free.give(waiting.popleft())
            except DeadWorkerError as error:
                self._try_again(free, waiting, str(error))

    def _collect(self, waiting: deque[Job], done: Done) -> None:
        busy = {worker.connection: worker for worker in self._busy()}
        found: list[tuple[Job, Outcome]] = []
        try:
            for ready in wait(list(busy), _LOOK):
                self._take(busy[ready], waiting, found)  # type: ignore[index]
            self._hand_out(waiting)  # before the outcomes are written, so that nobody waits
        except BaseException:
            with suppress(GlasshouseError):  # what failed first is told
                _keep(found, done)
            raise
        _keep(found, done)

    def _take(self, worker: Worker, waiting: deque[Job], found: list[tuple[Job, Outcome]]) -> None:
        """Take what a worker has found; the job of one that died waits again."""
        job = worker.job
        try:
            outcome = worker.take()
        except DeadWorkerError as error:
            self._try_again(worker, waiting, str(error))
            return
        if job is not None:
            found.append((job, outcome))

    def _try_again(self, worker: Worker, waiting: deque[Job], cause: str) -> None:
        """Take the job of a worker that died back, unless it was tried too often."""
        job = worker.job
        self.workers.remove(worker)
        worker.close()
        if job is None:
            return
        self._tries[job.number] += 1
        if self._tries[job.number] < TRIES:
            waiting.appendleft(job)
        else:
            self._given_up.append(f"{job.name}: tried {TRIES} times, and the worker {cause} each time")


def _keep(found: Sequence[tuple[Job, Outcome]], done: Done) -> None:
    for job, outcome in found:
        done(job, outcome)
