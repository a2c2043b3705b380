"""Where people gather, and which posts are removed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from glasshouse.engine.observers import View
from glasshouse.heldout.probes.watching import by_name, measured, place_of, ratio
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import ACTIVE
from glasshouse.schema.limits import LANES
from glasshouse.sweeps.probes import Watcher

CALLS: Final = ("call-to-act", "join-gathering")
"""Posts on people acting together."""


class Streets(Watcher):
    """Counts days in gatherings by town and country, and posts that are made and removed; changes nothing.

    Attributes:
        days: person-days in the country and in town; `active`, those in a gathering.
        active: see `days`.
        posts: posts on people acting together that were made, and of these removed.
    """

    name = "streets"

    def __init__(self, scenario: Scenario) -> None:
        """Find the kinds.

        Args:
            scenario: what is lived under.
        """
        self._calls = [place for kind in CALLS if (place := place_of(scenario, kind)) is not None]
        self.days, self.active, self.posts = np.zeros((3, 2))

    def evening(self, view: View) -> None:
        """Add a day."""
        society = view.table("society")
        there = np.arange(LANES)[None, :] < society["people"][:, None]
        gathers = there & (view.table("conduct")["situation"] & ACTIVE > 0)
        town = society["town"].astype("i8")
        self.days += np.bincount(town, there.sum(1), 2)
        self.active += np.bincount(town, gathers.sum(1), 2)
        for side, field in enumerate(("happened", "removed")):
            self.posts[side] += np.asarray(view.day_counts[field])[self._calls].sum()

    def observables(self) -> Mapping[str, Observable]:
        """Days in gatherings, country beyond town, and the share of calls that is removed."""
        return by_name(_shares(self))


def streets(scenario: Scenario) -> Streets:
    """A probe: protest in the country beyond that in town, and the share of calls to act that is removed.

    Args:
        scenario: the scenario.
    """
    return Streets(scenario)


def _shares(watched: Streets) -> Iterator[Observable]:
    country, town = (ratio(active, days) for active, days in zip(watched.active, watched.days, strict=True))
    both = ratio(watched.active.sum(), watched.days.sum())
    gap = None if country is None or town is None or not both else (country - town) / both
    title = "days in a gathering, people in the country beyond people in town"
    yield measured("streets_country_gap", gap, "relative change", title, "nobody gathers, or all live alike")
    made, removed = watched.posts
    yield measured(
        "calls_removed_share", ratio(removed, made), "share", "calls to act that are removed", "nobody calls"
    )
