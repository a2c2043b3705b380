"""Shares of harm and of scores: they add up, and known games have known values."""

from __future__ import annotations

from itertools import permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from glasshouse.audit.figures.attribution import linear_attribution
from glasshouse.audit.figures.estimate import Estimate
from glasshouse.audit.figures.shapley import shapley, shapley_values
from glasshouse.audit.undefined import Reason
from glasshouse.errors import InputError

FEW = settings(max_examples=25, deadline=None)
GAMES = some.integers(1, 4).flatmap(
    lambda sources: some.lists(some.integers(-50, 50), min_size=1 << sources, max_size=1 << sources)
)


def _values(estimates: tuple[Estimate, ...] | None) -> list[float | None]:
    return [each.value for each in estimates or ()]


def _by_orders(values: list[int]) -> list[float]:
    sources = len(values).bit_length() - 1
    found = [0.0] * sources
    for order in permutations(range(sources)):
        there = 0
        for j in order:
            found[j] += values[there | 1 << j] - values[there]
            there |= 1 << j
    return [each / factorial(sources) for each in found]


@FEW
@given(GAMES)
def test_shapley_values_are_means_over_all_orders_and_add_up_to_the_total(values: list[int]) -> None:
    found = shapley(np.array(values, "f8"))
    assert _values(found.value) == pytest.approx(_by_orders(values), abs=1e-9)
    assert sum(_values(found.value)) == pytest.approx(found.total, abs=1e-9)  # type: ignore[arg-type]
    assert found.total == values[-1] - values[0]


@FEW
@given(GAMES)
def test_doubling_all_harm_changes_no_share(values: list[int]) -> None:
    once, twice = (shapley(np.array(values, "f8") * k) for k in (1, 2))
    assert _values(once.shares) == pytest.approx(_values(twice.shares))
    assert _values(once.but_for) == pytest.approx(_values(twice.but_for))


def test_where_either_source_suffices_nothing_hangs_on_one_and_both_share_evenly() -> None:
    found = shapley(np.array([0.0, 8, 8, 8]), union=np.array([True, True]))
    assert _values(found.shares) == [0.5, 0.5]
    assert _values(found.but_for) == [0, 0]
    assert found.alone == (8, 8)
    assert (found.unassigned.value, found.together) == (1, Estimate(value=1.0))


def test_where_both_sources_are_needed_all_hangs_on_each() -> None:
    found = shapley(np.array([2.0, 2, 2, 10]), union=np.array([False, True]))
    assert _values(found.shares) == [0.4, 0.4]
    assert _values(found.but_for) == [0.8, 0.8]
    assert found.alone == (0, 0)
    assert found.unassigned.value == pytest.approx(-0.8)
    assert found.together == Estimate(value=0.8)


def test_sources_are_numbered_by_the_bits_of_a_subset() -> None:
    found = shapley(np.array([0.0, 1, 10, 11, 100, 101, 110, 111]))
    assert _values(found.value) == pytest.approx([1, 10, 100])
    assert _values(found.but_for) == pytest.approx([1 / 111, 10 / 111, 100 / 111])


def test_shares_of_no_harm_are_undefined() -> None:
    found = shapley(np.zeros(4))
    assert [each.undefined for each in (*found.shares, *found.but_for)] == [Reason.NO_HARM] * 4
    assert _values(found.value) == [0, 0]
    assert shapley(np.array([0.0, 5, 5, 0])).shares[0].undefined == Reason.NO_HARM
    assert _values(shapley(np.array([0.0, 0, 0, 8])).shares) == [0.5, 0.5]


