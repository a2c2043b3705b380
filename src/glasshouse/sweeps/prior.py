"""How likely each value of an assumption is held to be: two priors from which points over all assumptions are drawn.

The *centred* prior believes the scenario: what is assumed lies within a factor of four of its value, what is derived from a
published figure within a factor of two, both cut to the declared range. Small and large values are equally likely by ratio
(shares: by ratio of their odds). What rests on a figure with an error of its own, and places on a scale such as band lines,
lie anywhere in their range. Signs stay. Zero at the end of a range is a switch, not a size, and stays; zero amid a range is a
sign that nobody knows, and what it could be lies anywhere in its range.

The *declared* prior takes every declared range as it is, evenly. It holds values likely that nobody proposed, and is shown
beside the first: a verdict that both give does not depend on the choice.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from glasshouse.documents.quantity import Quantity
from glasshouse.scenario import Scenario, quantities
from glasshouse.sweeps.ranges import DIGITS

Prior = Literal["centred", "declared"]
Scale = Literal["even", "ratio", "odds"]

FACTORS: Final = {"assumption": 4.0, "derived": 2.0}
"""How far from its value, as a factor, the centred prior lets a quantity lie, by how the value is known."""
_BOUNDS: Final = (".ceiling", ".low", ".high")
"""Ends of keys that are no assumptions about the world, but bounds of other values."""
_PLACES: Final = (".start", ".end", ".day", ".days", ".base", ".middle")
"""Ends of keys that are places on a scale or in time, where they are points or days."""


@dataclass(frozen=True)
class Drawn:
    """What one quantity is drawn from.

    Attributes:
        key: dotted key of the scenario.
        low: the lowest value.
        high: the highest value, above the lowest.
        scale: whether equal parts of the range are equal differences, equal ratios, or equal ratios of odds.
    """

    key: str
    low: float
    high: float
    scale: Scale

    def at(self, share: float) -> float:
        """The value that lies at a share of the range, from 0 to 1, rounded so that it can be written down."""
        there, back = _SCALES[self.scale]
        sign = -1.0 if self.high <= 0 and self.scale == "ratio" else 1.0
        ends = [there(sign * end) for end in (self.low, self.high)]
        value = sign * back(ends[0] + share * (ends[1] - ends[0]))
        return min(self.high, max(self.low, float(f"{value:.{DIGITS}g}")))


_SCALES: Final[dict[Scale, tuple[Callable[[float], float], Callable[[float], float]]]] = {
    "even": (lambda x: x, lambda y: y),
    "ratio": (math.log, math.exp),
    "odds": (lambda x: math.log(x / (1 - x)), lambda y: 1 / (1 + math.exp(-y))),
}


def drawn(scenario: Scenario, prior: Prior) -> list[Drawn]:
    """What every uncertain quantity of a scenario is drawn from, those in lists among them.

    Args:
        scenario: the scenario.
        prior: which prior.
    """
    return [each for key, quantity in quantities(scenario) for each in _drawn(key, quantity, prior)]


def _drawn(key: str, quantity: Quantity, prior: Prior) -> Iterator[Drawn]:
    if quantity.range is None or not quantity.is_uncertain or key.endswith(_BOUNDS):
        return
    low, high = quantity.range
    if prior == "declared":
        yield Drawn(key, low, high, "even")
    elif quantity.value == 0:
        if low < 0 < high:
            yield Drawn(key, low, high, "even")
    else:
        factor = FACTORS.get(quantity.status)
        if factor is None or _is_place(key, quantity) or quantity.value == quantity.at_most:
            yield from _same_sign(key, low, high, quantity.value)
        else:
            yield from _around(key, quantity, factor)


def _is_place(key: str, quantity: Quantity) -> bool:
    return ".bands." in key or (quantity.unit in ("points", "days") and key.endswith(_PLACES))


def _same_sign(key: str, low: float, high: float, value: float) -> Iterator[Drawn]:
    """The declared range, as far as it has the value's sign."""
    low, high = (max(low, 0.0), high) if value > 0 else (low, min(high, 0.0))
    if low < high:
        yield Drawn(key, low, high, "even")


def _around(key: str, quantity: Quantity, factor: float) -> Iterator[Drawn]:
    """The part of the declared range that lies within a factor of the value."""
    assert quantity.range is not None
    value, scale = quantity.value, _scale(quantity)
    if scale == "odds":
        odds = value / (1 - value)
        ends = [each / (1 + each) for each in (odds / factor, odds * factor)]
    else:
        ends = sorted((value / factor, value * factor))
    low, high = max(ends[0], quantity.range[0]), min(ends[1], quantity.range[1])
    low, high = (float(f"{end:.{DIGITS}g}") for end in (low, high))
    if low < high:
        yield Drawn(key, low, high, scale)


def _scale(quantity: Quantity) -> Scale:
    """Shares and chances vary by odds, so that they stay between 0 and 1; all else by ratio."""
    return "odds" if quantity.unit == "share" and 0 < quantity.value < 1 else "ratio"
