"""Dropping a contact who stands low, where contacts count in a score (Wei et al., see `belief`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import inlined

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Flag, Real

_ZERO = np.float32(0.0)
_ONE = np.float32(1.0)
_TWO = np.float32(2.0)


@inlined
def drop_chance(gap: Real, most: Real) -> Real:
    """The chance to drop a contact: `most` where they stand half the scale below oneself or more, less for less.

    Args:
        gap: one's own standing less the contact's, as shares of the scale.
        most: the greatest chance, 0 to 1.
    """
    return most * min(gap * _TWO, _ONE)


@inlined
def drops(gap: Real, most: Real, luck: Real) -> Flag:
    """Whether the contact is dropped; never one who stands as high as oneself. `luck` is a draw from 0 to below 1."""
    return gap > _ZERO and luck < drop_chance(gap, most)
