"""How large a portrait is, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from glasshouse.engine.machine import cores
from glasshouse.worlds.intervals import FEWEST

TEN_YEARS: Final = 3650
"""Days of a portrait, where nobody asks for another number."""


@dataclass(frozen=True)
class Size:
    """The size of a portrait.

    Attributes:
        citizens: most people of each world, where nobody asks for a number.
        seeds: seeds.
        points: points over the assumptions.
    """

    citizens: int
    seeds: int
    points: int


FULL: Final = Size(citizens=10_240, seeds=FEWEST, points=32)
"""What a portrait should rest on."""
QUICK: Final = Size(citizens=2_560, seeds=3, points=10)
"""A first look, with wide intervals."""

_DAY, _PERSON_DAY = 0.001, 6e-7
"""Seconds of one core for a day of four worlds, beside each person's; measured on ``rongcheng``."""


def minutes(lives: int, citizens: int, days: int, workers: int | None = None) -> float:
    """About how long it takes to live through all four worlds, in minutes; their marginals are taken from the same lives.

    Args:
        lives: how often.
        citizens: people in each world.
        days: days.
        workers: processes; by default one for each core.
    """
    seconds = lives * days * 4 * (_DAY + citizens * _PERSON_DAY)
    return seconds / (workers or cores()) / 60
