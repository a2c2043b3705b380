"""Executors: who carries out the jobs of a sweep. The results are the same, whoever it is and however many there are."""

from __future__ import annotations

from glasshouse.engine.machine import cores
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.sweeps.executors.local import ProcessPool, Serial
from glasshouse.sweeps.executors.protocol import Executor

NAMES = ("local", "dask")
"""Names of the executors."""

__all__ = ["NAMES", "Executor", "ProcessPool", "Serial", "executor"]


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
        from glasshouse.sweeps.executors.dask import DaskCluster

        return DaskCluster(workers)
    count = workers or cores()
    return ProcessPool(count) if count > 1 else Serial()