def test_intervals_of_shares_come_from_communities_and_hold_the_share() -> None:
    spread = np.arange(1.0, 41)[:, None]
    by = spread * np.array([0, 1, 2, 4]) + np.array([0, 1, 0, 1]) * (spread % 5)
    found = shapley(by.sum(0), by_community=by)
    for each in (*found.shares, *found.but_for, found.unassigned):
        assert each.low is not None
        assert each.high is not None
        assert each.value is not None
        assert each.low < each.value < each.high
        assert each.high - each.low < 0.2
    alike = np.ones((40, 1)) * np.array([0, 1, 2, 4])
    told = shapley(alike.sum(0), by_community=alike).shares[0]
    assert (told.low, told.no_interval) == (None, Reason.NO_SPREAD)
    few = shapley(by[:9].sum(0), by_community=by[:9]).shares[0]
    assert few.no_interval == Reason.TOO_FEW_COMMUNITIES


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"values": [0, 1, 2]}, "2, 4, 8"),
        ({"values": [1]}, "2, 4, 8"),
        ({"values": [0, 1], "union": [True, False]}, "1 sources"),
        ({"values": [0, 1], "by_community": [[0, 1], [0, 1]]}, "add up"),
        ({"values": [0, 1], "draws": 0}, "whole number of 1 or more"),
    ],
)
def test_games_that_are_none_are_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        shapley(**wrong)  # type: ignore[arg-type]


FEATURES = np.array([[1.0, 2, 0], [3, 1, 1], [2, 2, 5], [0, 4, 1], [5, 1, 2]])
WEIGHTS = np.array([2.0, -3, 1])


def test_contributions_of_each_person_add_up_to_the_score() -> None:
    for baseline in (None, np.array([1.0, 1, 1])):
        found = linear_attribution(FEATURES, WEIGHTS, baseline)
        assert found.base + found.contributions.sum(1) == pytest.approx(FEATURES @ WEIGHTS)
    assert found.contributions[0].tolist() == [0, -3, -1]


def test_both_partitions_of_variance_add_up_to_1_and_only_that_by_covariance_falls_below_0() -> None:
    x = np.array([1.0, 2, 3, 4, 5, 6])
    features = np.stack([x, x + np.array([1, -1, 1, -1, 1, -1])], 1)
    found = linear_attribution(features, np.array([3.0, -1.0]))
    assert sum(found.value or ()) == pytest.approx(1)
    assert min(found.value or ()) < 0
    assert sum(found.lmg or ()) == pytest.approx(1)
    assert min(found.lmg or ()) > 0
    assert found.by_weight == (0.75, 0.25)


def test_lmg_of_two_features_is_the_mean_of_coming_first_and_coming_last() -> None:
    found = linear_attribution(FEATURES[:, :2], WEIGHTS[:2])
    score = FEATURES[:, :2] @ WEIGHTS[:2]
    r2 = [np.corrcoef(FEATURES[:, j], score)[0, 1] ** 2 for j in (0, 1)]
    assert found.lmg == pytest.approx([(r2[0] + 1 - r2[1]) / 2, (r2[1] + 1 - r2[0]) / 2])


def test_independent_features_share_variance_alike_in_both_ways() -> None:
    features = np.array([[a, b] for a in (-1.0, 1) for b in (-1.0, 1)])
    found = linear_attribution(features, np.array([1.0, 2.0]))
    assert found.value == pytest.approx((0.2, 0.8))
    assert found.lmg == pytest.approx((0.2, 0.8))


def test_units_change_nothing_and_a_constant_feature_has_no_share() -> None:
    once = linear_attribution(FEATURES, WEIGHTS)
    scale = np.array([1000.0, 1, 0.001])
    scaled = linear_attribution(FEATURES * scale, WEIGHTS / scale)
    assert once.lmg == pytest.approx(scaled.lmg)
    assert once.value == pytest.approx(scaled.value)
    constant = linear_attribution(np.hstack([FEATURES, np.full((5, 1), 7.0)]), np.array([2.0, -3, 1, 9]))
    assert (constant.lmg or ())[3] == 0
    assert (constant.value or ())[3] == 0


def test_a_score_that_all_share_cannot_be_parted() -> None:
    found = linear_attribution(FEATURES, np.zeros(3))
    assert (found.undefined, found.lmg) == (Reason.ONE_SCORE, None)


def test_too_many_features_and_single_people_are_refused() -> None:
    with pytest.raises(InputError, match="1 to 12 features"):
        linear_attribution(np.zeros((3, 13)), np.zeros(13))
    with pytest.raises(InputError, match="at least two people"):
        linear_attribution(np.zeros((1, 2)), np.zeros(2))


def test_the_values_of_many_games_are_found_at_once() -> None:
    games = np.array([[0.0, 1, 2, 4], [0, 3, 3, 3]])
    assert shapley_values(games).tolist() == [[1.5, 2.5], [1.5, 1.5]]
