"""Numbers in words that a reader can say aloud: few digits, the unit, the direction."""

from __future__ import annotations

import math

_POINTS = "percentage points"
_BARE = ("ratio", "index", "count", "")
"""Units that are not written beside a number."""
_TOLD_APART = (2, 3, 4, 5)
"""How many digits are tried, until two values differ in them."""


def count(value: float) -> str:
    """A whole number with thousands apart: ``740,000``."""
    return f"{round(value):,}"


def number(value: float, digits: int = 2) -> str:
    """A number with so many digits that count, never in powers of ten: ``0.0042``, ``9.8``, ``1,290``."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "–"
    size = math.floor(math.log10(abs(value)))
    size = math.floor(math.log10(abs(round(value, digits - 1 - size))))
    places = max(0, digits - 1 - size)
    if size >= digits:
        return minus(f"{value:,.0f}")
    text = f"{value:,.{min(places, 8)}f}"
    return minus(text) if float(text.replace(",", "")) else "0"


def minus(text: str) -> str:
    """With a true minus sign."""
    return text.replace("-", "−")


def share(value: float, digits: int = 2) -> str:
    """A share as a percentage: ``15%``, ``0.42%``; whole where it is nearly all or nothing of note."""
    percent = 100 * value
    if 99 < percent < 100:
        return f"{percent:.{min(4, max(1, -math.floor(math.log10(100 - percent))))}f}%"
    return f"{number(percent, digits)}%"


def is_share(unit: str) -> bool:
    """Whether a unit is a share of a whole: its values are written in per cent, its differences in percentage points."""
    return unit == "share" or unit.startswith("share ")


def amount(value: float | None, unit: str) -> str:
    """A value with its unit."""
    if value is None:
        return "undefined"
    if is_share(unit):
        return share(value)
    if unit == "relative change":
        return signed_share(value)
    if unit == "count":
        return count(value)
    if unit in ("ratio", "index", ""):
        return number(value)
    return f"{number(value)} {unit}"


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign."""
    return f"+{number(value, digits)}" if value > 0 else number(value, digits)


def signed_share(value: float) -> str:
    """A relative change as a percentage with its sign."""
    return f"+{share(value)}" if value > 0 else share(value)


def pair(first: float, second: float, unit: str) -> tuple[str, str, str]:
    """Two values with as many digits as it takes to tell them apart, and the unit that belongs to both."""
    scale, tail = _scaled(unit)
    digits = _digits_apart(first * scale, second * scale)
    here, there = (_written(value, unit, digits) for value in (first, second))
    return here, there, tail


def with_ends(value: float, low: float, high: float, unit: str) -> str:
    """A value with its interval: ``3.12% (3.11% to 3.14%)``. All have as many digits as it takes to tell the ends apart."""
    scale, tail = _scaled(unit)
    digits = _digits_apart(low * scale, high * scale)
    said = amount(value, unit) if digits == _TOLD_APART[0] else f"{_written(value, unit, digits)}{tail}"
    first, last, _ = pair(low, high, unit)
    return f"{said} ({first} to {last})"


def _scaled(unit: str) -> tuple[float, str]:
    """By what a value is multiplied to be written, and what follows."""
    if is_share(unit):
        return 100.0, ""
    return 1.0, "" if unit in _BARE else f" {unit}"


def _written(value: float, unit: str, digits: int) -> str:
    """A value without its unit, but for the sign of a share, which is never whole where it is only nearly all."""
    if not is_share(unit):
        return number(value, digits)
    said = number(100 * value, digits)
    return share(value) if said == "100" and value < 1 else f"{said}%"


def _digits_apart(first: float, second: float) -> int:
    """How many digits it takes to tell two numbers apart; the fewest where they are one, or nearly."""
    return next((n for n in _TOLD_APART if number(first, n) != number(second, n)), _TOLD_APART[0])


def change(value: float, unit: str) -> str:
    """The size of a difference, without its sign; of shares in percentage points."""
    size = abs(value)
    if is_share(unit):
        return f"{number(100 * size)} {_POINTS}"
    return amount(size, unit)


def signed_change(value: float, unit: str) -> str:
    """A difference with its sign and its unit: ``+0.62 percentage points``, ``−20 per 1,000 people and year``."""
    if unit == "relative change":
        return signed_share(value)
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{change(value, unit)}"


def interval(low: float | None, high: float | None, unit: str) -> str:
    """An interval with signs, in the unit, with as many digits as it takes to tell its ends apart; empty where there is none."""
    if low is None or high is None:
        return ""
    factor, tail = (100.0, f" {_POINTS}") if is_share(unit) else (1.0, "" if unit in _BARE else f" {unit}")
    digits = _digits_apart(low * factor, high * factor)
    return f"{signed(low * factor, digits)} to {signed(high * factor, digits)}{tail}"


def axis_unit(unit: str, *, is_difference: bool) -> str:
    """The unit as the title of an axis: of shares ``%``, of their differences ``percentage points``."""
    if is_share(unit):
        return _POINTS if is_difference else "%"
    return unit


def listing(items: list[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def inside(text: str) -> str:
    """A title as it stands inside a sentence: ``the court's list`` for ``The court's list``, others in quotation marks."""
    return text[:1].lower() + text[1:] if text.startswith(("The ", "A ", "An ")) else f"“{text}”"


def capital(text: str) -> str:
    """With a capital letter first, the rest as it is."""
    return text[:1].upper() + text[1:]
