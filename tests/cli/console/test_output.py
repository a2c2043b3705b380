"""Text, tables and JSON on stdout."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from glasshouse.cli.console.output import width, wrapped, write_json, write_table


def test_json_knows_arrays_paths_and_numbers_that_are_none(capsys) -> None:
    write_json({"a": np.float64(1.5), "b": np.array([1, 2]), "c": float("nan"), "d": Path("x"), 5: (True, None, "ü")})
    assert json.loads(capsys.readouterr().out) == {"a": 1.5, "b": [1, 2], "c": None, "d": "x", "5": [True, None, "ü"]}


def test_a_table_fits_80_columns_and_loses_no_word(capsys) -> None:
    rows = [["name", "word " * 40, "12"], ["other", "[bold]not markup[/bold] :smile:", "3"]]
    write_table(["", "said", "number"], rows, right=[2])
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    assert out.split().count("word") == 40
    assert "[bold]not markup[/bold] :smile:" in out


def test_width_follows_the_terminal_within_reason(monkeypatch) -> None:
    for columns, expected in (("60", 60), ("300", 100), ("5", 40)):
        monkeypatch.setenv("COLUMNS", columns)
        assert width() == expected


def test_wrapping_never_breaks_a_path() -> None:
    path = "/".join(["a-long-folder"] * 12)
    assert path in wrapped(f"Kept in {path} for you").splitlines()
