"""Differences in differences where a measure comes to units at different times.

`group_time` is the estimator of Callaway and Sant'Anna, Difference-in-differences with multiple time periods, Journal of
Econometrics 225 (2021) 200-230, without covariates and with the units that are not yet reached as the comparison.
`two_way` is the regression with effects of units and of periods, kept to show where it errs: under staggered adoption it
compares newly reached units with those reached before, whose own effect then counts against it (Goodman-Bacon, Journal of
Econometrics 225 (2021) 254-277).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NEVER = -1
"""Start of a unit that the measure never reaches."""


@dataclass(frozen=True)
class GroupTime:
    """Effects by cohort and period.

    Attributes:
        starts: when the measure comes, cohort by cohort, ascending, in periods.
        units: how many units each cohort has.
        effects: cohorts × periods; not a number where a cohort has nothing to be compared with. Before the start of a cohort
            it is a placebo: what the estimator finds where there is nothing to be found. In the period before the start, from
            which changes are counted, it is 0 by construction. Not a number in the period in which the measure comes, unless
            it comes at its beginning.
    """

    starts: np.ndarray
    units: np.ndarray
    effects: np.ndarray

    @property
    def periods_since(self) -> np.ndarray:
        """Whole periods since the start, cohorts × periods; negative before it."""
        period, starts = np.arange(self.effects.shape[1])[None, :], self.starts[:, None]
        return np.asarray(np.where(period < np.floor(starts), period - np.floor(starts), period - np.ceil(starts)))

    def mean(self, first: int = 0, last: int | None = None) -> float:
        """Mean effect from `first` to `last` periods after the start, weighted by units; nan where there is none.

        Args:
            first: periods since the start, the first one that counts; below 0 for placebos.
            last: the last one that counts; by default all that follow.
        """
        since = self.periods_since
        wanted = (since >= first) & ~np.isnan(self.effects)
        if last is not None:
            wanted &= since <= last
        weights = np.broadcast_to(self.units[:, None], self.effects.shape)[wanted]
        return float(np.average(self.effects[wanted], weights=weights)) if weights.sum() else float("nan")


def group_time(outcomes: np.ndarray, starts: np.ndarray) -> GroupTime:
    """Effects of a measure by cohort and period, against units that are not yet reached.

    The effect on cohort g in period t is the mean change of its outcome since the last period before g, less the same of all
    units that are reached after t (and after that period), or never. A period in the middle of which a unit is reached says
    nothing of it: it is neither before nor after.

    Args:
        outcomes: units × periods.
        starts: for each unit when the measure comes, in periods: 2 is the beginning of period 2, 2.5 its middle; `NEVER` where
            it does not come. A unit that is reached in period 0 has no period before, and is left out.
    """
    touched = np.where(starts == NEVER, outcomes.shape[1], np.floor(starts))
    cohorts = np.unique(starts[starts >= 1])
    effects = np.full((len(cohorts), outcomes.shape[1]), np.nan)
    for row, start in enumerate(cohorts):
        before = int(start) - 1
        changes = outcomes - outcomes[:, [before]]
        for period in range(outcomes.shape[1]):
            others = touched > max(period, before)
            others &= starts != start
            if others.any() and not start - 1 < period < start:
                effects[row, period] = changes[starts == start, period].mean() - changes[others, period].mean()
    units = np.array([np.count_nonzero(starts == start) for start in cohorts], "i8")
    return GroupTime(cohorts, units, effects)


def two_way(outcomes: np.ndarray, starts: np.ndarray) -> float:
    """The coefficient of being reached, in a regression with effects of units and of periods; nan where it never varies.

    Args:
        outcomes: units × periods, none missing.
        starts: as for `group_time`; a period in the middle of which a unit is reached counts by the part that is left of it.
    """
    reached = reached_part(starts, outcomes.shape[1])
    # Of a balanced panel, taking out both means leaves what the two sets of effects cannot say (Frisch and Waugh).
    left = _without_means(reached)
    whole = float((left * left).sum())
    return float((left * _without_means(outcomes)).sum()) / whole if whole > 1e-12 else float("nan")


def reached_part(starts: np.ndarray, periods: int) -> np.ndarray:
    """For each unit the part of each period that lies under the measure, from 0 to 1.

    Args:
        starts: as for `group_time`.
        periods: how many periods there are.
    """
    part = np.clip(np.arange(1, periods + 1)[None, :] - starts[:, None], 0.0, 1.0)
    return np.where(starts[:, None] == NEVER, 0.0, part)


def _without_means(table: np.ndarray) -> np.ndarray:
    return np.asarray(table - table.mean(1, keepdims=True) - table.mean(0, keepdims=True) + table.mean())
