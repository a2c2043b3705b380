"""The misfit: 0 on the figure, 1 at the edge of what counts as near."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.calibration.distance import MOST, conflicts, distance, misfit, out_of_reach
from glasshouse.targets.published import figure_names


@pytest.mark.parametrize("name", sorted(figure_names()))
def test_a_misfit_is_one_at_both_edges_of_the_tolerance(name) -> None:
    figure = figure_names()[name]
    low, high = figure.tolerance
    published = figure.published()
    found = misfit(figure, published * np.array([low, 1, high]))
    assert found == pytest.approx([1, 0, 1])
    inside = misfit(figure, published * np.linspace(low, high, 21)[1:-1])
    assert (inside < 1).all()


def test_what_is_far_off_zero_or_undefined_counts_as_far_and_no_more() -> None:
    figure = figure_names()["court-list.stock"]
    found = misfit(figure, np.array([0.0, np.nan, 1e9, -1.0]))
    assert found.tolist() == [MOST] * 4


def test_the_distance_is_a_root_mean_square() -> None:
    assert distance(np.array([[3.0, 4.0], [0.0, 0.0]])) == pytest.approx([np.sqrt(12.5), 0])


def test_targets_that_exclude_each_other_are_named() -> None:
    x = np.linspace(0, 4, 41)
    misfits = np.stack([np.abs(x - 1), np.abs(x - 3.5), np.abs(x - 1.5), 2 + x], 1)
    names = ["a", "b", "c", "d"]
    assert out_of_reach(misfits, names) == {"d": 2.0}
    assert [(each.first, each.second) for each in conflicts(misfits, names)] == [("a", "b")]
    assert conflicts(misfits, names)[0].nearest == pytest.approx(1.3, abs=0.06)
