"""How old facts are: those that speak of a time before some day, so that somebody looks for newer ones."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date

from glasshouse.errors import InputError, Problem
from glasshouse.facts.loading import load
from glasshouse.facts.schema import Fact


def last_day(as_of: str) -> date | None:
    """The last day of a moment or a span as facts write it; None where the end is open, so that it still holds.

    Args:
        as_of: such as ``2019-07-09``, ``2019-07``, ``2018/2020``, ``1949/..`` or ``2022~``.
    """
    end = as_of.rpartition("/")[2].rstrip("~")
    if end == "..":
        return None
    year, *rest = (int(part) for part in end.split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else calendar.monthrange(year, month)[1])


def older_than(day: date, facts: Mapping[str, Fact] | None = None) -> tuple[Fact, ...]:
    """The facts that speak of a time wholly before a day, the oldest first; what has no end is never old.

    Args:
        day: the day, for example a year ago.
        facts: the facts; those of the library if left out.
    """
    ends = ((last_day(fact.as_of), fact) for fact in (load() if facts is None else facts).values())
    old = [(end, fact) for end, fact in ends if end is not None and end < day]
    return tuple(fact for _, fact in sorted(old, key=lambda pair: pair[0]))


def day_of(text: str) -> date:
    """A day in ISO form.

    Raises:
        InputError: it is no such day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(Problem(expected="a day such as 2025-11-28", found=repr(text))) from None


def a_year_before(day: date) -> date:
    """The same day a year before; of 29 February the 28th."""
    return day.replace(year=day.year - 1, day=min(day.day, calendar.monthrange(day.year - 1, day.month)[1]))
