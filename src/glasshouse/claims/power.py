"""Power: how many people a trial needs so that it could have found the smallest effect that matters.

The spread of one pair of worlds is measured in a pilot, and is taken to fall as one over the people. What is asked for is a
standard error of three tenths of the smallest effect: then no effect, and one of twice the smallest, are told from the
smallest in nine trials of ten (5 %, two-sided). Counts need events as well: an interval rests on those that differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from glasshouse.claims.bench import Effect
from glasshouse.claims.size import Size

PART: Final = 0.3
"""The largest standard error, as a part of the smallest effect."""
EVENTS: Final = 20
"""Events that must differ behind an effect, in all seeds together."""
_PER_PERSON_DAY: Final = 1.2e-7
_PER_PAIR: Final = 0.1
_LINK_PAIRS: Final = 150


@dataclass(frozen=True)
class Power:
    """What the pilot says of the size that is needed.

    Attributes:
        sd: spread of one pair in the pilot, in the observable's unit.
        citizens: people for the effect over seeds.
        point_citizens: people of each pair at a point, where there is one seed.
        seeds: seeds of the effect.
        points: points of each sample that the budget allows.
        days: days of each world.
        events: differing events in the pilot, in all seeds.
        seconds: processor time that the claim costs.
        needs: what it would need, where the budget does not allow it; else empty.
    """

    sd: float
    citizens: int
    point_citizens: int
    seeds: int
    points: tuple[int, int, int]
    days: int
    events: int | None
    seconds: float
    needs: str = ""

    @property
    def se(self) -> float:
        """The standard error that the effect is expected to have, in the observable's unit, scaled from the pilot."""
        return float(self.sd / self.seeds**0.5)

    @property
    def document(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "se": self.se,
            "sd": self.sd,
            "seeds": self.seeds,
            "citizens": self.citizens,
            "point_citizens": self.point_citizens,
            "days": self.days,
            "events": self.events,
            "seconds": self.seconds,
            "needs": self.needs,
        }


def seconds_of(pairs: int, citizens: int, days: int) -> float:
    """Processor time of so many pairs of worlds, in seconds: a rule, the same on every machine, so that sizes are too."""
    return pairs * (_PER_PAIR + 2 * citizens * days * _PER_PERSON_DAY)


def plan_size(pilot: Effect, smallest: float, citizens: int, days: int, size: Size) -> Power:
    """The size that a claim needs, within its budget.

    Args:
        pilot: the effect in the pilot, over the trial's seeds.
        smallest: the smallest effect that matters, in the observable's unit.
        citizens: people in the pilot.
        days: days of each world.
        size: the size of the trial.
    """
    sd = pilot.sd or 0.0
    for_events = 1.0
    if sd > 0 and pilot.events is not None:
        for_events = EVENTS / max(1, pilot.events)
    per_pair = (sd / (PART * smallest)) ** 2
    people = _rounded(citizens, max(1.0, per_pair / size.replicates, for_events))
    point_people = _rounded(citizens, max(1.0, per_pair))
    for points in dict.fromkeys((size.points, _fewer(size.points))):
        seconds = _cost(points, people, point_people, days, size)
        if seconds <= size.budget and point_people <= size.most:
            return _power(pilot, people, point_people, points, days, seconds, size, citizens)
    needs = f"{point_people:,} people at each point, {seconds / 60:,.0f} minutes of processor time"
    return _power(pilot, people, point_people, size.points, days, seconds, size, citizens, needs)


def _power(
    pilot: Effect,
    people: int,
    point_people: int,
    points: tuple[int, int, int],
    days: int,
    seconds: float,
    size: Size,
    citizens: int,
    needs: str = "",
) -> Power:
    sd = (pilot.sd or 0.0) * (citizens / people) ** 0.5
    return Power(sd, people, point_people, size.replicates, points, days, pilot.events, seconds, needs)


def _cost(points: tuple[int, int, int], people: int, point_people: int, days: int, size: Size) -> float:
    pairs = sum(points) + _LINK_PAIRS
    return seconds_of(2 * size.replicates, people, days) + seconds_of(pairs, point_people, days)


def _fewer(points: tuple[int, int, int]) -> tuple[int, int, int]:
    """Half of each sample: what a claim on rare events gets."""
    first, second, other = (each // 2 for each in points)
    return first, second, other


def _rounded(citizens: int, factor: float) -> int:
    """People times a factor, rounded up to a power of two of the pilot's, so that claims share runs."""
    return int(citizens * 2 ** max(0, math.ceil(math.log2(factor) - 1e-9)))
