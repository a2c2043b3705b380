"""The way out of one system's sanctions, and what is asked to find it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from glasshouse.audit.history import CitizenHistory
from glasshouse.audit.norms import Norms
from glasshouse.audit.recourse.moves import Pull
from glasshouse.audit.recourse.sight import Sight
from glasshouse.audit.undefined import Reason


@dataclass(frozen=True)
class WayOut:
    """The way out of one system's sanctions.

    Attributes:
        system: its name.
        none: why there is none; None if there is one.
        hours: hours that it takes.
        days: days after which the sanctions are gone, from the morning after the evening that is looked at.
        acts: how often to do each kind of conduct.
        first: whether to do these on the first days: a repair works at once, what fades counts more the later it is done.
        leaves: kinds of conduct to leave out meanwhile.
        appeals: whether to contest the cases.
        chance: the chance that it works, where one step may fail.
        anyway: days after which the sanctions are gone without any act, on paper; None if they are not.
        perverse: kinds of conduct by which a rule pulls the wrong way, with how.
    """

    system: str
    none: Reason | None = None
    hours: float = 0.0
    days: int = 0
    acts: Mapping[str, int] = field(default_factory=dict)
    first: bool = False
    leaves: tuple[str, ...] = ()
    appeals: bool = False
    chance: float = 1.0
    anyway: int | None = None
    perverse: tuple[tuple[str, Pull], ...] = ()


@dataclass(frozen=True)
class Question:
    """What is asked about one citizen in one evening.

    Attributes:
        history: the citizen's days.
        day: the evening.
        sight: who sees the citizen.
        norms: hours that moves take, and how long is looked.
        horizon: days within which a way out is looked for.
    """

    history: CitizenHistory
    day: int
    sight: Sight
    norms: Norms
    horizon: int
