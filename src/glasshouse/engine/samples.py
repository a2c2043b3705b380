"""Samples of people for institutions that learn from records: drawn by the citizen, and read from the system's own files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from glasshouse.engine.exchange import Exchange
from glasshouse.engine.panel import ReadProfile, profiles
from glasshouse.engine.state import State
from glasshouse.schema.codes import MIGRANT, MINORITY
from glasshouse.schema.limits import LANES

Luck = Callable[[int, int], Any]
"""Two keyed draws (people × 2) for so many citizens (second) from a number (first) on."""
_BLOCK = 1 << 20
"""Citizens drawn at a time."""


class LedgerSample:
    """What one system has on file about the people of its sample, who may live in several ranges of communities.

    Attributes:
        citizens: numbers of those who live in this range, ascending.
    """

    def __init__(self, number: int, share: float, people: tuple[int, int], luck: Luck) -> None:
        """Draw the sample. Before it can be read, `read_from` must say where.

        Args:
            number: the system's number.
            share: share of people to draw.
            people: numbers of the first citizen of the range, and one past the last.
            luck: the luck of the draw.
        """
        self._number, self._first = number, people[0] // LANES
        chosen, held_back = [np.zeros(0, "i8")], [np.zeros(0, "f4")]
        for first in range(*people, _BLOCK):
            drawn = luck(first, min(_BLOCK, people[1] - first))
            found = np.flatnonzero(drawn[:, 0] < np.float32(share))
            chosen.append(found + first)
            held_back.append(drawn[found, 1])
        self.citizens, self._luck = np.concatenate(chosen), np.concatenate(held_back)
        rows, self._lanes = np.divmod(self.citizens, LANES)
        self._rows = rows - self._first

    def read_from(self, state: State, profile: ReadProfile, exchange: Exchange) -> LedgerSample:
        """The same sample, read from these tables.

        Args:
            state: the tables of the range.
            profile: reads a profile.
            exchange: how the ranges' parts of the sample are put together.
        """
        other = object.__new__(LedgerSample)
        other.__dict__.update(self.__dict__)
        other._state, other._profile, other._exchange = state, profile, exchange
        other._held_back = exchange.gather(self._luck)
        return other

    _state: State
    _profile: ReadProfile
    _exchange: Exchange
    _held_back: np.ndarray

    def accounts(self) -> tuple[np.ndarray, np.ndarray]:
        """Who has an account, and the ledger's dimensions (people × dimensions)."""
        ledger = self._state.ledgers[self._number]
        members = np.asarray(ledger["published"])[self._rows, self._lanes] != 0
        dimensions = np.asarray(ledger["dimensions"])[self._rows, :, self._lanes]
        return self._exchange.gather(members), self._exchange.gather(dimensions)

    def profiles(self) -> np.ndarray:
        """Attributes on file (people × attributes), -1 to 1."""
        return self._exchange.gather(profiles(self._profile, self._number, self._rows, self._lanes))

    def generations(self) -> np.ndarray:
        """How many people have left each seat of the sample; 0 is who was there first."""
        seats = self._state.seats
        # The table has no rows where nobody comes and goes.
        left = (
            np.asarray(seats["generation"])[self._rows, self._lanes] if len(seats) else np.zeros(len(self._rows), "u1")
        )
        return self._exchange.gather(left)

    def groups(self) -> np.ndarray:
        """Minority 2 and registered elsewhere 1, added up."""
        status = np.asarray(self._state.society["status"])[self._rows, self._lanes]
        return self._exchange.gather(((status & (MINORITY | MIGRANT)) >> 1).astype("u1"))

    def is_kept_back(self, share: float) -> np.ndarray:
        """Who is kept back to test a fit."""
        return np.asarray(self._held_back < np.float32(share))
