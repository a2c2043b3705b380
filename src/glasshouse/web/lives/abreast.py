"""Towns abreast: the same people with the same luck under several rules, a day at a time, and what each person met."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack
from typing import Final

import numpy as np

from glasshouse.engine.observers import Observer, View
from glasshouse.engine.simulation import Simulation
from glasshouse.engine.state import communities_for
from glasshouse.measurement.totals import KindLabel
from glasshouse.scenario import Scenario
from glasshouse.scenario.variants import variant
from glasshouse.schema.limits import LANES

DENIED, EASED, WRONGED, SANCTIONED = (np.uint32(1 << bit) for bit in range(4))
"""Bits of what befell somebody on a day (`TRACE`)."""
UNWATCHED: Final = "nothing"
"""The rung of the ladder on which nobody is watched."""


def unwatched(scenario: Scenario) -> Scenario:
    """The same people, days and luck in a town where nobody watches."""
    return variant(scenario, UNWATCHED)


def count_person_records(world, day, c):  # type: ignore[no-untyped-def]
    """Add up, person by person, records of the day, and those of what did not happen."""
    records, truth, parameters = world.records, world.truth, world.parameters
    counted = world.extra[truth.observer]
    first, half = np.int64(c) * np.int64(LANES), np.int64(len(counted) // 2)
    for k in range(parameters.frequent):
        for i in range(records.people):
            if records.recorded[k, i] != np.uint32(0):
                counted[first + np.int64(i)] += np.int64(1)
                if truth.happened[k, i] == np.uint8(0):
                    counted[half + first + np.int64(i)] += np.int64(1)
    for e in range(records.n):
        at = first + np.int64(records.code[e] & np.uint32(LANES - 1))
        counted[at] += np.int64(1)
        happened = False
        for d in range(truth.n):
            if truth.code[d] == records.code[e]:
                happened = True
        if not happened:
            counted[half + at] += np.int64(1)


def kinds_that(kinds: Sequence[KindLabel], are: Callable[[KindLabel], bool]) -> np.uint64:
    """Kinds of conduct as bits of a trace."""
    return np.uint64(sum(1 << k for k, kind in enumerate(kinds) if are(kind)))


class Evening(Observer):
    """Keeps the last day's traces at hand.

    Attributes:
        traces: what each citizen did and met on the last day, `TRACE` records by community.
    """

    name = "evening"
    traces: np.ndarray

    def evening(self, view: View) -> None:
        """Keep the day's traces."""
        self.traces = view.traces


class PersonRecords(Evening):
    """The same, and counts each person's records.

    Needs as many counters as there are people, twice over.
    """

    name, kernel = "person-records", staticmethod(count_person_records)

    def __init__(self, citizens: int) -> None:
        """Make room for everybody."""
        self._people = communities_for(citizens) * LANES
        self.size = 2 * self._people

    def counted(self, town: Simulation) -> tuple[np.ndarray, np.ndarray]:
        """Records of each citizen over all days, and those among them of what did not happen."""
        totals = np.asarray(town.counted[self.name])
        return totals[: town.citizens], totals[self._people :][: town.citizens]


class Towns:
    """Towns that live each day together.

    Attributes:
        towns: the towns by name.
        evenings: what each left behind on the last day.
    """

    def __init__(
        self, scenarios: Mapping[str, Scenario], *, traced: Collection[str], counts_records: Collection[str] = ()
    ) -> None:
        """Found the towns.

        Args:
            scenarios: what each lives under, by name; the same people and the same seed.
            traced: towns of which each day's traces are wanted.
            counts_records: those among them in which each person's records are counted.
        """
        self.evenings: dict[str, Evening] = {
            name: PersonRecords(scenarios[name].citizens) if name in counts_records else Evening() for name in traced
        }
        self.towns = {
            # One thread: of a small town a day is so short that handing it out costs as much as living it.
            name: Simulation(scenario, threads=1, observers=[self.evenings[name]] if name in traced else [])
            for name, scenario in scenarios.items()
        }
        self.closing = ExitStack()
        for town in self.towns.values():
            self.closing.enter_context(town)

    def days(self, number: int, gives_up: Callable[[], bool] = lambda: False) -> Iterator[int]:
        """Live so many days; gives each when all have lived it.

        Args:
            number: how many.
            gives_up: asked before each day; true ends it.

        Raises:
            CancelledError: it gave up.
        """
        for day in range(number):
            if gives_up():
                raise CancelledError
            for town in self.towns.values():
                town.step()
            yield day

    def trace(self, name: str, field: str) -> np.ndarray:
        """A field of the last day's traces in a town, by citizen."""
        found: np.ndarray = self.evenings[name].traces[field].reshape(-1)[: self.towns[name].citizens]
        return found

    def table(self, name: str, table: str, field: str) -> np.ndarray:
        """A field of a town's state by citizen, as it stands.

        Of a field with more than one number a citizen, citizens are the last axis.
        """
        town = self.towns[name]
        rows = np.asarray(getattr(town.world, table))[..., : town.world.communities]
        found = np.moveaxis(rows[field], rows.ndim - 1, -2)
        return found.reshape(*found.shape[:-2], -1)[..., : town.citizens]

    def records(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Records of each citizen, and those of what did not happen, in a town in which they are counted."""
        evening = self.evenings[name]
        if not isinstance(evening, PersonRecords):
            raise KeyError(name)
        return evening.counted(self.towns[name])
