"""What people search before and after a day on which something becomes known, read as an interrupted series of weeks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from glasshouse.engine.observers import View
from glasshouse.heldout.estimators.interrupted import segmented
from glasshouse.heldout.probes.watching import by_name, kinds_of, measured, place_of, ratio
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario
from glasshouse.sweeps.probes import Watcher

WEEK: Final = 7
DELICATE: Final = "search-sensitive"
_MONTH = 30 / WEEK
_SHORT = "fewer than two weeks lie on one side of the break"


class Weeks(Watcher):
    """Counts delicate searches, and all that is lawful and needs no courage, by week; changes nothing.

    The break is the first of the days on which the scenario's rules change. Weeks are counted from it both ways, so that none
    lies on both sides.

    Attributes:
        counts: delicate searches, and the comparison, by week.
        at: the first week after the break.
    """

    name = "weeks"

    def __init__(self, scenario: Scenario, day: int = 180) -> None:
        """Sort kinds, and find the break.

        Args:
            scenario: what is lived under.
            day: the day of the break where the scenario has no later day, so that its twin is read alike.
        """
        self.at, self._first = divmod(min((each.day for each in scenario.later), default=day), WEEK)
        self._delicate = place_of(scenario, DELICATE)
        kinds = (scenario.conduct[name] for name in kinds_of(scenario))
        calm = (
            kind.type == "act" and kind.law == "lawful" and not kind.leans.states.get("self_censorship")
            for kind in kinds
        )
        self._calm = np.array(list(calm))
        self.counts = np.zeros((2, max(0, scenario.days - self._first) // WEEK))

    def evening(self, view: View) -> None:
        """Add a day; what is left over before the first whole week and after the last is not counted."""
        week = (view.day - self._first) // WEEK
        if not 0 <= week < self.counts.shape[1]:
            return
        happened = np.asarray(view.day_counts["happened"])
        if self._delicate is not None:
            self.counts[0, week] += happened[self._delicate]
        self.counts[1, week] += happened[: len(self._calm)][self._calm].sum()

    def observables(self) -> Mapping[str, Observable]:
        """Changes of level and trend at the break."""
        return by_name(_changes(self.counts, self.at))


def interrupted(scenario: Scenario) -> Weeks:
    """A probe: how delicate searches, and lawful acts that need no courage, change at the scenario's first later day.

    Args:
        scenario: the scenario.
    """
    return Weeks(scenario)


def _changes(counts: np.ndarray, at: int) -> Iterator[Observable]:
    known = 2 <= at <= counts.shape[1] - 2
    levels: list[float | None] = []
    for name, title, series in zip(
        ("delicate", "calm"), ("delicate searches", "lawful acts that need no courage"), counts, strict=True
    ):
        fit = segmented(series, at) if known else None
        level = ratio(fit["level"], fit.expected) if fit else None
        bend = ratio(fit["bend"] * _MONTH, fit.expected) if fit else None
        levels.append(level)
        yield measured(
            f"interrupted_{name}_level", level, "relative change", f"{title}: fall or rise at the break", _SHORT
        )
        yield measured(
            f"interrupted_{name}_bend", bend, "relative change", f"{title}: change of the trend, a month", _SHORT
        )
        after = float(series[at:].sum()) if known else None
        yield measured(f"interrupted_{name}_after", after, "count", f"{title} after the break", _SHORT)
    gap = levels[0] - levels[1] if levels[0] is not None and levels[1] is not None else None
    yield measured(
        "interrupted_gap", gap, "relative change", "delicate searches beyond acts that need no courage", _SHORT
    )
