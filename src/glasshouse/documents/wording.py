"""Numbers that every text says alike: how long, and how often."""

from __future__ import annotations


def in_days(number: float) -> str:
    """A whole number of days, in words: ``1 day``, ``1,200 days``."""
    whole = round(number)
    return "1 day" if whole == 1 else f"{whole:,} days"


def times(number: int) -> str:
    """How often something came about, in words: ``once``, ``3 times``."""
    return "once" if number == 1 else f"{number:,} times"
