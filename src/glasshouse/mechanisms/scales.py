"""Odds as points: the scale of a credit scorecard, on which so many points double the odds.

Siddiqi, "Credit risk scorecards" (2006). Used when a score is set up, never within a day.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class OddsScale:
    """A scale of points.

    Attributes:
        factor: points for each unit of log odds.
        offset: points at even odds.
    """

    factor: float
    offset: float

    @classmethod
    def through(cls, points: float, odds: float, doubling: float) -> OddsScale:
        """The scale on which `points` stand for `odds` (good to bad), and `doubling` points more for twice the odds."""
        factor = doubling / math.log(2.0)
        return cls(factor, points - factor * math.log(odds))

    def points(self, odds: float) -> float:
        """The points that stand for these odds."""
        return self.offset + self.factor * math.log(odds)

    def odds(self, points: float) -> float:
        """The odds that these points stand for."""
        return math.exp((points - self.offset) / self.factor)
