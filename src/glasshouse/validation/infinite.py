"""Infinite crowds: which share of a continuum of people, sorted by a trait, does something."""

from __future__ import annotations

from collections.abc import Callable

_STEPS = 200


def turning_point(does: Callable[[float], bool], low: float, high: float) -> float:
    """Where people sorted by a trait begin to do something, if all beyond that point do; `high` if nobody does.

    Args:
        does: whether somebody with that value of the trait does it.
        low: the least value.
        high: the greatest.
    """
    if does(low):
        return low
    for _ in range(_STEPS):
        middle = low + (high - low) / 2
        if middle in (low, high):
            break
        if does(middle):
            high = middle
        else:
            low = middle
    return high
