"""A long call in Python says once in the log how far it is, and how to be told more."""

from __future__ import annotations

import logging

import pytest

from glasshouse.engine import patience
from glasshouse.engine.patience import Patience


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(patience.time, "monotonic", lambda: now[0])
    return now


def _lived(clock: list[float], seconds: float, days: int = 20) -> None:
    call = Patience("A town")
    for day in range(1, days + 1):
        call(day, days)
        clock[0] += seconds


def test_a_long_call_is_told_once(clock, caplog) -> None:
    caplog.set_level(logging.INFO, "glasshouse")
    _lived(clock, 2.0)
    (told,) = [record.getMessage() for record in caplog.records]
    assert told.startswith("A town: day 6 of 20, about 28 seconds left; `progress=`")


def test_a_short_call_is_not_told(clock, caplog) -> None:
    caplog.set_level(logging.INFO, "glasshouse")
    _lived(clock, 0.1)
    assert not caplog.records
