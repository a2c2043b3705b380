"""A score fitted again to what it has caused.

Perdomo, Zrnic, Mendler-Dünner, Hardt, "Performative prediction", ICML (2020): when people react to a prediction, fitting it
again and again ends in a stable point, which is not the best one. Offices fit in the evening, so nothing here is compiled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Number


def moved_outcome(base: Number, effect: Number, prediction: Number) -> Number:
    """The mean outcome among people who were told a prediction: `base` without any, `effect` for each unit of it."""
    return base + effect * prediction


def refitted(old: Number, outcome: Number, speed: float) -> Number:
    """A prediction fitted to the mean outcome seen: all the way (speed 1: least squares on this sample), or in part."""
    return old + speed * (outcome - old)
