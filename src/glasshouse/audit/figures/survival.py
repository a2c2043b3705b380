"""How long something takes where it may also end otherwise: cumulative incidence with competing ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from glasshouse.audit.figures.estimate import NORMAL, Estimate, Several, undefined
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason
from glasshouse.errors import Problem

_ROUNDING: Final = 1e-12


@dataclass(frozen=True, kw_only=True)
class CumulativeIncidence(Several[Estimate]):
    """How many came to an end by then.

    Attributes:
        value: at each day asked for, the share of cases that had come to this end, all other ends counted as such.
        median: the day by which half had come to this end.
        cases: cases in all.
        ended: cases by end: still open, then each end.
    """

    median: Estimate
    cases: float
    ended: tuple[float, ...]


@dataclass(frozen=True)
class _Course:
    """The curve: at each day on which anything ended.

    Attributes:
        days: the days, ascending.
        reached: share that had come to the end asked for.
        variance: variance of it.
        last: the last day on which anybody was watched.
        is_over: whether nobody is left open.
    """

    days: np.ndarray
    reached: np.ndarray
    variance: np.ndarray
    last: float
    is_over: bool

    def at(self, day: float) -> Estimate:
        """The share by a day."""
        if day > self.last and not self.is_over:
            return undefined(Reason.NOT_SO_LONG)
        k = int(np.searchsorted(self.days, day, side="right")) - 1
        if k < 0 or self.reached[k] == 0:
            return Estimate(value=0.0, no_interval=Reason.NO_SPREAD)
        low, high = (float(end[k]) for end in self.ends)
        if not low < high:
            return Estimate(value=float(self.reached[k]), no_interval=Reason.NO_SPREAD)
        return Estimate(value=float(self.reached[k]), low=low, high=high)

    @property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Both ends of the 95 % intervals, by the transformation log(-log)."""
        # Nothing is open about a share of 0 or 1; sums of shares that should be 1 may lie below it by rounding.
        is_open = (self.reached > 0) & (self.reached < 1 - _ROUNDING)
        value = np.where(is_open, self.reached, 0.5)
        width = NORMAL * np.sqrt(self.variance) / (value * np.abs(np.log(value)))
        value, width = np.where(is_open, value, self.reached), np.where(is_open, width, 0.0)
        return value ** np.exp(width), value ** np.exp(-width)

    @property
    def median(self) -> Estimate:
        """The first day by which half had come to the end."""
        half = [self._first(curve) for curve in (self.reached, *self.ends)]
        if half[0] is None:
            return undefined(Reason.NEVER_HALF)
        late, early = half[1], half[2]
        if early is None or late is None:
            return Estimate(value=half[0], no_interval=Reason.UNBOUNDED)
        if not early < late:
            return Estimate(value=half[0], no_interval=Reason.NO_SPREAD)
        return Estimate(value=half[0], low=early, high=late)

    def _first(self, curve: np.ndarray) -> float | None:
        """The first day on which a curve is at half or above."""
        reached = curve >= 0.5 - _ROUNDING
        return float(self.days[int(np.argmax(reached))]) if reached.any() else None


def _check(given: Mapping[str, Any]) -> Iterator[Problem]:
    if given["cause"] < 1:
        yield Problem(key="cause", expected="the number of an end, from 1", found=str(given["cause"]))


@figure(
    unit="share of cases",
    source="Aalen and Johansen, Scandinavian Journal of Statistics 5 (1978); variance as in Marubini and Valsecchi (1995)",
    undefined=(Reason.NO_CASE, Reason.NOT_SO_LONG, Reason.NEVER_HALF),
    check=_check,
    days=Input("amount", "cases", "days"),
    end=Input("code", "cases"),
    at=Input("amount", "times", "days"),
    cause=Input("code"),
    count=Input("count", "cases", "cases"),
)
def cumulative_incidence(
    days: np.ndarray, end: np.ndarray, at: np.ndarray, cause: int = 1, count: np.ndarray | None = None
) -> CumulativeIncidence:
    """How many cases had come to an end by given days, where other ends compete.

    One less the product of Kaplan and Meier would say too much: it treats cases that ended otherwise as if they could still
    come to this end. Whatever ended on a day was open until then; who is watched up to a day is open on it. Intervals take
    cases for independent.

    Args:
        days: days until a case ended, or until it was last seen open.
        end: how it ended: 0 still open, 1 and above by the kind of end.
        at: the days at which the share is told.
        cause: the end that is asked for.
        count: how many cases each row stands for; 1 unless given.

    Raises:
        InputError: the end asked for is 0.
    """
    weights = np.ones(len(days)) if count is None else count
    ended = np.bincount(end, weights, minlength=cause + 1)
    if not weights.sum():
        return CumulativeIncidence(
            undefined=Reason.NO_CASE, median=undefined(Reason.NO_CASE), cases=0.0, ended=tuple(ended.tolist())
        )
    course = _course(days[weights > 0], end[weights > 0], weights[weights > 0], cause)
    return CumulativeIncidence(
        value=tuple(course.at(float(day)) for day in at),
        median=course.median,
        cases=float(weights.sum()),
        ended=tuple(ended.tolist()),
    )


def _course(days: np.ndarray, end: np.ndarray, weights: np.ndarray, cause: int) -> _Course:
    """The curve and its variance."""
    times, place = np.unique(days, return_inverse=True)
    gone = np.bincount(place, weights)
    at_risk = gone[::-1].cumsum()[::-1]
    over, mine = (np.bincount(place, weights * kept) for kept in (end > 0, end == cause))
    free = np.cumprod(1 - over / at_risk)
    before = np.concatenate([[1.0], free[:-1]])
    reached = np.cumsum(before * mine / at_risk)
    return _Course(
        times, reached, _variance(at_risk, over, mine, before, reached), float(times[-1]), free[-1] < _ROUNDING
    )


def _variance(
    at_risk: np.ndarray, over: np.ndarray, mine: np.ndarray, before: np.ndarray, reached: np.ndarray
) -> np.ndarray:
    """Variance of the curve at each time, by the delta method; three sums over the times before it.

    With to go = reached(t) - reached(i), each sum is a polynomial in reached(t), so that running sums do for all times.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        # Where everybody left ends at once, nothing is to go.
        hazard = np.where(at_risk > over, over / (at_risk * (at_risk - over)), 0.0)
    ends = before * mine / at_risk**2
    first = reached**2 * hazard.cumsum() - 2 * reached * (hazard * reached).cumsum() + (hazard * reached**2).cumsum()
    second = (before**2 * mine * (at_risk - mine) / at_risk**3).cumsum()
    third = reached * ends.cumsum() - (ends * reached).cumsum()
    return np.asarray(np.maximum(first + second - 2 * third, 0.0))
