"""What a claim is: one file that says, before anything is run, what is compared and what would count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from glasshouse.documents.strict import Document
from glasshouse.errors import InputError, Problem
from glasshouse.observables.smallest import Smallest, smallest_of

Direction = Literal["more", "less"]


class SmallestEffect(Document):
    """The smallest effect that matters, where it is not the observable's own.

    Attributes:
        value: its size, above 0.
        of: ``unit`` if it is in the observable's unit, ``twin`` if it is a part of the twin's value.
        why: why less would not matter.
    """

    value: float = Field(gt=0)
    of: Literal["unit", "twin"] = "unit"
    why: str = Field(min_length=1)


class Expected(Document):
    """Another observable of which the claim expects something.

    Attributes:
        observable: what is measured.
        direction: whether there should be more of it than in the twin, or less.
    """

    observable: str
    direction: Direction

    @property
    def sign(self) -> int:
        """1 if more is expected, -1 if less."""
        return 1 if self.direction == "more" else -1


class Claim(Document):
    """One claim.

    Attributes:
        id: its name in tables; by default that of the file.
        title: the claim in a line.
        statement: what the essay says, in other words.
        reading: whether the essay says so itself, or it is our reading of what it says.
        place: where it says so.
        hypothesis: what should be seen in the runs if it is right.
        scenario: the scenario in which it is tried.
        settings: changes to that scenario, ``key=value``.
        citizens: people of the first look, where the trial's own number will not do.
        days: days, where the scenario's own will not do.
        against: the variant that it is compared with.
        interaction: two variants of which the second lacks what the first has, as the twin lacks what the scenario has: the
            effect is then how much more that does in the scenario than there.
        variants: variants of the claim's own, by name: what each sets, ``key=value``; a key may have stars.
        ladder: other variants that are shown beside it, so that the effect can be put down to a step of the ladder.
        observable: what is measured.
        direction: whether the claim expects more of it than in the twin, or less.
        smallest_effect: the smallest effect that matters; by default that of the observable.
        secondaries: other observables of which it expects something; one that goes the other way makes the verdict *mixed*.
        beside: observables that are shown beside it.
        sham: what takes the contrast its means, ``key=value`` with stars: with it, nothing may be found.
        no_sham: why there is no such thing.
        probe: what else is asked of each world, so that its answers are observables too: ``inferred`` attacks its records,
            ``likeness`` compares people with each other.
        facts: published figures to read beside it.
        caution: what the runs cannot tell.
        changed_after_a_look: what was changed in this file after results had been seen, with the day.
    """

    id: str = ""
    title: str
    statement: str
    reading: Literal["the essay says", "our reading"] = "our reading"
    place: str
    hypothesis: str
    scenario: str
    settings: tuple[str, ...] = ()
    citizens: int | None = Field(default=None, ge=256)
    days: int | None = Field(default=None, ge=2)
    against: str = Field(min_length=1)
    variants: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    interaction: tuple[str, str] | None = None
    ladder: tuple[str, ...] = ()
    observable: str
    direction: Direction
    smallest_effect: SmallestEffect | None = None
    secondaries: tuple[Expected, ...] = ()
    beside: tuple[str, ...] = ()
    sham: tuple[str, ...] = ()
    no_sham: str = ""
    probe: str = ""
    facts: tuple[str, ...] = ()
    caution: str = ""
    changed_after_a_look: tuple[str, ...] = ()

    @property
    def sign(self) -> int:
        """1 if the claim expects more, -1 if it expects less."""
        return 1 if self.direction == "more" else -1

    @property
    def smallest(self) -> Smallest:
        """The smallest effect that matters, with its reason."""
        found = self.smallest_effect
        if found is not None:
            return Smallest(found.value, found.of, found.why)
        known = smallest_of(self.observable)
        assert known is not None, "held by the check of the document"
        return known

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems = list(self._problems())
        if problems:
            raise InputError(problems)
        return self

    def _problems(self) -> Iterator[Problem]:
        if self.smallest_effect is None and smallest_of(self.observable) is None:
            expected = f"the smallest effect that matters: the table of all observables has none for {self.observable}"
            yield Problem(key="smallest_effect", expected=expected, found="nothing")
        for each in self.secondaries:
            if smallest_of(each.observable) is None:
                expected = "an observable of which the smallest size that matters is known"
                yield Problem(key="secondaries", expected=expected, found=repr(each.observable))
        if self.sham and self.no_sham:
            yield Problem(key="no_sham", expected="a sham, or the reason why there is none", found="both")
