"""Tables that are read between their entries."""

from __future__ import annotations

import numpy as np

F = np.float32


def look_up(table: np.ndarray, x: np.float32) -> np.float32:
    """A table's value between its entries in a straight line, for `x` from 0 to 1."""
    at = min(max(x, F(0)), F(1)) * F(1024)
    k = min(int(at), 1023)
    low, high = F(table[k]), F(table[k + 1])
    return low + (at - F(k)) * (high - low)
