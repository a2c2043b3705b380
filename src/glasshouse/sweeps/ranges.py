"""Ranges: between which values an assumption may lie, as the scenario declares it or as a user narrows it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from glasshouse.documents.quantity import Quantity
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.scenario import Scenario, quantities

Scale = Literal["linear", "log"]
DIGITS = 6
"""Digits of a value that is taken from a range, so that a setting can be written down and set again."""


@dataclass(frozen=True)
class Range:
    """Between which values a key is varied.

    Attributes:
        key: dotted key of the scenario.
        low: the lowest value.
        high: the highest value.
        scale: whether equal shares of the range are equal differences or equal ratios.
    """

    key: str
    low: float
    high: float
    scale: Scale = "linear"

    def at(self, share: float) -> float:
        """The value that lies at a share of the range, from 0 to 1."""
        if self.scale == "log":
            value = math.exp(math.log(self.low) + share * (math.log(self.high) - math.log(self.low)))
        else:
            value = self.low + share * (self.high - self.low)
        return min(self.high, max(self.low, float(f"{value:.{DIGITS}g}")))

    def share(self, value: float) -> float:
        """Where a value lies in the range, as a share of it."""
        if self.scale == "log":
            return (math.log(value) - math.log(self.low)) / (math.log(self.high) - math.log(self.low))
        return (value - self.low) / (self.high - self.low)


def ranges(scenario: Scenario, wanted: Sequence[str], *, in_lists: bool = False) -> list[Range]:
    """The ranges of the wanted keys, each key once, in the scenario's order.

    Args:
        scenario: whose quantities are varied.
        wanted: each a key (its declared range is taken), a group such as ``response.*`` (all of its quantities that
            declare a range; those in lists, such as band lines, only where it holds nothing else, as in
            ``systems.rongcheng.bands.*``), ``key=low:high``, or ``key=low:high:log``.
        in_lists: whether groups take what stands in lists together with all else.

    Raises:
        InputError: a key that there is not, or one without a range; lists every problem.
    """
    by_key = dict(quantities(scenario))
    in_groups = by_key if in_lists else dict(quantities(scenario, in_lists=False))
    found: dict[str, Range] = {}
    problems: list[Problem] = []
    for text in wanted:
        try:
            for each in _read(text, by_key, in_groups):
                found[each.key] = each
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    order = {key: place for place, key in enumerate(by_key)}
    return sorted(found.values(), key=lambda each: order[each.key])


def _read(text: str, quantities: dict[str, Quantity], in_groups: dict[str, Quantity]) -> Iterable[Range]:
    key, equals, limits = (part.strip() for part in text.partition("="))
    if equals:
        _known(key, quantities)
        return [_limited(key, limits)]
    if "*" in key or "?" in key:
        return _group(key, in_groups, quantities)
    _known(key, quantities)
    if not quantities[key].is_uncertain:
        raise InputError(_without_range(key, quantities[key]))
    return [_declared(key, quantities[key])]


def _without_range(key: str, quantity: Quantity) -> Problem:
    """That a wanted key declares no range, and why."""
    why = f", which rests on the fact {quantity.fact!r}" if quantity.fact else ""
    why += f" ({quantity.fixed.rstrip('.')})" if quantity.fixed else ""
    advice = f"give one: --over {key}=LOW:HIGH"
    return Problem(key="--over", expected="a declared range", found=f"none for {key!r}{why}", advice=advice)


def _group(pattern: str, in_groups: dict[str, Quantity], quantities: dict[str, Quantity]) -> list[Range]:
    """The declared ranges of all keys that match a pattern."""
    # Band lines must keep their order, so that a wide group such as systems.* could draw points that do not fit. They are varied
    # only where somebody asks for them, or where the caller mends such points.
    found = _matching(pattern, in_groups) or _matching(pattern, quantities)
    if not found:
        expected = "a group of quantities that declare a range, such as 'response.*'"
        raise InputError(Problem(key="--over", expected=expected, found=repr(pattern)))
    return found


def _matching(pattern: str, quantities: dict[str, Quantity]) -> list[Range]:
    return [_declared(name, q) for name, q in quantities.items() if fnmatchcase(name, pattern) and q.is_uncertain]


def _known(key: str, quantities: dict[str, Quantity]) -> None:
    if key not in quantities:
        nearest = nearest_name(key, quantities)
        expected = "the key of a quantity of the scenario"
        raise InputError(Problem(key="--over", expected=expected, found=repr(key), nearest=nearest))


def _declared(key: str, quantity: Quantity) -> Range:
    assert quantity.range is not None
    return Range(key, *quantity.range)


def _limited(key: str, limits: str) -> Range:
    is_log = limits.endswith(":log")
    scale: Scale = "log" if is_log else "linear"
    try:
        low, high = (float(part) for part in limits.removesuffix(":log").split(":"))
    except ValueError:
        expected = "key=low:high or key=low:high:log"
        raise InputError(Problem(key="--over", expected=expected, found=repr(f"{key}={limits}"))) from None
    least = 0.0 if is_log else -math.inf
    if not least < low < high < math.inf:
        expected = "a low below the high" + (", both above 0" if is_log else "")
        raise InputError(Problem(key=key, expected=expected, found=limits))
    return Range(key, low, high, scale)
