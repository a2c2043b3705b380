"""From published figures of a place to the numbers by which its people are drawn: ages, households, incomes."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from glasshouse.schema.limits import HOUSEHOLDS

SIZES = ("one_person_households", "two_person_households", "three_person_households", "four_person_households",
         "five_plus_person_households", "four_plus_person_households")  # fmt: skip
"""Columns of household sizes in residents, the last of which a table has being open above."""
_MOST = 16
"""Residents beyond whom no household is followed."""


def tilt_of(mean_age: float) -> float:
    """The tilt of the density of ages from 18 to 59 that gives a mean age (years), as far as a straight line can."""
    mean = (mean_age - 18.0) / 41.99
    return min(max(6 * (mean - 0.5), -0.99), 0.99)


def households_close(adults: float, shares: Sequence[float] | None) -> list[float]:
    """The chances that the next adult opens a household of their own, by how many adults the one before has.

    Without shares, the chance is the same for each, so that sizes thin out evenly; that needs the mean alone.

    Args:
        adults: adults in a mean household.
        shares: shares of households with 1, 2, … residents, the last with that many or more; None where they are not known.

    Returns:
        `HOUSEHOLDS` chances, for 1 adult, 2 adults …; the last stands for more as well.
    """
    if shares is None:
        return [1 / max(1.0, adults)] * HOUSEHOLDS
    by_adults = adults_by_residents(adults, shares)
    chances: list[float] = []
    for k in range(HOUSEHOLDS - 1):
        left = sum(by_adults[k:])
        chances.append(by_adults[k] / left if left > 0 else 1.0)
    # What is left beyond: an even chance that keeps the mean of those households.
    rest = by_adults[HOUSEHOLDS - 1 :]
    beyond = sum(n * share for n, share in enumerate(rest)) / sum(rest) if sum(rest) > 0 else 0.0
    return [*chances, 1 / (1 + beyond)]


def adults_by_residents(adults: float, shares: Sequence[float]) -> list[float]:
    """Shares of households with 1, 2, … adults, from shares by residents.

    The first of a household is an adult, and each of the others with one chance, so that the mean number of adults comes out.
    The households of the open class thin out evenly; their mean is the least that leaves room for that many adults.

    Args:
        adults: adults in a mean household.
        shares: shares of households with 1, 2, … residents, the last with that many or more.
    """
    sizes = _closed(shares, adults)
    residents = sum(n * share for n, share in enumerate(sizes, 1))
    chance = min(max((adults - 1) / (residents - 1), 0.0), 1.0) if residents > 1 else 0.0
    found = [0.0] * _MOST
    for n, share in enumerate(sizes, 1):
        for k in range(n):
            found[k] += share * math.comb(n - 1, k) * chance**k * (1 - chance) ** (n - 1 - k)
    return found


def _closed(shares: Sequence[float], adults: float) -> list[float]:
    """Shares by residents with the open class spread over the sizes above, as evenly thinning as half its next size."""
    whole = sum(shares)
    *exact, last = (share / whole for share in shares)
    for keeps in (0.3, 0.4, 0.5, 0.6, 0.7):
        room = _MOST - len(exact)
        weights = [keeps**k for k in range(room)]
        sizes = [*exact, *(last * weight / sum(weights) for weight in weights)]
        if sum(n * share for n, share in enumerate(sizes, 1)) >= adults:
            break
    return sizes


def income_shifts(
    levels: Sequence[float | None], places: Sequence[Mapping[str, Any]], gini: float
) -> list[tuple[float, float]]:
    """By how many standard deviations of log income each place lies above the middle, and how much variety is left within.

    Incomes are taken to be lognormal with the country's Gini coefficient (Aitchison and Brown 1957: the standard deviation
    of log income is √2 Φ⁻¹((1 + G) / 2)), so that ranks over the whole country stay even.

    Args:
        levels: income a head by place, in any one currency; None where it is not known, which counts as the middle.
        places: the places, of which the weight is used.
        gini: the Gini coefficient of the whole country.

    Returns:
        For each place the shift, and the factor of what differs within it.
    """
    known = [(math.log(level), place["weight"]) for level, place in zip(levels, places, strict=True) if level]
    if not known or not 0 < gini < 1:
        return [(0.0, 1.0)] * len(places)
    deviation = math.sqrt(2) * statistics.NormalDist().inv_cdf((1 + gini) / 2)
    people = sum(weight for _, weight in known)
    middle = sum(level * weight for level, weight in known) / people
    between = sum((level - middle) ** 2 * weight for level, weight in known) / people / deviation**2
    within = math.sqrt(max(1 - between, 0.0))
    return [((math.log(level) - middle) / deviation if level else 0.0, within) for level in levels]
