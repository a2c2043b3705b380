"""A roll-out over regions, read with differences in differences, by communities and periods of thirty days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from glasshouse.engine.observers import View
from glasshouse.heldout.estimators.differences import NEVER, group_time, reached_part, two_way
from glasshouse.heldout.probes.watching import bits_of, by_name, measured, ratio
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import LANES
from glasshouse.sweeps.probes import Watcher

PERIOD: Final = 30
"""Days of a period."""
EARLY: Final = 3
"""Periods since the start that count as early."""
OUTCOMES: Final[Mapping[str, str]] = {"offences": "offences", "civic": "civic and family acts"}
"""What is counted in each community, and what it is called."""
_NOTHING = "there are no two cohorts to compare"


class Communities(Watcher):
    """Counts acts by community and period; changes nothing.

    Attributes:
        counts: outcomes × communities × periods.
        region: number of the region of each community.
    """

    name = "communities"

    def __init__(self, scenario: Scenario) -> None:
        """Sort kinds into outcomes.

        Args:
            scenario: what is lived under.
        """
        self._scenario = scenario
        self._bits = {
            "offences": bits_of(scenario, lambda _, kind: kind.type == "act" and kind.law != "lawful"),
            "civic": bits_of(scenario, lambda _, kind: kind.type == "act" and kind.context in ("civic", "family")),
        }
        communities = -(-scenario.citizens // LANES)
        self.counts = np.zeros((len(OUTCOMES), communities, scenario.days // PERIOD))
        self.region = np.zeros(communities, "i8")

    def evening(self, view: View) -> None:
        """Add a day; what is left over after the last whole period is not counted."""
        period, (_, communities, periods) = view.day // PERIOD, self.counts.shape
        if period >= periods:
            return
        self.region = view.table("society")["region"][:communities].astype("i8")
        acts = view.traces["acts"][:communities]
        for row, name in enumerate(OUTCOMES):
            self.counts[row, :, period] += np.bitwise_count(acts & self._bits[name]).sum(1)

    def observables(self) -> Mapping[str, Observable]:
        """Effects of the roll-out, as the estimators find them."""
        return by_name(_effects(self.counts, starts_of(self._scenario, self.region, self.counts.shape[2])))


def starts_of(scenario: Scenario, region: np.ndarray, periods: int) -> np.ndarray:
    """For each community when the system that is rolled out comes, in periods; `NEVER` where it does not.

    A whole number is the beginning of a period; 1.5 is the middle of period 1, which then lies neither before nor after.

    Args:
        scenario: the scenario, one of whose systems has a roll-out.
        region: number of the region of each community.
        periods: how many periods there are.
    """
    rollout = next(system.rollout for system in scenario.systems.values() if system.rollout is not None)
    days = [rollout.day_in(name) for name in scenario.society.region_names]
    comes = [NEVER if day is None or day >= periods * PERIOD else day / PERIOD for day in days]
    return np.array([comes[place] if place < len(comes) else NEVER for place in region], "f8")


def rollout(scenario: Scenario) -> Communities:
    """A probe: effects of a roll-out on what people do, as changes relative to communities that it has not reached.

    Args:
        scenario: a scenario in which a system comes to regions on days of their own.
    """
    return Communities(scenario)


def _effects(counts: np.ndarray, starts: np.ndarray) -> Iterator[Observable]:
    part = reached_part(starts, counts.shape[2])
    reached, untouched = part == 1, part == 0
    for outcomes, (name, title) in zip(counts, OUTCOMES.items(), strict=True):
        usual = float(outcomes[untouched].mean()) if untouched.any() else 0.0
        found = group_time(outcomes, starts)
        for term, effect, said in (
            ("effect", found.mean(), "effect of the roll-out"),
            ("early", found.mean(0, EARLY - 1), "effect in the first three months"),
            ("late", found.mean(EARLY), "effect after three months"),
            ("growth", found.mean(EARLY) - found.mean(0, EARLY - 1), "effect after three months less that before"),
            ("placebo", found.mean(-counts.shape[2], -2), "what is found before it comes"),
            ("two_way", two_way(outcomes, starts), "coefficient of the two-way regression"),
        ):
            called = f"rollout_{name}_{term}"
            yield measured(called, ratio(effect, usual), "relative change", f"{title}: {said}", _NOTHING)
        whole = float(outcomes[reached].mean()) if reached.any() else None
        yield measured(f"rollout_{name}_reached", whole, "count", f"{title} where it has come", "it comes nowhere")
