"""The design of a study: which values are set at which point. A plain table, settled before anything runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario

Value = float | int | bool | str
"""What a point may set a key to."""


@dataclass(frozen=True)
class Design:
    """Points, each of which sets the same keys.

    Attributes:
        keys: dotted keys of the scenario, in the order in which they are set.
        points: for each point, a value for each key.
        options: the options of ``glasshouse sweep`` that give it, where there are such; not a part of what it is.
        fits: the scenario that every point was found to fit, where somebody looked; not a part of what it is.
    """

    keys: tuple[str, ...] = ()
    points: tuple[tuple[Value, ...], ...] = ((),)
    options: tuple[str, ...] = field(default=(), compare=False)
    fits: Scenario | None = field(default=None, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.points)

    def settings(self, point: int) -> list[str]:
        """What a point sets, as ``key=value``."""
        return [f"{key}={json.dumps(value)}" for key, value in zip(self.keys, self.points[point], strict=True)]

    def rows(self) -> Iterator[Mapping[str, Value]]:
        """The points as tables."""
        for point in self.points:
            yield dict(zip(self.keys, point, strict=True))

    def column(self, key: str) -> list[Value]:
        """The values of one key, point by point."""
        place = self.keys.index(key)
        return [point[place] for point in self.points]

    def __mul__(self, other: Design) -> Design:
        """Both designs crossed: every point of one with every point of the other, the last changing fastest.

        Raises:
            InputError: a key stands in both.
        """
        twice = [key for key in self.keys if key in other.keys]
        if twice:
            raise InputError(Problem(key=key, expected="a key that is varied in one way", found="two") for key in twice)
        has_options = all(design.options or not design.keys for design in (self, other))
        options = self.options + other.options if has_options else ()
        return Design(self.keys + other.keys, tuple(a + b for a in self.points for b in other.points), options)


def cross(designs: Sequence[Design]) -> Design:
    """Several designs crossed; without any, one point that sets nothing.

    Raises:
        InputError: a key stands in two of them; names every such key.
    """
    known: set[str] = set()
    twice = []
    for design in designs:
        twice += [key for key in design.keys if key in known]
        known |= set(design.keys)
    if twice:
        raise InputError(Problem(key=key, expected="a key that is varied in one way", found="two") for key in twice)
    found = Design()
    for design in designs:
        found = found * design
    return found
