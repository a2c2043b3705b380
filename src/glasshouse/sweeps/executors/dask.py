"""The executor ``dask``: jobs on a Dask cluster, or on processes that Dask starts on this machine."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import Any

from glasshouse.engine.loop import Stop
from glasshouse.engine.signals import stop_requested
from glasshouse.errors import GlasshouseError, InputError, InterruptedRunError, Problem
from glasshouse.sweeps.executors.protocol import TRIES, Done
from glasshouse.sweeps.outcome import Outcome, run_job
from glasshouse.sweeps.study import Job

_PAUSE = 0.05
_PATIENCE = 10
"""Seconds to wait for a scheduler to answer."""


_before: list[Job] = []
"""The job that this process did last."""


def run_beside(job: Job) -> Outcome:
    """Carry out a job on a cluster, with the scenario of the job before where it is the same.

    Each job comes with a copy of its own, of which nothing is known; of the one before much is remembered.
    """
    if _before and _before[0].another(job.own()) == job:
        job = _before[0].another(job.own())
    _before[:] = [job]
    return run_job(job)


class DaskCluster:
    """Carries out jobs on the cluster that ``DASK_SCHEDULER_ADDRESS`` names, or on one of this machine's own."""

    def __init__(self, workers: int | None = None, *, stays: bool = False) -> None:
        """See whether Dask is there.

        Args:
            workers: processes to start where no cluster is named; by default one for each core.
            stays: whether the connection, and processes of this machine's own, stay from one sweep to the next, until `close`.

        Raises:
            InputError: Dask is not installed.
        """
        if find_spec("distributed") is None:
            advice = "install it with `pip install 'glasshouse[cluster]'`, or leave --executor out"
            raise InputError(Problem(key="executor", expected="an executor that is installed", found="dask, which is not",
                                     advice=advice))  # fmt: skip
        self._workers, self._stays = workers, stays
        self._held = ExitStack()
        self._kept: Any = None

    def close(self) -> None:
        """End what stayed."""
        self._held.close()
        self._kept = None

    def run(self, jobs: Sequence[Any], done: Done, stop: Stop | None = None) -> None:
        """Carry out all jobs; see `glasshouse.sweeps.executors.protocol.Executor`."""
        failed: list[str] = []
        with stop_requested() as request, self._client() as client:
            waiting = {client.submit(run_beside, job, pure=False): job for job in jobs}
            while waiting:
                if request.asked or (stop is not None and stop()):
                    client.cancel(list(waiting), force=True)
                    raise InterruptedRunError("stopped")
                failed += _take(waiting, done)
                time.sleep(_PAUSE)
        if failed:
            raise GlasshouseError("\n".join(failed))

    @contextmanager
    def _client(self) -> Iterator[Any]:
        """A connection to the cluster: the one that stayed, or one that ends with the block."""
        if not self._stays:
            with self._connected() as client:
                yield client
            return
        if self._kept is None:
            self._kept = self._held.enter_context(self._connected())
        yield self._kept

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        import dask
        from distributed import Client, LocalCluster

        settings = {"distributed.scheduler.allowed-failures": TRIES - 1}
        with dask.config.set(settings), ExitStack() as stack:
            address = dask.config.get("scheduler-address", None)
            own = {"n_workers": self._workers, "threads_per_worker": 1, "dashboard_address": ":0"}
            cluster = address or stack.enter_context(LocalCluster(processes=True, **own))
            try:
                client = Client(cluster, set_as_default=False, **({"timeout": _PATIENCE} if address else {}))
            except OSError:
                expected = "a Dask scheduler at DASK_SCHEDULER_ADDRESS"
                advice = "start one there, or unset DASK_SCHEDULER_ADDRESS to use this machine"
                raise InputError(
                    Problem(key="executor", expected=expected, found=f"nobody at {address}", advice=advice)
                ) from None
            yield stack.enter_context(client)


def _take(waiting: dict[Any, Any], done: Done) -> Iterator[str]:
    """Take out the jobs that have ended and hand their outcomes on; yields what failed for good."""
    from concurrent.futures import CancelledError

    from distributed.client import FutureCancelledError
    from distributed.comm import CommClosedError
    from distributed.scheduler import KilledWorker

    for future in [each for each in waiting if each.done()]:
        job = waiting.pop(future)
        try:
            done(job, future.result())
        except (FutureCancelledError, CancelledError, CommClosedError):
            raise GlasshouseError("the Dask scheduler was lost: it ended, or can no longer be reached") from None
        except KilledWorker:
            yield f"{job.name}: tried {TRIES} times, and the worker died each time"
