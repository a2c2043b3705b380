"""Lots of the auditors: two words for every citizen, keyed by the seed and the citizen alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from glasshouse.kernels.compilation import entry_point, table_type
from glasshouse.kernels.randomness import AUDITORS, draw, seed_words

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Row, Rows


@entry_point(lambda: types.void(table_type(np.dtype("u4"), 2), table_type(np.dtype("u4"))))
def draw_lots(found: Rows[U4], seed: Row[U4]) -> None:
    """Fill `found` (citizens × 2), for the citizens from number 0 on."""
    for n in range(len(found)):
        one, other, _, _ = draw(seed, np.uint64(n), np.uint32(0), AUDITORS, np.uint32(0))
        found[n, 0], found[n, 1] = one, other


def lots(seed: int, citizens: int) -> np.ndarray:
    """Two words of 32 bits for each citizen.

    Args:
        seed: the seed of the world.
        citizens: how many, from number 0 on.
    """
    found = np.zeros((citizens, 2), "u4")
    draw_lots(found, np.array(seed_words(seed), "u4"))
    return found
