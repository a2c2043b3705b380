"""`glasshouse calibrate`: what was fitted, what is met, what cannot be met."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse import scenario

SMALL = """
title = "Scores, fitted"
about = "A small one."
scenario = "sesame"
citizens = 300
days = 6
points = 20
rounds = 1
targets = ["sesame.start", "sesame.registered"]
[free."systems.sesame.dimensions.behaviour.base"]
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.toml").write_text(SMALL, encoding="utf-8")


@pytest.mark.slow
def test_a_calibration_says_what_was_fitted_and_writes_the_scenario(glasshouse) -> None:
    call = "calibrate sesame --by small.toml --workers 1 --seed 3"
    told = glasshouse(f"{call} --toml fitted.toml")
    assert told.status == 0
    assert "20 runs of 300 people and 6 days, seed 3" in told.out
    assert "systems.sesame.dimensions.behaviour.base" in told.out
    assert "sesame.registered" in told.out
    assert told.out.splitlines()[-1] == "fitted.toml"
    again = glasshouse(f"{call} --json").json()
    text = Path("fitted.toml").read_text(encoding="utf-8")
    command = text.splitlines()[0].removeprefix("# Made by: ")
    assert command.startswith("glasshouse calibrate sesame --by small.toml --points 20 --rounds 1")
    assert scenario.load("fitted.toml").fitted == ("sesame.start", "sesame.registered")
    assert again["settings"][0].startswith("systems.sesame.dimensions.behaviour.base=")
    assert [target["figure"] for target in again["targets"]] == ["sesame.start", "sesame.registered"]


def test_a_sourced_value_is_refused(glasshouse) -> None:
    Path("sourced.toml").write_text(SMALL.replace("behaviour.base", "behaviour.weight"), encoding="utf-8")
    told = glasshouse("calibrate sesame --by sourced.toml")
    assert told.status == 2
    assert "what has a source is never fitted" in told.err
    assert "sesame_weights_variant_a" in told.err


def test_everything_wrong_is_said(glasshouse) -> None:
    told = glasshouse("calibrate sesame --by small.toml --points 3 --rounds none --workers 0")
    assert told.status == 2
    assert all(option in told.err for option in ("--points", "--rounds", "--workers"))
    told = glasshouse("calibrate nothing")
    assert told.status == 2
    assert "the name of a calibration" in told.err


def test_a_fitted_scenario_takes_the_place_of_no_other_file_which_is_told_before_anything_is_lived(glasshouse) -> None:
    mine = 'title = "Mine"\nextends = "sesame"\n'
    Path("mine.toml").write_text(mine, encoding="utf-8")
    for place in ("mine.toml", "."):
        told = glasshouse(f"calibrate mine.toml --by small.toml --workers 1 --toml {place} --seed x")
        assert told.status == 2
        assert "--toml: expected a file that is not there yet, or a fitted scenario, found another" in told.err
        assert "--seed" in told.err
    assert Path("mine.toml").read_text(encoding="utf-8") == mine
