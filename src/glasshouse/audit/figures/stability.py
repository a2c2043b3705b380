"""Drift: how far the spread of scores moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.audit.figures.estimate import Estimate
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason

_HALF = 0.5


@dataclass(frozen=True, kw_only=True)
class Stability(Estimate):
    """The population stability index.

    Attributes:
        value: the index less its bias; it may be below 0.
        raw: the index as it is usually told.
        bias: what it is on average where nothing moved.
        by_chance: the raw index that is passed in 5 of 100 cases where nothing moved.
        bins: bins that hold people on either side.
        empty: numbers of the bins that hold people on one side only. If there are any, half a person is added to every
            bin on both sides; without that the index would be infinite.
    """

    raw: float | None = None
    bias: float | None = None
    by_chance: float | None = None
    bins: int
    empty: tuple[int, ...]


@figure(
    unit="index",
    source="Yurdakul, Statistical properties of the population stability index (2018); 0.25 is a habit and no threshold",
    undefined=(Reason.NOBODY, Reason.ONE_BAND),
    before=Input("count", "bins", "people"),
    after=Input("count", "bins", "people"),
)
def psi(before: np.ndarray, after: np.ndarray) -> Stability:
    """How far the spread of scores moved: the population stability index, less its bias.

    Args:
        before: people by bin, before.
        after: people by bin, after.
    """
    used = (before > 0) | (after > 0)
    empty = tuple(int(b) for b in np.nonzero(used & ((before == 0) | (after == 0)))[0])
    bins = int(used.sum())
    if not before.sum() or not after.sum():
        return Stability(undefined=Reason.NOBODY, bins=bins, empty=empty)
    if bins < 2:
        return Stability(undefined=Reason.ONE_BAND, bins=bins, empty=empty)
    counts = [side[used] + (_HALF if empty else 0.0) for side in (before, after)]
    was, now = (side / side.sum() for side in counts)
    raw = float(((now - was) * np.log(now / was)).sum())
    scale = float(1 / before.sum() + 1 / after.sum())
    bias = (bins - 1) * scale
    return Stability(
        value=raw - bias, raw=raw, bias=bias, by_chance=scale * _chi_square(bins - 1), bins=bins, empty=empty
    )


def _chi_square(freedom: int) -> float:
    """The 95 % quantile of the chi-square distribution."""
    from scipy.special import chdtri

    return float(chdtri(freedom, 0.05))
