"""Arguments of Python calls that do not fit are an `InputError` with all of them, before anything begins."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import glasshouse as gh
from glasshouse.documents.arguments import checked
from glasshouse.errors import InputError


@pytest.mark.parametrize(("call", "keys"), [
    (lambda: gh.run(None), ["source"]),
    (lambda: gh.run("rongcheng", {"a": 1}), ["changes"]),
    (lambda: gh.run("rongcheng", panel=5, threads=0, out=3), ["panel", "threads", "out"]),
    (lambda: gh.run("rongcheng", progress="yes"), ["progress"]),
    (lambda: gh.compare("rongcheng", replicates="3"), ["replicates"]),
    (lambda: gh.compare("rongcheng", 5, threads=-1), ["variants", "threads"]),
    (lambda: gh.sweep("rongcheng", grid="k=0:1:1", over="x", lhs=2.5), ["grid", "over", "lhs"]),
    (lambda: gh.sweep("rongcheng", workers=True), ["workers"]),
    (lambda: gh.why(None, -1), ["source", "citizen"]),
    (lambda: gh.calibrate("court-list", by=5), ["by"]),
    (lambda: gh.open_result(None), ["path"]),
    (lambda: gh.resume(7), ["path"]),
    (lambda: gh.run_claims(5), ["claims"]),
    (lambda: gh.runs(5), ["folder"]),
    (lambda: gh.runs(None), ["folder"]),
    (lambda: gh.load("rongcheng", panel=[1, "2"]), ["panel"]),
])  # fmt: skip
def test_what_does_not_fit_is_named(call, keys) -> None:
    with pytest.raises(InputError) as refused:
        call()
    assert {problem.key for problem in refused.value.problems} == set(keys)


def test_what_is_no_scenario_is_an_input_error_for_a_town_as_well() -> None:
    with pytest.raises(InputError):
        gh.Simulation(None)


def test_whole_numbers_of_numpy_and_paths_fit() -> None:
    @checked
    def call(threads: int | None = None, out: str | Path | None = None, grid: list[str] | None = None) -> str:
        return "called"

    assert call(np.int64(2), Path("x"), ["a=1"]) == "called"
    assert call() == "called"
    with pytest.raises(TypeError):
        call(thread=1)


def test_settings_may_be_a_list_or_stand_one_by_one() -> None:
    listed = gh.load("rongcheng", settings=["response.conformity=0.1"])
    assert listed == gh.load("rongcheng", "response.conformity=0.1")
    both = gh.load("rongcheng", "response.conformity=0.1", settings=["response.conformity=0.2"])
    assert both.response.conformity.value == 0.2
