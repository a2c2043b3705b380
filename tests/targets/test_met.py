"""What is said of which published figures every scenario meets, held against new runs."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from tests.shipped import shipped

from glasshouse import library
from glasshouse.targets.published import ROLES

SCRIPT = Path(__file__).parents[2] / "scripts" / "met.py"
_SPEC = importlib.util.spec_from_file_location("met", SCRIPT)
script = importlib.util.module_from_spec(_SPEC)
sys.modules["met"] = script
_SPEC.loader.exec_module(script)

TOLD = json.loads(script.MET.read_text(encoding="utf-8"))


def test_every_scenario_is_told_of() -> None:
    assert sorted(TOLD["scenarios"]) == library.names("scenarios")
    assert (TOLD["citizens"], TOLD["days"], TOLD["seed"]) == (script.CITIZENS, script.DAYS, script.SEED)
    for name, told in TOLD["scenarios"].items():
        assert tuple(told["met"]) == tuple(ROLES)
        assert all(0 <= met <= many for met, many in told["met"].values())
        fitted = shipped(name).fitted
        assert told["fitted"] == len(fitted)
        assert set(told["missed"]) <= set(fitted)


def test_some_figure_is_missed_that_could_have_been_met() -> None:
    seen = [told["met"]["seen"] for told in TOLD["scenarios"].values()]
    assert 0 < sum(met for met, _ in seen) < sum(many for _, many in seen)


def test_a_calibrated_scenario_says_which_of_its_own_targets_it_misses() -> None:
    for name, told in TOLD["scenarios"].items():
        if told["fitted"]:
            said = shipped(name).description
            assert "it misses" in said or "it meets all" in said, name


@pytest.mark.slow
@pytest.mark.parametrize("name", ["hangzhou", "court-list-calibrated"])
def test_a_new_run_meets_the_same(name: str) -> None:
    assert script.met(name) == TOLD["scenarios"][name], f"if this is meant: make met ONLY={name}"
