"""When the next day may be lived."""

from __future__ import annotations

import threading
import time

from glasshouse.web.work.pace import Pace


def lived(pace: Pace, days: int) -> float:
    began = time.monotonic()
    for day in range(1, days + 1):
        pace.after(day)
    return time.monotonic() - began


def test_days_come_at_the_pace_and_at_once_without_one() -> None:
    assert lived(Pace(100), 11) >= 0.09
    assert lived(Pace(None), 1000) < 0.5


def test_a_week_on_pauses_after_seven_days_and_going_on_ends_the_pause() -> None:
    told: list[bool] = []
    pace = Pace(None, told=told.append)
    days, shown = [], []

    def living() -> None:
        for day in range(3, 13):
            days.append(day)
            pace.after(day, pausing=lambda: shown.append(days[-1]))

    pace.pause()
    thread = threading.Thread(target=living)
    thread.start()
    while told != [True]:
        time.sleep(0.005)
    assert days == shown == [3]
    pace.go(None, days=7)
    while told != [True, False, True]:
        time.sleep(0.005)
    assert (days[-1], shown) == (10, [3, 10])
    pace.go(None)
    thread.join(2)
    assert days[-1] == 12
    assert told == [True, False, True, False]


def test_a_pause_is_told_on_the_day_on_which_it_falls_and_not_before() -> None:
    told: list[bool] = []
    pace = Pace(None, told=told.append)
    pace.after(1)
    pace.pause()
    assert told == []
    pace.go(None)
    pace.after(2)
    assert told == []


def test_a_pause_that_nobody_ends_ends_by_itself() -> None:
    told: list[bool] = []
    pace = Pace(1, patience=0.05, told=told.append)
    pace.pause()
    assert lived(pace, 100) < 1
    assert told == [True, False]


def test_stopping_ends_a_pause_and_an_experiment_that_takes_too_long_stops_itself() -> None:
    pace = Pace(None)
    pace.pause()
    threading.Timer(0.05, pace.stop).start()
    assert lived(pace, 1) < 2
    assert (pace.stopped, pace.why) == (True, "")
    slow = Pace(None, working=0.0)
    time.sleep(0.01)
    slow.after(1)
    assert (slow.stopped, slow.why) == (True, "it took too long")
