"""How large a study of remedies is, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from glasshouse.engine.machine import cores
from glasshouse.worlds.intervals import FEWEST


@dataclass(frozen=True)
class Size:
    """The size of a study.

    Attributes:
        citizens: most people of each world, where nobody asks for a number.
        days: most days, where nobody asks for a number.
        seeds: seeds.
        points: points over the assumptions.
    """

    citizens: int
    days: int
    seeds: int
    points: int


FULL: Final = Size(citizens=10_240, days=365, seeds=FEWEST, points=32)
"""What an answer should rest on."""
QUICK: Final = Size(citizens=2_560, days=90, seeds=3, points=10)
"""A first look, with wide intervals."""

_WORLD, _DAY, _PERSON_DAY = 0.4, 0.001, 2e-7
"""Seconds of one core for a world, for each of its days, and for each person's day; measured on ``national``."""


def minutes(worlds: int, citizens: int, days: int, workers: int | None = None) -> float:
    """About how long worlds take, in minutes.

    Args:
        worlds: how many.
        citizens: people in each.
        days: days of each.
        workers: processes; by default one for each core.
    """
    seconds = worlds * (_WORLD + days * (_DAY + citizens * _PERSON_DAY))
    return seconds / (workers or cores()) / 60
