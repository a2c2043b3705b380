"""Sensitivity from given data: which of the values that a sweep varied its results hang on.

The measure is PAWN (Pianosi and Wagener 2018, as SALib computes it): how far the distribution of the result moves when one
value is known. A value's range is cut into ten slices; the measure is the median of the Kolmogorov-Smirnov distances
between the results in a slice and all results. It needs no design of its own, so that one sweep serves every observable,
and it sees what goes up and down again.

It is never zero by chance alone, and the fewer the points, the larger it is. So it is held against noise: idle values,
drawn like the others, on which nothing depends, are put beside them and measured in the same way.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from glasshouse.errors import InputError, Problem
from glasshouse.sweeps.latin_hypercube import shares

FEWEST: Final = 40
"""Fewest points from which anything is told."""
IDLE: Final = 50
"""Values on which nothing depends; the largest of their measures is the noise."""


@dataclass(frozen=True)
class Influence:
    """How far a result hangs on one value.

    Attributes:
        key: the value's key.
        measure: PAWN's median, from 0 (not at all) to 1.
        noise: the largest that idle values had.
        direction: rank correlation with the result, from -1 to 1; near 0 where the result goes up and down again.
    """

    key: str
    measure: float
    noise: float
    direction: float

    @property
    def counts(self) -> bool:
        """Whether it stands out of the noise."""
        return self.measure > self.noise


def influences(keys: Sequence[str], points: np.ndarray, results: np.ndarray, *, seed: int = 1) -> list[Influence]:
    """How far results hang on each value, the greatest first.

    Args:
        keys: names of the values.
        points: what they were, an array of points × keys.
        results: one result for each point; points without one (not a number) are left out.
        seed: seed of the idle values.

    Raises:
        InputError: too few points, or values that do not vary.
    """
    table, found = np.asarray(points, "f8").reshape(len(results), len(keys)), np.asarray(results, "f8")
    known = ~np.isnan(found)
    table, found = table[known], found[known]
    _check(keys, table, found)
    if np.ptp(found) == 0:
        return [Influence(key, 0.0, 0.0, 0.0) for key in keys]
    idle = np.stack([shares(seed, f"idle {k}", len(found)) for k in range(IDLE)], 1)
    measures = _pawn(np.concatenate([table, idle], 1), found)
    noise = float(measures[len(keys) :].max())
    told = [
        Influence(key, float(measures[j]), noise, _rank_correlation(table[:, j], found)) for j, key in enumerate(keys)
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
    from scipy.stats import rankdata

    return float(np.corrcoef(rankdata(a), rankdata(b))[0, 1])
