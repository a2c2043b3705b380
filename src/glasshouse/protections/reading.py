"""The results of a sweep, read at once: a study asks for thousands of numbers, one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from glasshouse.store import parquet
from glasshouse.sweeps.averages import Average, averages
from glasshouse.sweeps.folder import RESULTS
from glasshouse.sweeps.sweep import Sweep

_COLUMNS = "observable, world, against, point, replicate, value, events"


class Read:
    """A sweep whose results were read.

    Attributes:
        swept: the sweep.
        observables: unit and title by observable.
    """

    def __init__(self, swept: Sweep) -> None:
        """Read the results."""
        self.swept = swept
        self.observables: Mapping[str, Any] = swept.document["observables"]
        shape = len(swept.design), int(swept.document["replicates"])
        self._values: dict[tuple[str, str, str | None], np.ndarray] = defaultdict(lambda: np.full(shape, np.nan))
        self._events: dict[tuple[str, str], list[float | None]] = defaultdict(list)
        for name, world, against, point, seed, value, events in parquet.select(
            swept.path / RESULTS, _COLUMNS, "TRUE", {}
        ):
            self._values[name, world, against][point, seed] = np.nan if value is None else value
            if against is None:
                self._events[name, world].append(events)
        found = averages(swept, list(self.observables)) if shape[1] > 1 else []
        self._averages = {(each.observable, each.against): each for each in found if each.point == 0 and each.against}

    @property
    def worlds(self) -> tuple[str, ...]:
        """The worlds, the base first."""
        return self.swept.worlds

    def values(self, name: str, *, world: str | None = None, against: str | None = None) -> np.ndarray:
        """One observable, points × seeds, as `glasshouse.sweeps.sweep.Sweep.values` gives it."""
        return self._values[name, world or self.worlds[0], against]

    def average(self, name: str, *, against: str) -> Average:
        """The mean difference of the base from a twin at the first point, with its interval."""
        return self._averages[name, against]

    def events(self, name: str, world: str) -> list[float | None]:
        """The fewest of the counts behind an observable of a world, seed by seed; None where they are not told."""
        return self._events[name, world]
