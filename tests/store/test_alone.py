"""Two that make the same run at the same moment: the second waits, and takes what the first has made."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.store import alone
from glasshouse.store.alone import alone_in, first_in
from glasshouse.store.running import run
from glasshouse.sweeps import sweep as sweeps
from glasshouse.sweeps.design import Design
from glasshouse.worlds import comparison


def test_the_second_waits_until_the_first_is_done_and_says_so(tmp_path: Path, caplog) -> None:
    caplog.set_level(logging.INFO, "glasshouse")
    order: list[str] = []

    def second() -> None:
        with alone_in(tmp_path / "run"):
            order.append("second")

    with alone_in(tmp_path / "run"):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(3 * alone._PAUSE)
        order.append("first")
    waiting.join(10)
    assert order == ["first", "second"]
    assert [record.getMessage() for record in caplog.records] == [
        f"Another process is making {tmp_path / 'run'}; waiting until it is done, to take what it has made"
    ]


def test_other_folders_wait_for_nobody(tmp_path: Path) -> None:
    with alone_in(tmp_path / "one"), alone_in(tmp_path / "other"):
        pass


def test_two_runs_of_the_same_inputs_live_one_of_them(tmp_path: Path) -> None:
    town = scenario.load("rongcheng", citizens=300, days=3)
    made = []
    both = [threading.Thread(target=lambda: made.append(run(town, folder=tmp_path))) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join(120)
    assert sorted(result.cached for result in made) == [False, True]


def test_without_locks_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alone.os, "open", lambda *_: (_ for _ in ()).throw(OSError("no room")))
    with alone_in(tmp_path), alone_in(tmp_path), first_in(tmp_path), first_in(tmp_path):
        pass


def _compared(place: Path) -> object:
    return comparison.compare(scenario.load("nothing", citizens=256, days=1), ["sensing"], out=place)


def _swept(place: Path) -> object:
    design = Design(("response.conformity",), ((0.1,),))
    return sweeps.sweep(scenario.load("nothing", citizens=256, days=1), design, out=place, workers=1)


@pytest.mark.parametrize("made", [_compared, _swept, comparison.resume, sweeps.resume])
def test_the_second_who_compares_or_sweeps_the_same_is_told_and_makes_nothing(
    made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alone, "_PAUSE", 0.01)
    place = tmp_path / "made"
    with alone_in(place), pytest.raises(InputError, match="another process that is making the same now") as told:
        made(place)
    assert "wait until it is done" in str(told.value)
    assert not place.exists()


def test_who_is_gone_in_a_moment_stands_in_nobodys_way(tmp_path: Path) -> None:
    def look() -> None:
        with first_in(tmp_path):
            held.set()
            time.sleep(3 * alone._PAUSE)

    held = threading.Event()
    other = threading.Thread(target=look)
    other.start()
    held.wait(10)
    with first_in(tmp_path):
        pass
    other.join(10)
