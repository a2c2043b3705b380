"""How people age, go and come: a life table, and what keeps the ages of a place as they are.

Everybody grows a year older on the same day of the year. Some die, by a life table; others leave, and newcomers come at
such ages that the ages of each place keep the shape with which it was founded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import Field

from glasshouse.documents.quantity import Yearly, assumed
from glasshouse.documents.strict import Document
from glasshouse.society.configuration import Years
from glasshouse.society.population import OLDEST, YOUNGEST


class Turnover(Document):
    """Whether people age, go and come. Off, everybody keeps their age and stays for the whole run.

    Attributes:
        enabled: whether they do.
        year: days between two birthdays, all of them on the same day; anything but 365 is for tests and sketches.
        mortality: of people aged 60, deaths per year.
        doubling: years of age in which mortality doubles (Gompertz 1825), before 60 and after.
    """

    enabled: bool = False
    year: int = Field(default=365, ge=1, le=36_600)
    mortality: Yearly = assumed(
        0.009,
        "About what the life tables of the World Health Organization have for people around 60 in China, Germany and the "
        "United States; both sexes alike.",
        0.005,
        0.02,
        Yearly,
    )
    doubling: Years = assumed(
        7.0,
        "Mortality of adults doubles every six to nine years of age in the life tables of these countries.",
        6,
        9,
        Years,
    )

    def __bool__(self) -> bool:
        return self.enabled

    @property
    def is_idle(self) -> bool:
        """Whether nobody ages, so that no quantity of it moves anything."""
        return not self.enabled


AGES = OLDEST - YOUNGEST + 1
"""Ages that adults can have, one row each: the first stands for `YOUNGEST`."""

LIFE = np.dtype([("dies", "f4", (AGES,)), ("goes", "f4", (AGES,)), ("comes", "f4", (AGES,))])
"""A place's year by age: the chance to die, the chance to die or leave, and the share of newcomers of at most that age."""


def encode_lives(turnover: Turnover, places: Sequence[Mapping[str, Any]]) -> np.ndarray:
    """What a year brings in each place, as `LIFE` records.

    With shares s(a) of ages, and deaths d(a), those of age a who are left make up s(a) (1 - d(a)) of the age a + 1. Where that
    is too many, some leave; where it is too few, newcomers come at that age, and at 18 all of it. So as many come as go.

    Args:
        turnover: the life table.
        places: the places as numbers (see `glasshouse.society.encoding.places_of`).
    """
    table = np.zeros(len(places), LIFE)
    ages = np.arange(YOUNGEST, OLDEST + 1)
    dies = np.minimum(turnover.mortality.value * 2.0 ** ((ages - 60) / turnover.doubling.value), 1.0)
    for row, place in zip(table, places, strict=True):
        shares = share_by_age(float(place["tilt"]), float(place["sixty"]))
        missing = np.append(shares[1:], 0.0) - shares * (1 - dies)
        too_many = np.maximum(-missing, 0.0)
        leaves = np.divide(too_many, shares, out=1 - dies, where=shares > 0)
        comes = np.append(shares[0], np.maximum(missing[:-1], 0.0))
        row["dies"], row["goes"] = dies, np.minimum(dies + leaves, 1.0)
        row["comes"] = np.cumsum(comes) / comes.sum()
    return table


def share_by_age(tilt: float, sixty: float) -> np.ndarray:
    """The share of each age from `YOUNGEST` to `OLDEST` among a place's adults when it is founded.

    Args:
        tilt: tilt of the ages under sixty.
        sixty: share of people over sixty.
    """
    ends = np.arange(YOUNGEST, OLDEST + 2, dtype=float)
    young = np.clip((ends - 18.0) / 41.99, 0.0, 1.0)
    old = np.clip((ends - 60.0) / 35.0, 0.0, 1.0)
    below = (1 - sixty) * (tilt * young**2 + (1 - tilt) * young) + sixty * (1 - (1 - old) ** 2)
    shares: np.ndarray = np.diff(below)
    return shares
