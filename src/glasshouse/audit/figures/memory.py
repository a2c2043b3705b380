"""How long a record counts: days until it moves the score by less than a point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log2
from typing import Any, Final

from glasshouse.audit.figures.estimate import Estimate, exactly, undefined
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason
from glasshouse.errors import Problem

RULES: Final = ("never", "window", "half-life", "term")
ROUNDINGS: Final = ("none", "down", "nearest")


@dataclass(frozen=True, kw_only=True)
class Memory(Estimate):
    """How long a record counts.

    Attributes:
        value: days until it moves the score by less than the least that counts; where this hangs on when it was made, the
            longest.
        shortest: the shortest; the same where nothing hangs on when it was made.
        beyond_register: days beyond those that the public register keeps it; undefined without a register.
    """

    shortest: float | None = None
    beyond_register: Estimate


def _check(given: Mapping[str, Any]) -> Iterator[Problem]:
    if given["rule"] != "never" and given["days"] <= 0:
        yield Problem(key="days", expected="more than 0 days", found=f"{given['days']:g}")
    if given["rounding"] != "none" and not given["every"]:
        yield Problem(key="every", expected="more than 0 days where what is left is rounded", found="0")


@figure(
    unit="days",
    source="closed form of the rules of forgetting; by repeated multiplication where what is left is rounded",
    undefined=(Reason.COUNTS_FOR_EVER, Reason.NO_REGISTER),
    check=_check,
    rule=Input("text", choices=RULES),
    points=Input("number", "", "points"),
    days=Input("amount", "", "days"),
    steps=Input("natural", "", "steps"),
    every=Input("amount", "", "days"),
    rounding=Input("text", choices=ROUNDINGS),
    resolution=Input("positive", "", "points"),
    least=Input("positive", "", "points"),
    register=Input("amount", "", "days"),
)
def memory(
    rule: str,
    points: float,
    days: float = 0.0,
    steps: int = 1,
    every: float = 0.0,
    rounding: str = "none",
    resolution: float = 1.0,
    least: float = 1.0,
    register: float | None = None,
) -> Memory:
    """How many days a record counts, until it moves the score by less than a point.

    Args:
        rule: how records are forgotten: ``never``, after a ``window``, by a ``half-life``, after a ``term``.
        points: what the record brings or costs.
        days: length of the window, the half-life or the term.
        steps: steps in which a window is emptied; a record counts for between ``steps - 1`` and ``steps`` of them.
        every: days between the moments at which a half-life is applied, so that a record may be one day old at the first of
            them, or so many; at every moment if 0.
        rounding: what becomes of fractions of the resolution then: kept, cut off (``down``) or rounded (``nearest``).
        resolution: points of the smallest step that the ledger holds.
        least: points below which a record does not count.
        register: days for which the public register keeps such a record.

    Raises:
        InputError: a rule that forgets has no days.
    """
    if abs(points) < least:
        longest: float | None = 0.0
    elif rule == "half-life":
        longest = _halving(abs(points), days, every, rounding, resolution, least)
    else:
        longest = {"never": None, "term": days, "window": days if steps == 1 else days // steps * steps}[rule]
    if longest is None:
        beyond = undefined(Reason.NO_REGISTER if register is None else Reason.COUNTS_FOR_EVER)
        return Memory(undefined=Reason.COUNTS_FOR_EVER, beyond_register=beyond)
    shortest = _shortest(longest, {"window": days // steps if steps > 1 else 0.0, "half-life": every}.get(rule, 0.0))
    beyond = undefined(Reason.NO_REGISTER) if register is None else exactly(longest - register)
    return Memory(value=float(longest), shortest=float(shortest), beyond_register=beyond)


def _shortest(longest: float, step: float) -> float:
    """How long a record of the last day of a step counts, which loses all but one day of it.

    Args:
        longest: how long a record of the first day counts, in days.
        step: days of a step, or between the moments at which a half-life is applied; 0 where there are none.
    """
    return longest - step + 1 if longest and step else longest


def _halving(points: float, days: float, every: float, rounding: str, resolution: float, least: float) -> float | None:
    """Days until less than the least is left; None if rounding keeps it for ever."""
    if not every:
        return days * log2(points / least)
    left, keep, passed = points / resolution, 0.5 ** (every / days), 0.0
    while left * resolution >= least:
        after = left * keep
        if rounding != "none":
            after = float(int(after) if rounding == "down" else round(after))
        if after == left:
            return None
        left, passed = after, passed + every
    return passed
