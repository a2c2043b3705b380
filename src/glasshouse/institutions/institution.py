"""Institutions: each decides one thing for all, at a day's end, from exact totals of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np


@dataclass(frozen=True)
class DayEnd:
    """What institutions are told at a day's end.

    Attributes:
        day: the day that ends.
        day_counts: the day's counts, one `DAY_COUNTS` record.
        system_counts: the day's counts of each system, `SYSTEM_COUNTS` records.
        systems: the systems' numbers as they stand, one `SYSTEM` record each.
    """

    day: int
    day_counts: Any
    system_counts: Any
    systems: np.ndarray


class Institution(Protocol):
    """One institution.

    An institution remembers what it has decided in whole numbers, which a checkpoint keeps. Whatever it writes into the
    numbers of tomorrow follows from what it remembers alone, so that it can be written again after other rules came into
    force or a run was resumed.
    """

    name: str
    """What the institution is called; its state is kept under this name."""

    def follow(self, systems: Mapping[str, Any]) -> None:
        """Go by new rules from today on.

        Args:
            systems: all systems by name as the rules in force, and the safeguards among them, leave them.
        """

    def decide(self, day_end: DayEnd) -> None:
        """Take note of the day and decide."""

    def apply(self, parameters: np.void, systems: np.ndarray) -> None:
        """Write what was decided into the numbers that hold tomorrow.

        Args:
            parameters: the scenario's `PARAMETERS` record.
            systems: its `SYSTEM` records.
        """

    def state(self) -> dict[str, Any]:
        """What the institution remembers, as arrays by name (the live arrays, not copies)."""

    def recall(self, memory: Mapping[str, Any]) -> None:
        """Remember, in copies, what an institution of the same scenario remembered on some day.

        Args:
            memory: what that office's `memory` returned.
        """

    def report(self) -> object:
        """What it has decided, for the results; None if that stands elsewhere."""
