"""Groups beside each other: rates, at the same conduct, in crossings; intervals over communities."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import norm

from glasshouse.audit.figures.bootstrap import estimated, resampled, weights
from glasshouse.audit.figures.estimate import Estimate
from glasshouse.audit.figures.groups import crossings, impact_ratio, standardised
from glasshouse.audit.undefined import Reason
from glasshouse.errors import InputError

FEW = settings(max_examples=20, deadline=None)


def _town(communities: int = 40) -> tuple[np.ndarray, np.ndarray]:
    """Communities × two groups × two strata: the second group is met twice as often in each stratum, and is in other strata."""
    c = np.arange(communities)
    people = np.stack([np.stack([60 + c % 7, 20 + c % 3], 1), np.stack([10 + c % 5, 30 + c % 4], 1)], 1)
    hits = np.zeros(people.shape)
    hits[:, 0] = people[:, 0] * [0.05, 0.2]
    hits[:, 1] = people[:, 1] * [0.10, 0.4]
    return hits * (0.5 + (c % 11) / 10)[:, None, None], people.astype("f8")


def test_each_draw_holds_as_many_communities_and_hangs_on_nothing_but_its_number() -> None:
    drawn = weights(30, 50, 7)
    assert (drawn.sum(1) == 30).all()
    assert (drawn >= 0).all()
    assert (weights(30, 20, 7) == drawn[:20]).all()
    assert (weights(30, 50, 8) != drawn).any()
    assert drawn.mean(0) == pytest.approx(np.ones(30), abs=0.6)


def test_the_spread_of_drawn_means_is_the_standard_error() -> None:
    values = np.arange(50.0) ** 2
    drawn = resampled(values[:, None], 4000, 1)
    assert drawn is not None
    means = drawn[:, 0] / 50
    assert means.mean() == pytest.approx(values.mean(), rel=0.01)
    assert means.std() == pytest.approx(values.std() / sqrt(50), rel=0.04)
    found = estimated(values.mean(), means)
    assert found.low == pytest.approx(values.mean() - 1.96 * values.std() / sqrt(50), rel=0.05)
    assert found.high == pytest.approx(values.mean() + 1.96 * values.std() / sqrt(50), rel=0.05)


def test_there_is_no_interval_where_draws_say_none() -> None:
    many = np.arange(1000.0)
    assert estimated(1.0, None).no_interval == Reason.TOO_FEW_COMMUNITIES
    assert estimated(1.0, np.where(many < 60, np.nan, many)).no_interval == Reason.MOSTLY_UNDEFINED
    assert estimated(1.0, np.where(many < 40, np.nan, many)).low is not None
    assert estimated(1.0, np.where(many < 60, np.inf, many)).no_interval == Reason.UNBOUNDED
    assert estimated(0.0, np.zeros(1000)) == Estimate(value=0.0, no_interval=Reason.NO_SPREAD)


def test_a_group_met_three_times_as_often_has_a_ratio_of_three() -> None:
    found = impact_ratio(np.array([[10.0, 60]]), np.array([[200.0, 400]]), group=1, reference=0)
    assert (found.value, found.difference.value) == (pytest.approx(3), pytest.approx(0.1))
    assert [each.value for each in found.rates] == [0.05, 0.15]
    assert found.people == (200, 400)
    assert found.no_interval == Reason.TOO_FEW_COMMUNITIES
    back = impact_ratio(np.array([[10.0, 60]]), np.array([[200.0, 400]]), group=0, reference=1)
    assert back.value == pytest.approx(1 / 3)
    assert back.difference.value == pytest.approx(-0.1)


def test_standardising_takes_away_what_comes_from_other_conduct() -> None:
    hits, people = _town()
    crude = impact_ratio(hits.sum(2), people.sum(2), group=1, reference=0)
    alike = standardised(hits, people, group=1, reference=0)
    assert crude.value is not None
    assert crude.value > 3
    assert alike.value == pytest.approx(2, rel=1e-2)
    for each in (crude, alike, alike.difference, *alike.rates):
        assert each.low is not None
        assert each.value is not None
        assert each.high is not None
        assert each.low < each.value < each.high


def test_standardised_rates_are_weighted_by_the_standard() -> None:
    hits, people = np.array([[[10.0, 40], [30, 60]]]), np.array([[[100.0, 100], [150, 100]]])
    found = standardised(hits, people, group=1, reference=0, standard=np.array([3.0, 1.0]))
    rates = (0.75 * 0.2 + 0.25 * 0.6, 0.75 * 0.1 + 0.25 * 0.4)
    assert [each.value for each in found.rates] == pytest.approx(list(rates))
    assert found.value == pytest.approx(rates[0] / rates[1])
    assert found.difference.value == pytest.approx(rates[0] - rates[1])
    everybody = standardised(hits, people, group=1, reference=0)
    assert everybody.rates[0].value == pytest.approx((250 * 0.2 + 200 * 0.6) / 450)
    assert everybody.left_out == 0


def test_strata_without_one_of_the_two_are_left_out_and_told() -> None:
    hits = np.array([[[10.0, 90], [40, 0]]])
    people = np.array([[[100.0, 100], [200, 0]]])
    found = standardised(hits, people, group=1, reference=0)
    assert found.value == pytest.approx(2)
    assert found.left_out == pytest.approx(100 / 400)
    apart = standardised(np.zeros((1, 2, 2)), np.array([[[100.0, 0], [0, 200]]]), group=1, reference=0)
    assert apart.undefined == Reason.NO_OVERLAP
    assert apart.left_out == 1
    assert apart.rates[0].undefined == Reason.NO_OVERLAP


@pytest.mark.parametrize(
    ("hits", "people", "reason"),
    [
        ([[1, 0]], [[100, 0]], Reason.NOBODY),
        ([[1, 5]], [[100, 99]], Reason.TOO_FEW_PEOPLE),
        ([[1, 5]], [[99, 100]], Reason.TOO_FEW_PEOPLE),
        ([[0, 5]], [[100, 100]], Reason.NONE_TO_COMPARE),
    ],
)
def test_what_cannot_be_compared_is_undefined_and_never_0(
    hits: list[list[int]], people: list[list[int]], reason: Reason
) -> None:
    found = impact_ratio(np.array(hits), np.array(people), group=1, reference=0)
    assert (found.value, found.undefined) == (None, reason)
    by_stratum = standardised(np.array(hits)[..., None], np.array(people)[..., None], group=1, reference=0)
    assert (by_stratum.value, by_stratum.undefined) == (None, reason)


def test_a_ratio_of_0_everywhere_has_no_interval_from_0_to_0() -> None:
    hits = np.stack([np.full(20, 3.0), np.zeros(20)], 1)
    found = impact_ratio(hits, np.full((20, 2), 50.0), group=1, reference=0)
    assert (found.value, found.low, found.no_interval) == (0, None, Reason.NO_SPREAD)


def test_crossings_beside_the_rest_in_the_same_strata() -> None:
    hits = np.array([[[30.0, 20], [10, 20], [1, 1], [0, 0]]])
    people = np.array([[[100.0, 50], [100, 100], [40, 50], [0, 0]]])
    found = crossings(hits, people)
    first = (found.value or ())[0]
    expected = 100 * (11 / 140) + 50 * (21 / 150)
    assert (first.value, first.observed, first.expected) == (pytest.approx(50 / expected), 50, pytest.approx(expected))
    assert [each.undefined for each in found.value or ()] == [None, None, Reason.TOO_FEW_PEOPLE, Reason.NOBODY]
    assert (found.told, found.too_few, found.too_few_people, found.empty) == (2, 1, 90, 1)
    assert first.p is None


def test_a_crossing_alone_in_its_strata_or_beside_nobody_met_is_undefined() -> None:
    alone = crossings(np.array([[[5.0, 0], [0, 5]]]), np.array([[[100.0, 0], [0, 100]]]))
    assert [each.undefined for each in alone.value or ()] == [Reason.NO_OVERLAP] * 2
    none = crossings(np.array([[[5.0], [0]]]), np.array([[[100.0], [100]]]))
    assert [each.undefined for each in none.value or ()] == [Reason.NONE_TO_COMPARE, None]
    partly = crossings(np.array([[[5.0, 5], [5, 0]]]), np.array([[[100.0, 50], [100, 0]]]))
    assert (partly.value or ())[0].left_out == pytest.approx(1 / 3)
    assert (partly.value or ())[0].observed == 5


def test_the_chance_of_a_gap_is_small_where_there_is_one_and_not_where_there_is_none() -> None:
    hits, people = _town()
    gap = crossings(hits, people).value or ()
    assert all(each.p is not None and each.p < 1e-6 for each in gap)
    c = np.arange(40)[:, None, None]
    luck = (c * np.array([3, 7])[None, :, None]) % 5
    same = crossings(4.0 + luck, np.full((40, 2, 1), 50.0)).value or ()
    assert all(each.p is not None and each.p > 0.5 for each in same)
    assert all(each.low is not None and each.high is not None and each.low < 1 < each.high for each in same)


def test_the_chance_of_a_gap_is_that_of_a_normal_draw_with_the_spread_of_the_draws() -> None:
    c = np.arange(30)
    hits = np.stack([4.0 + (3 * c) % 5, 4.0 + (2 * c) % 7], 1)[..., None]
    people = np.full((30, 2, 1), 50.0)
    first = (crossings(hits, people, seed=5, draws=300).value or ())[0]
    drawn = weights(30, 300, 5) @ hits[..., 0]
    gap = hits[:, 0].sum() - hits[:, 1].sum()
    # Both groups have as many people, so that what is expected of one is what met the other.
    assert first.observed - first.expected == pytest.approx(gap)
    assert first.p == pytest.approx(2 * norm.sf(abs(gap) / (drawn[:, 0] - drawn[:, 1]).std(ddof=1)))
    assert 0.01 < (first.p or 0) < 0.9


@FEW
@given(some.permutations(range(12)), some.integers(0, 3))
def test_the_order_of_communities_changes_no_value(order: list[int], seed: int) -> None:
    hits, people = _town(12)
    for figure in (standardised, impact_ratio):
        tables = (hits, people) if figure is standardised else (hits.sum(2), people.sum(2))
        once = figure(*tables, group=1, reference=0, seed=seed, draws=50)  # type: ignore[operator]
        again = figure(*(table[order] for table in tables), group=1, reference=0, seed=seed, draws=50)  # type: ignore[operator]
        assert once.value == pytest.approx(again.value)


@FEW
@given(some.integers(2, 9))
def test_as_many_of_everybody_change_no_ratio(times: int) -> None:
    hits, people = _town(12)
    once, more = (crossings(hits * k, people * k, draws=50).value or () for k in (1, times))
    assert [each.value for each in once] == pytest.approx([each.value for each in more])
    assert [each.low for each in once] == pytest.approx([each.low for each in more])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"group": 2}, "a group from 0 to 1"),
        ({"reference": 1}, "another group"),
        ({"people": [[100.0, 0]]}, "none where there are no people"),
        ({"draws": 0}, "1 or more"),
    ],
)
def test_groups_that_are_not_there_are_refused(wrong: dict[str, object], said: str) -> None:
    right = {"hits": [[1.0, 2]], "people": [[100.0, 100]], "group": 1, "reference": 0}
    with pytest.raises(InputError, match=said):
        impact_ratio(**(right | wrong))  # type: ignore[arg-type]
