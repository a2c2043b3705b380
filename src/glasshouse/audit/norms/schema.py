"""What the tables of norms hold: strict documents, one class for each table.

A norm is a choice of somebody, of a date, for a reason. Every table says who chose it, when and from where; every number is a
`Quantity` with its unit, what it rests on and, where it is assumed, a range.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from glasshouse.documents.quantity import Days, Gravity, Quantity, Score
from glasshouse.documents.strict import Document
from glasshouse.documents.units import UNITS
from glasshouse.errors import InputError, Problem, nearest_name

Words = Annotated[str, Field(min_length=1)]
ScaleName = Literal["seriousness", "points", "penal"]
"""The scales of gravity."""

Level = Literal[1, 2, 3, 4, 5]
"""How hard a measure falls, from trouble (1) to family, liberty or existence at stake (5)."""


class Head(Document):
    """Whose choice a table is.

    Attributes:
        version: name and number of the table.
        as_of: the day of which it is.
        chosen_by: who chose it.
        source: what it was taken from.
        note: what it is not, and what to be careful about.
    """

    version: Words
    as_of: date
    chosen_by: Words
    source: Words
    note: Words


class Amount(Quantity):
    """A number in any unit of the closed list."""

    @classmethod
    def _completed(cls, given: dict[str, Any]) -> dict[str, Any]:
        return {**super()._completed(given), "unit": given.get("unit", "")}

    def _check_size(self) -> Any:
        if self.unit not in UNITS:
            nearest = nearest_name(self.unit, UNITS)
            yield Problem(key="unit", expected="a unit of the closed list", found=repr(self.unit), nearest=nearest)


class Hours(Quantity):
    """A length of time in hours, at least 0."""

    expected_unit = "hours"
    at_least = 0.0


# --- contexts --------------------------------------------------------------------------------------------------------

Reasons = dict[str, dict[str, Words]]
"""By context of the record, then by context of the purpose: why the two are related."""


class ContextVariant(Document):
    """Another answer to which contexts are related, as a difference from the table.

    Attributes:
        title: what to call it.
        why: who would read it so, or why.
        clear: whether no pair and no kind of the table is related; only what the variant adds.
        related: pairs that are related besides, with the reason.
        unrelated: pairs of the table that are not, for no kind of conduct either, with the reason.
        groups: contexts that are all related to one another, in both directions.
    """

    title: Words
    why: Words
    clear: bool = False
    related: Reasons = Field(default_factory=dict)
    unrelated: Reasons = Field(default_factory=dict)
    groups: tuple[tuple[str, ...], ...] = ()


class ContextsTable(Head):
    """Which records bear on which purposes.

    Attributes:
        itself: why a context is related to itself.
        contexts: the contexts that were judged, each against each other.
        related: the pairs that are related, record → purpose; every other pair is unrelated.
        unrelated: pairs that a difference takes out of `related`, for every kind of conduct, with the reason.
        by_kind: by kind of conduct, purposes to which it is related whatever the context of its record, unless the pair is in
            `unrelated`, with the reason.
        variants: other answers, by name.
    """

    itself: Words
    contexts: tuple[Words, ...] = Field(min_length=1)
    related: Reasons
    unrelated: Reasons = Field(default_factory=dict)
    by_kind: Reasons = Field(default_factory=dict)
    variants: dict[str, ContextVariant]

    @model_validator(mode="after")
    def _names_are_judged(self) -> Self:
        named = [*_pairs("related", self.related), *_pairs("unrelated", self.unrelated)]
        named += [(f"by_kind.{kind}.{each}", each) for kind, purposes in self.by_kind.items() for each in purposes]
        for name, variant in self.variants.items():
            at = f"variants.{name}"
            named += _pairs(f"{at}.related", variant.related)
            named += _pairs(f"{at}.unrelated", variant.unrelated)
            named += [(f"{at}.groups.{place}", each) for place, group in enumerate(variant.groups) for each in group]
        found = [_unknown(key, name, self.contexts) for key, name in named if name not in self.contexts]
        if found:
            raise InputError(found)
        return self


def _pairs(key: str, reasons: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Every context that a table of pairs names, with its key."""
    named = [(f"{key}.{record}", record) for record in reasons]
    return named + [(f"{key}.{record}.{purpose}", purpose) for record in reasons for purpose in reasons[record]]


def _unknown(key: str, name: str, valid: tuple[str, ...]) -> Problem:
    advice = f'add it to the judged contexts: contexts = ["{name}"]'
    nearest = nearest_name(name, valid)
    return Problem(key=key, expected="a context that was judged", found=repr(name), nearest=nearest, advice=advice)


# --- gravity ---------------------------------------------------------------------------------------------------------


class Scale(Document):
    """A scale of gravity.

    Attributes:
        title: what to call it.
        unit: its unit.
        top: its end; 0 is its other end.
        means: what a number on it says.
        in_conduct: whether the conduct documents hold its numbers, so that the table has none.
    """

    title: Words
    unit: Words
    top: float = Field(gt=0)
    means: Words
    in_conduct: bool = False


