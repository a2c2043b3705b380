"""A crowd in which everybody sees everybody: who is active once nobody else joins."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.thresholds import joins


@kernel_function
def joined(thresholds: Any, count: Any) -> Any:
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
