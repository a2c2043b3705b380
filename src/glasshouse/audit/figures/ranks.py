"""Whether what is heavy goes with what is grave: rank correlations with ties, and the curve of concentration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, with_error
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason
from glasshouse.errors import Problem

MOST: Final = 2000
"""Most different values on either side."""
_PAIRED: Final = {
    "x": Input("number", "items"),
    "y": Input("number", "items"),
    "count": Input("count", "items", "items"),
}


@dataclass(frozen=True, kw_only=True)
class Association(Estimate):
    """How far two orders agree.

    Attributes:
        value: from -1, the reverse order, to 1, the same order.
        concordant: pairs that stand in the same order on both sides.
        discordant: pairs that stand in opposite orders.
        items: items; the interval is one for many, and rough below some 30.
    """

    concordant: float
    discordant: float
    items: float


@dataclass(frozen=True, kw_only=True)
class Concentration(Estimate):
    """Where on the scale of gravity harm is concentrated.

    Attributes:
        value: the index: above 0 if harm falls on the gravest, below 0 if on the slightest.
        records: share of records up to each level of gravity, from 0.
        harm: share of harm up to each level, from 0.
        levels: the levels of gravity, ascending.
        up_to: share of harm from gravity up to each level asked for.
    """

    records: tuple[float, ...] = ()
    harm: tuple[float, ...] = ()
    levels: tuple[float, ...] = ()
    up_to: tuple[float, ...] = ()


@dataclass(frozen=True)
class _Table:
    """Items by rank on both sides.

    Attributes:
        cells: items in each cell.
        agreeing: of each cell, items above it or below it on both sides.
        opposing: items above it on one side and below on the other.
    """

    cells: np.ndarray
    agreeing: np.ndarray
    opposing: np.ndarray

    @property
    def pairs(self) -> tuple[float, float]:
        """Twice the concordant and the discordant pairs."""
        return float((self.cells * self.agreeing).sum()), float((self.cells * self.opposing).sum())


def _table(x: np.ndarray, y: np.ndarray, count: np.ndarray | None) -> _Table:
    weights = np.ones(len(x)) if count is None else count
    (xs, i), (ys, j) = (np.unique(each, return_inverse=True) for each in (x, y))
    cells = np.zeros((len(xs), len(ys)))
    np.add.at(cells, (i, j), weights)
    low = np.zeros((len(xs) + 1, len(ys) + 1))
    low[1:, 1:] = cells.cumsum(0).cumsum(1)
    # `low[a, b]` counts what is below rank a on one side and below rank b on the other.
    total, row, column = low[-1, -1], low[:, -1:], low[-1:, :]
    below, after = low[:-1, :-1], total - row[1:] - column[:, 1:] + low[1:, 1:]
    left, right = row[:-1] - low[:-1, 1:], column[:, :-1] - low[1:, :-1]
    return _Table(cells, below + after, left + right)


def _check(given: Mapping[str, Any]) -> Iterator[Problem]:
    for key in ("x", "y"):
        values = len(np.unique(given[key]))
        if values > MOST:
            yield Problem(key=key, expected=f"at most {MOST:,} different values", found=f"{values:,}")


def _items(count: np.ndarray | None, x: np.ndarray) -> float:
    return float(len(x) if count is None else count.sum())


def _association(value: float, variance: float, table: _Table) -> Association:
    told = with_error(value, float(np.sqrt(max(variance, 0.0))), (-1.0, 1.0))
    with_, against = (pairs / 2 for pairs in table.pairs)
    return Association(**vars(told), concordant=with_, discordant=against, items=float(table.cells.sum()))


@figure(
    unit="-1 to 1",
    source="Kendall (1945); error of Brown and Benedetti, Journal of the American Statistical Association 72 (1977)",
    undefined=(Reason.NO_RECORD, Reason.ALL_TIED),
    check=_check,
    **_PAIRED,
)
def tau_b(x: np.ndarray, y: np.ndarray, count: np.ndarray | None = None) -> Association:
    """How far two orders agree, with ties on either side taken off: Kendall's tau-b.

    Args:
        x: values on one side.
        y: values on the other.
        count: how many items each row stands for; 1 unless given.

    Raises:
        InputError: there are more than 2,000 different values on a side.
    """
    n = _items(count, x)
    if not n:
        return Association(undefined=Reason.NO_RECORD, concordant=0.0, discordant=0.0, items=0.0)
    table = _table(x, y, count)
    p, q = table.pairs
    rows, columns = table.cells.sum(1), table.cells.sum(0)
    free_x, free_y = n * n - float((rows**2).sum()), n * n - float((columns**2).sum())
    if free_x <= 0 or free_y <= 0:
        return Association(undefined=Reason.ALL_TIED, concordant=0.0, discordant=0.0, items=n)
    w = float(np.sqrt(free_x * free_y))
    value = (p - q) / w
    margins = rows[:, None] * free_y + columns[None, :] * free_x
    terms = (2 * w * (table.agreeing - table.opposing) + value * margins) ** 2
    variance = (float((table.cells * terms).sum()) - n**3 * value**2 * (free_x + free_y) ** 2) / w**4
    return _association(value, variance, table)


@figure(
    unit="-1 to 1",
    source="Goodman and Kruskal, Journal of the American Statistical Association 49 (1954) and 58 (1963)",
    undefined=(Reason.NO_RECORD, Reason.ALL_TIED),
    check=_check,
    **_PAIRED,
)
def gamma(x: np.ndarray, y: np.ndarray, count: np.ndarray | None = None) -> Association:
    """How far two orders agree among pairs without ties: Goodman and Kruskal's gamma.

    Args:
        x: values on one side.
        y: values on the other.
        count: how many items each row stands for; 1 unless given.

    Raises:
        InputError: there are more than 2,000 different values on a side.
    """
    n = _items(count, x)
    if not n:
        return Association(undefined=Reason.NO_RECORD, concordant=0.0, discordant=0.0, items=0.0)
    table = _table(x, y, count)
    p, q = table.pairs
    if p + q == 0:
        return Association(undefined=Reason.ALL_TIED, concordant=0.0, discordant=0.0, items=n)
    terms = (q * table.agreeing - p * table.opposing) ** 2
    variance = 16 * float((table.cells * terms).sum()) / (p + q) ** 4
    return _association((p - q) / (p + q), variance, table)


@figure(
    unit="-1 to 1",
    source="Kakwani, Wagstaff, van Doorslaer, Journal of Econometrics 77 (1997): concentration curve and index",
    undefined=(Reason.NO_RECORD, Reason.NO_HARM, Reason.ALL_TIED),
    harm=Input("amount", "kinds", "person-days under a sanction"),
    gravity=Input("number", "kinds"),
    records=Input("amount", "kinds", "records"),
    at=Input("number", "levels"),
)
def concentration(
    harm: np.ndarray, gravity: np.ndarray, records: np.ndarray | None = None, at: np.ndarray | None = None
) -> Concentration:
    """Where harm falls when records are lined up by gravity: the curve, and an index of how far it lies off the diagonal.

    Args:
        harm: harm of all records of a kind.
        gravity: gravity of a record of the kind.
        records: records of each kind; 1 each unless given.
        at: levels of gravity up to which the share of harm is told.
    """
    weights = np.ones(len(harm)) if records is None else records
    reason = Reason.NO_RECORD if not weights.sum() else Reason.NO_HARM if not harm.sum() else None
    if reason:
        return Concentration(undefined=reason)
    up_to = () if at is None else tuple(float(harm[gravity <= level].sum() / harm.sum()) for level in at)
    levels, place = np.unique(gravity, return_inverse=True)
    across, up = (np.concatenate([[0.0], np.bincount(place, of).cumsum() / of.sum()]) for of in (weights, harm))
    curve = partial(
        Concentration,
        records=tuple(across.tolist()),
        harm=tuple(up.tolist()),
        levels=tuple(levels.tolist()),
        up_to=up_to,
    )
    if len(levels) < 2:
        return curve(undefined=Reason.ALL_TIED)
    area = float((np.diff(across) * (up[1:] + up[:-1]) / 2).sum())
    return curve(value=1 - 2 * area)
