"""Walking the days: an interrupt lets the day end, a second one does not wait."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

import numpy as np
import pytest

from glasshouse.engine.loop import CheckpointTimer, each_day, run_days
from glasshouse.engine.signals import stop_requested
from glasshouse.errors import InterruptedRunError


class Days:
    def __init__(self, days: int, at: int | None = None, signals: int = 1) -> None:
        self.day, self.days, self.at, self.signals = 0, days, at, signals

    def step(self) -> None:
        if self.day == self.at:
            for _ in range(self.signals):
                os.kill(os.getpid(), signal.SIGINT)
        self.day += 1

    def save(self) -> dict:
        return {"day": np.int64(self.day)}


def test_an_interrupt_lets_the_day_end_and_keeps_a_checkpoint() -> None:
    kept: list[dict] = []
    with pytest.raises(InterruptedRunError, match="stopped after day 4 of 9"):
        run_days(Days(9, at=3), CheckpointTimer(), save=kept.append)
    assert [int(saved["day"]) for saved in kept] == [4]
    assert kept[0]["seconds"] >= 0


def test_a_second_interrupt_stops_at_once() -> None:
    with pytest.raises(KeyboardInterrupt):
        run_days(Days(9, at=3, signals=2), CheckpointTimer())


def test_an_interrupt_on_the_last_day_comes_too_late() -> None:
    life = Days(4, at=3)
    run_days(life, CheckpointTimer())
    assert life.day == 4


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_closed_terminal_asks_as_an_interrupt_does(name: str) -> None:
    number = getattr(signal, name)
    before = signal.signal(number, signal.SIG_DFL)
    try:
        with stop_requested() as request:
            os.kill(os.getpid(), number)
            assert request.asked
        assert signal.getsignal(number) is signal.SIG_DFL
    finally:
        signal.signal(number, before)


def test_who_is_started_with_nohup_outlives_the_terminal() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stop_requested() as request:
            os.kill(os.getpid(), signal.SIGHUP)
            assert not request.asked
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stop_requested():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_other_threads_listen_to_nothing() -> None:
    seen: list[bool] = []

    def work() -> None:
        with stop_requested() as request:
            seen.append(request.asked)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [False]


def test_slow_checkpoints_come_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("glasshouse.engine.loop.time.perf_counter", lambda: now[0])
    timer = CheckpointTimer(every=10.0, before=5.0)

    def slow(saved: dict) -> None:
        now[0] += 3.0

    now[0] = 10.0
    assert timer.is_due()
    timer.write(slow, Days(1))
    assert timer.seconds() == 15.0
    now[0] += 29.0
    assert not timer.is_due()
    now[0] += 1.0
    assert timer.is_due()


def _days(at: int | None, lived: list[int]) -> Callable[[], int]:
    def step() -> int:
        if len(lived) == at:
            os.kill(os.getpid(), signal.SIGINT)
        lived.append(len(lived))
        return lived[-1]

    return step


def test_days_that_nobody_keeps_are_given_one_by_one() -> None:
    told: list[tuple[int, int]] = []
    assert [*each_day(_days(None, []), 3, lambda day, days: told.append((day, days)))] == [0, 1, 2]
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("at", [1, 3])
def test_an_interrupt_ends_days_that_nobody_keeps_even_on_the_last_one(at: int) -> None:
    lived: list[int] = []
    with pytest.raises(InterruptedRunError, match=f"stopped after day {at + 1} of 4"):
        for _ in each_day(_days(at, lived), 4):
            pass
    assert len(lived) == at + 1


def test_what_comes_on_a_last_day_is_heard_by_whoever_lives_many() -> None:
    before = signal.getsignal(signal.SIGINT)
    with stop_requested() as request:
        run_days(Days(4, at=3), CheckpointTimer())
        assert request.asked
        with stop_requested() as inner:
            assert inner is request
    assert signal.getsignal(signal.SIGINT) is before
