"""How large a trial is: people, days, seeds, points, and what a claim may cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Size:
    """The size of a trial.

    Attributes:
        citizens: people in each world of the first look; power decides how many there are after it.
        days: most days of each world, where a claim does not say otherwise; None for the scenario's own.
        replicates: seeds at the scenario's own values.
        points: points over the assumptions: the first sample, the fresh one that confirms, and that of the second prior.
        budget: seconds of processor time that a claim may cost, by `glasshouse.claims.power.seconds_of`.
        most: most people in a world.
    """

    citizens: int
    days: int | None
    replicates: int
    points: tuple[int, int, int]
    budget: float
    most: int = 327_680

    @property
    def is_full(self) -> bool:
        """Whether there is a fresh sample, without which nothing is said for certain."""
        return self.points[1] > 0


QUICK: Final = Size(citizens=2_560, days=90, replicates=4, points=(64, 0, 0), budget=90, most=40_960)
"""A first look at all claims within minutes: a verdict is at most what a claim leans to."""
FULL: Final = Size(citizens=2_560, days=None, replicates=8, points=(256, 256, 64), budget=2_400)
"""What a verdict should rest on."""
