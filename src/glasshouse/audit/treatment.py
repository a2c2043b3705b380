"""What followed for a citizen: measures in force, attempts that were denied or eased, what was held back."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A measure in force.

    Attributes:
        system: name of the system that it belongs to.
        title: what it is called.
        type: entitlement or sanction.
        days: days on which it was in force so far.
    """

    system: str
    title: str
    type: str
    days: int


@dataclass(frozen=True)
class Due:
    """A measure that will begin if the citizen stays in a band that names it.

    Attributes:
        system: name of the system that it belongs to.
        title: what it is called.
        type: entitlement or sanction.
        days: days until it begins, 1 for tomorrow.
    """

    system: str
    title: str
    type: str
    days: int


@dataclass(frozen=True)
class Ending:
    """How an attempt ended.

    Attributes:
        day: the day.
        what: title of the attempt.
        ending: denied, worsened (it succeeded at worse terms) or eased.
    """

    day: int
    what: str
    ending: str


@dataclass(frozen=True)
class Chosen:
    """A kind of conduct that the citizen decided about on one day.

    Attributes:
        day: the day.
        what: title of the kind.
        outcome: ``done``, ``left out``, or ``could not be done``.
    """

    day: int
    what: str
    outcome: str


@dataclass(frozen=True)
class HeldBack:
    """Conduct that did not come about on a day.

    Attributes:
        day: the day.
        what: title of the kind.
        why: ``held back``, out of self-censorship, or ``hindered``, by an obstacle that an authority puts up.
        perceived_risk: the risk that the citizen felt in that domain of life the evening before, from 0 to 1; None on the
            first day.
        self_censorship: how guarded the citizen was then, from -1 (louder than usual) to 1; None on the first day.
    """

    day: int
    what: str
    why: str
    perceived_risk: float | None
    self_censorship: float | None


@dataclass(frozen=True)
class Perverse:
    """Points that speak against what they are given for.

    Attributes:
        system: name of the system.
        what: title of the conduct that was recorded.
        points: points for all its records that count.
        records: how many there are.
        reason: what is wrong with it, in words.
    """

    system: str
    what: str
    points: float
    records: int
    reason: str
