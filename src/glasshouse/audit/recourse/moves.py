"""What a citizen may be advised to do, to leave out, and never."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from glasshouse.audit.recourse.sight import Sight
from glasshouse.conduct.kinds import Kind
from glasshouse.scenario import Scenario
from glasshouse.scoring.systems import System

Pull = Literal["less of something good", "more of an offence"]
"""Where a rule pulls the wrong way: such a step is named and never advised."""

EXERCISED: Final = frozenset(
    {"civic", "family", "speech", "assembly", "welfare", "school", "health", "asylum", "housing", "tax"}
)
"""Fields of life in which what is lawful is somebody's right or somebody's due: nobody is advised to do less there."""
_OF_FIRMS: Final = frozenset({"firm", "manages a firm"})


@dataclass(frozen=True)
class Move:
    """Something that a citizen can do on some days.

    Attributes:
        kind: the kind of conduct.
        points: what an act brings if it is seen.
        chance: the chance that it is seen.
        per_period: most acts that count in a period; None if all do.
        period: days of that period.
    """

    kind: str
    points: float
    chance: float
    per_period: int | None = None
    period: int = 1

    def most(self, days: int) -> int:
        """Most acts within so many days: one a day, and no more than count."""
        if self.per_period is None:
            return days
        return min(days, self.per_period * max(1, days // self.period))


def is_good(kind: Kind) -> bool:
    """Whether a kind of conduct is one that people value: lawful, and for others or a sign of reliability."""
    helps = kind.context in ("civic", "family") or kind.leans.traits.get("reliability", 0.0) > 0
    return kind.law == "lawful" and kind.type == "act" and helps


def may_be_left_out(kind: Kind) -> bool:
    """Whether somebody may be advised to leave a kind of conduct out: what is no lawful deed worth doing, and no one's right."""
    if kind.needs in _OF_FIRMS:
        return False
    if kind.law != "lawful":
        return True
    return kind.type == "act" and not is_good(kind) and kind.context not in EXERCISED


def may_be_done(kind: Kind, holds: frozenset[str]) -> bool:
    """Whether somebody may be advised to do a kind of conduct, and can.

    Args:
        kind: the kind.
        holds: conditions that hold for the citizen.
    """
    is_own = kind.needs == "nothing" or kind.needs in holds
    return kind.law == "lawful" and is_own and kind.effect not in ("gathers", "refers", "starts default")


def conditions(row: np.void) -> frozenset[str]:
    """Conditions of conduct that hold for a citizen, as far as an evening tells; others count as not holding."""
    return frozenset({"in default" if row["in_default"] else "not in default"})


def leaves(scenario: Scenario, system: System, costs: Mapping[str, float], sight: Sight) -> tuple[str, ...]:
    """Kinds of conduct that cost points where they are seen, and may be left out."""
    found = (kind for kind, points in costs.items() if points < 0 and sight.chance(scenario, system, kind) > 0)
    return tuple(kind for kind in found if may_be_left_out(scenario.conduct[kind]))


def perverse(scenario: Scenario, points: Mapping[str, float], done: frozenset[str]) -> Iterator[tuple[str, Pull]]:
    """Where a rule pulls the wrong way.

    Args:
        scenario: the rules in force.
        points: what a record of each kind brings.
        done: kinds of which there are records that count.
    """
    for name, value in points.items():
        kind = scenario.conduct[name]
        if value > 0 and kind.law != "lawful":
            yield name, "more of an offence"
        elif value < 0 and name in done and kind.law == "lawful" and not may_be_left_out(kind):
            yield name, "less of something good"
