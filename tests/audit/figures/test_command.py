"""``python -m glasshouse.audit.figures``: JSON in, JSON out, and every problem at once."""

from __future__ import annotations

import io
import json
import math
import subprocess
import sys
from typing import Any, get_args

import pytest

from glasshouse.audit.figures.__main__ import main
from glasshouse.audit.figures.catalogue import CATALOGUE
from glasshouse.audit.figures.estimate import Estimate, Several, exactly, with_error
from glasshouse.audit.figures.figure import FIGURES
from glasshouse.audit.figures.inputs import Kind
from glasshouse.audit.undefined import Reason

NAMES = [
    "shapley", "impact_ratio", "crossings", "standardised", "cumulative_incidence", "psi", "ks", "gini", "calibration", "tau_b",
    "gamma", "concentration", "entropy", "fieller", "benjamini_hochberg", "shorrocks", "prais", "hhi", "uniqueness", "unicity",
    "recourse", "reason_codes", "linear_attribution", "memory",
]  # fmt: skip
GROUPS: dict[str, Any] = {"hits": [[10, 30]], "people": [[200, 300]], "group": 1, "reference": 0}
RIGHT: dict[str, dict[str, Any]] = {
    "shapley": {"values": [0, 1, 2, 4], "union": [1, 0]},
    "impact_ratio": GROUPS,
    "crossings": {"hits": [[[3], [4]]], "people": [[[200], [30]]]},
    "standardised": {**GROUPS, "hits": [[[10], [30]]], "people": [[[200], [300]]]},
    "cumulative_incidence": {"days": [1, 2, 3], "end": [1, 0, 2], "at": [2]},
    "psi": {"before": [1, 2], "after": [2, 1]},
    "ks": {"score": [1, 2, 3], "outcome": [0, 1, 1]},
    "gini": {"score": [1, 2, 3], "outcome": [False, True, True]},
    "calibration": {"predicted": [0.2, 0.4, 0.6], "outcome": [1, 0, 1]},
    "tau_b": {"x": [1, 2, 3], "y": [1, 3, 2]},
    "gamma": {"x": [1, 2, 3], "y": [1, 3, 2]},
    "concentration": {"harm": [1, 2], "gravity": [1, 2]},
    "entropy": {"table": [[3, 1], [0, 2]]},
    "fieller": {"numerators": [1, 2, 3], "denominators": [4, 5, 7]},
    "benjamini_hochberg": {"p": [0.01, 0.3]},
    "shorrocks": {"table": [[3, 1], [1, 3]]},
    "prais": {"table": [[3, 1], [1, 3]]},
    "hhi": {"sizes": [3, 4]},
    "uniqueness": {"known": [[1, 2], [1, 3]]},
    "unicity": {"traces": [[1, 2], [3, 4]], "points": 1},
    "recourse": {
        "gap": 4, "points": [2], "chance": [1], "hours": [1], "waits": [30], "most": [[3]], "regained": [0],
    },
    "reason_codes": {"points": [1, 2], "mean_of_all": [2, 2], "mean_at_cut": [3, 1], "truth": ["true", "stale"]},
    "linear_attribution": {"features": [[1, 2], [2, 1], [3, 5]], "weights": [1, 1]},
    "memory": {"rule": "half-life", "points": 8, "days": 30},
}  # fmt: skip


def _ask(words: str, given: Any = "") -> tuple[int, str, str]:
    out, problems = io.StringIO(), io.StringIO()
    text = given if isinstance(given, str) else json.dumps(given)
    status = main(words.split(), io.StringIO(text), out, problems)
    return status, out.getvalue(), problems.getvalue()


def _numbers(document: Any) -> list[float]:
    if isinstance(document, dict):
        return [number for each in document.values() for number in _numbers(each)]
    if isinstance(document, list):
        return [number for each in document for number in _numbers(each)]
    return [document] if isinstance(document, float) else []


def test_the_list_names_every_figure_in_order() -> None:
    assert _ask("--list") == (0, "\n".join(NAMES) + "\n", "")
    assert set(FIGURES) == set(NAMES) == set(RIGHT)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_answers_with_a_value_or_a_reason_and_finite_numbers(name: str) -> None:
    status, answer, problems = _ask(name, RIGHT[name])
    assert (status, problems) == (0, "")
    document = json.loads(answer)
    assert ("value" in document) != ("undefined" in document)
    assert all(math.isfinite(number) for number in _numbers(document))


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_says_what_it_takes_and_gives(name: str) -> None:
    figure = json.loads(_ask(f"{name} --describe")[1])
    assert figure["figure"] == name
    assert all(each["kind"] in get_args(Kind) and each["meaning"] for each in figure["inputs"].values())
    assert figure["gives"]["value"]
    assert all(figure["gives"].values())
    assert figure["source"]
    assert figure["unit"]
    assert figure["undefined"]
    assert set(figure["undefined"]) <= {reason.value for reason in Reason}
    assert set(RIGHT[name]) <= set(figure["inputs"])
    assert len(figure["title"]) < 130


def test_all_are_described_at_once() -> None:
    described = json.loads(_ask("--describe")[1])
    assert [figure["figure"] for figure in described] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_key_that_is_needed_is_missed_and_every_other_refused(name: str) -> None:
    status, answer, problems = _ask(name, {"something": 1})
    needed = [key for key in CATALOGUE[name].inputs if key not in CATALOGUE[name].defaults]
    assert (status, answer) == (2, "")
    assert problems.startswith(f"error: {len(needed) + 1} problems")
    assert all(f"  {key}: " in problems for key in (*needed, "something"))


