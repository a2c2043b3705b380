"""What ranges of communities that live apart tell each other: the only way between them.

A society may be held by several worlds, each with a range of its communities. Every one of them makes the same calls in
the same order; a call returns when all have made it.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from glasshouse.engine.state import State


class Exchange(Protocol):
    """How one range talks to the others."""

    def sum(self, encoded: np.ndarray) -> np.ndarray:
        """The sum over all ranges of an array of whole numbers of 64 bits, element by element; it wraps."""

    def gather(self, rows: np.ndarray) -> np.ndarray:
        """All ranges' rows one after the other, in the order of the ranges. Only the number of rows may differ."""

    def halo(self, state: State, day: int) -> None:
        """Fill the state's halo rows with what their communities showed and published before `day`.

        Each range offers `State.shown`; whoever ties a citizen to one of its communities copies that row.
        """

    def barrier(self) -> None:
        """Wait for all ranges."""


class InProcess:
    """One range that is the whole society: no other range exists, so nothing is sent."""

    def sum(self, encoded: np.ndarray) -> np.ndarray:
        """The numbers themselves."""
        return encoded

    def gather(self, rows: np.ndarray) -> np.ndarray:
        """The rows themselves."""
        return rows

    def halo(self, state: State, day: int) -> None:
        """Nothing: no contact lives elsewhere."""

    def barrier(self) -> None:
        """Nothing: nobody else is on the way."""


IN_PROCESS = InProcess()
