"""How large a trial is: people, days, seeds, points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Size:
    """The size of a trial.

    Attributes:
        citizens: people in each world, where a claim does not say otherwise.
        days: days of each world, where a claim does not say otherwise.
        replicates: seeds at the assumptions' middle, and wherever a link is switched off.
        points: points of the Latin hypercube over the assumptions.
    """

    citizens: int
    days: int
    replicates: int
    points: int


QUICK: Final = Size(citizens=2_048, days=90, replicates=3, points=40)
"""All claims within minutes, with wide intervals."""
FULL: Final = Size(citizens=10_240, days=365, replicates=10, points=192)
"""What a verdict should rest on."""
