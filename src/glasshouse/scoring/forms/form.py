"""What a form of scoring is: a configuration, three kernels, and an answer to every question that the program asks of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np

from glasshouse.documents.censorship import Censorship
from glasshouse.documents.quantity import Score
from glasshouse.errors import Problem
from glasshouse.schema.capabilities import Capabilities, Limit
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.forms.surroundings import Surroundings
from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import Band, System
from glasshouse.scoring.tallied import Tallied

S = TypeVar("S", bound=System)
V = TypeVar("V")
Kernels = tuple[Callable[..., None], Callable[..., None], Callable[..., None]]
"""``begin``, ``judge`` and ``publish``, as plain functions of `glasshouse.engine.day.FORM`'s signature."""


_METHODS: Mapping[Limit, str] = {
    "forget_after": "forget",
    "no_contacts": "without_contacts",
    "purpose_limits": "to_purpose",
}
"""The method that says what each safeguard leaves of a system."""


@dataclass(frozen=True)
class Scale:
    """The two ends of a scale, in the system's points: the scores of the codes 1 and 65,534."""

    low: float
    high: float


@dataclass(frozen=True)
class Rule:
    """What a system makes of a record of one kind of conduct.

    Attributes:
        key: where the rule stands in the system's configuration, as ``parameters.cheat``.
        effect: what follows from a record, in words.
        source: where the rule's value comes from, in words.
        area: title of the part of the score that it moves; None for the whole.
    """

    key: str
    effect: str
    source: str
    area: str | None = None


@dataclass(frozen=True)
class Purpose:
    """To what a system is held where purposes are limited.

    Attributes:
        own: contexts that the system has declared as its purpose; without any, it may use and do nothing.
        contexts: the context of each kind of conduct of the scenario.
        measures: names of the system's measures that bite within its purpose.
        systems: all systems of the scenario, for forms that read other systems.
        attributes: the context of each attribute that the scenario declares, where it says one.
    """

    own: frozenset[str]
    contexts: Mapping[str, str]
    measures: frozenset[str]
    systems: Mapping[str, System]
    attributes: Mapping[str, str | None] = field(default_factory=dict)

    def allows(self, kind: str) -> bool:
        """Whether records of a kind of conduct may be used."""
        return self.contexts[kind] in self.own

    @property
    def is_everything(self) -> bool:
        """Whether it takes in every context: only then may be used what arises in no context that somebody could name.

        Nobody can tell of the attributes that every society has, of others' scores, or of a file under one heading, within
        which contexts they arose.
        """
        return set(self.contexts.values()) <= self.own

    def of_attributes(self, said: Mapping[str, V] | None) -> dict[str, V] | None:
        """What is said of declared attributes, by name, without those that may not be used; None where nothing is left.

        An attribute may be used that arises within the purpose. One of which the scenario does not say in which context it
        arises may be used by a purpose that takes in every context only.
        """
        return {name: each for name, each in (said or {}).items() if self.allows_attribute(name)} or None

    def allows_attribute(self, name: str) -> bool:
        """Whether a declared attribute may be used."""
        context = self.attributes.get(name)
        return self.is_everything if context is None else context in self.own

    def narrowed(self, bands: tuple[Band, ...]) -> tuple[Band, ...]:
        """Bands with those of their measures that may be in force."""
        return tuple(
            band.model_copy(update={"measures": tuple(name for name in band.measures if name in self.measures)})
            for band in bands
        )


@dataclass(frozen=True)
class LeftOut:
    """What a system is lived without in an experiment (see `glasshouse.scenario.ablation`).

    Attributes:
        kinds: kinds of conduct whose records cost nobody anything; what they bring stays.
        headings: headings of files of which nothing is left then.
        traits: whether nobody is judged by attributes on file.
        groups: whether nobody is judged by the group to which the household register counts them.
        others: whether nobody is judged by others; `contacts` is empty already.
    """

    kinds: frozenset[str]
    headings: frozenset[str] = frozenset()
    traits: bool = False
    groups: bool = False
    others: bool = False


@dataclass(frozen=True)
class Sum:
    """A score that is a sum of what records bring, for whoever looks for a way up.

    Attributes:
        points: points that a first record brings, by kind.
        worth: points of a step of the ledger, by dimension; 0 for what others bring, and for a game.
        caps: kinds of which only so many records count in a period: how many, and the period's days.
        absences: kinds that must be on record in each period, else points are lost: how often, and the period's days.
    """

    points: Mapping[str, float]
    worth: tuple[float, ...]
    caps: Mapping[str, tuple[int, int]]
    absences: Mapping[str, tuple[int, int]]


