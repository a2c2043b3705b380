"""The misfit: how far runs are from published figures, in units of what counts as near."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from glasshouse.targets.published import PublishedFigure

MOST = 4.0
"""What a target that is missed by far adds at most, so that one which cannot be met does not drown the others."""


def misfit(figure: PublishedFigure, ours: np.ndarray) -> np.ndarray:
    """How far values are from a figure: 0 on it, 1 at the edge of its tolerance, `MOST` far off or undefined.

    Distances are those of logarithms, so that half and twice are equally far where the tolerance says so.
    """
    low, high = figure.tolerance
    published = figure.published()
    with np.errstate(divide="ignore", invalid="ignore"):
        way = np.log(ours / published)
    below, above = (max(abs(math.log(edge)), 0.01) for edge in (low, high))
    far = np.where(way < 0, -way / below, way / above)
    return np.where(np.isnan(far), MOST, np.minimum(far, MOST))


def distance(misfits: np.ndarray) -> np.ndarray:
    """Root mean square over targets (the last axis)."""
    return np.asarray(np.sqrt((misfits**2).mean(-1)))


@dataclass(frozen=True)
class Conflict:
    """Two targets that runs met one by one and never together.

    Attributes:
        first: a target.
        second: another.
        nearest: the smallest misfit that any run had of the worse of the two.
    """

    first: str
    second: str
    nearest: float


def out_of_reach(misfits: np.ndarray, targets: Sequence[str]) -> Mapping[str, float]:
    """Targets that no run met, with the smallest misfit that any had.

    Args:
        misfits: an array of runs × targets.
        targets: their names.
    """
    least = misfits.min(0)
    return {target: float(least[k]) for k, target in enumerate(targets) if least[k] > 1}


def conflicts(misfits: np.ndarray, targets: Sequence[str]) -> list[Conflict]:
    """Pairs of targets that runs met one by one and never together, the hardest first."""
    found = []
    for a, b in combinations(range(len(targets)), 2):
        if misfits[:, a].min() <= 1 and misfits[:, b].min() <= 1:
            nearest = float(np.maximum(misfits[:, a], misfits[:, b]).min())
            if nearest > 1:
                found.append(Conflict(targets[a], targets[b], nearest))
    return sorted(found, key=lambda each: -each.nearest)
