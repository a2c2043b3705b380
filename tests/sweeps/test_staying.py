"""Processes that stay for several sweeps: what went wrong in one is no matter of the next."""

from __future__ import annotations

from typing import Any

import pytest

from glasshouse.errors import GlasshouseError
from glasshouse.scenario import load
from glasshouse.sweeps.executors import ProcessPool, staying
from glasshouse.sweeps.executors.worker import DeadWorkerError, Worker
from glasshouse.sweeps.study import Job

JOB = Job(0, 0, 0, "micro", load("micro", citizens=256, days=2), {}, ())


def test_processes_stay_from_one_run_to_the_next_and_end_with_the_block() -> None:
    found: list[Any] = []
    with staying(workers=2) as pool:
        assert isinstance(pool, ProcessPool)
        for _ in range(2):
            pool.run([JOB], lambda _, outcome: found.append(outcome["worlds"]))
            (worker,) = pool.workers
            found.append(worker.pid)
    assert found[0] == found[2]
    assert found[1] == found[3]
    assert pool.workers == []


def test_what_was_tried_in_one_run_does_not_count_in_the_next(monkeypatch) -> None:
    tried: list[int] = []

    def dies(self: Worker, job: Job) -> None:
        tried.append(job.number)
        self.job = job
        raise DeadWorkerError("died")

    monkeypatch.setattr(Worker, "give", dies)
    with staying(workers=2) as pool:
        for _ in range(2):
            with pytest.raises(GlasshouseError) as caught:
                pool.run([JOB], lambda *_: None)
            assert str(caught.value).count("tried") == 1
    assert len(tried) == 6
