"""Sensitivity from given data: which of the values that a sweep varied its results hang on.

The measure is PAWN (Pianosi and Wagener 2018, as SALib computes it): how far the distribution of the result moves when one
value is known. A value's range is cut into ten slices; the measure is the median of the Kolmogorov-Smirnov distances
between the results in a slice and all results. It needs no design of its own, so that one sweep serves every observable,
and it sees what goes up and down again.

It is never zero by chance alone, and the fewer the points, the larger it is; and of many keys some are large by chance. So the
results are shuffled among the points, again and again, and each time the largest measure of all keys is taken: what real
results have must pass the 97.5 % point of these. The same is asked of the rank correlation, which sees steady rises and falls
in fewer points. A key stands out if it passes either, so that chance alone names any key at all in one of twenty results.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from glasshouse.errors import InputError, Problem
from glasshouse.sweeps.latin_hypercube import shares

FEWEST: Final = 40
"""Fewest points from which anything is told."""
SHUFFLES: Final = 400
"""How often results are shuffled, to see what chance alone brings about."""
_SHUFFLED: Final = 2000
"""Most points that are shuffled."""
_SLICES: Final = 10
_POINT: Final = 0.975
_SAME: Final = 1e-9
"""Measures of few points take few values; those that differ by rounding alone are the same."""


@dataclass(frozen=True)
class Influence:
    """How far a result hangs on one value.

    Attributes:
        key: the value's key.
        measure: PAWN's median, from 0 (not at all) to 1.
        noise: what chance alone passes, with any key, in one of forty results.
        direction: rank correlation with the result, from -1 to 1; near 0 where the result goes up and down again.
        direction_noise: the same of the size of the rank correlation.
    """

    key: str
    measure: float
    noise: float
    direction: float
    direction_noise: float = 0.0

    @property
    def counts(self) -> bool:
        """Whether it stands out of what chance brings about, by its measure or by its rank correlation."""
        return self.measure > self.noise + _SAME or (self.rises != 0 and self.direction_noise > 0)

    @property
    def rises(self) -> int:
        """1 if the result rises with it, -1 if it falls, 0 if that cannot be told."""
        if abs(self.direction) <= self.direction_noise:
            return 0
        return 1 if self.direction > 0 else -1


def influences(keys: Sequence[str], points: np.ndarray, results: np.ndarray, *, seed: int = 1) -> list[Influence]:
    """How far results hang on each value, the greatest first.

    Args:
        keys: names of the values.
        points: what they were, an array of points × keys.
        results: one result for each point; points without one (not a number) are left out.
        seed: seed of the shuffles.

    Raises:
        InputError: too few points, or values that do not vary.
    """
    table, found = np.asarray(points, "f8").reshape(len(results), len(keys)), np.asarray(results, "f8")
    known = ~np.isnan(found)
    table, found = table[known], found[known]
    _check(keys, table, found)
    if np.ptp(found) == 0:
        return [Influence(key, 0.0, 0.0, 0.0) for key in keys]
    measures = _pawn(table, found)
    noise, direction_noise = _chance(table, found, seed)
    told = [
        Influence(key, float(measures[j]), noise, _rank_correlation(table[:, j], found), direction_noise)
        for j, key in enumerate(keys)
    ]
    return sorted(told, key=lambda each: -each.measure)


def _pawn(table: np.ndarray, results: np.ndarray) -> np.ndarray:
    """The measure of each column."""
    from SALib.analyze import pawn

    problem = {
        "num_vars": table.shape[1],
        "names": [str(j) for j in range(table.shape[1])],
        "bounds": [[float(column.min()), float(column.max())] for column in table.T],
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of p-values, which nobody reads
        return np.array(pawn.analyze(problem, table, results)["median"], "f8")


def _chance(table: np.ndarray, results: np.ndarray, seed: int) -> tuple[float, float]:
    """What the largest measure and the largest rank correlation of all keys pass in one of forty shuffles."""
    many = len(results)
    table, results = table[:_SHUFFLED], results[:_SHUFFLED]
    ordered = np.sort(results)
    ends = np.append(ordered[1:] != ordered[:-1], True)  # the last of each run of equal results
    shape, ranks = table.shape, _ranks(results)
    noise, direction_noise = _chance_of_ranks(table.tobytes(), shape, ends.tobytes(), np.sort(ranks).tobytes(), seed)
    # Both fall with the root of the number of points; so many points as are shuffled tell it well.
    scale = (len(results) / many) ** 0.5
    return noise * scale, direction_noise * scale


@lru_cache(maxsize=64)
def _chance_of_ranks(
    table_bytes: bytes, shape: tuple[int, ...], end_bytes: bytes, rank_bytes: bytes, seed: int
) -> tuple[float, float]:
    """The same; it depends on results only by which of them are equal, so that most observables share it."""
    table, ends = np.frombuffer(table_bytes, "f8").reshape(shape), np.frombuffer(end_bytes, "?")
    ranks = np.frombuffer(rank_bytes, "f8")
    slices = _slices(table)
    keys = _standardised(np.stack([_ranks(column) for column in table.T]))
    largest = np.empty((SHUFFLES, 2))
    for k in range(SHUFFLES):
        order = np.argsort(shares(seed, f"shuffle {k}", shape[0]))
        largest[k, 0] = _medians(slices[:, :, order], ends).max()
        largest[k, 1] = np.abs(keys[:, order] @ _standardised(ranks[None])[0]).max() / shape[0]
    noise, direction_noise = np.quantile(largest, _POINT, axis=0)
    return float(noise), float(direction_noise)


def _slices(table: np.ndarray) -> np.ndarray:
    """Which points lie in which slice of each key, as PAWN cuts them: keys × slices × points."""
    edges = np.quantile(table, np.minimum(np.arange(0, 1 + 1 / _SLICES, 1 / _SLICES), 1), axis=0)
    return np.stack(
        [
            (column >= low[:, None]) & (column < high[:, None])
            for column, low, high in zip(table.T, edges[:-1].T, edges[1:].T, strict=True)
        ]
    )


def _medians(slices: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """PAWN's median for each key, of points in the order of their results."""
    counts = slices.cumsum(2, dtype="f8")[:, :, ends]
    sizes = counts[:, :, -1:]
    whole = (np.flatnonzero(ends) + 1) / len(ends)
    with np.errstate(invalid="ignore"):
        distances = np.abs(counts / sizes - whole).max(2)
    return np.asarray(np.nanmedian(distances, axis=1))


def _standardised(ranks: np.ndarray) -> np.ndarray:
    return np.asarray((ranks - ranks.mean(1, keepdims=True)) / ranks.std(1, keepdims=True))


def _ranks(values: np.ndarray) -> np.ndarray:
    from scipy.stats import rankdata

    return np.asarray(rankdata(values), "f8")


def _check(keys: Sequence[str], table: np.ndarray, results: np.ndarray) -> None:
    if not keys:
        raise InputError(Problem(key="keys", expected="numbers that were varied", found="none"))
    if len(results) < FEWEST:
        advice = "take more points (--lhs)"
        raise InputError(Problem(key="points", expected=f"{FEWEST} points with a result, or more", found=str(len(results)),
                                 advice=advice))  # fmt: skip
    still = [key for key, column in zip(keys, table.T, strict=True) if np.ptp(column) == 0]
    if still:
        raise InputError(Problem(key=key, expected="a value that varies", found="one value") for key in still)


def _rank_correlation(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.corrcoef(_ranks(a), _ranks(b))[0, 1])