class KindGravity(Document):
    """How grave a kind of conduct is.

    Attributes:
        seriousness: on the scale of the conduct documents; given only where a norm lays another number over theirs.
        points: points that rule tables take off.
        penal: days of liberty that the usual penalty amounts to.
    """

    seriousness: Gravity | None = None
    points: Score
    penal: Days

    def on(self, scale: ScaleName) -> Quantity | None:
        """The number on a scale; None where the conduct document holds it."""
        found: dict[ScaleName, Quantity | None] = {
            "seriousness": self.seriousness,
            "points": self.points,
            "penal": self.penal,
        }
        return found[scale]


class GravityTable(Head):
    """How grave each kind of conduct is.

    Attributes:
        lawful: the kinds that are lawful: 0 on every scale but that of the conduct documents, which say it themselves.
        scales: the scales by name.
        kinds: all other kinds by name.
    """

    lawful: tuple[Words, ...]
    scales: dict[ScaleName, Scale]
    kinds: dict[str, KindGravity]

    @model_validator(mode="after")
    def _numbers_lie_on_their_scales(self) -> Self:
        problems = [
            Problem(
                key=f"kinds.{kind}.{name}",
                expected=f"0 to {scale.top:g} {scale.unit}, with its range",
                found=f"{number.value:g}" + (f" in {[*number.range]}" if number.range else ""),
            )
            for kind, gravity in self.kinds.items()
            for name, scale in self.scales.items()
            if (number := gravity.on(name)) is not None and not _lies_in(number, scale.top)
        ]
        problems += [
            Problem(key=f"kinds.{kind}", expected="a kind that is not among the lawful ones", found=repr(kind))
            for kind in self.kinds
            if kind in self.lawful
        ]
        if problems:
            raise InputError(problems)
        return self


def _lies_in(number: Quantity, top: float) -> bool:
    low, high = number.range or (number.value, number.value)
    return low >= 0 and high <= top


# --- severity --------------------------------------------------------------------------------------------------------


class SeverityLevel(Document):
    """A level of severity.

    Attributes:
        title: what is at stake.
        at_least: the least tariff of the level, in days.
    """

    title: Words
    at_least: float = Field(ge=0)


class Severity(Document):
    """How hard measures of a class fall on whoever is under them.

    Attributes:
        title: what they are.
        level: from 1 to 5.
        tariff: days of liberty that one year under the measure is set equal to.
        why: the reason for the level.
    """

    title: Words
    level: Level
    tariff: Days
    why: Words


class SeverityTable(Head):
    """How hard each measure falls.

    Attributes:
        means: what a tariff says.
        levels: the levels by number.
        classes: measures that weigh alike, by name.
        systems: by system and measure, the class of the measure; of sanctions only, since a privilege takes nothing.
    """

    means: Words
    levels: dict[Literal["1", "2", "3", "4", "5"], SeverityLevel]
    classes: dict[str, Severity]
    systems: dict[str, dict[str, str]]

    @model_validator(mode="after")
    def _levels_and_classes_fit(self) -> Self:
        problems = [
            Problem(
                key=f"systems.{system}.{measure}",
                expected="a class of measures",
                found=repr(name),
                nearest=nearest_name(name, self.classes),
            )
            for system, measures in self.systems.items()
            for measure, name in measures.items()
            if name not in self.classes
        ]
        for name, each in self.classes.items():
            low, high = self._bounds(each.level)
            if not low <= each.tariff.value <= high:
                expected = f"{low:g} to {high:g} days, as of level {each.level}"
                problems.append(
                    Problem(key=f"classes.{name}.tariff", expected=expected, found=f"{each.tariff.value:g}")
                )
        if problems:
            raise InputError(problems)
        return self

    def _bounds(self, level: int) -> tuple[float, float]:
        """The least and the greatest tariff of a level."""
        starts = {int(number): each.at_least for number, each in self.levels.items()}
        return starts.get(level, 0.0), starts.get(level + 1, float("inf"))


# --- thresholds ------------------------------------------------------------------------------------------------------


class Criterion(Document):
    """A criterion of the audit and the smallest size that matters for it.

    Attributes:
        number: its number in the list of criteria.
        title: what it says if it is indicated.
        unit: the unit of its value; `twin` for parts of the value in a twin.
        size: the smallest size that matters.
        observable: instead of a size, the observable whose smallest size is taken; a name of `smallest_of`.
        why: why less would not matter.
    """

    number: int = Field(ge=0)
    title: Words
    unit: Words
    size: Amount | None = None
    observable: str | None = None
    why: Words

    @model_validator(mode="after")
    def _has_one_size(self) -> Self:
        if self.size is not None and self.observable is not None:
            raise InputError(Problem(expected="a size, or an observable whose size is taken", found="both"))
        if self.size is not None and self.size.unit != self.unit:
            raise InputError(Problem(key="size.unit", expected=repr(self.unit), found=repr(self.size.unit)))
        return self


class Setting(Document):
    """A number that a computation of the audit needs.

    Attributes:
        size: the number.
        variants: others that are tried.
        why: what it is for.
    """

    size: Amount
    variants: tuple[float, ...] = ()
    why: Words


class ThresholdsTable(Head):
    """The smallest sizes that matter.

    Attributes:
        criteria: the criteria by id.
        settings: other numbers by name.
    """

    criteria: dict[str, Criterion]
    settings: dict[str, Setting]
