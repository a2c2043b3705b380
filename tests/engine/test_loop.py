"""Walking the days: an interrupt lets the day end, a second one does not wait."""

from __future__ import annotations

import os
import signal
import threading

import numpy as np
import pytest

from glasshouse.engine.loop import Clock, walk
from glasshouse.engine.signals import listening
from glasshouse.errors import InterruptedRunError


class Days:
    def __init__(self, days: int, at: int | None = None, signals: int = 1) -> None:
        self.day, self.days, self.at, self.signals = 0, days, at, signals

    def live(self) -> None:
        if self.day == self.at:
            for _ in range(self.signals):
                os.kill(os.getpid(), signal.SIGINT)
        self.day += 1

    def save(self) -> dict:
        return {"day": np.int64(self.day)}


def test_an_interrupt_lets_the_day_end_and_keeps_a_checkpoint() -> None:
    kept: list[dict] = []
    with pytest.raises(InterruptedRunError, match="stopped after day 4 of 9"):
        walk(Days(9, at=3), Clock(), save=kept.append)
    assert [int(saved["day"]) for saved in kept] == [4]
    assert kept[0]["seconds"] >= 0


def test_a_second_interrupt_stops_at_once() -> None:
    with pytest.raises(KeyboardInterrupt):
        walk(Days(9, at=3, signals=2), Clock())


def test_an_interrupt_on_the_last_day_comes_too_late() -> None:
    life = Days(4, at=3)
    walk(life, Clock())
    assert life.day == 4


def test_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with listening():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_other_threads_listen_to_nothing() -> None:
    seen: list[bool] = []

    def work() -> None:
        with listening() as wish:
            seen.append(wish.asked)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [False]


def test_slow_checkpoints_come_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("glasshouse.engine.loop.time.perf_counter", lambda: now[0])
    clock = Clock(every=10.0, before=5.0)

    def slow(saved: dict) -> None:
        now[0] += 3.0

    now[0] = 10.0
    assert clock.is_due()
    clock.keep(slow, Days(1))
    assert clock.seconds() == 15.0
    now[0] += 59.0
    assert not clock.is_due()
    now[0] += 1.0
    assert clock.is_due()
