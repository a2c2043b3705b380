"""The public surface: what `import glasshouse` offers, and that importing it costs nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import glasshouse as gh

SURFACE = [
    "facts", "load", "new", "Scenario", "Decision", "describe_day", "run", "resume", "Result", "Simulation", "open_result",
    "runs", "compare", "Comparison", "sweep", "Sweep", "calibrate", "Fit", "why", "Explanation", "inference_attack", "validate",
    "validate_data", "DataValidation", "run_claims", "remedies", "Remedies", "portrait", "Portrait", "rights_audit", "Audit",
    "GlasshouseError", "InputError",
]  # fmt: skip


def test_the_surface_is_what_it_is_meant_to_be() -> None:
    assert gh.__all__ == SURFACE
    assert set(SURFACE) <= set(dir(gh))
    for name in SURFACE:
        found = getattr(gh, name)
        assert found.__doc__, name


def test_the_package_tells_its_story() -> None:
    assert gh.__doc__ is not None
    for word in ("facts", "conduct", "observation", "scoring", "consequences", "response", "twins"):
        assert word in gh.__doc__.lower()


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'score_a_person'"):
        _ = gh.score_a_person


def test_importing_loads_nothing_heavy() -> None:
    code = "import sys, json, glasshouse; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert not loaded & {"numpy", "numba", "pydantic", "duckdb", "pandas", "altair", "rich", "typer"}
    assert len([name for name in loaded if name.startswith("glasshouse")]) == 1


def test_the_verbs_work_together(tmp_path: Path) -> None:
    scenario = gh.load("rongcheng", "response.conformity=0.2", citizens=600, days=6, panel=[1])
    assert scenario.response.conformity.value == 0.2
    made = gh.run(scenario, folder=tmp_path)
    again = gh.run("rongcheng", "response.conformity=0.2", citizens=600, days=6, panel=[1], folder=tmp_path)
    assert again.cached
    assert again.document["scenario"] == "rongcheng"
    opened = gh.open_result(made.path)
    assert isinstance(opened, gh.Result)
    assert opened.observables == made.observables
    assert gh.why(made, 1).adds_up
    assert gh.resume(made.path).document["cached"] is True
    twins = gh.compare(scenario, folder=tmp_path)
    assert list(twins.worlds) == ["Rongcheng", "nothing"]
    reopened = gh.open_result(twins.path)
    assert isinstance(reopened, gh.Comparison)
    assert reopened.differences == twins.differences
    assert {row["kind"] for row in gh.runs(tmp_path)} == {"run", "comparison"}
    assert gh.resume(twins.path).document["cached"] is True


def test_a_scenario_takes_no_more_settings() -> None:
    with pytest.raises(TypeError, match="complete as it is"):
        gh.run(gh.load("rongcheng", citizens=300, days=2), days=3)


def test_the_day_can_be_read() -> None:
    text = gh.describe_day()
    stages = ["society", "conduct", "observation", "scoring", "consequences", "response", "measurement"]
    places = [text.index(f". {stage} ") for stage in stages]
    assert places == sorted(places)
