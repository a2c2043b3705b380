"""Differences with intervals: known quantiles, known intervals, and honest gaps."""

from __future__ import annotations

import pytest

from glasshouse.worlds.intervals import t_quantile
from glasshouse.worlds.replicates import differences_between

UNITS = {"x": ("share", "an x")}


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.7062), (4, 2.7764), (19, 2.0930), (30, 2.0423), (40, 2.0211), (120, 1.9799)]
)
def test_quantiles_of_student_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert t_quantile(freedom) == pytest.approx(quantile, abs=2e-4)


def _found(ours, theirs):
    return differences_between([{"x": a} for a in ours], [{"x": b} for b in theirs], UNITS)["x"]


def test_the_interval_of_three_differences_is_the_one_by_hand() -> None:
    found = _found([3.0, 5.0, 7.0], [2.0, 3.0, 4.0])
    assert found["value"] == pytest.approx(2.0)
    half = 4.3027 * 1.0 / 3**0.5
    assert found["low"] == pytest.approx(2.0 - half)
    assert found["high"] == pytest.approx(2.0 + half)


def test_equal_differences_have_no_width() -> None:
    found = _found([1.0, 1.0, 1.0], [1.0, 1.0, 1.0])
    assert (found["value"], found["low"], found["high"]) == (0.0, 0.0, 0.0)


def test_one_replicate_has_no_interval() -> None:
    found = _found([1.0], [0.5])
    assert (found["value"], found["low"], found["high"]) == (0.5, None, None)


def test_what_is_undefined_in_one_world_has_no_difference() -> None:
    found = _found([1.0, None], [0.5, 0.5])
    assert found["value"] is None
    assert found["reason"].startswith("undefined, because")


def test_what_only_one_world_has_is_left_out() -> None:
    assert differences_between([{"x": 1.0}], [{}], UNITS) == {}
