"""The institution that sends patrols: it knows how many records all communities have brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from glasshouse.institutions.institution import DayEnd
from glasshouse.schema.limits import CHANNELS, PATROL_STEPS


class PatrolInstitution:
    """What a community's records are measured by: the mean over all communities.

    Attributes:
        name: ``patrols``.
        records: records that patrols are sent by, of all communities, in 1/16; 0 before the first evening.
    """

    name = "patrols"

    def __init__(self, communities: int) -> None:
        """Make the institution.

        Args:
            communities: how many there are.
        """
        self._communities = communities
        self.records = np.zeros(1, "i8")

    def follow(self, systems: Mapping[str, Any]) -> None:
        """Nothing: what it goes by is settled on the first day, or stands in the numbers in force."""

    def decide(self, day_end: DayEnd) -> None:
        """Count the records."""
        self.records[0] = day_end.day_counts["patrol_weight"]

    def apply(self, parameters: np.void, systems: np.ndarray) -> None:
        """Set the mean that decides the chances of tomorrow."""
        mean = int(self.records[0]) / PATROL_STEPS / self._communities
        parameters["patrol_mean"] = np.float32(mean + float(parameters["patrol_start"]))

    def state(self) -> dict[str, Any]:
        """All records that count."""
        return {"records": self.records}

    def recall(self, memory: Mapping[str, Any]) -> None:
        """Put saved records in place of the present ones."""
        self.records[...] = memory["records"]

    def report(self) -> None:
        """Nothing: where patrols went stands in the counts of each day."""


def patrol_institution(parameters: Iterable[Any], communities: int) -> PatrolInstitution | None:
    """The institution of a scenario, or None if no channel is made by patrols on any day.

    Args:
        parameters: the scenario's `PARAMETERS` records, those that come into force on later days among them.
        communities: how many there are.
    """
    return PatrolInstitution(communities) if any(int(each["patrol"]) < CHANNELS for each in parameters) else None
