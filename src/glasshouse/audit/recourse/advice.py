"""The shortest way out of the sanctions that a citizen is under, on paper: what to do and leave out, how long to wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from glasshouse.audit.history import CitizenHistory
from glasshouse.audit.recourse.forms import way_out
from glasshouse.audit.recourse.moves import Pull
from glasshouse.audit.recourse.ways import Question, WayOut
from glasshouse.audit.undefined import Reason
from glasshouse.scenario import Decision


@dataclass(frozen=True)
class Advice:
    """The way out of every sanction that a citizen is under.

    Attributes:
        citizen: the citizen's number.
        day: the evening that it was worked out for.
        sanctions: the sanctions in force, a bit each.
        ways: the way out of each system's sanctions.
    """

    citizen: int
    day: int
    sanctions: int
    ways: tuple[WayOut, ...]

    @property
    def none(self) -> Reason | None:
        """Why there is no way out of all of them; None if there is one. What is known goes before what is not worked out."""
        reasons = [way.none for way in self.ways if way.none is not None]
        return min(reasons, key=lambda reason: reason is Reason.NOT_WORKED_OUT, default=None)

    @property
    def days(self) -> int:
        """Days after which all are gone."""
        return max((way.days for way in self.ways), default=0)

    @property
    def hours(self) -> float:
        """Hours that it takes at most: an act that serves two systems counts for each."""
        return sum(way.hours for way in self.ways)

    @property
    def chance(self) -> float:
        """The chance that it works, where steps may fail."""
        return float(np.prod([way.chance for way in self.ways]))

    @property
    def perverse(self) -> tuple[tuple[str, Pull], ...]:
        """Kinds of conduct by which a rule pulls the wrong way."""
        return tuple(dict.fromkeys(each for way in self.ways for each in way.perverse))

    def decisions(self) -> tuple[Decision, ...]:
        """The advice as a decision from the next morning on; none where nothing is to be done, or nothing can be."""
        first, end = self.day + 1, self.day + 1 + max(self.days, 1)
        acts = self._acts(first)
        leaves = tuple(dict.fromkeys(kind for way in self.ways for kind in way.leaves if kind not in acts))
        appeals = any(way.appeals for way in self.ways)
        if self.none is not None or not (acts or leaves or appeals):
            return ()
        made = Decision(
            citizen=self.citizen, days=(first, end), do=acts, leave=leaves, cases="appeal" if appeals else None
        )
        return (made,)

    def _acts(self, first: int) -> dict[str, tuple[int, ...]]:
        """Days on which each kind is done from a first one on; an act serves every system that asks for it."""
        found: dict[str, set[int]] = {}
        for way in self.ways:
            for kind, days in _spread(way, first):
                found.setdefault(kind, set()).update(days)
        return {kind: tuple(sorted(days)) for kind, days in found.items()}


def _spread(way: WayOut, first: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Days on which each kind is done: evenly over the time, or on the first days."""
    for kind, count in way.acts.items():
        gap = 1.0 if way.first else way.days / count
        yield kind, tuple(first + int(k * gap) for k in range(count))


def sanctions_in_force(history: CitizenHistory, day: int) -> dict[str, dict[str, int]]:
    """Sanctions that a citizen was under on a day: their bits, by system and name."""
    found: dict[str, dict[str, int]] = {}
    treatment = int(history.rows["treatment"][day])
    for bit, (system, name) in enumerate(history.encoded.measures):
        if treatment >> bit & 1 and history.rules(day).systems[system].measures[name].type == "sanction":
            found.setdefault(system, {})[name] = bit
    return found


def advise(asked: Question) -> Advice:
    """The way out of the sanctions that a citizen was under on a day.

    Args:
        asked: who, when, and by which costs.
    """
    in_force = sanctions_in_force(asked.history, asked.day)
    bits = sum(1 << bit for named in in_force.values() for bit in named.values())
    ways = tuple(way_out(asked, system, frozenset(named)) for system, named in in_force.items())
    return Advice(asked.history.citizen, asked.day, bits, ways)


def within(ways: Sequence[WayOut], days: int) -> bool:
    """Whether every system's sanctions are gone after so many days."""
    return all(way.none is None and way.days <= days for way in ways)
