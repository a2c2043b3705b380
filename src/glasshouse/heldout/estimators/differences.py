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
        starts: first period under the measure, cohort by cohort, ascending.
        units: how many units each cohort has.
        effects: cohorts × periods; not a number where a cohort has nothing to be compared with. Before the start of a cohort
            it is a placebo: what the estimator finds where there is nothing to be found. In the period before the start, from
            which changes are counted, it is 0 by construction.
    """

    starts: np.ndarray
    units: np.ndarray
    effects: np.ndarray

    @property
    def periods_since(self) -> np.ndarray:
        """Periods since the start, cohorts × periods; negative before it."""
        return np.asarray(np.arange(self.effects.shape[1])[None, :] - self.starts[:, None])

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

    The effect on cohort g in period t is the mean change of its outcome since period g - 1, less the same of all units that
    are reached later than t (and later than g - 1), or never.

    Args:
        outcomes: units × periods.
        starts: for each unit the first period under the measure; `NEVER` where it does not come. A unit that is reached in
            period 0 has no period before, and is left out.
    """
    late = np.where(starts == NEVER, outcomes.shape[1], starts)
    cohorts = np.unique(starts[starts > 0])
    effects = np.full((len(cohorts), outcomes.shape[1]), np.nan)
    for row, start in enumerate(cohorts):
        changes = outcomes - outcomes[:, [start - 1]]
        for period in range(outcomes.shape[1]):
            others = late > max(period, start - 1)
            others &= starts != start
            if others.any():
                effects[row, period] = changes[starts == start, period].mean() - changes[others, period].mean()
    units = np.array([np.count_nonzero(starts == start) for start in cohorts], "i8")
    return GroupTime(cohorts, units, effects)


def two_way(outcomes: np.ndarray, starts: np.ndarray) -> float:
    """The coefficient of being reached, in a regression with effects of units and of periods; nan where it never varies.

    Args:
        outcomes: units × periods, none missing.
        starts: as for `group_time`.
    """
    periods = np.arange(outcomes.shape[1])
    reached = ((starts[:, None] != NEVER) & (periods[None, :] >= starts[:, None])).astype("f8")
    # Of a balanced panel, taking out both means leaves what the two sets of effects cannot say (Frisch and Waugh).
    left = _without_means(reached)
    whole = float((left * left).sum())
    return float((left * _without_means(outcomes)).sum()) / whole if whole > 1e-12 else float("nan")


def _without_means(table: np.ndarray) -> np.ndarray:
    return np.asarray(table - table.mean(1, keepdims=True) - table.mean(0, keepdims=True) + table.mean())
