"""Exact totals of a stretch of time: what the observables are made from. Totals of stretches of people add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from glasshouse.schema.capabilities import Capabilities
from glasshouse.schema.codes import SCORE_SPAN
from glasshouse.schema.outcomes import ReformOutcome


@dataclass(frozen=True)
class KindLabel:
    """What a kind of conduct counts as.

    Attributes:
        name: its name.
        title: what to call it.
        context: the area of life.
        law: lawful, civil or unlawful.
        is_attempt: whether it may be denied or eased.
        is_self_censored: whether people withhold it when they guard themselves.
        effect: what it does to a citizen's situation.
        by_firms: whether firms do it, and citizens never.
        minutes: how long it takes; 0 where attention is not counted.
    """

    name: str
    title: str
    context: str
    law: str
    is_attempt: bool
    is_self_censored: bool
    effect: str
    by_firms: bool = False
    minutes: float = 0.0


@dataclass(frozen=True)
class HolderLabel:
    """What a holder of everyday records is.

    Attributes:
        name: its name.
        title: what to call it.
        kind: company, bureau, broker, service or unknown.
    """

    name: str
    title: str
    kind: str


@dataclass(frozen=True)
class AttributeLabel:
    """What an attribute that a scenario declares is.

    Attributes:
        name: its name.
        title: what to call it.
        number: how many a person has who has any, where it is counted; 0 where it is not.
    """

    name: str
    title: str
    number: float = 0.0


@dataclass(frozen=True)
class GoodLabel:
    """What a good is of which there are too few.

    Attributes:
        name: its name.
        title: what to call it.
        system: name of the system whose score or band it goes by; empty for none.
    """

    name: str
    title: str
    system: str = ""


@dataclass(frozen=True)
class DebtLabel:
    """What a debt is.

    Attributes:
        name: its name.
        title: what to call it.
    """

    name: str
    title: str


@dataclass(frozen=True)
class Declared:
    """What a scenario declares or names beside kinds of conduct and systems.

    Attributes:
        holders: holders of everyday records, by number.
        attributes: attributes, by number.
        goods: goods of which there are too few, by number.
        debts: debts, by number.
    """

    holders: tuple[HolderLabel, ...] = ()
    attributes: tuple[AttributeLabel, ...] = ()
    goods: tuple[GoodLabel, ...] = ()
    debts: tuple[DebtLabel, ...] = ()


@dataclass(frozen=True)
class SystemLabel:
    """What a system's codes mean.

    Attributes:
        name: its name.
        title: what to call it.
        form: its form.
        low: score of the lowest code.
        high: score of the highest code.
        bands: names of its bands, lowest first.
        starts: score at which each begins.
        codes: published code at which each begins.
        market: the market in which it wins members; empty for none.
        has_game: whether a game is made of it.
        capabilities: what its form can do.
        keeps_cases: whether any of its records is kept as a case, or the absence of records counts: by these alone a sanction not
            earned is known.
        holder: the holder whose copies of other systems' cases it acts upon; empty for none.
        denies: of a list, the kinds of attempts that it keeps people on it from.
        attributes: names of the attributes declared by the scenario that it reads.
        has_review: whether caseworkers look at worse bands before they take effect.
        suspends: whether an appeal suspends what it is about.
        has_refusal: whether something follows for those who could have an account and have none.
    """

    name: str
    title: str
    form: str
    low: float
    high: float
    bands: tuple[str, ...]
    starts: tuple[float, ...]
    codes: tuple[int, ...]
    market: str = ""
    has_game: bool = False
    capabilities: Capabilities = field(default_factory=Capabilities)
    keeps_cases: bool = True
    holder: str = ""
    denies: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    has_review: bool = False
    suspends: bool = False
    has_refusal: bool = False

    def score(self, code: float) -> float:
        """The score that a code, or a mean of codes, stands for."""
        return self.low + (code - 1) / SCORE_SPAN * (self.high - self.low)


NO_CASES: Final = "no system keeps its records as cases, so that nobody can say on which of them a sanction rests"
"""Why nobody can tell who was under a sanction not earned."""


def can_tell_unearned(systems: Sequence[SystemLabel], sanctioned: int) -> bool:
    """Whether it can be told who was under a sanction not earned: nobody was under any, or a system keeps cases.

    Args:
        systems: the systems of the world.
        sanctioned: person-days under a sanction.
    """
    return not sanctioned or any(each.keeps_cases for each in systems if each.capabilities.judges)


@dataclass(frozen=True)
class Totals:
    """Counts of a stretch of time and how people stood at its end.

    Attributes:
        day_counts: the days' counts added up, one `DAY_COUNTS` record.
        system_counts: the same of each system, `SYSTEM_COUNTS` records.
        region_counts: the same by region, `REGION_COUNTS` records.
        snapshot: how people stood at the end, one `SNAPSHOT` record.
        reforms: what came of each reform; it concerns the whole society, and stays when people are taken away.
    """

    day_counts: Any
    system_counts: Any
    region_counts: Any
    snapshot: Any
    reforms: tuple[ReformOutcome, ...] = ()

    def __sub__(self, other: Totals) -> Totals:
        """What is left without a stretch of the people."""
        day_counts, system_counts, region_counts, snapshot = (
            _minus(getattr(self, name), getattr(other, name)) for name in _PARTS
        )
        return Totals(day_counts, system_counts, region_counts, snapshot, self.reforms)

    @property
    def person_days(self) -> int:
        """People times days."""
        return sum_of(self.day_counts["people"])

    @property
    def people(self) -> int:
        """People at the end."""
        return sum_of(self.snapshot["people"])


_PARTS = ("day_counts", "system_counts", "region_counts", "snapshot")


def sum_of(counts: np.ndarray) -> int:
    """The sum of an array of counts, as a whole number; of a few numbers Python's own sum takes a fifth of NumPy's time."""
    return sum(counts.reshape(-1).tolist())


def add_up(rows: np.ndarray) -> np.ndarray:
    """The sum of an array of records over its first axis, field by field."""
    total = np.zeros(rows.shape[1:], rows.dtype)
    for name in rows.dtype.names or ():
        total[name] = rows[name].sum(0)
    return total


def add_counts(total: np.ndarray, part: np.ndarray | np.void) -> None:
    """Add records of counts to others of the same type, in place. All their fields are whole numbers of 64 bits.

    Added as one row of numbers: unsigned ones wrap in the same way.
    """
    flat_counts(total)[...] += flat_counts(part)


def copy_counts(to: np.ndarray, system_counts: np.ndarray) -> None:
    """Write records of counts over others of the same type, all at once instead of field by field."""
    flat_counts(to)[...] = flat_counts(system_counts)


def flat_counts(table: np.ndarray | np.void) -> np.ndarray:
    """Records of counts as one row of numbers, of the same memory."""
    return np.asarray(table).reshape(-1).view("i8")


def _minus(whole: np.ndarray, part: np.ndarray) -> np.ndarray:
    """Records less others, as one row of numbers: unsigned ones wrap in the same way."""
    left = np.zeros(whole.shape, whole.dtype)
    np.subtract(
        flat_counts(np.ascontiguousarray(whole)), flat_counts(np.ascontiguousarray(part)), out=flat_counts(left)
    )
    return left
