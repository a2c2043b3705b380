"""The second observer: to which groups people belong, in which bands they stand on three days, how scores are spread."""

from __future__ import annotations

from typing import Final

import numpy as np

from glasshouse.audit.rights.crossings import NOBODY, REGISTER, cell_of
from glasshouse.engine.observers import Observer, View
from glasshouse.engine.plan import plan_of
from glasshouse.engine.state import communities_for
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import BANDS, LANES

EARLY: Final = 30
"""The day from which drift is counted, and the first of the two horizons of mobility; the other is the last day."""
BINS: Final = 10
"""Bins of scores: tenths of the members of the day `EARLY`."""
STAND: Final = BANDS + 1
"""Where somebody may stand: without an account, or in a band from the lowest on."""
MOMENTS: Final = (
    "members",
    "scores",
    "squares",
    *(f"{part} of {name}" for name in REGISTER for part in ("members", "scores")),
)
"""Sums over the members of a community on the last day: of scores, and of the same over those of a group."""


class Standings(Observer):
    """How people stand with each system on the first day, on an early one and on the last. All counts are exact.

    Attributes:
        cell: the crossing of groups to which each person belongs, on the first day (communities × lanes); see `groups`.
        has: attributes that the scenario declares, a bit each, likewise.
        moves: people by system, horizon (`EARLY` or the last day), where they stood on the first day and where they stand then.
        scores: people by system, day (`EARLY`, the last) and bin of their published score.
        moments: sums over members by community, system and `MOMENTS`.
    """

    name = "standings"

    def __init__(self, scenario: Scenario) -> None:
        """Prepare to watch a scenario."""
        encoded, rows = plan_of(scenario).encoded, communities_for(scenario.citizens)
        systems = len(encoded.system_names)
        self._codes = [np.array(each["band_code"][: int(each["bands"])], "i8") for each in encoded.systems[:systems]]
        self._early, self._last = min(EARLY, scenario.days - 1), scenario.days - 1
        self._first, self._edges = np.zeros((systems, rows, LANES), "i8"), [np.zeros(0, "i8")] * systems
        self.cell = np.full((rows, LANES), NOBODY, "u1")
        self.has = np.zeros((rows, LANES), "u1")
        self.moves = np.zeros((systems, 2, STAND, STAND), "i8")
        self.scores = np.zeros((systems, 2, BINS), "i8")
        self.moments = np.zeros((rows, systems, len(MOMENTS)), "i8")

    def evening(self, view: View) -> None:
        """Look at how people stand, on three days."""
        if view.day not in (0, self._early, self._last):
            return
        if view.day == 0:
            self._know(view)
        there = self.cell != NOBODY
        ledgers = view.table("ledgers")["published"][: len(self._codes), : len(there)].astype("i8")
        for s, codes in enumerate(ledgers):
            stands = np.searchsorted(self._codes[s], codes, side="right") * ((codes > 0) & there)
            if view.day == 0:
                self._first[s] = stands
            for horizon, day in enumerate((self._early, self._last)):
                # Of a short run both are the last day.
                if view.day == day:
                    both = (self._first[s] * STAND + stands)[there]
                    self.moves[s, horizon] = np.bincount(both, minlength=STAND * STAND).reshape(STAND, STAND)
                    self._spread(s, horizon, codes[there & (codes > 0)])
            if view.day == self._last:
                self._add_up(s, np.where(there, codes, 0))

    def _know(self, view: View) -> None:
        society = view.table("society")[: len(self.cell)]
        there = np.arange(LANES)[None, :] < society["people"][:, None]
        self.cell = np.where(there, cell_of(society), NOBODY).astype("u1")
        declared = view.table("attributes")["has"] if view.table("attributes").size else None
        if declared is not None and declared.shape[0] >= len(self.has):
            self.has = np.where(there, declared[: len(self.has)], 0).astype("u1")

    def _spread(self, s: int, horizon: int, codes: np.ndarray) -> None:
        if horizon == 0 and len(codes):
            # Equal scores stand in one bin: where many are equal there are fewer bins than tenths.
            tenths = np.quantile(codes, np.arange(1, BINS) / BINS, method="higher")
            self._edges[s] = np.unique(tenths).astype("i8")
        bins = np.searchsorted(self._edges[s], codes, side="right")
        self.scores[s, horizon] = np.bincount(bins, minlength=BINS)

    def _add_up(self, s: int, codes: np.ndarray) -> None:
        member = codes > 0
        of = [member] + [member & (self.cell & np.uint8(bit) != 0) for bit in REGISTER.values()]
        sums = [member.sum(1), codes.sum(1), (codes * codes).sum(1)]
        for group in of[1:]:
            sums += [group.sum(1), (codes * group).sum(1)]
        self.moments[:, s] = np.stack(sums, 1)

    def arrays(self) -> dict[str, np.ndarray]:
        """What was noted, by name."""
        return {name: getattr(self, name) for name in ("cell", "has", "moves", "scores", "moments")}
