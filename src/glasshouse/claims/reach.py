"""Reach: whether an observable moves far enough at all when what may move it is at its strongest.

Where the effect at the scenario's own values is not twice the smallest that matters, mechanisms are set to the end of their
range that is farthest from off, each alone and all together, and points are drawn evenly over all declared ranges. The
largest effect is lived again with other seeds, so that luck is not taken for reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from glasshouse.claims.bench import Bench, Point
from glasshouse.registry.catalogue import matches, mechanisms
from glasshouse.registry.mechanism import Mechanism
from glasshouse.scenario import quantities, seed_after
from glasshouse.sweeps.assumptions import FEWEST, draw_assumptions
from glasshouse.sweeps.prior import drawn

ENOUGH: Final = 2.0
"""How many times the smallest effect must be reached."""
OWN: Final = "the scenario's own values"
SAME: Final = "all values, since the twin is the scenario itself"
TOGETHER: Final = "all mechanisms at their strongest"
_FRESH: Final = 5_000


@dataclass(frozen=True)
class Reach:
    """How far an observable can move.

    Attributes:
        value: the largest effect that was found, whatever its direction, in the observable's unit.
        at: where.
        ok: whether it is twice the smallest effect that matters.
    """

    value: float
    at: str
    ok: bool

    @property
    def document(self) -> dict[str, Any]:
        """The same as plain data."""
        return {"value": self.value, "at": self.at, "ok": self.ok}


def find_reach(bench: Bench, own: float, smallest: float, citizens: int, seeds: int, points: int) -> Reach:
    """How far a claim's observable can move.

    Args:
        bench: the claim's bench.
        own: the effect at the scenario's own values.
        smallest: the smallest effect that matters, in the observable's unit.
        citizens: people in each world.
        seeds: seeds with which the largest effect is lived again.
        points: points over the declared ranges.
    """
    if abs(own) >= ENOUGH * smallest:
        return Reach(abs(own), OWN, True)
    if bench.is_same:
        return Reach(abs(own), SAME, False)
    tried = dict(_strong(bench))
    design = draw_assumptions(bench.base, max(points, FEWEST), drawn(bench.base, "declared"), round_=9)
    tried |= {f"point {k} over the declared ranges": dict(row) for k, row in enumerate(design.rows())}
    names, rows = list(tried), list(tried.values())
    found = np.abs(bench.lived(rows, citizens, 1, intervals=False).means(bench.claim.observable))
    if np.isnan(found).all():
        return Reach(abs(own), OWN, False)
    best = int(np.nanargmax(found))
    if found[best] <= abs(own):
        return Reach(abs(own), OWN, False)
    fresh: Point = {**rows[best], "seed": seed_after(bench.base.seed, _FRESH)}
    again = bench.lived([fresh], citizens, seeds).effect(bench.claim.observable)
    value = abs(again.value) if again.value is not None else abs(own)
    return Reach(value, names[best], value >= ENOUGH * smallest)


def _strong(bench: Bench) -> Iterator[tuple[str, Point]]:
    """Each mechanism at its strongest, then all of them."""
    together: dict[str, float] = {}
    for name, each in mechanisms().items():
        point = dict(_strongest(each, bench))
        if point and bench.fits(point):
            yield f"{name} at its strongest", point
            together |= point
    if together and bench.fits(together):
        yield TOGETHER, together


def _strongest(mechanism: Mechanism, bench: Bench) -> Iterator[tuple[str, float]]:
    """The end of each range that is farthest from off."""
    for key, quantity in quantities(bench.base):
        if quantity.range is None or not quantity.is_uncertain:
            continue
        for pattern, off in mechanism.off.items():
            if matches(key, pattern) and isinstance(off, int | float) and not isinstance(off, bool):
                low, high = quantity.range
                yield key, low if abs(low - off) > abs(high - off) else high