class Form(ABC, Generic[S]):
    """One form of scoring system. A subclass says everything about its systems; nothing else asks which form a system has.

    Attributes:
        name: what systems write in their `form` key.
        configuration: the typed configuration of a system of this form.
        capabilities: what all its systems have in common.
    """

    name: ClassVar[str]
    configuration: ClassVar[type[System]]
    capabilities: ClassVar[Capabilities]

    # --- how it runs --------------------------------------------------------------------------------------------------

    @abstractmethod
    def encode(self, parameters: np.void, name: str, number: int, system: S, names: Names) -> None:
        """Turn a configuration into the numbers that the kernels read (see `glasshouse.scoring.rules`).

        Args:
            parameters: the system's `SYSTEM` record, all zeros, to be filled in.
            name: the system's name.
            number: its number.
            system: its configuration.
            names: numbers of the scenario's names.
        """

    @abstractmethod
    def kernels(self) -> Kernels:
        """The three kernels; asked for only when a run starts, so that reading a scenario compiles nothing."""

    # --- what is published --------------------------------------------------------------------------------------------

    @abstractmethod
    def scale(self, system: S) -> Scale | None:
        """The scale of its published scores; None where nothing is published on a scale."""

    @abstractmethod
    def bands(self, system: S) -> tuple[Band, ...]:
        """Its bands, from the lowest to the highest, with the score at which each starts; none where nobody is judged."""

    def summary(self, system: S) -> dict[str, Any]:
        """What the results document says of a system beside its figures, as plain data."""
        return {}

    # --- what must hold -----------------------------------------------------------------------------------------------

    def check(self, name: str, system: S, parts: Surroundings) -> Iterator[Problem]:
        """Everything about a system that does not fit itself or the rest of its scenario.

        What holds for every system (channels that exist, measures that deny attempts, who can be joined) is checked for it.

        Args:
            name: the system's name.
            system: its configuration.
            parts: the rest of the scenario, as far as it could be read.
        """
        yield from ()

    # --- what safeguards leave of it ----------------------------------------------------------------------------------

    def obeys(self) -> frozenset[Limit]:
        """Safeguards that it can carry out: those of which a method of its own says what they leave of a system.

        A scenario that lays another of `LIMITS` on a system of this form is refused.
        """
        return frozenset(
            limit for limit, method in _METHODS.items() if getattr(type(self), method) is not getattr(Form, method)
        )

    def forget(self, system: S, days: int) -> S:
        """What ``forget_after`` leaves of a system: nothing counts for longer than some days."""
        return system

    def without_contacts(self, system: S) -> S:
        """What ``no_contacts`` leaves of a system: nobody is judged by others. `contacts` is empty already."""
        return system

    def to_purpose(self, system: S, purpose: Purpose) -> S:
        """What ``purpose_limits`` leave of a system that is held to its purpose. Its measures are narrowed already."""
        return system

    # --- what is left of it in an experiment --------------------------------------------------------------------------

    @property
    def can_be_ablated(self) -> bool:
        """Whether it can say what is left of a system without something: whether it has its own `without`."""
        return type(self).without is not Form.without

    def without(self, system: S, left_out: LeftOut) -> S:
        """What is left of a system without some of what it rests on. Nobody's luck and no other rule may move.

        A form without a method of its own cannot say it, and a scenario that asks for it is refused.
        """
        return system

    # --- what it rests on ---------------------------------------------------------------------------------------------

    def cases(self, system: S, kept: Collection[str]) -> tuple[str, ...]:
        """Kinds of conduct whose records become cases, which alone are told to the person, appealed and put right.

        Args:
            system: a system of this form.
            kept: kinds whose records are kept exactly, where a form asks for that.
        """
        return ()

    def copies_of(self, system: S) -> str:
        """The holder whose copies of other systems' cases it acts upon as if they were its own; empty for none."""
        return ""

    @abstractmethod
    def rules_for(self, system: S, kind: str) -> tuple[Rule, ...]:
        """What a system makes of records of one kind of conduct; empty if it makes nothing of them."""

    @abstractmethod
    def explain(self, history: History, s: int, system: S, day: int) -> Account:
        """The account of one citizen in the evening of a day, as terms that lead to what was published.

        Args:
            history: the citizen's days.
            s: the system's number.
            system: its configuration on the first day.
            day: the day.
        """

    # --- what other parts need to know --------------------------------------------------------------------------------

    def sources(self, system: S) -> tuple[str, ...]:
        """Names of other systems whose published codes it reads."""
        return ()

    def tallied(self, system: S) -> tuple[Tallied, ...]:
        """Rules that hang on more than one record, each of which needs a row of counts; none by default.

        What they bring is told to the kernels in `records.tallied`; `glasshouse.scoring.accounts.load_gains` adds it to the
        first dimension.
        """
        return ()

    def stakes(self, system: S, kinds: Iterable[str]) -> Mapping[str, float]:
        """What one record may cost, by kind, in any unit that is the same for all; kinds that cost nothing are left out.

        People fear most where most is at stake. By default every kind with a rule counts alike.

        Args:
            system: its configuration.
            kinds: names of all kinds of conduct of the scenario.
        """
        return {kind: 1.0 for kind in kinds if self.rules_for(system, kind)}

    def as_sum(self, system: S, parameters: np.void) -> Sum | None:
        """The score as a sum of what records bring; None where it is none.

        Args:
            system: its configuration.
            parameters: the system's `SYSTEM` record.
        """
        return None

    def areas(self, system: S) -> tuple[str, ...]:
        """Names of the ledger's dimensions, where they have names; a successor takes over by name what it has too."""
        return ()

    def counts_contacts(self, system: S) -> bool:
        """Whether a score moves with those of contacts, so that a tie can cost something."""
        return bool(system.contacts and system.contacts.weight.value)

    def sample(self, system: S) -> float | None:
        """Share of people from whose accounts a fitter learns its weights; None if none does.

        A configuration that is fitted has the fields of `glasshouse.scoring.forms.learned.configuration.LearnedSystem`.
        """
        return None

    def censorship(self, system: S) -> Censorship | None:
        """What it removes, floods and hinders, if anything."""
        return None


AnyForm = Form[Any]
"""A form whose configuration the caller does not know."""


def points_of(value: float) -> Score:
    """A number as points of a scale."""
    return Score(value=value, unit="points")