@pytest.mark.parametrize("name", NAMES)
def test_nan_words_and_other_shapes_are_refused_for_every_input(name: str) -> None:
    for key, each in CATALOGUE[name].inputs.items():
        for wrong in (math.nan, "a", [[[["a"]]]], {"a": 1}):
            if each.kind == "text" and isinstance(wrong, str):
                continue
            status, _, problems = _ask(name, {**RIGHT[name], key: wrong})
            assert status == 2, (key, wrong)
            assert f"{key}: expected " in problems, (key, wrong)


def test_every_problem_is_told_at_once_with_its_place() -> None:
    wrong = {"hits": [[1, -2], [3, -1]], "people": [[1.5, 2]], "group": -1, "draws": 0, "sead": 3}
    status, answer, problems = _ask("impact_ratio", wrong)
    assert (status, answer) == (2, "")
    for told in (
        "error: 6 problems:",
        "sead: expected one of hits, people, group, reference, seed, draws, found an unknown key; did you mean 'seed'?",
        "reference: expected a whole number of 0 or more, found nothing",
        "hits: expected finite numbers of 0 or more (communities × groups), found -2 at [0, 1], and 1 more",
        "people: expected whole numbers of 0 or more (communities × groups), found 1.5 at [0, 0]",
        "group: expected a whole number of 0 or more, found -1",
        "draws: expected a whole number of 1 or more, found 0",
    ):
        assert told in problems


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("tau_b", {"x": [1, 2], "y": [1, 2, 3]}, "y: expected 2 items, as in x, found 3"),
        ("tau_b", {"x": [1, True], "y": [1, 2]}, ""),
        ("tau_b", {"x": [True, True], "y": [1, 2]}, "x: expected finite numbers (items), found true or false"),
        ("tau_b", {"x": [1, None], "y": [1, 2]}, "x: expected finite numbers (items), found something that is no number"),
        ("tau_b", {"x": 1, "y": [1]}, "x: expected finite numbers (items), found a single one"),
        ("psi", {"before": [[1], [2, 3]], "after": [1]}, "found rows of different lengths"),
        ("psi", {"before": [[1, 2]], "after": [1]}, "found 2 axes"),
        ("benjamini_hochberg", {"p": [0.1, 1.1]}, "shares from 0 to 1 (tests), found 1.1 at [1]"),
        ("benjamini_hochberg", {"p": 0.1}, "found a single one"),
        ("ks", {"score": [1, 2], "outcome": [0, 2]}, "found numbers other than 0 and 1"),
        ("ks", {"score": [1, 2], "outcome": ["a", "b"]}, "neither true nor false"),
        ("memory", {"rule": ["never"], "points": [1]}, "points: expected a finite number, found a list"),
        ("memory", {"rule": 3, "points": 1}, "found something that is no text"),
        ("memory", {"rule": "never", "points": 1, "least": 0}, "least: expected a finite number above 0, found 0"),
        ("reason_codes", {**RIGHT["reason_codes"], "truth": "true"}, "found no list"),
        ("reason_codes", {**RIGHT["reason_codes"], "truth": ["true", "fals"]}, "found 'fals' (did you mean 'false'?)"),
        ("reason_codes", {**RIGHT["reason_codes"], "truth": ["true"]}, "truth: expected 2 characteristics, as in points"),
        ("unicity", {"traces": [[1, 0.5]]}, "points that are no whole numbers"),
        ("unicity", {"traces": [1]}, "expected lists of whole numbers"),
        ("prais", {"table": [[1, 2]]}, "as many bands before as after"),
    ],
)  # fmt: skip
def test_wrong_input_is_told_in_words(name: str, wrong: dict[str, Any], said: str) -> None:
    status, _, problems = _ask(name, wrong)
    assert status == (2 if said else 0)
    assert said in problems


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        ("shaply", "{}", "did you mean 'shapley'?"),
        ("impact-ratio", "{}", "did you mean 'impact_ratio'?"),
        ("psi", "[1]", "expected one JSON object, found a list"),
        ("psi", "{", "found text that is none"),
        ("psi ks", "{}", "--describe"),
        ("psi --help", "{}", "--list"),
        ("", "{}", "found nothing"),
    ],
)
def test_wrong_words_are_told(words: str, given: str, said: str) -> None:
    status, answer, problems = _ask(words, given)
    assert (status, answer) == (2, "")
    assert said in problems


def test_it_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "glasshouse.audit.figures", "hhi"]
    done = subprocess.run(command, input='{"sizes": []}', capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["undefined"] == "no market"


def test_an_estimate_has_a_value_or_a_reason_and_a_real_interval() -> None:
    for wrong in (
        {},
        {"value": 1.0, "undefined": Reason.NOBODY},
        {"value": math.nan},
        {"value": 1.0, "low": 0.0},
        {"value": 0.0, "low": 0.0, "high": 0.0},
        {"value": 0.0, "low": -math.inf, "high": 0.0},
    ):
        with pytest.raises(ValueError):
            Estimate(**wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        Several()
    assert exactly(2).document == {"value": 2.0}
    assert Estimate(undefined=Reason.NO_MEMBER).document == {"undefined": "no member"}
    assert Reason.NO_MEMBER.sentence == "undefined, because: no member"
    told = with_error(0.9, 0.1, (0.0, 1.0))
    assert (told.low, told.high) == (pytest.approx(0.9 - 0.1959964), 1.0)
