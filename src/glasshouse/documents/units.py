"""Units: the closed list of units for figures and fields.

A unit says what a number means; ``convert`` goes between units of one quantity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from glasshouse.errors import InputError, Problem, nearest_name

Kind = Literal["number", "date", "text"]

_DAYS_PER_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the closed list.

    Attributes:
        name: its name in documents, code and reports.
        meaning: what a value in this unit says.
        quantity: units of one quantity can be converted into each other.
        size: how many of the quantity's own unit one of this is.
        kind: whether values are numbers, dates or text.
        low: the least value that makes sense, if there is one.
        high: the greatest value that makes sense, if there is one.
    """

    name: str
    meaning: str
    quantity: str
    size: float = 1.0
    kind: Kind = "number"
    low: float | None = None
    high: float | None = None


def _units() -> tuple[Unit, ...]:
    day, year, month = 1.0, _DAYS_PER_YEAR, _DAYS_PER_YEAR / 12
    return (
        # words
        Unit("text", "words, not a number", "text", kind="text"),
        Unit("names", "a list of names", "text", kind="text"),
        Unit("date", "a year, month or day, or a span of them, as ISO 8601", "date", kind="date"),
        Unit("flag", "no (0) or yes (1)", "flag", low=0, high=1),
        Unit("code", "a number that stands for a category", "code", low=0),
        # parts and comparisons
        Unit("share", "part of a whole, 0 to 1", "share", low=0, high=1),
        Unit("percent", "part of a whole, in hundredths", "share", 0.01, low=0, high=100),
        Unit("probability", "chance of an event, 0 to 1", "share", low=0, high=1),
        Unit("share difference", "difference of two shares, -1 to 1", "share difference"),
        Unit("percentage points", "difference of two percentages", "share difference", 0.01),
        Unit("relative change", "change over the value before; -0.2 is a fifth less", "relative change"),
        Unit("ratio", "one value over another", "ratio", low=0),
        Unit("log odds", "natural logarithm of p / (1 - p)", "log odds"),
        Unit("correlation", "correlation coefficient, -1 to 1", "correlation", low=-1, high=1),
        Unit("AUC", "chance that a case is ranked above a non-case", "AUC", low=0, high=1),
        Unit("standard deviations", "difference of means over their standard deviation", "effect size"),
        Unit("elasticity", "relative change of one value per relative change of another", "elasticity"),
        Unit("slope", "change of one value per unit of another in the same unit", "slope"),
        Unit("gravity", "how grave conduct is, 0 to 10: a value judgment", "gravity", low=0, high=10),
        Unit("index", "a number without a unit of its own; its field says what it means", "index"),
        # scores and counts
        Unit("points", "points of the score that the statement names", "points"),
        Unit("count", "how many of what the key or the statement names", "count", low=0),
        Unit("million", "how many millions of what the key or the statement names", "count", 1e6, low=0),
        Unit("records", "records that a channel captured", "records", low=0),
        Unit("persons", "people", "persons", low=0),
        Unit("million persons", "people, or accounts taken as people, in millions", "persons", 1e6, low=0),
        Unit("households", "private households", "households", low=0),
        Unit(
            "money per head",
            "income a head in any one currency, beside that of the other regions",
            "money per head",
            low=0,
        ),
        Unit("place", "a place in a row, from 0", "place", low=0),
        Unit("persons per household", "mean size of a household", "persons per household", low=0),
        Unit("men per 100 women", "sex ratio", "sex ratio", low=0),
        # time
        Unit("hours", "hours", "days", day / 24, low=0),
        Unit("days", "days", "days", day, low=0),
        Unit("months", "months, a twelfth of a year", "days", month, low=0),
        Unit("years", "years of 365.2425 days", "days", year, low=0),
        Unit("day of month", "1 to 31", "day of month", low=1, high=31),
        # rates
        Unit("per day", "events per day and citizen, or the chance of one", "rate", 1 / day),
        Unit("per year", "events per year and citizen, or a rate of growth", "rate", 1 / year),
        Unit("percent per year", "interest for a year, in hundredths", "rate", 0.01 / year),
        Unit("points per day", "points per day", "points rate", 1 / day),
        Unit("count per day", "how many a day", "count rate", 1 / day, low=0),
        Unit("count per month", "how many a month", "count rate", 1 / month, low=0),
        Unit("count per year", "how many a year", "count rate", 1 / year, low=0),
        Unit("million per year", "how many millions a year", "count rate", 1e6 / year, low=0),
        Unit("persons per day", "people a day", "person rate", 1 / day, low=0),
        Unit("million persons per year", "millions of people a year", "person rate", 1e6 / year, low=0),
        # money
        Unit("yuan", "Chinese yuan", "yuan"),
        Unit("billion yuan", "Chinese yuan, in thousand millions", "yuan", 1e9),
        Unit("yuan per year", "Chinese yuan a year", "yuan rate", 1 / year),
        Unit("US dollars", "United States dollars", "US dollars"),
        Unit("million US dollars", "United States dollars, in millions", "US dollars", 1e6),
        Unit("euro cents", "hundredths of a euro", "euros", 0.01),
        Unit("euros", "euros", "euros"),
        Unit("million euros", "euros, in millions", "euros", 1e6),
        Unit("million Australian dollars", "Australian dollars, in millions", "AUD", 1e6),
        Unit("billion Australian dollars", "Australian dollars, in thousand millions", "AUD", 1e9),
    )


UNITS: Mapping[str, Unit] = MappingProxyType({unit.name: unit for unit in _units()})
"""Every unit by name, in reading order."""

_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "day": "days",
        "month": "months",
        "year": "years",
        "hour": "hours",
        "point": "points",
        "person": "persons",
        "people": "persons",
        "million people": "million persons",
        "million users": "million persons",
        "%": "percent",
        "sd": "standard deviations",
        "cohen d": "standard deviations",
        "hedges g": "standard deviations",
        "cny": "yuan",
        "usd": "US dollars",
        "eur": "euros",
    }
)


def unit(name: str) -> Unit:
    """The unit of that name. Case, spacing and a few common spellings (``day``, ``people``) are forgiven.

    Raises:
        InputError: no such unit; names the nearest one.
    """
    plain = " ".join(name.split())
    if plain in UNITS:
        return UNITS[plain]
    folded = {**{known.casefold(): known for known in UNITS}, **_ALIASES}
    if plain.casefold() in folded:
        return UNITS[folded[plain.casefold()]]
    raise InputError(
        Problem(
            expected="a unit of the closed list",
            found=repr(name),
            nearest=nearest_name(plain, UNITS),
            advice="`glasshouse list units` lists them",
        )
    )


def normalise(name: str) -> str:
    """The one spelling of a unit's name.

    Raises:
        InputError: no such unit.
    """
    return unit(name).name


def convert(value: float, source: str, target: str) -> float:
    """The same quantity in another unit: ``convert(2.5, "million persons", "persons")`` is 2500000.

    Args:
        value: the number, in ``source``.
        source: name of the unit that it is in.
        target: name of the unit that is wanted.

    Raises:
        InputError: an unknown unit, or two units that do not measure the same thing.
    """
    old, new = unit(source), unit(target)
    if old.name == new.name:
        return value
    if old.quantity != new.quantity or old.kind != "number":
        wanted = f"a unit that measures {old.quantity}, as {old.name!r} does"
        raise InputError(Problem(expected=wanted, found=repr(new.name)))
    return value * old.size / new.size
