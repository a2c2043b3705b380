"""The measurement of coverage: known answers, and one small society whose intervals cover."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.audit.inference import Attack
from glasshouse.benchmark.coverage import Case, Row, chance_of_at_most, judge, measure, summary
from glasshouse.benchmark.guesses import RECORDS, REGISTER, Sample, judge_guesses, measure_guesses


def test_the_chance_of_few_successes_is_the_binomial_one() -> None:
    assert chance_of_at_most(0, 2) == pytest.approx(0.01)
    assert chance_of_at_most(2, 3) == pytest.approx(1 - 0.9**3)
    assert chance_of_at_most(2950, 3000) == pytest.approx(1.0)
    assert chance_of_at_most(2600, 3000) < 1e-6


def _said(value: float, half: float | None) -> dict[str, object]:
    ends = (None, None) if half is None else (value - half, value + half)
    return {"value": value, "low": ends[0], "high": ends[1], "events": 20, "counts_once": False}


def test_intervals_that_are_too_narrow_or_too_wide_are_named() -> None:
    luck = np.random.default_rng(1).normal(size=100)
    found = [
        {"right": _said(x, 1.96), "narrow": _said(x, 1.0), "wide": _said(x, 4.0), "none": _said(x, None)} for x in luck
    ]
    rows = {row.observable: row for row in judge(found, ()) if row.kind == "one seed"}
    assert [name for name, row in rows.items() if row.is_too_low] == ["narrow"]
    assert [name for name, row in rows.items() if row.is_too_wide] == ["wide"]
    assert (rows["none"].given, rows["none"].coverage, rows["none"].width) == (0, None, None)
    assert rows["right"].width == pytest.approx(1 / luck.std(ddof=1), rel=1e-3)
    (line,) = summary(list(rows.values()))
    assert (line["given"], line["too_low"], line["too_wide"]) == (0.75, ["narrow"], ["wide"])


def test_selected_seeds_are_not_held_against_what_is_wanted() -> None:
    assert not Row("rare", "one seed", 50, 2, 0, 1.0).is_too_low
    assert Row("usual", "one seed", 50, 50, 30, 1.0).is_too_low


def test_a_small_society_is_covered() -> None:
    """At the 1 % level no observable covers less than 90 %; intervals are no wider than 1.5 times the ideal."""
    rows = measure(Case("rongcheng", "nothing", 2_560, 30, 30), groups=(3,))
    assert sum(row.given for row in rows if row.kind == "one seed") > 400
    assert [(row.observable, row.kind, row.covered, row.given) for row in rows if row.is_too_low] == []
    assert [(row.observable, row.kind, row.width) for row in rows if row.is_too_wide] == []


def test_errors_of_areas_that_are_too_small_are_named() -> None:
    luck = np.random.default_rng(2).normal(size=(2, 100)) * 0.02
    found = [
        {
            "poor": Attack("poor", 0.25, 0.7 + a, 0.6 + b, 0.01, 0.02),
            "afraid": Attack("afraid", 0.01, None, None, None, None),
        }
        for a, b in luck.T
    ]
    rows = {row.kind: row for row in judge_guesses(found)}
    assert (rows[RECORDS].is_too_low, rows[REGISTER].is_too_low) == (True, False)
    assert rows[RECORDS].width == pytest.approx(0.01 / luck[0].std(ddof=1), rel=1e-3)
    assert {row.observable for row in rows.values()} == {"poor"}


def test_intervals_of_what_can_be_inferred_cover() -> None:
    rows = measure_guesses(Sample("rongcheng", 1_024, 10, 12, 500))
    assert {row.kind for row in rows} == {RECORDS, REGISTER}
    assert sum(row.given for row in rows) >= 6 * 12
    assert [(row.observable, row.kind, row.covered, row.given) for row in rows if row.is_too_low] == []
