"""What came of a reform, in a sentence: the same on every screen and page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def told(reform: Mapping[str, Any], days: int) -> str:
    """Whether a reform came, from which day on, and how near it was.

    Args:
        reform: what a results document says of it (see `glasshouse.results.schema.ReformResults`).
        days: how many days were lived.
    """
    by = f"{reform['title']} (by {reform['by']})"
    needs = f"{_share(reform['at_least'])} is needed"
    if reform["begins"] is None:
        return f"{by}: it never came. The greatest support was {_share(reform['support'])}; {needs}."
    when = f"in force from day {reform['begins']} on"
    if reform["begins"] >= days:
        when = f"decided, and in force from day {reform['begins']} on, after the last day"
    return f"{by}: {when}. Its support was {_share(reform['support'])}; {needs}."


def _share(value: float) -> str:
    return f"{100 * value:.3g}%"
