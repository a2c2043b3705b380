"""Intervals by drawing communities again: households and villages tie neighbours, so that single people are no sample.

Source: Efron and Tibshirani, "An introduction to the bootstrap" (1993), percentile intervals; of whole clusters, Davison
and Hinkley, "Bootstrap methods and their application" (1997), section 3.8.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import shake_256

import numpy as np

from glasshouse.audit.figures.estimate import Estimate
from glasshouse.audit.undefined import Reason

DRAWS = 2000
FEWEST = 10
"""Fewest communities behind an interval."""
_TAIL = 0.025
_MOST_UNDEFINED = 0.05
_ROUNDING = 1e-12


@lru_cache(maxsize=4)
def weights(communities: int, draws: int, seed: int) -> np.ndarray:
    """How often each community is drawn, draws × communities; each row adds up to the number of communities.

    A draw depends on nothing but the seed, its number and the number of communities. The array is kept, and cannot be written to.

    Args:
        communities: how many there are.
        draws: how many times they are drawn anew.
        seed: which draws.
    """
    # One stream of bytes for each draw, keyed by seed and number; a word of 32 bits times n, shifted by 32 bits, is a
    # number below n, with a bias of at most n / 2^32.
    streams = b"".join(shake_256(b"%d %d" % (seed, k)).digest(4 * communities) for k in range(draws))
    words = np.frombuffer(streams, "<u4").reshape(draws, communities).astype("u8")
    chosen = (words * np.uint64(communities)) >> np.uint64(32)
    cells = chosen.astype("i8") + communities * np.arange(draws)[:, None]
    found = np.bincount(cells.ravel(), minlength=draws * communities).reshape(draws, communities).astype("f8")
    found.flags.writeable = False
    return found


def resampled(table: np.ndarray, draws: int, seed: int) -> np.ndarray | None:
    """Sums over communities drawn again: draws × the other axes; None where there are too few communities.

    Args:
        table: communities × anything.
        draws: how many times they are drawn anew.
        seed: which draws; tables with the same seed and number of communities are drawn together.
    """
    if len(table) < FEWEST:
        return None
    flat = weights(len(table), draws, seed) @ table.reshape(len(table), -1)
    return np.asarray(flat.reshape(draws, *table.shape[1:]))


def estimated(value: float, drawn: np.ndarray | None) -> Estimate:
    """A value with the percentile interval of what it is in the draws.

    Args:
        value: the value.
        drawn: the value in each draw, NaN where it is undefined; None where nothing was drawn.
    """
    if drawn is None:
        return Estimate(value=float(value), no_interval=Reason.TOO_FEW_COMMUNITIES)
    defined = drawn[~np.isnan(drawn)]
    if len(defined) < (1 - _MOST_UNDEFINED) * len(drawn):
        return Estimate(value=float(value), no_interval=Reason.MOSTLY_UNDEFINED)
    # No interpolation: a draw may be infinite.
    low, high = (float(np.quantile(defined, at, method="nearest")) for at in (_TAIL, 1 - _TAIL))
    if not np.isfinite([low, high]).all():
        return Estimate(value=float(value), no_interval=Reason.UNBOUNDED)
    if high - low <= _ROUNDING * max(abs(low), abs(high)):
        return Estimate(value=float(value), no_interval=Reason.NO_SPREAD)
    return Estimate(value=float(value), low=low, high=high)


def quotient(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """A ratio, element by element: NaN where nothing is above and below, infinite where nothing is below alone."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(above / below)
