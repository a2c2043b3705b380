"""Executors on this machine: what ends them is told, and is heard whenever it comes."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

import glasshouse as gh
from glasshouse import scenario
from glasshouse.calibration.document import Calibration
from glasshouse.calibration.fit import calibrate
from glasshouse.claims.trial import run_claims
from glasshouse.cli.verbs.compare import command
from glasshouse.engine.loop import Stop, stride
from glasshouse.engine.signals import stop_requested
from glasshouse.errors import GlasshouseError, InterruptedRunError, StorageError
from glasshouse.heldout.study import validate_data
from glasshouse.portraits.study import portrait
from glasshouse.protections.study import remedies
from glasshouse.scenario import Scenario
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.executors import ProcessPool, Serial, local
from glasshouse.sweeps.executors.worker import Worker
from glasshouse.sweeps.outcome import Outcome
from glasshouse.sweeps.several import several_sweeps
from glasshouse.sweeps.study import Job
from glasshouse.sweeps.sweep import sweep


def _base() -> Scenario:
    return scenario.load("micro", citizens=256, days=1)


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


@several_sweeps
def _interrupted_between(folder: Path, **_: object) -> None:
    """Two sweeps in a row; an interrupt comes when the first has kept its last job."""
    told: list[int] = []

    def interrupt(done: int, total: int) -> None:
        told.append(done)
        os.kill(os.getpid(), signal.SIGINT)

    sweep(_base(), Design(), folder=folder, workers=1, progress=interrupt)
    assert told == [1]
    sweep(_base(), Design(("seed",), ((7,),)), folder=folder, workers=1)
    pytest.fail("the next sweep was made")


def test_an_interrupt_at_the_end_of_a_sweep_lets_none_begin_after_it(tmp_path: Path) -> None:
    with pytest.raises(InterruptedRunError, match="stopped between two sweeps: what is done is kept"):
        _interrupted_between(tmp_path)
    (kept,) = tmp_path.iterdir()
    assert (kept / "manifest.json").is_file()


class _SeenError(Exception):
    """What several sweeps are made with was asked for."""


@pytest.mark.parametrize(
    ("first", "make"),
    [
        ("glasshouse.claims.trial.chosen", run_claims),
        (
            "glasshouse.calibration.fit._Search",
            lambda: calibrate(_base(), Calibration.model_construct(free={}, targets=())),
        ),
        ("glasshouse.protections.study.singles", lambda: remedies(_base())),
        ("glasshouse.portraits.study.alive", lambda: portrait(_base())),
        ("glasshouse.heldout.study.chosen", validate_data),
        ("glasshouse.worlds.comparison.compare", lambda: gh.compare(_base(), assumptions=40)),
        ("glasshouse.cli.verbs.compare.compare", lambda: command("micro", ["nothing"], assumptions="40")),
    ],
)
def test_whoever_makes_several_sweeps_hears_of_an_interrupt_between_them(
    first: str, make: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object, **__: object) -> None:
        with stop_requested() as request:
            assert signal.getsignal(signal.SIGINT) == request.ask
            os.kill(os.getpid(), signal.SIGINT)
        with stop_requested() as request:
            assert request.asked
        raise _SeenError

    monkeypatch.setattr(first, asked)
    with pytest.raises(_SeenError):
        make()


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


def test_a_study_of_several_sweeps_takes_the_executor_that_it_is_given_or_makes_one() -> None:
    @several_sweeps
    def study(**options: object) -> object:
        return options["workforce"]

    given = Serial()
    assert study(workforce=given) is given
    assert isinstance(study(workers=1), Serial)
    assert isinstance(study(workers=2), ProcessPool)
