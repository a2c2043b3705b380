"""Mobility between bands, and inequality, as single figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def shorrocks(moves: np.ndarray) -> float:
    """Shorrocks' index of mobility: 0 if everybody stays where they are, 1 if where one was says nothing.

    Shorrocks, "The measurement of mobility", Econometrica 46 (1978): (bands - trace) / (bands - 1), of the shares that
    moved from each band. Bands in which nobody was are left out.

    Args:
        moves: counts, from each band (rows) to each band.

    Returns:
        The index; not a number if there were people in fewer than two bands.
    """
    counts = np.asarray(moves, float)
    people = counts.sum(axis=1)
    used = people > 0
    if used.sum() < 2:
        return float("nan")
    stayed = np.diag(counts)[used] / people[used]
    return float((used.sum() - stayed.sum()) / (used.sum() - 1))


def gini(values: Sequence[float] | Any) -> float:
    """Gini's coefficient: 0 if all have the same, towards 1 if one has everything.

    Args:
        values: what each has, none below 0.

    Returns:
        The coefficient; not a number if nobody has anything.
    """
    ordered = np.sort(np.asarray(values, float))
    count, total = len(ordered), ordered.sum()
    if total <= 0:
        return float("nan")
    ranks = np.arange(1, count + 1)
    return float(2 * (ranks * ordered).sum() / (count * total) - (count + 1) / count)
