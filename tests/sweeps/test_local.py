"""Executors on this machine: what ends them is told, and is heard whenever it comes."""

from __future__ import annotations

import os
import signal
from collections import deque

import pytest

from glasshouse import scenario
from glasshouse.engine.loop import Stop, stride
from glasshouse.errors import GlasshouseError, InterruptedRunError, StorageError
from glasshouse.sweeps.executors import ProcessPool, Serial, local
from glasshouse.sweeps.executors.worker import Worker
from glasshouse.sweeps.outcome import Outcome
from glasshouse.sweeps.study import Job


def _jobs(number: int) -> list[Job]:
    base = scenario.load("rongcheng", citizens=256, days=2)
    return [Job(n, n, 0, "town", base, {}, (), ()) for n in range(number)]


class _Interrupted:
    """Two days; on the last of them somebody asks to stop."""

    day, days = 0, 2

    def days_ahead(self, most: int) -> int:
        return 0

    def live(self, number: int) -> None:
        raise AssertionError

    def step(self) -> None:
        self.day += 1
        if self.day == self.days:
            os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_on_the_last_day_of_a_job_ends_the_jobs_after_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []

    def lived(job: Job, stop: Stop | None) -> Outcome:
        stride(_Interrupted(), stop)
        return {}

    monkeypatch.setattr(local, "run_job", lived)
    with pytest.raises(InterruptedRunError):
        Serial().run(_jobs(3), lambda job, outcome: kept.append(job.number))
    assert kept == [0]


def _pool(monkeypatch: pytest.MonkeyPatch, fails: bool) -> ProcessPool:
    """A pool without processes, whose first look finds an outcome, and then perhaps a failure."""

    def take(self: ProcessPool, worker: Worker, waiting: deque[Job], found: list[tuple[Job, Outcome]]) -> None:
        found.append((_jobs(1)[0], {}))
        if fails:
            raise GlasshouseError("point 1 failed")

    monkeypatch.setattr(ProcessPool, "_take", take)
    monkeypatch.setattr(ProcessPool, "_busy", lambda self: [Worker.__new__(Worker)])
    monkeypatch.setattr(Worker, "connection", "a connection", raising=False)
    monkeypatch.setattr(local, "wait", lambda connections, seconds: connections)
    return ProcessPool(1)


def _no_room(job: Job, outcome: Outcome) -> None:
    raise StorageError("the disk is full")


def test_a_failure_is_told_though_what_others_found_cannot_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GlasshouseError, match="point 1 failed"):
        _pool(monkeypatch, fails=True)._collect(deque(), _no_room)


def test_what_others_found_is_kept_when_one_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    with pytest.raises(GlasshouseError, match="point 1 failed"):
        _pool(monkeypatch, fails=True)._collect(deque(), lambda job, outcome: kept.append(job.number))
    assert kept == [0]


def test_an_outcome_that_cannot_be_kept_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StorageError, match="the disk is full"):
        _pool(monkeypatch, fails=False)._collect(deque(), _no_room)
