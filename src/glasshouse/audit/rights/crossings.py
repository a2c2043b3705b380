"""Crossings of the groups that every register knows: registration, minority, sex, age, income, town."""

from __future__ import annotations

from typing import Final

import numpy as np

from glasshouse.schema.codes import MAN, MIGRANT, MINORITY

NOBODY: Final = 255
"""The crossing of a lane in which nobody lives."""
AGES: Final = (30, 45, 60)
"""Ages at which the second, the third and the fourth group begin."""
INCOMES: Final = (85, 170)
"""Income ranks, of 255, at which the second and the third group begin."""
CROSSINGS: Final = 192
"""How many crossings there are."""
REGISTER: Final = {"registration": 4, "minority": 8}
"""Bits of a crossing's number: registered elsewhere, of the minority."""
AXES: Final = (
    ("age", ("under 30", "30 to 44", "45 to 59", "60 and older")),
    ("income", ("lowest third of incomes", "middle third of incomes", "highest third of incomes")),
    ("minority", ("majority", "minority")),
    ("registration", ("registered here", "registered elsewhere")),
    ("sex", ("women", "men")),
    ("place", ("countryside", "town")),
)
"""Attributes that are crossed, the slowest first, each with its groups."""


def cell_of(society: np.ndarray) -> np.ndarray:
    """The crossing to which each lane belongs, by community and lane, whether anybody lives there or not.

    Args:
        society: `SOCIETY` records.
    """
    status = society["status"]
    found = np.searchsorted(AGES, society["age"], side="right") * 3 + np.searchsorted(
        INCOMES, society["income"], side="right"
    )
    # The slowest axis first, as in AXES: each later one doubles the number, so that the last four are bits.
    for bit in (MINORITY, MIGRANT, MAN):
        found = 2 * found + ((status & bit) != 0)
    return np.asarray(2 * found + (society["town"][:, None] != 0))


def title_of(cell: int) -> str:
    """What a crossing is called."""
    found = []
    for _, names in reversed(AXES):
        cell, at = divmod(cell, len(names))
        found.append(names[at])
    return ", ".join(reversed(found))
