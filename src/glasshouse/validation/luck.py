"""Draws for cases: the laboratory's generator, keyed by seed, sample and step."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Index

_U32 = np.uint32
Draws: TypeAlias = tuple[np.float64, np.float64, np.float64, np.float64]
"""Four draws from 0 to below 1."""


@kernel_function
def luck(seed: Index, sample: Index, step: Index, item: Index) -> Draws:
    """Four draws from 0 to below 1 (float64).

    Args:
        seed: the case's seed, int64.
        sample: which sample, int64.
        step: which step or day in it, int64.
        item: which person or purpose, int64.
    """
    a, b, c, d = randomness.threefry(
        _U32(item), _U32(sample), _U32(step), _U32(0), _U32(seed), _U32(0), randomness.VALIDATION, _U32(0)
    )
    unit = 2.0**-32
    return np.float64(a) * unit, np.float64(b) * unit, np.float64(c) * unit, np.float64(d) * unit
