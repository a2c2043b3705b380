"""How people age, go and come: a life table, and what keeps the ages of a place as they are.

Everybody grows a year older on the same day of the year. Some die, by a life table; others leave, and newcomers come at
such ages that the ages of each place keep the shape with which it was founded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
from pydantic import Field, model_validator

from glasshouse.documents.quantity import Ratio, Yearly, assumed
from glasshouse.documents.strict import Document
from glasshouse.errors import InputError, Problem
from glasshouse.society.configuration import Years
from glasshouse.society.life_table import LifeTable
from glasshouse.society.population import OLDEST, YOUNGEST


class Turnover(Document):
    """Whether people age, go and come. Off, everybody keeps their age and stays for the whole run.

    Attributes:
        enabled: whether they do.
        year: days between two birthdays, all of them on the same day; anything but 365 is for tests and sketches.
        times: how many times the rates of death are those of the life table or the law.
        mortality: of people aged 60, deaths per year.
        doubling: years of age in which mortality doubles (Gompertz 1825), before 60 and after.

    Where neither `mortality` nor `doubling` is given, people die by their society's life table, if it has one; else by
    Gompertz's law, both sexes alike, in which `MORTALITY` and `DOUBLING` stand for what is not given.
    """

    enabled: bool = False
    year: int = Field(default=365, ge=1, le=36_600)
    times: Ratio = assumed(1.0, "As published; the range is for years and groups that differ.", 0.8, 1.25, Ratio)
    mortality: Yearly | None = None
    doubling: Years | None = None

    @model_validator(mode="after")
    def _can_be_reckoned_with(self) -> Self:
        problems = []
        if self.times.value < 0:
            problems.append(Problem(key="times", expected="at least 0", found=f"{self.times.value:g}"))
        if self.doubling is not None and self.doubling.value <= 0:
            problems.append(Problem(key="doubling", expected="more than 0 years", found=f"{self.doubling.value:g}"))
        if problems:
            raise InputError(problems)
        return self

    def __bool__(self) -> bool:
        return self.enabled

    @property
    def is_idle(self) -> bool:
        """Whether nobody ages, so that no quantity of it moves anything."""
        return not self.enabled


MORTALITY = assumed(
    0.009,
    "About what life tables have for people around 60 in China, Germany and the United States; both sexes alike.",
    0.005,
    0.02,
    Yearly,
)
"""Deaths per year of people aged 60, where neither the scenario nor the society says."""
DOUBLING = assumed(
    7.0,
    "Mortality of adults doubles every six to nine years of age in the life tables of these countries.",
    6,
    9,
    Years,
)
"""Years of age in which mortality doubles, where neither the scenario nor the society says."""

AGES = OLDEST - YOUNGEST + 1
"""Ages that adults can have, one row each: the first stands for `YOUNGEST`."""

LIFE = np.dtype([(name, "f4", (2, AGES)) for name in ("dies", "goes", "comes")])
"""A place's year by sex (women, men) and age: the chance to die, the chance to die or leave, and the share of newcomers of at
most that age."""


def encode_lives(
    turnover: Turnover, places: Sequence[Mapping[str, Any]], life_table: LifeTable | None = None
) -> np.ndarray:
    """What a year brings in each place, as `LIFE` records.

    With shares s(a) of ages, and deaths d(a), those of age a who are left make up s(a) (1 - d(a)) of the age a + 1. Where that
    is too many, some leave; where it is too few, newcomers come at that age, and at 18 all of it. So as many come as go, of each
    sex apart.

    Args:
        turnover: the law of mortality, if the scenario gives one.
        places: the places as numbers (see `glasshouse.society.encoding.places_of`).
        life_table: the society's life table, if it has one.
    """
    table = np.zeros(len(places), LIFE)
    deaths = chances_to_die(turnover, life_table)
    for row, place in zip(table, places, strict=True):
        shares = share_by_age(float(place["tilt"]), float(place["sixty"]))
        for sex, dies in enumerate(deaths):
            missing = np.append(shares[1:], 0.0) - shares * (1 - dies)
            too_many = np.maximum(-missing, 0.0)
            leaves = np.divide(too_many, shares, out=1 - dies, where=shares > 0)
            comes = np.append(shares[0], np.maximum(missing[:-1], 0.0))
            row["dies"][sex], row["goes"][sex] = dies, np.minimum(dies + leaves, 1.0)
            row["comes"][sex] = np.cumsum(comes) / comes.sum()
    return table


def chances_to_die(turnover: Turnover, life_table: LifeTable | None) -> np.ndarray:
    """The chance to die within a year, by sex (women, men) and age from `YOUNGEST` to `OLDEST`.

    Args:
        turnover: the law of mortality, if the scenario gives one.
        life_table: the society's life table, if it has one.
    """
    found, times = _published_or_law(turnover, life_table), turnover.times.value
    # Times 1 keeps every bit.
    return found if times == 1 else 1 - (1 - found) ** times


def _published_or_law(turnover: Turnover, life_table: LifeTable | None) -> np.ndarray:
    ages = np.arange(YOUNGEST, OLDEST + 1)
    if life_table is not None and turnover.mortality is None and turnover.doubling is None:
        return life_table.chances(ages.tolist())
    at_60, doubling = turnover.mortality or MORTALITY, turnover.doubling or DOUBLING
    law = np.minimum(at_60.value * 2.0 ** ((ages - 60) / doubling.value), 1.0)
    return np.array([law, law])


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
