"""Who holds back: people whose self-censorship in public has grown, by income, place, sex and age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from glasshouse.engine.observers import View
from glasshouse.heldout.probes.watching import by_name, measured, ratio
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import GUARD_NONE, MAN
from glasshouse.schema.limits import LANES
from glasshouse.sweeps.probes import Watcher

HIDES: Final = 0.01
"""Self-censorship above which somebody counts as holding back."""
YOUNG: Final = 40
"""Age below which people count as young."""
GROUPS: Final[Mapping[str, str]] = {
    "well_off": "the upper half of incomes beyond the lower",
    "town": "people in town beyond people in the country",
    "women": "women beyond men",
    "young": "people under forty beyond older ones",
}
"""Whom each gap sets beside whom."""
_NOBODY = "one of the groups is empty"
_EVERY = 30


class Hiding(Watcher):
    """Counts people who hold back, by group, every thirty days; changes nothing.

    Attributes:
        people: groups × (of the group, of the others), added up over moments.
        hiding: the same of those who hold back.
        level: the same, with self-censorship added up.
    """

    name = "hiding"

    def __init__(self) -> None:
        self.people, self.hiding, self.level = np.zeros((3, len(GROUPS), 2))

    def evening(self, view: View) -> None:
        """Count, where it is time."""
        if (view.day + 1) % _EVERY:
            return
        society = view.table("society")
        there = np.arange(LANES)[None, :] < society["people"][:, None]
        # Codes run from 0 to 65,534 with `GUARD_NONE` in the middle: -1 is loud, 0 as without any system, 1 silent.
        silence = view.table("response")["self_censorship"].astype("f8") / int(GUARD_NONE) - 1
        town = np.broadcast_to(society["town"][:, None] > 0, there.shape)
        groups = (
            society["income"] > np.median(society["income"][there]),
            town,
            (society["status"] & MAN) == 0,
            society["age"] < YOUNG,
        )
        for row, group in enumerate(groups):
            for side, chosen in enumerate((there & group, there & ~group)):
                self.people[row, side] += np.count_nonzero(chosen)
                self.hiding[row, side] += np.count_nonzero(silence[chosen] > HIDES)
                self.level[row, side] += silence[chosen].sum()

    def observables(self) -> Mapping[str, Observable]:
        """The share of people who hold back, and the gaps between groups."""
        return by_name(_gaps(self))


def hiding(scenario: Scenario) -> Hiding:
    """A probe: how many people hold back in public, and which of them more than others.

    Args:
        scenario: the scenario.
    """
    return Hiding()


def _gaps(watched: Hiding) -> Iterator[Observable]:
    people, holding = watched.people[0].sum(), watched.hiding[0].sum()
    yield measured("hiding_share", ratio(holding, people), "share", "people who hold back in public", "nobody is there")
    overall = ratio(watched.level[0].sum(), people)
    for row, (name, title) in enumerate(GROUPS.items()):
        own, others = (ratio(watched.level[row, k], watched.people[row, k]) for k in (0, 1))
        gap = None if own is None or others is None or not overall else (own - others) / abs(overall)
        yield measured(f"hiding_gap_{name}", gap, "relative change", f"self-censorship of {title}", _NOBODY)
