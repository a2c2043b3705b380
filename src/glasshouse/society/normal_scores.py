"""The normal distribution as two tables, and how kernels read them."""

from __future__ import annotations

import statistics
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, Population, Row

_ONE, _ZERO = np.float32(1.0), np.float32(0.0)


@cache
def normal_tables() -> tuple[np.ndarray, np.ndarray]:
    """The normal quantile at 1025 ranks (ends cut at 3.2) and the rank at 1025 scores from -4 to 4."""
    law = statistics.NormalDist()
    quantiles = [max(-3.2, min(3.2, law.inv_cdf(min(max(k / 1024, 1e-6), 1 - 1e-6)))) for k in range(1025)]
    ranks = [law.cdf(-4 + 8 * k / 1024) for k in range(1025)]
    return np.array(quantiles, "f4"), np.array(ranks, "f4")


@kernel_function
def look_up(table: Row[F4], x: F4) -> F4:
    """A table's value at `x` from 0 to 1, between its entries in a straight line."""
    # 1,024 steps; the last entry is reached as the end of step 1,023.
    at = min(max(x, _ZERO), _ONE) * np.float32(1024.0)
    k = min(np.int32(at), np.int32(1023))
    part = at - np.float32(k)
    return table[k] + part * (table[k + 1] - table[k])


@kernel_function
def rank_of(plan: Population, z: F4) -> F4:
    """The rank, 0 to 1, of a normal score."""
    return look_up(plan.rank, (z + np.float32(4.0)) * np.float32(0.125))
