"""Values that spread on ties until nothing moves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from glasshouse.mechanisms.influence import pulled

_TURNS = 100_000
_STILL = 1e-15


def settled(weights: np.ndarray, start: Sequence[float], own: Sequence[float] | None, weight: float) -> list[float]:
    """Each one's value once nothing moves.

    Args:
        weights: what each (row) is given of each other's value.
        start: the values at first.
        own: standpoints that people keep; None if nothing is left of the first values.
        weight: how far people are drawn to what they are given.
    """
    values = np.asarray(start, float)
    for _ in range(_TURNS):
        given = weights @ values
        kept = values if own is None else np.asarray(own, float)
        after = np.array([
            pulled(np.float64(mine), np.float64(theirs), np.float64(weight))
            for mine, theirs in zip(kept, given, strict=True)
        ])  # fmt: skip
        if np.abs(after - values).max() < _STILL:
            break
        values = after
    return [float(value) for value in values]
