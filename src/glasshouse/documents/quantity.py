"""A number of the model together with where it comes from.

Every number that a stage reads from the library is a `Quantity`: a value with its unit and one of four things behind it.
A published *fact*. A *derivation*, where a figure is carried over to another place, split, or turned into another unit:
with the reason and a range. An *assumption*, with the reason and a range. Or a *definition*, where nothing is uncertain.
Numbers that a user sets on the command line are quantities too; their status is ``user``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from glasshouse.documents.strict import Document
from glasshouse.errors import InputError, Problem

FactBasis = Literal["law", "statistic", "study", "report", "assumption"]
Basis = Literal[FactBasis, "user"]
"""What stands behind a value: what stands behind facts (see `glasshouse.facts.schema`), or whoever runs the scenario."""

Status = Literal["fact", "derived", "assumption", "definition", "user"]
"""How a value is known: published as it stands, derived from what is published, assumed, true by definition, or a user's."""


class Quantity(Document):
    """A value, its unit, and what stands behind it.

    Subclasses fix the unit and the bounds that make sense, so that a rate cannot be given in days.

    Attributes:
        value: the number, in `unit`.
        unit: the unit; each kind of quantity accepts only its own.
        fact: name of the published fact, with a dotted path into a table of figures.
        derived: why a published figure stands for this value although it says something else: another place or people, a
            part of a whole, another unit. Needs a range; `fact` beside it names the figure, where there is one.
        assumption: why this value, when no published figure stands behind it.
        range: the lowest and highest value that the derivation, the assumption or the fact's own error allows; for an effect
            it includes none at all.
        fixed: why the value has no range: a law, an exact count, the end of a scale, something that is not there.
        note: how the fact was turned into this value.
    """

    expected_unit: ClassVar[str] = ""
    at_least: ClassVar[float | None] = None
    at_most: ClassVar[float | None] = None

    value: float
    unit: str = ""
    fact: str | None = None
    derived: str | None = None
    assumption: str | None = None
    range: tuple[float, float] | None = None
    fixed: str | None = None
    note: str | None = None

    @property
    def status(self) -> Status:
        """How the value is known."""
        if self.derived:
            return "derived"
        if self.fact:
            return "fact"
        if self.assumption:
            return "assumption"
        return "definition" if self.fixed else "user"

    @property
    def reason(self) -> str | None:
        """Why this value, where no fact states it: the derivation, the assumption or the definition."""
        return self.derived or self.assumption or self.fixed

    @property
    def is_uncertain(self) -> bool:
        """Whether it may lie elsewhere: its range is wider than a point."""
        return self.range is not None and self.range[0] < self.range[1]

    @model_validator(mode="before")
    @classmethod
    def _accept_plain_number(cls, given: object) -> object:
        if isinstance(given, bool | str | list):
            raise ValueError("a number or a table with value and source")
        if isinstance(given, int | float):
            return {"value": float(given), "unit": cls.expected_unit}
        return cls._completed(given) if isinstance(given, dict) else given

    @classmethod
    def _completed(cls, given: dict[str, Any]) -> dict[str, Any]:
        """A table with its unit, its value as a float and its range as a pair."""
        given = {"unit": cls.expected_unit, **given}
        if isinstance(given.get("value"), int) and not isinstance(given["value"], bool):
            given["value"] = float(given["value"])
        if isinstance(given.get("range"), list):
            given["range"] = tuple(float(x) for x in given["range"])
        return given

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems = [*self._check_size(), *self._check_source()]
        if problems:
            raise InputError(problems)
        return self

    def _check_size(self) -> Iterator[Problem]:
        if self.unit != self.expected_unit:
            yield Problem(key="unit", expected=repr(self.expected_unit), found=repr(self.unit))
        if self.at_least is not None and self.value < self.at_least:
            yield Problem(expected=f"at least {self.at_least:g} {self.unit}".rstrip(), found=f"{self.value:g}")
        if self.at_most is not None and self.value > self.at_most:
            yield Problem(expected=f"at most {self.at_most:g} {self.unit}".rstrip(), found=f"{self.value:g}")

    def _check_source(self) -> Iterator[Problem]:
        # A derivation may name the fact that it starts from; an assumption rests on none.
        if self.assumption and (self.fact or self.derived):
            yield Problem(expected="a fact or an assumption that it rests on", found="both")
        # A fact may be fixed: then the fact says what the value is, and `fixed` why it is no other.
        if self.fixed and (self.derived or self.assumption or self.range is not None):
            yield Problem(key="fixed", expected="a range, or the reason why there is none", found="both")
        yield from self._check_range()

    def _check_range(self) -> Iterator[Problem]:
        if self.range is None and not self.fixed and (self.derived or self.assumption):
            what = "a derivation" if self.derived else "an assumption"
            yield Problem(key="range", expected=f"the range of {what}", found="nothing")
        if self.range is not None and not self.range[0] <= self.value <= self.range[1]:
            yield Problem(
                key="range", expected=f"a range that holds the value {self.value:g}", found=str([*self.range])
            )


class Rate(Quantity):
    """Events per adult and day."""

    expected_unit = "per day"
    at_least, at_most = 0.0, 1.0


class Yearly(Quantity):
    """A rate per year: the chance within a short time, over the length of that time."""

    expected_unit = "per year"
    at_least = 0.0


class Share(Quantity):
    """A part of a whole, from 0 to 1."""

    expected_unit = "share"
    at_least, at_most = 0.0, 1.0


class Surcharge(Quantity):
    """What is paid beyond the usual price, as a part of it; more than 1 is more than twice the price."""

    expected_unit = "share"
    at_least = 0.0


class Ratio(Quantity):
    """A factor or a weight without unit."""

    expected_unit = "ratio"


class Days(Quantity):
    """A length of time in days, at least 0."""

    expected_unit = "days"
    at_least = 0.0


class Minutes(Quantity):
    """A length of time in minutes, at least 0."""

    expected_unit = "minutes"
    at_least = 0.0


class Score(Quantity):
    """Points on a system's own scale."""

    expected_unit = "points"


class Records(Quantity):
    """A number of records, at least 0."""

    expected_unit = "records"
    at_least = 0.0


class Workload(Quantity):
    """How much work can be done, for each thousand people and day."""

    expected_unit = "per 1,000 people and day"
    at_least = 0.0


class Gravity(Quantity):
    """How grave conduct is, 0 to 10: a value judgment, versioned and varied by the audit."""

    expected_unit = "gravity"
    at_least, at_most = 0.0, 10.0


def derived(value: float, fact: str, why: str, low: float, high: float, kind: type[Quantity] = Ratio) -> Any:
    """A quantity that a published figure stands for: `value`, the fact's name, the reason, and the range from `low` to `high`."""
    return kind(value=value, unit=kind.expected_unit, fact=fact, derived=why, range=(low, high))


def assumed(value: float, why: str, low: float, high: float, kind: type[Quantity] = Ratio) -> Any:
    """A quantity that is assumed: `value`, the reason, and the range from `low` to `high`."""
    return kind(value=value, unit=kind.expected_unit, assumption=why, range=(low, high))


def defined(value: float, why: str, kind: type[Quantity] = Ratio) -> Any:
    """A quantity that is no other by definition: `value`, and the reason why it has no range."""
    return kind(value=value, unit=kind.expected_unit, fixed=why)
