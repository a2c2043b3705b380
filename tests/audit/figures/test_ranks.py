"""Orders and their curves, ratios with a doubtful denominator, many tests, markets, who is alone."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import false_discovery_control, kendalltau, ttest_1samp

from glasshouse.audit.figures.identity import unicity, uniqueness
from glasshouse.audit.figures.power import hhi
from glasshouse.audit.figures.ranks import concentration, gamma, tau_b
from glasshouse.audit.figures.ratios import benjamini_hochberg, fieller
from glasshouse.audit.undefined import Reason
from glasshouse.errors import InputError

FEW = settings(max_examples=25, deadline=None)
ROWS = some.lists(some.tuples(some.integers(0, 5), some.integers(0, 5)), min_size=3, max_size=25)


def _arrays(rows: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([x for x, _ in rows], "f8"), np.array([y for _, y in rows], "f8")


def _pairs(rows: list[tuple[int, int]]) -> tuple[int, int]:
    signs = [np.sign(a[0] - b[0]) * np.sign(a[1] - b[1]) for a, b in combinations(rows, 2)]
    return signs.count(1), signs.count(-1)


@FEW
@given(ROWS)
def test_pairs_are_counted_as_by_hand(rows: list[tuple[int, int]]) -> None:
    concordant, discordant = _pairs(rows)
    for found in (gamma(*_arrays(rows)), tau_b(*_arrays(rows))):
        if found.value is not None:
            assert (found.concordant, found.discordant, found.items) == (concordant, discordant, len(rows))
    theirs = kendalltau(*_arrays(rows)).statistic
    ours = tau_b(*_arrays(rows)).value
    assert ours == pytest.approx(theirs) if ours is not None else np.isnan(theirs)
    if concordant + discordant:
        assert gamma(*_arrays(rows)).value == pytest.approx((concordant - discordant) / (concordant + discordant))
    else:
        assert gamma(*_arrays(rows)).undefined == Reason.ALL_TIED


@FEW
@given(ROWS, some.integers(2, 4))
def test_turning_one_side_round_turns_the_sign_and_counts_stand_for_rows(
    rows: list[tuple[int, int]], times: int
) -> None:
    x, y = _arrays(rows)
    for figure in (tau_b, gamma):
        once = figure(x, y)
        if once.value is None:
            continue
        assert figure(x, -y).value == pytest.approx(-once.value)
        assert figure(y, x).value == pytest.approx(once.value)
        counted, repeated = figure(x, y, np.full(len(rows), float(times))), figure(np.tile(x, times), np.tile(y, times))
        assert counted.value == pytest.approx(repeated.value)
        assert counted.low == pytest.approx(repeated.low)


@pytest.mark.parametrize("figure", [tau_b, gamma])
def test_intervals_are_those_of_the_infinitesimal_jackknife(figure: object) -> None:
    x, y = np.array([0.0, 0, 1, 1, 2, 2, 3, 3]), np.array([0.0, 1, 0, 1, 1, 2, 1, 2])
    count = np.array([12.0, 5, 9, 8, 14, 6, 3, 11])
    found = figure(x, y, count)  # type: ignore[operator]
    step, influence = 1e-5, []
    for k in range(len(x)):
        # A little more of one cell, all else a little less: the slope of the figure towards that cell.
        moved = [count * (1 - sign * step) + sign * step * count.sum() * (np.arange(len(x)) == k) for sign in (1, -1)]
        up, down = (figure.__wrapped__(x, y, each).value for each in moved)  # type: ignore[attr-defined]
        influence.append((up - down) / (2 * step))
    error = np.sqrt((count * np.square(influence)).sum()) / count.sum()
    assert found.high - found.value == pytest.approx(1.959964 * error, rel=1e-4)
    assert found.value - found.low == pytest.approx(1.959964 * error, rel=1e-4)


def test_nothing_and_ties_alone_have_no_order() -> None:
    for figure in (tau_b, gamma):
        assert figure(np.array([]), np.array([])).undefined == Reason.NO_RECORD
        assert figure(np.array([1.0, 1, 1]), np.array([1.0, 2, 3])).undefined == Reason.ALL_TIED
        assert figure(np.arange(30.0), np.arange(30.0)).no_interval == Reason.NO_SPREAD
        with pytest.raises(InputError, match="at most 2,000 different values"):
            figure(np.arange(2001.0), np.arange(2001.0))


def test_as_many_pairs_in_the_same_order_as_in_the_opposite_are_no_order_but_a_figure_of_0() -> None:
    for figure in (tau_b, gamma):
        found = figure(np.array([0.0, 1, 2]), np.array([0.0, 1, 0]))
        assert (found.value, found.undefined, found.concordant, found.discordant) == (0, None, 1, 1)


def test_harm_on_the_gravest_is_1_for_many_and_on_the_slightest_below_0() -> None:
    heavy = concentration(np.array([0.0, 0, 0, 9]), np.array([1.0, 2, 3, 4]), at=np.array([3, 4]))
    assert heavy.value == pytest.approx(3 / 4)
    assert heavy.up_to == (0, 1)
    light = concentration(np.array([9.0, 0, 0, 0]), np.array([1.0, 2, 3, 4]), at=np.array([0.5, 1]))
    assert light.value == pytest.approx(-3 / 4)
    assert light.up_to == (0, 1)
    assert concentration(np.array([5.0, 10]), np.array([2.0, 1]), np.array([5.0, 10])).value == pytest.approx(0)


@FEW
@given(some.lists(some.tuples(some.integers(0, 9), some.integers(1, 5), some.integers(1, 6)), min_size=2, max_size=12))
def test_the_index_is_twice_the_covariance_with_rank_over_the_mean(rows: list[tuple[int, int, int]]) -> None:
    harm, gravity, records = (np.array([row[k] for row in rows], "f8") for k in range(3))
    found = concentration(harm, gravity, records)
    if not harm.sum():
        assert found.undefined == Reason.NO_HARM
        return
    if len(set(gravity)) < 2:
        assert found.undefined == Reason.ALL_TIED
        return
    share = records / records.sum()
    rank = np.array([share[gravity < g].sum() + share[gravity == g].sum() / 2 for g in gravity])
    each = harm / records
    mean = (share * each).sum()
    assert found.value == pytest.approx(2 * (share * (each - mean) * rank).sum() / mean, abs=1e-9)
    assert (found.records[0], found.harm[0], found.records[-1], found.harm[-1]) == pytest.approx((0, 0, 1, 1))
    assert list(found.levels) == sorted(set(gravity))


def test_no_record_has_no_gravity() -> None:
    assert concentration(np.array([1.0]), np.array([1.0]), np.array([0.0])).undefined == Reason.NO_RECORD


PAIRS = np.array([4.1, 5.2, 3.9, 6.0, 4.8, 5.5, 4.4, 5.1]), np.array([2.0, 2.3, 1.8, 2.9, 2.6, 2.5, 2.1, 2.2])


def test_the_ends_of_the_interval_are_where_students_t_just_tells_the_difference_from_0() -> None:
    found = fieller(*PAIRS)
    assert found.form == "bounded"
    assert found.value == pytest.approx(PAIRS[0].mean() / PAIRS[1].mean())
    assert found.low is not None
    assert found.high is not None
    assert found.low < (found.value or 0) < found.high
    for end in (found.low, found.high):
        assert ttest_1samp(PAIRS[0] - end * PAIRS[1], 0).pvalue == pytest.approx(0.05, abs=1e-9)
    turned = fieller(-PAIRS[0], PAIRS[1])
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))


def test_where_harm_cannot_be_told_from_none_there_is_no_ratio() -> None:
    doubtful = PAIRS[1] - PAIRS[1].mean() + 0.1
    found = fieller(PAIRS[0], doubtful)
    assert (found.value, found.undefined, found.form) == (None, Reason.HARM_NOT_TOLD, "outside")
    assert found.gap is not None
    assert found.gap[0] < 0 < found.gap[1]
    for end in found.gap:
        assert ttest_1samp(PAIRS[0] - end * doubtful, 0).pvalue == pytest.approx(0.05, abs=1e-9)
    assert ttest_1samp(PAIRS[0] - 1000 * doubtful, 0).pvalue > 0.05
    nothing = fieller(PAIRS[0][::-1] - PAIRS[0].mean() + 0.1, doubtful)
    assert (nothing.undefined, nothing.form, nothing.gap) == (Reason.HARM_NOT_TOLD, "all", None)


def test_pairs_that_are_too_few_or_all_alike_have_no_interval() -> None:
    assert fieller(np.array([3.0]), np.array([2.0])).no_interval == Reason.TOO_FEW_SEEDS
    alike = fieller(np.full(5, 3.0), np.full(5, 2.0))
    assert (alike.value, alike.no_interval, alike.form) == (1.5, Reason.NO_SPREAD, "none")
    assert fieller(np.full(5, 3.0), np.zeros(5)).undefined == Reason.HARM_NOT_TOLD
    assert fieller(np.array([]), np.array([])).undefined == Reason.NOT_GIVEN
    proportional = fieller(np.array([2.0, 4, 6]) + 100, np.array([1.0, 2, 3]) + 50)
    assert (proportional.value, proportional.low) == (2, None)


@FEW
@given(some.lists(some.floats(0, 1), min_size=1, max_size=20))
def test_discoveries_are_those_of_others_and_the_order_of_tests_changes_nothing(p: list[float]) -> None:
    found = benjamini_hochberg(np.array(p))
    assert list(found.value or ()) == pytest.approx(false_discovery_control(p))
    assert (benjamini_hochberg(np.array(p[::-1])).value or ())[::-1] == found.value
    assert found.discovered == tuple(q <= 0.05 for q in found.value or ())
    assert found.expected_false == pytest.approx(0.05 * sum(found.discovered))


def test_no_test_finds_nothing_and_a_level_is_a_share() -> None:
    found = benjamini_hochberg(np.array([]))
    assert (found.undefined, found.tests) == (Reason.NOTHING_TESTED, 0)
    assert benjamini_hochberg(np.array([0.01, 0.5]), 0.01).discovered == (False, False)
    assert benjamini_hochberg(np.array([0.005, 0.5]), 0.01).discovered == (True, False)
    with pytest.raises(InputError, match="between 0 and 1"):
        benjamini_hochberg(np.array([0.5]), 1.0)


def test_markets_of_one_and_of_equals() -> None:
    assert hhi(np.array([7.0])).value == 10_000
    found = hhi(np.array([5.0, 5, 5, 5]), before=np.array([10.0, 10, 0, 0]))
    assert (found.value, found.change.value, found.as_many_equal, found.largest) == (2500, -2500, 4, 0.25)
    assert hhi(np.array([60.0, 40])).value == pytest.approx(3600 + 1600)
    assert hhi(np.array([])).undefined == Reason.NO_MARKET
    assert hhi(np.zeros(3)).change.undefined == Reason.NO_MARKET
    assert hhi(np.ones(2)).change.undefined == Reason.NOT_GIVEN
    assert hhi(np.ones(2), before=np.zeros(2)).change.undefined == Reason.NO_MARKET


def test_who_shares_nothing_with_anybody_is_alone() -> None:
    found = uniqueness(np.array([[1, 2], [1, 3], [1, 2], [4, 2]]))
    assert (found.value, found.alone, found.people, found.kinds) == (0.5, 2, 4, 3)
    assert uniqueness(np.zeros((3, 0))).value == 0
    assert uniqueness(np.zeros((0, 2))).undefined == Reason.NOBODY


def test_points_of_a_trace_single_people_out_and_short_traces_are_counted() -> None:
    traces = tuple(map(frozenset, ([1, 2, 3], [1, 2, 4], [5, 6], [1, 2, 3, 4])))
    found = unicity(traces, points=2)
    assert (found.tried, found.left_out) == (4, 0)
    assert unicity(traces, points=3).tried == 3
    assert unicity(traces, points=3).left_out == 1
    assert unicity(traces, points=3).value == pytest.approx(1 / 3, abs=1 / 3)
    assert unicity(tuple(map(frozenset, ([1, 2], [3, 4]))), points=2).value == 1
    assert unicity(traces, points=5).undefined == Reason.SHORT_TRACES
    assert unicity((), points=1).undefined == Reason.NOBODY
