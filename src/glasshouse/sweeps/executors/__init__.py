"""Executors: who carries out the jobs of a sweep. The results are the same, whoever it is and however many there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from glasshouse.engine.machine import cores
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.sweeps.executors.local import ProcessPool, Serial
from glasshouse.sweeps.executors.protocol import Executor, Staying

NAMES = ("local", "dask")
"""Names of the executors."""

__all__ = ["NAMES", "Executor", "ProcessPool", "Serial", "executor", "staying"]


@contextmanager
def staying(name: str = "local", workers: int | None = None) -> Iterator[Executor]:
    """An executor for several sweeps in a row: processes on this machine stay from one to the next.

    Args:
        name: see `executor`.
        workers: see `executor`.

    Raises:
        InputError: there is no such executor, or it is not installed.
    """
    found = executor(name, workers, stays=True)
    try:
        yield found
    finally:
        found.close()


def executor(name: str = "local", workers: int | None = None, *, stays: bool = False) -> Staying:
    """The executor of that name.

    Args:
        name: ``local`` for processes on this machine, ``dask`` for a Dask cluster.
        workers: how many processes; by default one for each core, or all that the cluster has.
        stays: whether what it starts stays for several sweeps, until it is closed.

    Raises:
        InputError: there is no such executor, or it is not installed.
    """
    if name not in NAMES:
        nearest = nearest_name(name, NAMES)
        raise InputError(Problem(key="executor", expected="local or dask", found=repr(name), nearest=nearest))
    if name == "dask":
        from glasshouse.sweeps.executors.dask import DaskCluster

        return DaskCluster(workers, stays=stays)
    count = workers or cores()
    return ProcessPool(count, stays=stays) if count > 1 else Serial()
