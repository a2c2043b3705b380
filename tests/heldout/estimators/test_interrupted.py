"""Interrupted series: closed forms, a null, and errors that allow for neighbours that are alike."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.heldout.estimators.interrupted import newey_west, segmented


def test_a_planted_fall_and_bend_are_found_exactly() -> None:
    time = np.arange(40.0)
    series = 5 + 0.5 * time - (time >= 20) * (3 + 0.2 * (time - 20))
    found = segmented(series, 20)
    assert found["level"] == pytest.approx(-3)
    assert found["bend"] == pytest.approx(-0.2)
    assert found["trend"] == pytest.approx(0.5)
    assert found.expected == pytest.approx(15)


def test_where_nothing_breaks_no_more_than_chance_is_found() -> None:
    luck = np.random.default_rng(3)
    found = [abs(segmented(luck.standard_normal(400), 200).t_value("level")) > 1.96 for _ in range(400)]
    assert 0.02 < np.mean(found) < 0.1


def test_without_lags_the_errors_are_whites() -> None:
    design = np.column_stack([np.ones(3), [0.0, 1.0, 2.0]])
    residuals = np.array([1.0, -2.0, 1.0])
    bread = np.linalg.inv(design.T @ design)
    middle = sum(r * r * np.outer(x, x) for r, x in zip(residuals, design, strict=True))
    assert newey_west(design, residuals, 0) == pytest.approx(np.sqrt(np.diag(bread @ middle @ bread)))


def test_one_lag_by_hand() -> None:
    # A single column of ones: the middle is r0² + r1² + 2 × (1/2) × r0 r1.
    found = newey_west(np.ones((2, 1)), np.array([1.0, 2.0]), 1)
    assert found == pytest.approx([(1 + 4 + 2) ** 0.5 / 2])


def test_errors_grow_where_neighbours_are_alike() -> None:
    luck = np.random.default_rng(5)
    noise = luck.standard_normal(400)
    alike = np.convolve(noise, np.ones(6) / 6, "same")
    found = segmented(alike, 200, lags=8).errors / segmented(alike, 200, lags=0).errors
    assert found[2] > 1.5


@pytest.mark.parametrize("at", [0, 1, 9, 10])
def test_a_break_needs_two_moments_on_each_side(at: int) -> None:
    with pytest.raises(ValueError, match="fewer than two"):
        segmented(np.zeros(10), at)
