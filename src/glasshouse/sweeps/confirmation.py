"""What a result hangs on, with control of errors: named from one sample of points, confirmed in a fresh one.

Of five hundred quantities some go with a result by chance. So a quantity is *named* only if its measure passes the 95 %
point of the largest measure of all quantities when results are shuffled among points (Westfall and Young 1993); and it is
*confirmed* only if it shows itself again, in the same direction, in a second sample that was not looked at, at 5 % over all
that were named (Bonferroni). On results that hang on nothing something is confirmed in about one trial of two hundred.

The measure is the larger of two rank correlations: with the quantity, which sees rises and falls; and with the squared
distance of its rank from the middle, which sees what goes up and down again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from glasshouse.sweeps.latin_hypercube import shares

SHUFFLES: Final = 1000
"""How often results are shuffled, to see what chance alone brings about."""
FEWEST: Final = 40
"""Fewest points from which anything is told."""
_LEVEL: Final = 0.05


@dataclass(frozen=True)
class Confirmed:
    """A quantity on which a result hangs.

    Attributes:
        key: dotted key of the scenario.
        direction: 1 if the result rises with it, -1 if it falls, 0 if it is greatest or least in the middle of its range.
        share: part of the variance of the result's ranks that goes with it, in the fresh sample.
    """

    key: str
    direction: int
    share: float


@dataclass(frozen=True)
class Dependence:
    """What a result hangs on.

    Attributes:
        named: quantities named by the first sample.
        confirmed: those that the second confirmed, the greatest share first.
        unexplained: part of the variance of the ranks that goes with none of them: spread, or their acting together.
    """

    named: tuple[str, ...]
    confirmed: tuple[Confirmed, ...]
    unexplained: float


def depends_on(
    keys: Sequence[str],
    first: tuple[np.ndarray, np.ndarray],
    second: tuple[np.ndarray, np.ndarray],
    *,
    seed: int = 1,
) -> Dependence:
    """What a result hangs on.

    Args:
        keys: names of what was varied.
        first: values at the points of the first sample, points × keys, and the result at each; not a number where undefined.
        second: the same of a fresh sample.
        seed: seed of the shuffles.
    """
    measures, results = _measures(*first)
    if measures is None or len(results) < FEWEST:
        return Dependence((), (), 1.0)
    largest = _chance(measures, results, seed)
    passing = np.abs(measures @ results / len(results)).max(0) > largest
    candidates = [int(j) for j in np.flatnonzero(passing)]
    named = tuple(keys[j] for j in candidates)
    again, fresh = _measures(*second)
    if again is None or not candidates:
        return Dependence(named, (), 1.0)
    found = [_confirm(keys[j], measures[:, j] @ results, again[:, j], fresh, len(candidates)) for j in candidates]
    confirmed = sorted(filter(None, found), key=lambda each: -each.share)
    return Dependence(named, tuple(confirmed), max(0.0, 1.0 - sum(each.share for each in confirmed)))


def _measures(table: np.ndarray, results: np.ndarray) -> tuple[np.ndarray | None, np.ndarray]:
    """Standardised ranks of all columns and of their squared distance from the middle (2 × keys × points), and of results."""
    known = ~np.isnan(np.asarray(results, "f8"))
    table, results = np.asarray(table, "f8")[known], np.asarray(results, "f8")[known]
    if not len(results) or np.ptp(results) == 0:
        return None, results
    ranks = np.stack([_standardised(_ranks(column)) for column in table.T])
    squares = np.stack([_standardised(each**2) for each in ranks])
    return np.stack([ranks, squares]), _standardised(_ranks(results))


def _chance(measures: np.ndarray, results: np.ndarray, seed: int) -> float:
    """The 95 % point of the largest measure of all keys under shuffled results."""
    points, flat = len(results), measures.reshape(-1, len(results))
    shuffled = results[_orders(points, seed)]
    return float(np.quantile(np.abs(flat @ shuffled.T / points).max(0), 1 - _LEVEL))


@lru_cache(maxsize=8)
def _orders(points: int, seed: int) -> np.ndarray:
    """The points in as many random orders as there are shuffles, from the laboratory's own keyed generator."""
    return np.array([np.argsort(shares(seed, f"shuffle {k}", points)) for k in range(SHUFFLES)])


def _confirm(key: str, before: np.ndarray, again: np.ndarray, fresh: np.ndarray, candidates: int) -> Confirmed | None:
    """A named quantity, if the fresh sample shows the same: the same of its two measures, with the same sign."""
    way = int(np.argmax(np.abs(before)))
    correlation = float(again[way] @ fresh / len(fresh))
    if correlation * float(before[way]) <= 0 or _chance_of(correlation, len(fresh)) >= _LEVEL / candidates:
        return None
    direction = 0 if way else (1 if correlation > 0 else -1)
    return Confirmed(key, direction, correlation**2)


def _chance_of(correlation: float, points: int) -> float:
    """Two-sided chance of a correlation as large as this where there is none (Student's t)."""
    from scipy.stats import t

    if abs(correlation) >= 1:
        return 0.0
    freedom = points - 2
    return float(2 * t.sf(abs(correlation) * (freedom / (1 - correlation**2)) ** 0.5, freedom))


def _ranks(values: np.ndarray) -> np.ndarray:
    from scipy.stats import rankdata

    return np.asarray(rankdata(values), "f8")


def _standardised(values: np.ndarray) -> np.ndarray:
    centred = values - values.mean()
    spread = float(centred.std())
    return np.asarray(centred / spread if spread > 0 else centred)
