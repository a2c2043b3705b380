"""Two that make the same run at the same moment: the second waits, and takes what the first has made."""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.store import alone
from glasshouse.store.alone import alone_in
from glasshouse.store.running import run


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
    with alone_in(tmp_path), alone_in(tmp_path):
        pass
