"""`glasshouse chart`."""

from __future__ import annotations

from pathlib import Path

import pytest

SMALL = ("rongcheng", "--citizens", "300", "--days", "3")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_chart_is_written_and_the_charts_are_listed(glasshouse) -> None:
    glasshouse("run", *SMALL, "--out", "here")
    names = glasshouse("chart here").out.splitlines()
    assert {"scores", "bands"} <= set(names)
    assert glasshouse("chart here --json").json()["charts"] == names
    assert glasshouse("chart here scores").out == "scores.svg\n"
    assert Path("scores.svg").read_text(encoding="utf-8").startswith("<svg")
    assert glasshouse("chart here bands --out mine/bands.json --json").json()["file"] == "mine/bands.json"
    assert Path("mine/bands.json").is_file()


def test_an_unknown_chart_is_met_with_the_nearest_one(glasshouse) -> None:
    glasshouse("run", *SMALL, "--out", "here")
    result = glasshouse("chart here score")
    assert result.status == 2
    assert "did you mean 'scores'?" in result.err
