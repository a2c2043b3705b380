"""Competing ends: known curves, ties, cases still open."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from glasshouse.audit.figures.survival import cumulative_incidence
from glasshouse.audit.undefined import Reason
from glasshouse.errors import InputError

CASES = some.lists(some.tuples(some.integers(1, 12), some.integers(0, 2)), min_size=1, max_size=30)


def _values(days: list[float], end: list[int], at: list[float], cause: int = 1) -> list[float | None]:
    found = cumulative_incidence(np.array(days), np.array(end), np.array(at), cause)
    return [each.value for each in found.value or ()]


def test_without_open_cases_it_is_the_share_that_came_to_the_end() -> None:
    days, end = [1.0, 2, 2, 3, 4, 5, 5, 9], [1, 2, 1, 1, 2, 1, 2, 1]
    assert _values(days, end, [0.5, 1, 2, 4, 5, 9, 50]) == [0, *(n / 8 for n in (1, 2, 3, 4, 5, 5))]
    assert _values(days, end, [9], cause=2) == [3 / 8]


def test_an_open_case_counts_until_it_was_last_seen() -> None:
    # Of four, one ended, one was last seen, one of the remaining two ended: 1/4 + 3/4 · 1/2.
    assert _values([1, 2, 3, 4], [1, 0, 1, 0], [1, 2, 3]) == [0.25, 0.25, 0.625]
    assert _values([1, 1, 2], [1, 0, 1], [1, 2]) == [pytest.approx(1 / 3), pytest.approx(1)]


def test_where_other_ends_compete_one_less_kaplan_meier_would_say_too_much() -> None:
    days, end = np.arange(1.0, 11), np.array([1, 2] * 5)
    found = cumulative_incidence(days, end, np.array([10.0]))
    naive = 1 - np.prod([1 - 1 / (10 - k) for k in range(0, 10, 2)])
    assert (found.value or ())[0].value == pytest.approx(0.5)
    assert naive > 0.7


def test_nothing_is_said_of_days_for_which_nobody_was_watched() -> None:
    found = cumulative_incidence(np.array([1.0, 5]), np.array([1, 0]), np.array([5.0, 6]))
    told = found.value or ()
    assert told[0].value == 0.5
    assert told[1].undefined == Reason.NOT_SO_LONG


def test_the_median_is_the_first_day_by_which_half_had_come_to_the_end() -> None:
    at = np.array([1.0])
    assert cumulative_incidence(np.arange(1.0, 5), np.ones(4, int), at).median.value == 2
    never = cumulative_incidence(np.arange(1.0, 5), np.array([1, 2, 2, 2]), at).median
    assert never.undefined == Reason.NEVER_HALF
    many = cumulative_incidence(np.arange(1.0, 101), np.ones(100, int), at).median
    assert many.value == 50
    assert many.low is not None
    assert many.high is not None
    # Half of a hundred, give or take ten.
    assert 38 <= many.low < 50 < many.high <= 62


def test_the_interval_is_that_of_a_binomial_share_where_nobody_is_open() -> None:
    for people in (16, 400):
        end = np.array([1, 2, 2, 2] * (people // 4))
        found = (cumulative_incidence(np.arange(1.0, people + 1), end, np.array([people / 2])).value or ())[0]
        assert found.value == pytest.approx(0.125)
        error = np.sqrt(0.125 * 0.875 / people) / (0.125 * abs(np.log(0.125)))
        assert found.low == pytest.approx(0.125 ** np.exp(1.959963984540054 * error))
        assert found.high == pytest.approx(0.125 ** np.exp(-1.959963984540054 * error))


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_the_ends_together_are_all_that_is_not_open_and_curves_never_fall(cases: list[tuple[int, int]]) -> None:
    days, end = np.array([each[0] for each in cases], "f8"), np.array([each[1] for each in cases])
    at = np.arange(0.0, days.max() + 1)
    first, second, either = (
        np.array([each.value for each in cumulative_incidence(days, ends, at, cause).value or ()])
        for ends, cause in ((end, 1), (end, 2), (np.minimum(end, 1), 1))
    )
    assert first + second == pytest.approx(either)
    assert (np.diff(first) >= -1e-12).all()
    assert either[-1] <= 1 + 1e-12


@settings(max_examples=20, deadline=None)
@given(CASES, some.randoms(use_true_random=False))
def test_the_order_of_cases_changes_nothing_and_a_count_stands_for_rows(
    cases: list[tuple[int, int]], luck: object
) -> None:
    shuffled = list(cases)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    at = np.array([3.0])
    once = cumulative_incidence(*_arrays(cases), at)
    again = cumulative_incidence(*_arrays(shuffled), at)
    assert again == once
    doubled = cumulative_incidence(*_arrays(cases * 2), at)
    counted = cumulative_incidence(*_arrays(cases), at, count=np.full(len(cases), 2.0))
    assert counted == doubled


def _arrays(cases: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([each[0] for each in cases], "f8"), np.array([each[1] for each in cases])


def test_no_case_is_undefined_and_counts_of_ends_are_told() -> None:
    none = cumulative_incidence(np.array([]), np.array([]), np.array([3.0]))
    assert (none.value, none.undefined, none.median.undefined) == (None, Reason.NO_CASE, Reason.NO_CASE)
    some_ended = cumulative_incidence(np.array([1.0, 2, 3]), np.array([0, 2, 2]), np.array([3.0]))
    assert (some_ended.cases, some_ended.ended) == (3, (1, 0, 2))
    assert (some_ended.value or ())[0].value == 0
    assert cumulative_incidence(np.array([1.0]), np.array([0]), np.array([1.0]), cause=2).ended == (1, 0, 0)
    assert (some_ended.value or ())[0].no_interval == Reason.NO_SPREAD


def test_being_open_is_no_end() -> None:
    with pytest.raises(InputError, match="number of an end"):
        cumulative_incidence(np.array([1.0]), np.array([0]), np.array([1.0]), cause=0)
