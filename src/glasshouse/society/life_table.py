"""A life table: deaths in a country by age and sex, as published; never persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Self

import numpy as np
from pydantic import Field, model_validator

from glasshouse.documents.strict import Document
from glasshouse.errors import InputError, Problem
from glasshouse.facts.schema import Basis, Confidence, Date, Quality, Url, Words

YOUNGEST_GROUP, OLDEST_GROUP = 18, 80
"""The first group of ages begins at the one or before, the last at the other or later."""
MOST = 5.0
"""Deaths for each year that people live at an age, at most: a check of the unit."""


class LifeTable(Document):
    """Deaths by age and sex in a country, and where the figures come from.

    Attributes:
        title: heading.
        as_of: when it was so.
        source: who published it.
        confidence: whether a text that states it was read.
        quality: how near that text is to the origin.
        basis: what kind of source stands behind it.
        url: where it was read, if a lasting address is known.
        licence: under which terms the figures may be used.
        note: how figures were derived.
        ages: age in years at which each group begins; the last has no end.
        women: of women in each group, deaths for each year that one of them lives.
        men: the same of men.
    """

    title: Words
    as_of: Date
    source: Words
    confidence: Confidence
    quality: Quality
    basis: Basis
    url: Url | None = None
    licence: Words | None = None
    note: Words | None = None
    ages: tuple[int, ...] = Field(min_length=2)
    women: tuple[float, ...]
    men: tuple[float, ...]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        problems = [*self._problems_of_ages(), *self._problems_of_rates()]
        if problems:
            raise InputError(problems)
        return self

    def _problems_of_ages(self) -> Iterator[Problem]:
        for place, (age, following) in enumerate(pairwise(self.ages), 1):
            if following <= age:
                yield Problem(key=f"ages.{place}", expected=f"more than the age before, {age}", found=str(following))
        if self.ages[0] > YOUNGEST_GROUP:
            yield Problem(key="ages.0", expected=f"at most {YOUNGEST_GROUP}: adults are in it", found=str(self.ages[0]))
        if self.ages[-1] < OLDEST_GROUP:
            expected = f"at least {OLDEST_GROUP}, where the last group begins"
            yield Problem(key=f"ages.{len(self.ages) - 1}", expected=expected, found=str(self.ages[-1]))

    def _problems_of_rates(self) -> Iterator[Problem]:
        for sex, rates in (("women", self.women), ("men", self.men)):
            if len(rates) != len(self.ages):
                yield Problem(key=sex, expected=f"{len(self.ages)} figures, one an age", found=str(len(rates)))
            for place, rate in enumerate(rates):
                if not 0 < rate <= MOST:
                    expected = f"deaths for each year lived, above 0 and at most {MOST:g}"
                    yield Problem(key=f"{sex}.{place}", expected=expected, found=f"{rate:g}")

    def chances(self, ages: Sequence[int]) -> np.ndarray:
        """The chance to die within a year, at each of some ages in years; women first, then men.

        A group's rate stands at its middle (that of the last, as many years after its beginning as people there have to live);
        between two middles the logarithm of the rate moves in a straight line, before the first and after the last it stays.
        """
        return np.array([_chances(self.ages, rates, ages) for rates in (self.women, self.men)])


def _chances(groups: Sequence[int], rates: Sequence[float], ages: Sequence[int]) -> np.ndarray:
    middles = [(first + end) / 2 for first, end in pairwise(groups)]
    middles.append(groups[-1] + 1 / rates[-1])
    within = np.exp(np.interp(np.asarray(ages) + 0.5, middles, np.log(rates)))
    found: np.ndarray = -np.expm1(-within)
    return found
