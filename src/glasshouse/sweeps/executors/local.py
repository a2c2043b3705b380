"""Executors: who carries out the jobs of a study. The results are the same, whoever it is and however many there are."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from typing import Protocol

from glasshouse.engine.loop import Stop
from glasshouse.engine.signals import listening
from glasshouse.errors import GlasshouseError, InputError, InterruptedRunError, Problem, nearest_name
from glasshouse.sweeps.executors.worker import DeadWorkerError, Worker
from glasshouse.sweeps.outcome import Outcome, live
from glasshouse.sweeps.study import Job

Done = Callable[[Job, Outcome], None]
"""Told what became of a job, as soon as it is done."""

NAMES = ("local", "dask")
"""Names of the executors."""
TRIES = 3
"""How often a job is tried whose worker dies."""
_LOOK = 0.5
"""Seconds after which an executor looks whether somebody asked to stop."""


class Executor(Protocol):
    """Carries out jobs."""

    def carry_out(self, jobs: Sequence[Job], done: Done, stop: Stop | None = None) -> None:
        """Carry out all jobs, in any order.

        Args:
            jobs: the jobs.
            done: told of each that is done, in this process.
            stop: asked from time to time whether to stop.

        Raises:
            GlasshouseError: a job failed, or its worker died again and again; what else was done was told.
            InterruptedRunError: an interrupt or `stop` came first.
        """


def executor(name: str = "local", workers: int | None = None) -> Executor:
    """The executor of that name.

    Args:
        name: ``local`` for processes on this machine, ``dask`` for a Dask cluster.
        workers: how many processes; by default one for each core, or all that the cluster has.

    Raises:
        InputError: there is no such executor, or it is not installed.
    """
    if name not in NAMES:
        nearest = nearest_name(name, NAMES)
        raise InputError(Problem(key="executor", expected="local or dask", found=repr(name), nearest=nearest))
    if name == "dask":
        from glasshouse.sweeps.executors.dask import Cluster

        return Cluster(workers)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    count = workers or cores
    return Crew(count) if count > 1 else Alone()


class Alone:
    """Carries out one job after the other in this process."""

    def carry_out(self, jobs: Sequence[Job], done: Done, stop: Stop | None = None) -> None:
        """Carry out all jobs in their order; see `Executor.carry_out`."""
        with listening() as wish:
            for job in jobs:
                if wish.asked or (stop is not None and stop()):
                    raise InterruptedRunError("stopped")
                done(job, live(job, stop))


class Crew:
    """Carries out jobs with several processes on this machine; the job of a worker that dies is given to another.

    Attributes:
        workers: the processes that are there.
    """

    def __init__(self, size: int) -> None:
        """Take `size` processes at most."""
        self.workers: list[Worker] = []
        self._size = size
        self._tries: Counter[int] = Counter()
        self._given_up: list[str] = []

    def carry_out(self, jobs: Sequence[Job], done: Done, stop: Stop | None = None) -> None:
        """Carry out all jobs; see `Executor.carry_out`."""
        waiting = deque(jobs)
        with listening() as wish:
            try:
                while waiting or self._busy():
                    if wish.asked or (stop is not None and stop()):
                        raise InterruptedRunError("stopped")
                    self._hand_out(waiting)
                    self._collect(waiting, done)
            finally:
                for worker in self.workers:
                    worker.close()
                self.workers.clear()
        if self._given_up:
            raise GlasshouseError("\n".join(self._given_up))

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
        for ready in wait(list(busy), _LOOK):
            worker = busy[ready]  # type: ignore[index]
            job = worker.job
            try:
                outcome = worker.take()
            except DeadWorkerError as error:
                self._try_again(worker, waiting, str(error))
                continue
            if job is not None:
                done(job, outcome)

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
