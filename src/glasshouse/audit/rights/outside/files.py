"""What the files of a world hold of everybody, and what everybody really did: for those who see only one of the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.lived import Lived
from glasshouse.audit.rights.lives import CaseWatch
from glasshouse.engine.observers import Observer, View
from glasshouse.engine.plan import plan_of
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.state import communities_for
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import LANES

_ROUNDING = 1e-5
"""A part of a sum of costs below which a difference is rounding."""


def note_recorded_kinds(world, day, c):  # type: ignore[no-untyped-def]
    """Set a bit, person by person, for each kind of conduct that a channel which some system reads recorded today."""
    records, parameters = world.records, world.parameters
    noted = world.extra[world.truth.observer]
    read = np.uint32(0)
    for s in range(parameters.systems):
        read |= world.systems[s].reads
    first = np.int64(c) * np.int64(LANES)
    for k in range(parameters.frequent):
        for i in range(records.people):
            if records.recorded[k, i] & read != np.uint32(0):
                noted[first + np.int64(i)] |= np.int64(1) << np.int64(k)
    for e in range(records.n):
        # Events pack kind << 8 | lane.
        if records.channels[e] & read != np.uint32(0):
            at = first + np.int64(records.code[e] & np.uint32(LANES - 1))
            noted[at] |= np.int64(1) << np.int64(records.code[e] >> np.uint32(8))


class RecordedCosts(Observer):
    """Adds up what a person's records would cost by the kinds of conduct that they name, true or false.

    Needs as many counters as there are people.

    Attributes:
        costs: what the records of each person would cost, by community and lane, in the unit of the costs given.
        published: the published score of each person in the last evening, by system, community and lane; 0 for no account.
    """

    name, kernel = "recorded costs", staticmethod(note_recorded_kinds)

    def __init__(self, scenario: Scenario, costs: Mapping[str, float]) -> None:
        """Prepare to watch.

        Args:
            scenario: what will be lived.
            costs: what a record of a kind of conduct costs, by its name; kinds that are not named cost nothing.
        """
        encoded, rows = plan_of(scenario).encoded, communities_for(scenario.citizens)
        self.size = rows * LANES
        self._costs = {encoded.kinds.index(kind): cost for kind, cost in costs.items()}
        self._last, self._systems = scenario.days - 1, len(encoded.system_names)
        self.costs = np.zeros((rows, LANES), "f4")
        self.published = np.zeros((self._systems, rows, LANES), "u2")

    def evening(self, view: View) -> None:
        """Add the day's records."""
        kinds = view.counted.astype("u8").reshape(self.costs.shape)
        for kind, cost in self._costs.items():
            self.costs += np.float32(cost) * ((kinds & np.uint64(1 << kind)) != 0)
        if view.day == self._last:
            self.published[:] = view.table("ledgers")["published"][: self._systems, : len(self.costs)]


class StruckCosts(CaseWatch):
    """Adds up what records would cost that were struck out on appeal, rightly or not.

    Attributes:
        costs: of each person, by community and lane; a record behind which several systems have a case counts once.
    """

    name = "struck costs"

    def __init__(self, scenario: Scenario, costs: Mapping[str, float]) -> None:
        """Prepare to watch.

        Args:
            scenario: what will be lived.
            costs: see `RecordedCosts`.
        """
        super().__init__(scenario)
        encoded = plan_of(scenario).encoded
        self._by_kind = np.array([costs.get(kind, 0.0) for kind in encoded.kinds], "f4")
        self._struck: set[tuple[int, int, int, int]] = set()
        self.costs = np.zeros((communities_for(scenario.citizens), LANES), "f4")

    def _count(self, how: str, cases: np.ndarray, days: np.ndarray | int) -> None:
        super()._count(how, cases, days)
        if how == "overturned":
            for row, lane, kind, opened in cases[["row", "lane", "kind", "opened"]].tolist():
                if (row, lane, kind, opened) not in self._struck:
                    self._struck.add((row, lane, kind, opened))
                    self.costs[row, lane] += self._by_kind[kind]


@dataclass(frozen=True)
class Files:
    """A world with reactions: what is on file of everybody, and the truth.

    Attributes:
        lived: the world, which says what everybody truly did and what met them.
        recorded: what each person's records would cost, by community and lane.
        struck: what those of them would cost that were struck out on appeal.
        published: published scores of the last evening by system, community and lane; 0 for no account.
    """

    lived: Lived
    recorded: np.ndarray
    struck: np.ndarray
    published: np.ndarray

    @property
    def after_appeals(self) -> np.ndarray:
        """What each person's records would cost that still stand."""
        left = self.recorded - self.struck
        # The two are added up in different orders: what rounding leaves of records that were all struck out is nothing.
        return np.asarray(np.where(left > _ROUNDING * self.recorded, left, 0))


def files_of(case: Case) -> Files:
    """The files of a case in the world with reactions, with its first seed."""
    kept = case.bench.kept_arrays("files of everybody", lambda: _lived(case))
    return Files(case.bench.live(case.scheme), **kept)


def _lived(case: Case) -> dict[str, np.ndarray]:
    scenario, costs = case.scheme, case.bench.costs
    recorded, struck = RecordedCosts(scenario, costs), StruckCosts(scenario, costs)
    world = case.bench.world(scenario, [recorded, struck])
    try:
        case.bench.through(Recorder(world, series=False), scenario.days)
    finally:
        world.close()
    return {"recorded": recorded.costs, "struck": struck.costs, "published": recorded.published}
