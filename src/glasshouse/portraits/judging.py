"""From two sweeps, one over luck and one over assumptions, to what is said of each dimension."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from glasshouse.observables.smallest import smallest_of
from glasshouse.portraits.dimensions import Dimension, dimensions
from glasshouse.portraits.document import Difference, DimensionFound, Says, Spread
from glasshouse.protections.reading import Read
from glasshouse.registry.catalogue import deciding, mechanisms
from glasshouse.worlds.intervals import exact_mean, over_seeds

LOWER: Final = ("scoring", "sensing", "nothing")
"""The worlds beside the scheme, the nearest first."""
SAME: Final = "the same with every seed"
UNTOLD: Final = "undefined with some of the seeds"
_SPAN: Final = (0.05, 0.95)
_TRACE: Final = 0.01
"""What a mechanism puts in may be there without the scheme, to this part of its value."""


@dataclass(frozen=True)
class Judge:
    """What was lived.

    Attributes:
        luck: the scheme beside the lower worlds, with every seed.
        spread: the same at every point over the assumptions; None where there is none.
    """

    luck: Read
    spread: Read | None

    def found(self) -> list[DimensionFound]:
        """Every dimension, in the order of the file."""
        return [self._dimension(name, each) for name, each in dimensions().items()]

    def _dimension(self, called: str, asked: Dimension) -> DimensionFound:
        observable = asked.observable(list(self.luck.observables))
        told = self.luck.observables.get(observable or "", {"title": asked.undefined, "unit": ""})
        own = self._world(observable, 0, asked)
        worlds = {rung: self._world(observable, at + 1, asked) for at, rung in enumerate(LOWER)}
        nothing = worlds["nothing"].value
        order, why = _order(observable, own.value, nothing)
        return DimensionFound(
            **own.model_dump(),
            id=called,
            title=asked.title,
            observable=observable,
            measured=told["title"],
            unit=told["unit"],
            better=asked.better,
            means=asked.high,
            nothing=nothing,
            worlds=worlds,
            difference=self._difference(observable, own, worlds["nothing"]),
            order=order,
            order_reason=why,
        )

    def _world(self, observable: str | None, at: int, asked: Dimension) -> Spread:
        """One dimension in one of the worlds, counted from the scheme."""
        if observable is None:
            return _none(asked.undefined)
        values = self.luck.values(observable, world=self.luck.worlds[at])[0]
        if np.isnan(values).any():
            return _none(asked.undefined if np.isnan(values).all() else UNTOLD)
        found = [float(each) for each in values]
        low, high = (None, None)
        same = min(found) == max(found)
        if not same:
            span = over_seeds(found)
            low, high = span.low, span.high
        first, last = self._points(observable, at)
        return Spread(
            value=exact_mean(found),
            low=low,
            high=high,
            low_assumptions=first,
            high_assumptions=last,
            reason=SAME if same else None,
        )

    def _points(self, observable: str, at: int, against: int | None = None) -> tuple[float | None, float | None]:
        """Where nine tenths of the points lie; nothing where it is undefined at one of them, or there are none."""
        if self.spread is None:
            return None, None
        names = self.spread.worlds
        twin = None if against is None else names[against]
        means = self.spread.values(observable, world=names[at], against=twin).mean(1)
        if np.isnan(means).any():
            return None, None
        low, high = (float(each) for each in np.quantile(means, _SPAN))
        return low, high

    def _difference(self, observable: str | None, own: Spread, nothing: Spread) -> Difference:
        """The scheme less the society without it."""
        size = smallest_of(observable) if observable else None
        smallest = size.size(nothing.value) if size else None
        if observable is None or own.value is None or nothing.value is None:
            reason = own.reason if own.value is None else f"without the scheme it is undefined: {nothing.reason}"
            return Difference(**_none(reason or "").model_dump(), smallest=smallest, says="undefined")
        last = len(LOWER)
        found = self.luck.average(observable, against=self.luck.worlds[last])
        points = self._points(observable, 0, last)
        same = not self.luck.values(observable, against=self.luck.worlds[last]).any()
        return Difference(
            value=found.value,
            low=found.low,
            high=found.high,
            low_assumptions=points[0],
            high_assumptions=points[1],
            reason=found.reason,
            smallest=smallest,
            says="the same" if same else says(found.value or 0.0, (found.low, found.high), points, smallest or 0.0),
        )


def says(
    value: float,
    luck: tuple[float | None, float | None],
    points: tuple[float | None, float | None],
    smallest: float,
) -> Says:
    """What may be said of a difference.

    Args:
        value: the difference.
        luck: its interval over luck; without one, nothing is told from chance.
        points: its span over the assumptions; without one, luck alone decides.
        smallest: the smallest size that matters.
    """
    if luck[0] is None or luck[1] is None or luck[0] <= 0 <= luck[1]:
        return "chance"
    if abs(value) < smallest:
        return "too small"
    if (
        points[0] is not None
        and points[1] is not None
        and (points[0] < -smallest if value > 0 else points[1] > smallest)
    ):
        return "the assumptions decide"
    return "more" if value > 0 else "less"


def _none(reason: str) -> Spread:
    return Spread(value=None, low=None, high=None, low_assumptions=None, high_assumptions=None, reason=reason)


def _order(observable: str | None, value: float | None, nothing: float | None) -> tuple[int | None, str]:
    """Whether a dimension is put in, by what the mechanisms declare; nothing is run for it."""
    if observable is None or value is None:
        return None, "there is nothing to follow from anything"
    names = deciding(observable)
    if not names:
        return None, "no single mechanism decides what is counted, and how many it takes was not looked for"
    titles = " and ".join(mechanisms()[name].title for name in names)
    if nothing is not None and abs(nothing) > _TRACE * abs(value):
        return None, f"what is counted is the doing of {titles}, which is there without the scheme too"
    return 0, f"put in: what is counted is the doing of {titles}, and without the scheme there is next to none of it"
