"""95 % intervals of differences: Student's t over seeds, and a jackknife over blocks of communities within one pair.

Both are worked out from few numbers whose spread says how far luck moves their mean. They cover only where enough went
otherwise: fewer than `FEWEST` independent events that differ, and there is no interval but a reason. How often they
cover is measured by ``benchmarks/coverage.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev

import numpy as np

FEWEST = 8
"""Fewest independent differing events behind an interval."""
UNDEFINED = "undefined, because it is undefined in one of the worlds"
IDENTICAL = "the worlds are the same in everything"

_T = (
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448,
    2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484,
    2.0452, 2.0423,
)  # fmt: skip
_NORMAL = 1.959964
_ROUNDING = 1e-12
"""Means below this part of the largest value come from rounding."""
_NO_WIDTH = 1e-9
"""Half-widths below this part of the value come from rounding."""


@dataclass(frozen=True)
class Events:
    """How much went otherwise between a world and its twin, behind one observable.

    Attributes:
        number: independent events that differ: blocks of communities in which the observable's counts are not the same.
        counts_once: whether the pair is one event at most: so much of the observable rests on single gatherings, which
            spread from community to community, or on the extremes of a few people, that blocks say little of its spread.
    """

    number: int
    counts_once: bool = False


@dataclass(frozen=True)
class Span:
    """An interval, or why there is none.

    Attributes:
        low: lower end of the 95 % interval; None where there is none.
        high: upper end.
        reason: why there is no interval, or why it has no width; None where there is nothing to say.
    """

    low: float | None
    high: float | None
    reason: str | None = None


def exact_mean(values: Sequence[float]) -> float:
    """The mean; that of one value is the value, and exactly nothing where values cancel but for rounding."""
    if len(values) == 1:
        return values[0]
    found = mean(values)
    return 0.0 if abs(found) <= _ROUNDING * max(map(abs, values)) else found


def t_quantile(freedom: int) -> float:
    """The 97.5 % quantile of Student's t (Cornish-Fisher beyond 30 degrees of freedom, right to four digits)."""
    if freedom <= len(_T):
        return _T[freedom - 1]
    z = _NORMAL
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / freedom + second / freedom**2


def over_seeds(found: Sequence[float], events: Sequence[Events] | None = None) -> Span:
    """Student's t over seeds.

    Args:
        found: one value for each seed.
        events: what differed behind each; by default it was not counted, and is not asked for.
    """
    if len(found) < 2:
        return Span(None, None, "one seed; ask for replicates")
    few = None if events is None else too_few(events)
    if few:
        return Span(None, None, few)
    return _around(mean(found), t_quantile(len(found) - 1) * stdev(found) / len(found) ** 0.5, "seed")


def within(value: float, half: float | None, events: Events) -> Span:
    """The interval of one pair of worlds.

    Args:
        value: the difference.
        half: half of the interval's width, from `half_width`.
        events: what differed behind it.
    """
    few = too_few([events])
    if few:
        return Span(None, None, f"{few}; ask for replicates")
    return Span(None, None, "undefined without one of the blocks") if half is None else _around(value, half, "block")


def too_few(events: Sequence[Events]) -> str | None:
    """Why there are too few differing events behind a number; None where there are enough.

    Args:
        events: what differed, seed by seed. As soon as one seed counts once, each does.
    """
    once = any(each.counts_once for each in events)
    number = sum(min(each.number, 1) if once else each.number for each in events)
    if number >= FEWEST:
        return None
    because = ", since single gatherings or a few people decide it and each seed counts once" if once else ""
    if number == 0:
        return f"no independent differing events, where {FEWEST} are needed{because}"
    return f"too few differing events: {number}{because}"


def _around(value: float, half: float, of: str) -> Span:
    if half <= _NO_WIDTH * abs(value):
        return Span(None, None, f"the difference is the same in every {of}, so that its spread cannot be told")
    return Span(value - half, value + half)


def half_width(parts: Sequence[float | None], towns: Sequence[float]) -> float | None:
    """Half of a 95 % jackknife interval over blocks; None where it cannot be told.

    The share of people in town is the same whatever the seed, and blocks differ in it. So what depends on it (a straight
    line over that share) is no luck, and is taken out of the spread between blocks.

    Args:
        parts: the number without one block, for each block; scaled to the whole, if it is a total.
        towns: share of each block's people who live in town.
    """
    known = np.array([part for part in parts if part is not None])
    n = len(known)
    if n < len(parts) or n < 4:
        return None
    # Least squares on the share in town, both centred: its slope is town · rest / town · town.
    rest, town = known - known.mean(), np.asarray(towns, "f8") - np.mean(towns)
    freedom, spread = n - 1, float(town @ town)
    if spread > 1e-9:
        rest, freedom = rest - town * float(town @ rest) / spread, n - 2
    # (n - 1)/n times the sum of squares is the jackknife's; n - 1 of it are divided by the freedom that is left.
    variance = (n - 1) ** 2 / n * float(rest @ rest) / freedom
    return float(t_quantile(freedom) * variance**0.5)
