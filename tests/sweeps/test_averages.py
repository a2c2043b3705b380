"""Averages over seeds: exact where values cancel, and none where one of them is undefined."""

from __future__ import annotations

import pytest

from glasshouse.sweeps.averages import _spread


def rows(*values: float | None):
    """What a sweep has of seeds: value, no interval of their own, twenty differing events."""
    return [(value, None, None, 20, False) for value in values]


def test_values_that_cancel_but_for_rounding_have_a_mean_of_nothing() -> None:
    third = 1 / 3
    value, low, high, _ = _spread(rows(16.2 + third, -16.2 - 0.1 - (third - 0.1)))
    assert value == 0.0
    assert low is not None
    assert high is not None
    assert low < 0 < high


@pytest.mark.parametrize("values", [(1e-20, 1e-20), (3.0, -1.0), (0.0, 0.0)])
def test_any_other_mean_is_that_of_the_values(values) -> None:
    assert _spread(rows(*values))[0] == sum(values) / 2


def test_a_value_that_is_undefined_leaves_no_mean() -> None:
    assert _spread(rows(1.0, None))[:3] == (None, None, None)
