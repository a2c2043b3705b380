"""The institution that shares out caseworkers' time: it knows how many cases wait in the whole society."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from glasshouse.institutions.institution import DayEnd
from glasshouse.schema.limits import SYSTEMS


class ReviewInstitution:
    """What share of the cases that wait caseworkers can take up tomorrow, by system.

    Attributes:
        name: ``reviews``.
        waiting: cases that wait in the evening, by system; 0 before the first.
    """

    name = "reviews"

    def __init__(self, citizens: int) -> None:
        """Make the institution.

        Args:
            citizens: people in the whole society.
        """
        self._citizens = citizens
        self.waiting = np.zeros(SYSTEMS, "i8")

    def follow(self, systems: Mapping[str, Any]) -> None:
        """Nothing: the capacity stands in the numbers in force."""

    def decide(self, day_end: DayEnd) -> None:
        """Count the cases that wait."""
        self.waiting[...] = day_end.day_counts["review_waiting"]

    def apply(self, parameters: np.void, systems: np.ndarray) -> None:
        """Set the chance that a case is taken up tomorrow: places over cases, at most 1."""
        for system, waiting in zip(systems, self.waiting.tolist(), strict=False):
            places = float(system["review_capacity"]) * self._citizens / 1000
            system["review_taken"] = np.float32(min(1.0, places / waiting) if waiting else 1.0)

    def state(self) -> dict[str, Any]:
        """The cases that wait."""
        return {"waiting": self.waiting}

    def recall(self, memory: Mapping[str, Any]) -> None:
        """Put saved numbers in place of the present ones."""
        self.waiting[...] = memory["waiting"]

    def report(self) -> None:
        """Nothing: what caseworkers did stands in the counts of each day."""


def review_institution(systems: Iterable[np.ndarray], citizens: int) -> ReviewInstitution | None:
    """The institution of a scenario, or None if no system has a human review.

    Args:
        systems: the `SYSTEM` records, those that come into force on later days among them.
        citizens: people in the whole society.
    """
    return ReviewInstitution(citizens) if any((each["docket"] > 0).any() for each in systems) else None
