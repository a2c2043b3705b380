"""Scores: drift, separation, calibration, what a decision adds, mobility between bands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import chi2, kstwobign, multinomial

from glasshouse.audit.figures.entropy import entropy
from glasshouse.audit.figures.mobility import prais, shorrocks
from glasshouse.audit.figures.separation import calibration, gini, ks
from glasshouse.audit.figures.stability import psi
from glasshouse.audit.undefined import Reason
from glasshouse.errors import InputError

FEW = settings(max_examples=25, deadline=None)
ROWS = some.lists(some.tuples(some.integers(0, 6), some.booleans()), min_size=4, max_size=40).filter(
    lambda rows: 1 < sum(has for _, has in rows) < len(rows) - 1
)


def test_where_nothing_moves_the_index_is_its_bias_below_0_and_its_mean_is_none() -> None:
    same = psi(np.array([10, 20, 30]), np.array([10, 20, 30]))
    assert (same.raw, same.value, same.bias) == (0, pytest.approx(-2 / 30), pytest.approx(2 / 30))
    shares = np.array([0.2, 0.3, 0.4, 0.1])
    drawn = multinomial(2000, shares).rvs((2, 400), random_state=3)
    found = [psi(*pair) for pair in drawn.transpose(1, 0, 2)]
    assert np.mean([each.value for each in found]) == pytest.approx(0, abs=0.0003)
    assert 0.02 < np.mean([(each.raw or 0) > (each.by_chance or 0) for each in found]) < 0.08


def test_the_index_is_the_sum_over_bins_of_the_gap_times_the_log_ratio() -> None:
    found = psi(np.array([50, 50]), np.array([25, 75]))
    assert found.raw == pytest.approx(-0.25 * np.log(0.5) + 0.25 * np.log(1.5))
    assert found.value == pytest.approx((found.raw or 0) - 0.02)
    assert found.by_chance == pytest.approx(0.02 * chi2.ppf(0.95, 1))
    assert (found.bins, found.empty) == (2, ())


def test_empty_bins_are_told_and_bins_empty_on_both_sides_do_not_count() -> None:
    found = psi(np.array([50, 50, 0, 0]), np.array([50, 0, 50, 0]))
    assert (found.bins, found.empty) == (3, (1, 2))
    assert found.raw == pytest.approx(2 * 50 / 101.5 * np.log(50.5 / 0.5))
    assert psi(np.array([5, 0]), np.array([7, 0])).undefined == Reason.ONE_BAND
    assert psi(np.array([0, 0]), np.array([7, 1])).undefined == Reason.NOBODY
    assert psi(np.array([7, 1]), np.array([0, 0])).undefined == Reason.NOBODY


@FEW
@given(some.permutations(range(5)), some.integers(2, 5))
def test_the_order_of_bins_and_the_side_change_nothing(order: list[int], times: int) -> None:
    before, after = np.array([40, 70, 90, 55, 30]), np.array([25, 60, 80, 75, 45])
    once = psi(before, after)
    assert psi(before[order], after[order]).value == pytest.approx(once.value)
    assert psi(after, before).value == pytest.approx(once.value)
    assert psi(before * times, after * times).raw == pytest.approx(once.raw)


def _pairs(rows: list[tuple[int, bool]]) -> float:
    """The index by its definition: over all pairs of one with the outcome and one without."""
    having, without = ([score for score, has in rows if has == kept] for kept in (True, False))
    return float(np.mean([[np.sign(a - b) for b in without] for a in having]))


def _arrays(rows: list[tuple[int, bool]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([score for score, _ in rows], "f8"), np.array([has for _, has in rows])


@FEW
@given(ROWS)
def test_gini_is_the_mean_sign_over_all_pairs_with_the_error_of_placements(rows: list[tuple[int, bool]]) -> None:
    found = gini(*_arrays(rows))
    assert found.value == pytest.approx(_pairs(rows))
    having, without = ([score for score, has in rows if has == kept] for kept in (True, False))
    wins = np.array([[(np.sign(a - b) + 1) / 2 for b in without] for a in having])
    error = 2 * np.sqrt(sum(wins.mean(axis).var(ddof=1) / wins.shape[1 - axis] for axis in (0, 1)))
    low, high = (max(-1.0, min(1.0, (found.value or 0.0) + sign * 1.959963984540054 * error)) for sign in (-1, 1))
    if low < high:
        assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    else:
        assert (found.low, found.no_interval) == (None, Reason.NO_SPREAD)


@FEW
@given(ROWS)
def test_turning_scores_round_turns_gini_and_leaves_the_greatest_distance(rows: list[tuple[int, bool]]) -> None:
    score, outcome = _arrays(rows)
    assert gini(-score, outcome).value == pytest.approx(-(gini(score, outcome).value or 0))
    assert ks(-score, outcome).value == pytest.approx(ks(score, outcome).value)
    ones = np.full(len(rows), 3.0)
    assert gini(score, outcome, ones).value == pytest.approx(gini(score, outcome).value)
    assert ks(score, outcome, ones).people == tuple(3 * n for n in ks(score, outcome).people)


def test_scores_that_part_people_completely() -> None:
    score, outcome = np.array([1.0, 2, 3, 4]), np.array([False, False, True, True])
    assert (gini(score, outcome).value, gini(score, outcome).no_interval) == (1, Reason.NO_SPREAD)
    found = ks(score, outcome)
    assert (found.value, found.at, found.people) == (1, 2, (2, 2))
    assert gini(score, ~outcome).value == -1


def test_the_distance_by_chance_is_kolmogorovs() -> None:
    found = ks(np.arange(300.0), np.arange(300) % 3 == 0)
    assert found.by_chance == pytest.approx(kstwobign.ppf(0.95) * np.sqrt(1 / 200 + 1 / 100))


@pytest.mark.parametrize("figure", [ks, gini])
def test_one_outcome_and_nobody_are_undefined(figure: object) -> None:
    assert figure(np.array([1.0, 2]), np.array([True, True])).undefined == Reason.ONE_OUTCOME  # type: ignore[operator]
    assert figure(np.array([]), np.array([])).undefined == Reason.NOBODY  # type: ignore[operator]


def test_a_single_person_with_an_outcome_has_no_interval() -> None:
    found = gini(np.array([1.0, 2, 3]), np.array([False, False, True]))
    assert (found.value, found.no_interval) == (1, Reason.NO_SPREAD)


def test_predictions_that_come_true_have_slope_1_intercept_0_and_no_error() -> None:
    predicted, people = np.repeat([0.2, 0.5, 0.8], 2), np.array([20.0, 80, 50, 50, 80, 20])
    found = calibration(predicted, np.array([True, False] * 3), count=people)
    assert found.value == pytest.approx(0, abs=1e-12)
    assert found.slope.value == pytest.approx(1)
    assert found.intercept.value == pytest.approx(0, abs=1e-9)
    assert found.people == (100, 100, 100)
    assert found.slope.low is not None
    assert found.slope.high is not None
    assert found.slope.low < 1 < found.slope.high


def test_predictions_that_are_too_extreme_or_too_high_are_told() -> None:
    chances, odds = np.array([0.1, 0.5, 0.9]), np.log([1 / 9, 1, 9])
    for slope, intercept in ((0.5, 0.0), (1.0, -1.0)):
        true = 1 / (1 + np.exp(-(slope * odds + intercept)))
        count = np.stack([1000 * true, 1000 * (1 - true)], 1).round().ravel()
        found = calibration(np.repeat(chances, 2), np.array([True, False] * 3), count=count)
        assert found.slope.value == pytest.approx(slope, abs=0.01)
        assert found.intercept.value == pytest.approx(intercept, abs=0.01)
        assert found.value == pytest.approx(np.abs(true - chances).mean(), abs=0.001)
    # Of two chances the line goes through both, and errors are those of log-odds.
    two = calibration(np.repeat([0.25, 0.75], 2), np.array([True, False] * 2), count=np.array([30.0, 70, 60, 40]))
    error = np.sqrt(1 / 30 + 1 / 70 + 1 / 60 + 1 / 40) / (2 * np.log(3))
    assert two.slope.value == pytest.approx(np.log((60 / 40) / (30 / 70)) / (2 * np.log(3)))
    assert two.slope.high == pytest.approx((two.slope.value or 0) + 1.959964 * error)
    # Predictions so extreme that a whole step of Newton's method leads away.
    far = calibration(np.repeat([1e-6, 1 - 1e-6], 2), np.array([True, False] * 2), count=np.array([40.0, 60, 60, 40]))
    assert far.slope.value == pytest.approx(np.log(60 * 60 / 40 / 40) / (2 * np.log(1e6 - 1)))


@pytest.mark.parametrize(
    ("predicted", "outcome", "reason"),
    [
        ([0.2, 0.4], [1, 1], Reason.ONE_OUTCOME),
        ([0.0, 0.4], [0, 1], Reason.SURE),
        ([0.4, 0.4], [0, 1], Reason.ONE_SCORE),
        ([0.2, 0.3, 0.4], [0, 0, 1], Reason.SEPARATED),
        ([0.2, 0.3, 0.4], [1, 0, 0], Reason.SEPARATED),
        ([], [], Reason.NOBODY),
    ],
)
def test_where_no_line_goes_through_slope_and_intercept_are_undefined(
    predicted: list[float], outcome: list[int], reason: Reason
) -> None:
    found = calibration(np.array(predicted), np.array(outcome))
    assert (found.slope.undefined, found.intercept.undefined) == (reason, reason)
    assert (found.value is None) == (reason == Reason.NOBODY)


def test_bins_are_of_equal_width_and_hold_their_lower_end() -> None:
    found = calibration(np.array([0.0, 0.25, 0.5, 1.0]), np.array([0, 1, 0, 1]), bins=2)
    assert (found.predicted, found.happened, found.people) == ((0.125, 0.75), (0.5, 0.5), (2, 2))
    assert found.value == pytest.approx((0.375 + 0.25) / 2)
    with pytest.raises(InputError, match="at most 1,000 bins"):
        calibration(np.array([0.5]), np.array([True]), bins=1001)


def test_a_decision_that_the_score_makes_alone_leaves_exactly_nothing_open() -> None:
    found = entropy(np.array([[30, 0], [0, 10], [20, 0]]))
    assert (found.value, found.told.value, found.bias) == (0, 1, 0)
    assert found.of_decisions == pytest.approx(-(5 / 6 * np.log2(5 / 6) + 1 / 6 * np.log2(1 / 6)))


def test_a_decision_by_coin_leaves_a_bit_open() -> None:
    found = entropy(np.array([[25, 25], [10, 10]]))
    assert (found.value, found.told.value) == (pytest.approx(1), pytest.approx(0, abs=1e-12))
    assert found.bias == pytest.approx(2 / (2 * 70 * np.log(2)))
    assert entropy(np.array([[10, 10], [20, 0]])).value == pytest.approx(0.5)
    assert entropy(np.array([[30], [20]])).told.undefined == Reason.ONE_OUTCOME
    assert entropy(np.array([[0, 0]])).undefined == Reason.NO_CASE


def test_where_everybody_stays_nothing_moves_and_where_the_past_says_nothing_it_is_1() -> None:
    stays = shorrocks(np.diag([10, 20, 30]))
    assert (stays.value, stays.no_interval, stays.bands, stays.people) == (0, Reason.NO_SPREAD, 3, 60)
    assert shorrocks(np.outer([10, 20, 30], [20, 30, 50])).value == pytest.approx(1)
    assert shorrocks(np.array([[0, 10], [10, 0]])).value == 2


def test_mobility_of_two_bands_is_the_sum_of_the_shares_that_left_with_the_error_of_both() -> None:
    found = shorrocks(np.array([[80, 20], [30, 170]]))
    assert found.value == pytest.approx(0.2 + 0.15)
    error = np.sqrt(0.2 * 0.8 / 100 + 0.15 * 0.85 / 200)
    assert found.low == pytest.approx(0.35 - 1.959964 * error)
    assert found.high == pytest.approx(0.35 + 1.959964 * error)
    assert [each.value for each in found.stayed] == pytest.approx([0.8, 0.85])
    three = shorrocks(np.array([[60, 20, 20], [30, 140, 30], [0, 40, 60]]))
    assert three.value == pytest.approx((0.4 + 0.3 + 0.4) / 2)
    error = np.sqrt((0.24 / 100 + 0.21 / 200 + 0.24 / 100) / 4)
    assert three.high == pytest.approx(0.55 + 1.959964 * error)
    # Of three bands nobody can move more than all out of each.
    assert shorrocks(np.array([[1, 9, 0], [5, 0, 5], [5, 4, 1]])).high == 1.5


def test_bands_that_held_nobody_are_left_out() -> None:
    found = shorrocks(np.array([[80, 20, 5], [30, 170, 0], [0, 0, 0]]))
    assert (found.bands, found.stayed[2].undefined) == (2, Reason.NOBODY)
    assert found.value == pytest.approx(25 / 105 + 0.15)
    assert shorrocks(np.array([[5, 1], [0, 0]])).undefined == Reason.ONE_BAND
    assert shorrocks(np.zeros((2, 2))).undefined == Reason.NOBODY
    with pytest.raises(InputError, match="as many bands before as after"):
        shorrocks(np.zeros((2, 3)))


def test_a_band_that_a_tenth_leave_each_period_is_stayed_in_for_ten() -> None:
    found = prais(np.array([[90, 10], [20, 80]]))
    first, second = found.value or ()
    assert (first.value, second.value) == (pytest.approx(10), pytest.approx(5))
    assert first.low is not None
    assert first.high is not None
    # Wilson's interval of 90 in 100 is .8256 to .9448.
    assert (1 - 1 / first.low, 1 - 1 / first.high) == (pytest.approx(0.8256, abs=1e-4), pytest.approx(0.9448, abs=1e-4))
    assert [each.value for each in found.mobile] == pytest.approx([200 / 90, 200 / 110])
    assert found.ratio[0].value == pytest.approx(4.5)
    assert (found.ratio[0].low, found.ratio[0].high) == pytest.approx((first.low * 0.45, first.high * 0.45))
    assert found.ratio[1].value == pytest.approx(2.75)


def test_a_band_that_nobody_leaves_has_no_length_of_stay() -> None:
    found = prais(np.array([[10, 0, 0], [5, 5, 0], [0, 0, 0]]))
    assert [each.undefined for each in found.value or ()] == [Reason.NOBODY_LEFT, None, Reason.NOBODY]
    assert [each.undefined for each in found.ratio] == [Reason.NOBODY_LEFT, None, Reason.NOBODY]
    assert prais(np.array([[5, 0], [5, 0]])).mobile[0].undefined == Reason.ONE_BAND
    assert prais(np.zeros((2, 2))).undefined == Reason.NOBODY
