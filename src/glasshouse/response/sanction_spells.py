"""Spells under sanction: how many days in a row a person has been held by some band or list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Response, Truth


@kernel_function
def count_spells(truth: Truth, row: Response) -> None:
    """Increment the spell length of citizens sanctioned before caps; set it to 0 for all others."""
    for i in range(LANES):
        days = np.uint32(row.spell[i])
        row.spell[i] = np.uint16(min(days + np.uint32(1), np.uint32(65000))) if truth.held[i] else np.uint16(0)
