"""A crowd in which everybody sees everybody: who is active once nobody else joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.thresholds import joins

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Row


@kernel_function
def joined(thresholds: Row[np.float64], count: int) -> int:
    """How many people of a crowd end up active. Thresholds are numbers of others.

    Args:
        thresholds: each person's own, float64.
        count: how many people there are.
    """
    active = np.zeros(count, np.bool_)
    total, before = 0, -1
    while total > before:
        before = total
        crowd = np.float64(before)
        for i in range(count):
            if not active[i] and joins(crowd, thresholds[i]):
                active[i] = True
                total += 1
    return total
