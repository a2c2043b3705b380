"""The census of a made society, counted from its tables, to be held against the published one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.schema.codes import EMPLOYED, FIRST, MAN, MIGRANT, MINORITY
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Index

_BLOCK = 2048
_SIXTY = 60


def take_census(
    society: np.ndarray, add: Callable[[np.ndarray], np.ndarray] = lambda counts: counts
) -> dict[str, float]:
    """Count a society as it was founded.

    Args:
        society: the society's table, or that of a range of its communities.
        add: adds counts (int64) up over all ranges.

    Returns:
        ``people``; ``men_per_100_women``; ``mean_age`` in years; ``adults_per_household``; and as shares of
        adults ``town``, ``age_60_plus``, ``migrant``, ``minority``, ``employed``.
    """
    counts = np.zeros(9, np.int64)
    for first in range(0, len(society), _BLOCK):
        counts += _count(society[first : first + _BLOCK])
    people, men, town, old, migrant, minority, employed, years, firsts = (int(count) for count in add(counts))
    shares = {
        "town": town,
        "age_60_plus": old,
        "migrant": migrant,
        "minority": minority,
        "employed": employed,
    }
    found = {name: count / people for name, count in shares.items()}
    found |= {"people": float(people), "mean_age": years / people}
    if people > men:
        found["men_per_100_women"] = 100 * men / (people - men)
    if firsts:
        found["adults_per_household"] = people / firsts
    return found


def _inside(rows: np.ndarray) -> np.ndarray:
    return np.arange(LANES)[None, :] < rows["people"][:, None]


def _bits(rows: np.ndarray, bit: Index) -> int:
    return int(((rows["status"] & bit) != 0)[_inside(rows)].sum())


def _count(rows: np.ndarray) -> np.ndarray:
    inside = _inside(rows)
    ages = rows["age"][inside].astype(np.int64)
    counts = [
        len(ages),
        _bits(rows, MAN),
        int((rows["town"].astype(np.int64) * rows["people"]).sum()),
        int((ages >= _SIXTY).sum()),
        *(_bits(rows, bit) for bit in (MIGRANT, MINORITY, EMPLOYED)),
        int(ages.sum()),
        _bits(rows, FIRST),
    ]
    return np.array(counts, np.int64)
