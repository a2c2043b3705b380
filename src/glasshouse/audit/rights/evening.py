"""The evening observer: who was under which measure on each day, and what that comes to. It changes nothing."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from glasshouse.audit.rights.unions import Unions
from glasshouse.engine.observers import Observer, View
from glasshouse.engine.plan import plan_of
from glasshouse.engine.state import communities_for
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import LANES

ENDS: Final = ("denied", "eased", "wronged", "sanctioned", "worsened")
"""What befell somebody on a day, by bit of `TRACE.ends`."""
_SANCTIONED: Final = ENDS.index("sanctioned")
MOST_FIELDS: Final = 16
"""Fields of life that are told apart where somebody is barred from several at once."""


def _mask(bits: Iterable[int]) -> np.uint64:
    """A word with some bits set."""
    return np.uint64(sum(1 << b for b in bits))


def _by_bit(ends: np.ndarray) -> np.ndarray:
    """How many people each of `ENDS` befell."""
    befell = ends.astype("u1").reshape(-1)
    befell = befell[befell != 0]
    return np.array([np.count_nonzero(befell & np.uint8(1 << b)) for b in range(len(ENDS))], "i8")


class Evening(Observer):
    """Counts of a world, evening by evening. All are exact.

    Attributes:
        measures: (system, measure) by bit.
        sanctions: bits of the sanctions among them.
        under: person-days under each measure, by community.
        sanctioned: person-days under at least one sanction, by community.
        unions: person-days under at least one of the sanctions that are counted together, by community.
        fields: person-days by the number of fields of life in which a sanction was in force at once (0 is none), by community.
        days_under: days under at least one sanction, by community and lane.
        ever: whether anybody of a place was ever under each measure: bits by community and lane.
        ends: person-days on which each of `ENDS` befell somebody.
        deserved: what a person's true acts would cost if each was recorded, by community and lane, in the unit of `costs`.
        sanctioned_on: who was under a sanction on which day, packed; see `unpacked`.
    """

    name = "audit"

    def __init__(
        self, scenario: Scenario, costs: Mapping[str, float] | None = None, together: Unions | None = None
    ) -> None:
        """Prepare to watch.

        Args:
            scenario: what will be lived; one with fewer rules has the same measures by the same bits.
            costs: what a record of a kind of conduct costs, by its name; kinds that are not named cost nothing.
            together: sanctions that are counted together, so that a day under several of them counts once.
        """
        encoded, rows = plan_of(scenario).encoded, communities_for(scenario.citizens)
        self.measures = tuple(encoded.measures)
        typed = [scenario.systems[system].measures[name] for system, name in self.measures]
        self.sanctions = tuple(b for b, measure in enumerate(typed) if measure.type == "sanction")
        contexts = sorted({typed[b].context for b in self.sanctions})[:MOST_FIELDS]
        self._fields = [_mask(b for b in self.sanctions if typed[b].context == context) for context in contexts]
        self._bits = [_mask((b,)) for b in range(len(self.measures))]
        self._costs = {encoded.kinds.index(kind): cost for kind, cost in (costs or {}).items()}
        self.under = np.zeros((rows, len(self.measures)), "i8")
        bits = {measure: b for b, measure in enumerate(self.measures)}
        # A world with fewer systems has fewer of them.
        self._together = [_mask(bits[each] for each in union if each in bits) for union in (together or {}).values()]
        self.unions = np.zeros((rows, len(self._together)), "i8")
        self.sanctioned = np.zeros(rows, "i8")
        self.fields = np.zeros((rows, len(contexts) + 1), "i8")
        self.days_under = np.zeros((rows, LANES), "u2")
        self.ever = np.zeros((rows, LANES), "u8")
        self.ends = np.zeros(len(ENDS), "i8")
        self.deserved = np.zeros((rows, LANES), "f4")
        self._packing, self._packed = zlib.compressobj(1), bytearray()
        self._yesterday = np.zeros((rows, LANES // 8), "u1")
        self._sanctioned = np.zeros(rows, "i8")
        self._treatment = np.zeros((rows, LANES), "u8")
        self._today = {name: np.zeros_like(getattr(self, name)) for name in ("under", "unions", "fields")}

    def evening(self, view: View) -> None:
        """Count the day."""
        traces = view.traces
        treatment, ends = traces["treatment"], traces["ends"]
        self.ends += _by_bit(ends)
        self._count_sanctioned((ends & np.uint32(1 << _SANCTIONED)) != 0)
        self._count_treatment(np.ascontiguousarray(treatment))
        self._count_acts(traces["acts"])

    def _count_sanctioned(self, is_sanctioned: np.ndarray) -> None:
        """Add the day to those under a sanction; and keep who they are."""
        self.days_under += is_sanctioned
        if self._pack(is_sanctioned):
            self._sanctioned = is_sanctioned.sum(1)
        self.sanctioned += self._sanctioned

    def _count_treatment(self, treatment: np.ndarray) -> None:
        """Add the day of those who are under something; only what is other than on the day before is counted anew."""
        places = np.flatnonzero(treatment != self._treatment)
        if len(places):
            before, now = (each.reshape(-1)[places] for each in (self._treatment, treatment))
            self.ever.reshape(-1)[places] |= now
            for words, sign in ((before, -1), (now, 1)):
                self._move(places // LANES, words, sign)
            self._treatment = treatment.copy()
        self.under += self._today["under"]
        self.unions += self._today["unions"]
        self.fields += self._today["fields"]

    def _move(self, rows: np.ndarray, words: np.ndarray, sign: int) -> None:
        """Count people to those who are under something, or out of them, by their communities and what they are under."""
        is_under = words != 0
        rows, met, today = rows[is_under], words[is_under], self._today
        for k, mask in enumerate(self._bits):
            today["under"][:, k] += sign * np.bincount(rows[(met & mask) != 0], minlength=len(self.under))
        for k, mask in enumerate(self._together):
            today["unions"][:, k] += sign * np.bincount(rows[(met & mask) != 0], minlength=len(self.unions))
        if self._fields:
            number = sum(((met & field) != 0).astype("u1") for field in self._fields)
            cells = rows * self.fields.shape[1] + number
            today["fields"] += sign * np.bincount(cells, minlength=self.fields.size).reshape(self.fields.shape)

    def _count_acts(self, acts: np.ndarray) -> None:
        """Add what the day's true acts would cost; most people did nothing that costs."""
        costly, deserved = (acts & _mask(self._costs)).reshape(-1), self.deserved.reshape(-1)
        # Of truth values in a row the places are found many times faster than of words in a table.
        places = np.flatnonzero(costly != 0)
        done = costly[places]
        cost_of_day = deserved[places]
        for kind, cost in self._costs.items():
            cost_of_day += np.float32(cost) * ((done & np.uint64(1 << kind)) != 0)
        deserved[places] = cost_of_day

    def arrays(self) -> dict[str, np.ndarray]:
        """What was counted, by name."""
        names = ("under", "unions", "sanctioned", "fields", "days_under", "ever", "ends", "deserved", "sanctioned_on")
        return {name: getattr(self, name) for name in names}

    def _pack(self, is_sanctioned: np.ndarray) -> bool:
        """Keep who is under a sanction: a bit each, and of every day only what is other than on the day before.

        Returns:
            Whether anything is.
        """
        today = np.packbits(is_sanctioned, axis=1)
        changes = today ^ self._yesterday
        self._packed += self._packing.compress(changes.tobytes())
        self._yesterday = today
        return bool(changes.any())

    @property
    def sanctioned_on(self) -> np.ndarray:
        """Who was under a sanction on which day so far, packed; see `unpacked`."""
        return np.frombuffer(bytes(self._packed) + self._packing.copy().flush(), "u1")


def unpacked(sanctioned_on: np.ndarray, communities: int) -> np.ndarray:
    """Who was under a sanction on which day: days × communities × 32 bytes of eight people each.

    Args:
        sanctioned_on: as `Evening` packs it.
        communities: how many there are.
    """
    changes = np.frombuffer(zlib.decompress(sanctioned_on.tobytes()), "u1").reshape(-1, communities, LANES // 8)
    return np.asarray(np.bitwise_xor.accumulate(changes, axis=0))
