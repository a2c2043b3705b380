"""Dropping a contact who stands low, where contacts count in a score (Wei et al., see `belief`)."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.kernels.compilation import inlined

_ZERO = np.float32(0.0)
_ONE = np.float32(1.0)
_TWO = np.float32(2.0)


@inlined
def drop_chance(gap: Any, most: Any) -> Any:
    """The chance to drop a contact: `most` where they stand half the scale below oneself or more, less for less.

    Args:
        gap: one's own standing less the contact's, as shares of the scale.
        most: the greatest chance, 0 to 1.
    """
    return most * min(gap * _TWO, _ONE)


@inlined
def drops(gap: Any, most: Any, luck: Any) -> Any:
    """Whether the contact is dropped; never one who stands as high as oneself. `luck` is a draw from 0 to below 1."""
    return gap > _ZERO and luck < drop_chance(gap, most)
