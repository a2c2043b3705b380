"""How many points of a trace single somebody out: what kind of thing was recorded of them, on which day."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from hashlib import blake2b
from heapq import nsmallest
from typing import Any

import numpy as np

MOST = 5
"""Most points that are tried."""


def unicity(traces: Sequence[frozenset[int]], points: int, seed: int = 0) -> float | None:
    """The share of people whom some points of their trace, drawn at random, single out among all.

    De Montjoye, Hidalgo, Verleysen, Blondel, "Unique in the crowd", Scientific Reports 3:1376 (2013).

    Args:
        traces: for each person, numbers of points.
        points: how many points an attacker knows. Whoever has fewer is left out.
        seed: which points are drawn.

    Returns:
        The share; None where nobody has so many points.
    """
    return unicity_by_points(traces, points, seed)[points]


def unicity_by_points(traces: Sequence[frozenset[int]], most: int = MOST, seed: int = 0) -> dict[int, float | None]:
    """The same by number of points, from one to `most`: who knows more points knows those of who knows fewer.

    Args:
        traces: see `unicity`.
        most: most points.
        seed: which points are drawn.
    """
    holders = _holders(traces)
    alone, tried = [0] * (most + 1), [0] * (most + 1)
    for who, trace in enumerate(traces):
        alike = np.ones(len(traces), bool)
        for n, point in enumerate(nsmallest(most, trace, key=partial(_place, seed, who)), 1):
            alike = alike & holders[point]
            alone[n] += int(alike.sum()) == 1
            tried[n] += 1
    return {n: alone[n] / tried[n] if tried[n] else None for n in range(1, most + 1)}


def _place(seed: int, who: int, point: int) -> bytes:
    """Where a point of somebody's trace stands in a drawing order that depends on nothing else."""
    return blake2b(b"%d %d %d" % (seed, who, point), digest_size=8).digest()


def _holders(traces: Sequence[frozenset[int]]) -> dict[int, Any]:
    """For each point, who has it."""
    found: dict[int, Any] = {}
    for who, trace in enumerate(traces):
        for point in trace:
            found.setdefault(point, np.zeros(len(traces), bool))[who] = True
    return found
