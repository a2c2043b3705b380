"""How often each way of going otherwise befell each citizen: what ranks people, beside the bits that say whether it did."""

from __future__ import annotations

from typing import Final

import numpy as np

from glasshouse.schema.limits import LANES
from glasshouse.worlds.individual_differences import OUTCOMES, DifferenceCounts
from glasshouse.worlds.twins import Twins

WAYS: Final = tuple(OUTCOMES)
_ENDS: Final = {"denied": 1, "wrongly_sanctioned": 4, "sanctioned": 8}
"""The bit of each way among those that say what befell somebody on a day."""


class Counting:
    """Days on which each way showed, by twin, way and citizen.

    Attributes:
        days: by twin, way × citizen.
    """

    def __init__(self, twins: Twins) -> None:
        """Count from the next day on."""
        self._twins = twins
        self.days = {name: np.zeros((len(WAYS), ledger.bits.size), "u2") for name, ledger in twins.ledgers.items()}

    def count(self) -> None:
        """Count the day that was lived last."""
        for name, ledger in self._twins.ledgers.items():
            self._count(ledger, self.days[name])

    def _count(self, ledger: DifferenceCounts, into: np.ndarray) -> None:
        ours, theirs = (
            np.concatenate([chunk.trace for chunk in world.chunks]) for world in (ledger.world, ledger.twin)
        )
        less, more = theirs["acts"] & ~ours["acts"], ours["acts"] & ~theirs["acts"]
        ends, masks = ours["ends"] & ~theirs["ends"], ledger.masks
        shows = {
            "conduct_differs": less | more,
            "silenced": less & np.uint64(masks.quiet),
            "encouraged": more & np.uint64(masks.good),
            "deterred": less & np.uint64(masks.bad),
            "louder": more & np.uint64(masks.quiet),
            **{way: ends & np.uint32(bit) for way, bit in _ENDS.items()},
        }
        people = np.arange(LANES) < ledger.world.society["people"][: ledger.world.communities, None]
        for k, way in enumerate(WAYS):
            into[k] += ((shows[way] != 0) & people).reshape(-1)
        if ledger.departed.size:  # somebody new may sit there, to whom it has not happened
            into *= (ledger.bits.reshape(-1) >> np.arange(len(WAYS), dtype="u1")[:, None]) & np.uint8(1)
