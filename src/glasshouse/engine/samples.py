"""Samples of people for offices that learn from records: drawn by the citizen, and read from the system's own files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels.randomness import key_of
from glasshouse.schema.tables import LANES, MIGRANT, MINORITY

if TYPE_CHECKING:
    from glasshouse.engine.world import World


_BLOCK = 1 << 20
"""Citizens drawn at a time."""


class LedgerSample:
    """What one system has on file about the people of its sample.

    Attributes:
        citizens: their numbers, ascending.
    """

    def __init__(self, world: World, number: int, name: str, share: float) -> None:
        """Draw the sample.

        Args:
            world: where they live.
            number: the system's number.
            name: its name, by which the luck of the draw is keyed.
            share: share of people to draw.
        """
        self._world, self._number = world, number
        chosen, held_back = [], []
        for first in range(0, world.scenario.citizens, _BLOCK):
            luck = world.luck(key_of(name), first, min(_BLOCK, world.scenario.citizens - first))
            found = np.flatnonzero(luck[:, 0] < np.float32(share))
            chosen.append(found + first)
            held_back.append(luck[found, 1])
        self.citizens, self._held_back = np.concatenate(chosen), np.concatenate(held_back)
        self._communities, self._lanes = np.divmod(self.citizens, LANES)

    def accounts(self) -> tuple[Any, Any]:
        """Who has an account, and the ledger's dimensions (people × dimensions)."""
        ledger = self._world.ledgers[self._number]
        members = np.asarray(ledger["published"])[self._communities, self._lanes] != 0
        return members, np.asarray(ledger["dimensions"])[self._communities, :, self._lanes]

    def profiles(self) -> Any:
        """Attributes on file (people × attributes), -1 to 1."""
        found = np.zeros((len(self.citizens), 5), "f4")
        for c in np.unique(self._communities):
            here = self._communities == c
            found[here] = self._world.profile(self._number, c)[:, self._lanes[here]].T
        return found

    def groups(self) -> Any:
        """Minority 2 and registered elsewhere 1, added up."""
        status = np.asarray(self._world.society["status"])[self._communities, self._lanes]
        return ((status & (MINORITY | MIGRANT)) >> 1).astype("u1")

    def is_kept_back(self, share: float) -> Any:
        """Who is kept back to test a fit."""
        return self._held_back < np.float32(share)
