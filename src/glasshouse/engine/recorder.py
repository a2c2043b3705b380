"""A recording: what a world's days leave behind, day by day, for results and for checkpoints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.engine.labels import label
from glasshouse.engine.world import World
from glasshouse.measurement.snapshots import STANDING, stand
from glasshouse.measurement.totals import Totals, add_counts, add_up, copy_counts
from glasshouse.observables.correlates import add_correlates
from glasshouse.observables.exposure import add_dose
from glasshouse.schema.counts import COUNTS, PANEL, PLACES, TALLY
from glasshouse.schema.limits import PROVINCES

SNAPSHOT_EVERY = 30
"""Days between snapshots of scores; the last day has one too."""


@dataclass
class Stretch:
    """Counts of one stretch of communities, added up over the days."""

    tally: Any
    counts: Any
    places: Any


class Recording:
    """A world and what its days left behind.

    Attributes:
        world: the world.
        labels: names of the scenario's numbers.
        tallies: `TALLY` records by day.
        counts: `COUNTS` records by day and system.
        places: `PLACES` records by province, added up over the days.
        panel: `PANEL` records by day and watched citizen.
        standings: (`STANDING` record) by snapshot, with the day in `snapshot_days`.
        stretches: counts by chunk, if chunks are recorded apart.
    """

    def __init__(self, world: World, *, apart: bool = False) -> None:
        days, systems = world.scenario.days, len(world.numbers.system_names)
        self.world, self.labels = world, label(world.scenario, world.numbers)
        self.tallies = np.zeros(days, TALLY)
        self.counts = np.zeros((days, systems), COUNTS)
        self.places = np.zeros(PROVINCES, PLACES)
        self.panel = np.zeros((days, len(world.watched)), PANEL)
        taken = [d for d in range(days) if (d + 1) % SNAPSHOT_EVERY == 0 or d == days - 1]
        self.snapshot_days = np.array(taken, "i8")
        self.standings = np.zeros(len(taken), STANDING)
        self.stretches = [
            Stretch(np.zeros((), TALLY), np.zeros(systems, COUNTS), np.zeros(PROVINCES, PLACES))
            for _ in (world.chunks if apart else ())
        ]

    @property
    def day(self) -> int:
        """Days lived so far."""
        return self.world.day

    @property
    def days(self) -> int:
        """Days in all."""
        return self.world.scenario.days

    def live(self) -> None:
        """Live one day and note what it left."""
        today = self.world.day
        left = self.world.live()
        copy_counts(self.tallies[today : today + 1], left.tally)
        copy_counts(self.counts[today], left.counts)
        add_counts(self.places, left.places)
        self.panel[today] = left.panel
        for chunk, stretch in zip(self.world.chunks, self.stretches, strict=False):
            add_counts(stretch.tally, chunk.tally)
            add_counts(stretch.counts, chunk.counts[: len(stretch.counts)])
            add_counts(stretch.places, chunk.places)
        taken = np.flatnonzero(self.snapshot_days == today)
        if len(taken):
            standing = self.stand(0, self.world.communities)
            self.standings[taken[0]] = self.world.exchange.sum(standing.reshape(1).view("i8")).view(STANDING)[0]

    def stand(self, first: int, last: int) -> Any:
        """How the people of communities `first` to `last` - 1 stand now."""
        world, rows = self.world, slice(first, last)
        lines = [system.codes for system in self.labels.systems]
        tables = world.society[rows], world.ledgers[:, rows], world.response[rows], world.conduct[rows]
        standing = stand(*tables, lines)
        readers = [s for s, system in enumerate(self.labels.systems) if system.capabilities.keeps_files]
        add_correlates(standing, world.society[rows], world.dossier[rows], world.ledgers[:, rows], len(lines))
        add_dose(standing, world.dossier[rows], world.ledgers[:, rows], world.cases[rows], readers)
        return standing

    def totals(self) -> Totals:
        """Counts over all days so far, and how people stood at the last snapshot."""
        return Totals(add_up(self.tallies), add_up(self.counts), self.places, self.standings[-1])

    def totals_apart(self) -> list[Totals]:
        """The same for each stretch that was recorded apart."""
        return [
            Totals(each.tally, each.counts, each.places, self.stand(chunk.first, chunk.last))
            for chunk, each in zip(self.world.chunks, self.stretches, strict=True)
        ]

    def save(self) -> dict[str, Any]:
        """Everything that is needed to go on from here, as arrays."""
        own = {name: getattr(self, name) for name in _SAVED}
        own |= {f"stretch.{k}.{name}": getattr(each, name) for k, each in enumerate(self.stretches) for name in _APART}
        return {"day": np.int64(self.world.day), "evening": self.world.panel, **own, **self.world.state()}

    def restore(self, saved: dict[str, Any]) -> None:
        """Go on from what was saved."""
        for name in _SAVED:
            getattr(self, name)[...] = saved[name]
        for k, each in enumerate(self.stretches):
            for name in _APART:
                getattr(each, name)[...] = saved[f"stretch.{k}.{name}"]
        self.world.panel[...] = saved["evening"]
        self.world.restore(saved, int(saved["day"]))


_SAVED = ("tallies", "counts", "places", "panel", "standings")
_APART = ("tally", "counts", "places")
