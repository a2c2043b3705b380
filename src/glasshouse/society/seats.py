"""Who sits where: seats outlast people, and every draw about a person is keyed by the citizen's number and generation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Flag, Records, Seats, Truth

GENERATION = 40
"""The bit of a citizen's number from which on the generation stands in what keys draws."""
_IN_HIGH_WORD = np.uint32(GENERATION - 32)


@kernel_function
def copy_generations(to: Truth | Records, row: Seats, of_people: Flag) -> None:
    """Copy the generation of every seat of one community, as `glasshouse.kernels.randomness.person` adds it.

    Args:
        to: scratch of the community.
        row: its seats.
        of_people: whether lanes stand for people; those of firms have no generations.
    """
    for i in range(LANES):
        to.generation[i] = np.uint32(row.generation[i]) << _IN_HIGH_WORD if of_people else np.uint32(0)
