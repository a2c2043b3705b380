"""Differences in differences: closed forms, and the design on which the two-way regression errs."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.heldout.estimators.differences import NEVER, group_time, reached_part, two_way


def panel(effect, starts, periods=12, noise=0.0, seed=1):
    """Units with levels of their own and a common course, and an effect (of cohort and periods since) on top."""
    starts = np.asarray(starts)
    time = np.arange(periods)
    table = np.sin(time)[None, :] + np.arange(len(starts))[:, None] * 0.3
    table = table + noise * np.random.default_rng(seed).standard_normal(table.shape)
    for unit, start in enumerate(starts):
        if start != NEVER:
            since = time[time >= start] - start
            table[unit, time >= start] += effect(start, since)
    return table, starts


def test_two_units_and_two_periods_give_the_plain_difference_in_differences() -> None:
    outcomes = np.array([[1.0, 5.0], [2.0, 3.0]])
    starts = np.array([1, NEVER])
    assert group_time(outcomes, starts).mean() == pytest.approx((5 - 1) - (3 - 2))
    assert two_way(outcomes, starts) == pytest.approx((5 - 1) - (3 - 2))


def test_a_planted_constant_effect_is_found_exactly_by_both() -> None:
    outcomes, starts = panel(lambda start, since: np.full(len(since), -2.0), [3, 3, 6, 6, NEVER, NEVER])
    assert group_time(outcomes, starts).mean() == pytest.approx(-2)
    assert two_way(outcomes, starts) == pytest.approx(-2)


def test_a_period_in_the_middle_of_which_a_unit_is_reached_is_neither_before_nor_after() -> None:
    """Units 0 and 1 are reached in the middle of period 3, where half of the effect shows; unit 3 in that of period 5."""
    starts = np.array([3.5, 3.5, 6.0, 5.5, NEVER])
    outcomes = np.sin(np.arange(9))[None, :] + np.arange(5)[:, None] - 2 * reached_part(starts, 9)
    found = group_time(outcomes, starts)
    assert np.isnan(found.effects[0, 3])
    assert found.effects[0, :3] == pytest.approx(0)
    assert found.effects[0, 4:] == pytest.approx(-2)
    assert (found.mean(), found.mean(0, 0), found.mean(-9, -2)) == pytest.approx((-2, -2, 0))
    assert found.periods_since[0].tolist() == [-3, -2, -1, -1, 0, 1, 2, 3, 4]
    assert two_way(outcomes, starts) == pytest.approx(-2)


def test_where_nothing_is_planted_nothing_is_found() -> None:
    outcomes, starts = panel(lambda start, since: np.zeros(len(since)), [3, 5, 8, NEVER])
    found = group_time(outcomes, starts)
    assert np.nanmax(np.abs(found.effects)) < 1e-12
    assert abs(two_way(outcomes, starts)) < 1e-12


def test_noise_alone_gives_effects_around_zero() -> None:
    starts = [4] * 10 + [8] * 10 + [NEVER] * 10
    found = [
        group_time(*panel(lambda start, since: 0.0 * since, starts, noise=1.0, seed=seed)).mean() for seed in range(60)
    ]
    assert abs(np.mean(found)) < 3 * np.std(found, ddof=1) / 60**0.5


def test_effects_that_grow_with_time_mislead_the_two_way_regression_and_not_the_group_time_effects() -> None:
    # Early cohorts gain by one each period. All are reached in the end, and the early ones serve the regression as controls.
    outcomes, starts = panel(lambda start, since: 1.0 + since, [2] * 4 + [9] * 4)
    found = group_time(outcomes, starts)
    early = found.effects[0]
    assert early[2:9] == pytest.approx(np.arange(7) + 1.0)
    assert found.mean() == pytest.approx(4.0)
    assert two_way(outcomes, starts) < 0 < found.mean()


def test_the_mean_over_periods_since_the_start_shows_the_dynamics_and_the_placebos() -> None:
    outcomes, starts = panel(lambda start, since: 0.5 * since, [3, 3, 6, NEVER])
    found = group_time(outcomes, starts)
    assert found.mean(0, 0) == pytest.approx(0)
    assert found.mean(2, 2) == pytest.approx(1)
    assert found.mean(-9, -2) == pytest.approx(0)


def test_cohorts_count_by_their_units() -> None:
    outcomes, starts = panel(lambda start, since: np.full(len(since), float(start)), [2, 4, 4, 4, NEVER], periods=5)
    # In period 4 three units of the later cohort; in periods 2 to 4 one unit of the early one.
    assert group_time(outcomes, starts).mean() == pytest.approx((3 * 2 * 1 + 3 * 4) / (3 * 1 + 3))


def test_without_anybody_to_compare_with_there_is_no_effect() -> None:
    outcomes, starts = panel(lambda start, since: 1.0 + since, [3, 3])
    assert np.isnan(group_time(outcomes, starts).mean())
    assert np.isnan(group_time(outcomes, np.array([0, 0])).mean())
    assert np.isnan(two_way(outcomes, np.array([NEVER, NEVER])))
