"""How far a market is in few hands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason

_SCALE = 10_000.0


@dataclass(frozen=True, kw_only=True)
class Concentrated(Estimate):
    """How far a market is in few hands.

    Attributes:
        value: the index: 10,000 for one firm, 10,000 / n for n equal ones.
        change: the index less that before.
        as_many_equal: number of equal firms with the same index.
        largest: share of the largest firm.
    """

    change: Estimate
    as_many_equal: float | None = None
    largest: float | None = None


@figure(
    unit="0 to 10,000",
    source="Herfindahl (1950), Hirschman (1945); scale of the merger guidelines",
    undefined=(Reason.NO_MARKET, Reason.NOT_GIVEN),
    sizes=Input("amount", "firms", "customers"),
    before=Input("amount", "firms", "customers"),
)
def hhi(sizes: np.ndarray, before: np.ndarray | None = None) -> Concentrated:
    """How far a market is in few hands: the index of Herfindahl and Hirschman, and its change.

    Args:
        sizes: size of each firm, in customers or anything else that adds up.
        before: sizes of the same firms before.
    """
    value = _index(sizes)
    was = None if before is None else _index(before)
    if value is None:
        return Concentrated(undefined=Reason.NO_MARKET, change=undefined(Reason.NO_MARKET))
    if was is None:
        change = undefined(Reason.NOT_GIVEN if before is None else Reason.NO_MARKET)
    else:
        change = Estimate(value=value - was)
    return Concentrated(
        value=value, change=change, as_many_equal=_SCALE / value, largest=float(sizes.max() / sizes.sum())
    )


def _index(sizes: np.ndarray) -> float | None:
    """The index; None without a market."""
    total = sizes.sum()
    return _SCALE * float(((sizes / total) ** 2).sum()) if total else None
