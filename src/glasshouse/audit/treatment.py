"""What followed for a citizen: measures in force, attempts that were denied or eased."""

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
class Ending:
    """How an attempt ended.

    Attributes:
        day: the day.
        what: title of the attempt.
        ending: denied or eased.
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
