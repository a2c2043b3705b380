"""Progress on stderr."""

from __future__ import annotations

import sys

from glasshouse.cli.console import progress


def test_without_a_terminal_lines_are_sparse_and_plain(capsys, monkeypatch) -> None:
    clock = iter(range(10_000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(clock)))
    with progress.Progress("Mine") as told:
        for day in range(1, 101):
            told(day, 100)
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert lines[0] == "Mine: day 11 of 100, about 89 s left"
    assert 5 <= len(lines) <= 10


def test_while_the_first_step_lasts_no_time_is_foretold(capsys, monkeypatch) -> None:
    clock = iter(range(10_000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: float(next(clock)))
    with progress.Progress("Mine") as told:
        for day in [0] * 12 + [1] * 20:
            told(day, 100)
    assert capsys.readouterr().err.splitlines()[:2] == [
        "Mine: day 0 of 100",
        "Mine: day 1 of 100, about 33 min left",
    ]


def test_a_short_run_says_nothing(capsys) -> None:
    with progress.Progress("Mine") as told:
        told(1, 2)
        told(2, 2)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_a_bar_moves_on_stderr_only(capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with progress.Progress("Mine [not markup]") as told:
        told(1, 2)
        told.say("a line")
        told(2, 2)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Mine [not markup]" in captured.err
    assert "a line" in captured.err
