"""How numbers are written for people: three digits that matter, shares in per cent, thousands parted by commas."""

from __future__ import annotations

import math


def count(number: float) -> str:
    """A whole number with its thousands parted."""
    return f"{number:,.0f}"


def counted(number: float, one: str, many: str) -> str:
    """A whole number of things.

    >>> [counted(number, "person", "people") for number in (0, 1, 2000)]
    ['0 people', '1 person', '2,000 people']

    Args:
        number: how many.
        one: what one of them is called.
        many: what several of them, or none, are called.
    """
    return f"{count(number)} {one if number == 1 else many}"


def size(citizens: int, days: int) -> str:
    """How many people lived how many days."""
    return f"{counted(citizens, 'person', 'people')}, {counted(days, 'day', 'days')}"


def decimal(number: float, digits: int = 3) -> str:
    """A number with so many digits that matter, never in powers of ten unless it is minute.

    >>> [decimal(number) for number in (0, 12345.6, 3.14159, 0.01234, 1.2e-7)]
    ['0', '12,346', '3.14', '0.0123', '1.20e-07']
    """
    if not math.isfinite(number):
        return "not a number"
    if number == 0:
        return "0"
    rounded = float(f"{number:.{digits - 1}e}")
    size = abs(rounded)
    if size >= 10**digits:
        return f"{number:,.0f}"
    if size < 1e-4:
        return f"{rounded:.{digits - 1}e}"
    return f"{rounded:.{max(0, digits - 1 - math.floor(math.log10(size)))}f}"


def value(number: float | None, unit: str) -> str:
    """A value as it stands in a table; shares in per cent.

    Args:
        number: the value; None where it is undefined.
        unit: its unit.
    """
    if number is None:
        return "undefined"
    return f"{decimal(100 * number)} %" if unit == "share" else decimal(number)


def difference(number: float | None, unit: str, digits: int = 3) -> str:
    """A difference of two values as it stands in a table, with its sign; of shares in percentage points.

    >>> [difference(0.0062, "share"), difference(-0.06, "per day")]
    ['+0.620 pp', '-0.0600']

    Args:
        number: the difference; None where it is undefined.
        unit: the unit of both values.
        digits: how many digits matter.
    """
    if number is None:
        return "undefined"
    plus = "+" if number > 0 else ""
    return f"{plus}{decimal(100 * number, digits)} pp" if unit == "share" else f"{plus}{decimal(number, digits)}"


def unit_name(unit: str) -> str:
    """The unit as it stands in a table; shares carry their per cent with them."""
    return {"share": "", "ratio": "times"}.get(unit, unit)


def duration(seconds: float) -> str:
    """A length of time.

    >>> [duration(seconds) for seconds in (0.24, 42, 600, 9000)]
    ['0.2 s', '42 s', '10 min', '2.5 h']
    """
    if seconds < 0.1:
        return "less than 0.1 s"
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
