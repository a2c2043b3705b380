"""The cheapest way out, on paper: which acts, how many of each, and how long to wait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, Final

import numpy as np

from glasshouse.audit.figures.estimate import Estimate
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason
from glasshouse.errors import Problem

MOST_KINDS: Final = 4
MOST_COMBINATIONS: Final = 20_000
_ROUNDING: Final = 1e-9
"""Points and hours that differ by less are equal: sums in another order differ in their last digits."""


@dataclass(frozen=True, kw_only=True)
class Recourse(Estimate):
    """The cheapest way out.

    Attributes:
        value: hours that it takes.
        counts: acts of each kind.
        days: days to wait.
        points: points expected from acts and waiting.
        anyway: days after which waiting alone suffices; None if it never does within the time looked at.
        combinations: combinations that were tried: all that are possible.
    """

    counts: tuple[int, ...] = ()
    days: float | None = None
    points: float | None = None
    anyway: float | None = None
    combinations: int = 0


def _check(given: Mapping[str, Any]) -> Iterator[Problem]:
    kinds, most, waits = len(given["points"]), given["most"], given["waits"]
    if kinds > MOST_KINDS:
        yield Problem(key="points", expected=f"at most {MOST_KINDS} kinds", found=str(kinds))
    tried = sum(prod(int(count) + 1 for count in row) for row in most)
    if tried > MOST_COMBINATIONS:
        advice = "fewer waits, kinds or acts make it less"
        yield Problem(
            key="most", expected=f"at most {MOST_COMBINATIONS:,} combinations", found=f"{tried:,}", advice=advice
        )
    if not len(waits) or (np.diff(waits) <= 0).any():
        yield Problem(key="waits", expected="at least one day, ascending", found=f"{waits.tolist()}"[:60])


@figure(
    unit="hours",
    source="exact search; Ustun, Spangher, Liu, Actionable recourse in linear classification (2019), for the question",
    undefined=(Reason.NO_MOVE, Reason.OUT_OF_REACH, Reason.TOO_FAR),
    check=_check,
    gap=Input("number", "", "points"),
    points=Input("number", "kinds", "points an act, if seen"),
    chance=Input("share", "kinds"),
    hours=Input("amount", "kinds", "hours an act"),
    waits=Input("amount", "waits", "days"),
    most=Input("count", "waits × kinds", "acts"),
    regained=Input("number", "waits", "points"),
)
def recourse(
    gap: float,
    points: np.ndarray,
    chance: np.ndarray,
    hours: np.ndarray,
    waits: np.ndarray,
    most: np.ndarray,
    regained: np.ndarray,
) -> Recourse:
    """The cheapest way to regain points: fewest hours, then fewest days, then fewest acts.

    Every combination of counts and waits is tried, so that nothing cheaper is missed. Points are expected ones: what an act
    brings if it is seen, times the chance that it is.

    Args:
        gap: points that are missing; at or below 0 nothing is needed.
        points: what an act of each kind brings if it is seen.
        chance: chance that a channel which the system reads sees it.
        hours: hours that an act takes.
        waits: days that may be waited, ascending.
        most: most acts of each kind until each of these days.
        regained: points that are regained by then without any act.

    Raises:
        InputError: more than 4 kinds, or more than 20,000 combinations.
    """
    enough = np.nonzero(regained >= gap - _ROUNDING)[0]
    anyway = float(waits[enough[0]]) if len(enough) else None
    tried, best, found = 0, None, None
    for w in range(len(waits)):
        counts = _combinations(most[w])
        tried += len(counts)
        gained = counts @ (points * chance) + regained[w]
        reached = np.nonzero(gained >= gap - _ROUNDING)[0]
        if not len(reached):
            continue
        spent, acts = (counts[reached] @ hours).round(9), counts[reached].sum(1)
        k = int(np.lexsort((acts, spent))[0])
        cost = (float(spent[k]), float(waits[w]), int(acts[k]))
        if best is None or cost < best:
            best, found = cost, (counts[reached[k]], float(gained[reached[k]]))
    if best is None or found is None:
        return Recourse(undefined=_why(points, chance, most), combinations=tried)
    return Recourse(
        value=best[0],
        counts=tuple(int(count) for count in found[0]),
        days=best[1],
        points=found[1],
        anyway=anyway,
        combinations=tried,
    )


def _combinations(most: np.ndarray) -> np.ndarray:
    """Every combination of counts, combinations × kinds; without kinds there is one, of nothing."""
    grid = np.indices(tuple(int(count) + 1 for count in most))
    return grid.reshape(len(most), -1).T if len(most) else np.zeros((1, 0), "i8")


def _why(points: np.ndarray, chance: np.ndarray, most: np.ndarray) -> Reason:
    """Why there is no way out."""
    helps = (points > 0) & (most > 0).any(0)
    if not helps.any():
        return Reason.NO_MOVE
    return Reason.TOO_FAR if (chance[helps] > 0).any() else Reason.OUT_OF_REACH
