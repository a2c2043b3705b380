"""What is left of the points that a case took, and since when a score that could hold them has been published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import I2, I4, U4, Cases, Index, System

_ZERO = np.float32(0.0)


@kernel_function
def left_of(system: System, cases: Cases, m: Index, took: I4, day: U4, faded: U4) -> I2:
    """What is left of the steps of the ledger that a case took.

    Args:
        system: the system's numbers.
        cases: the community's cases.
        m: the case.
        took: what it took when it was opened.
        day: today.
        faded: the day up to which records have faded.
    """
    opened, steps = np.uint32(cases.opened[m]), np.float32(took)
    if system.window > np.uint32(0):
        quarter = system.window >> np.uint32(2)
        # The bucket has been cleared since: nothing is left.
        if day // quarter - opened // quarter >= np.uint32(4):
            steps = _ZERO
    elif system.forget_every > np.uint32(0):
        # Repeated multiplication, as the ledger faded: a power would round otherwise.
        for _ in range(faded // system.forget_every - opened // system.forget_every):
            steps *= system.keep
    return np.int16(steps)


@kernel_function
def last_published(system: System, day: U4) -> I4:
    """The day in whose evening the scores were published that are in force on `day`; below zero before the first."""
    before, first = np.int32(day) - np.int32(1), np.int32(system.publish_on)
    if before < first:
        return np.int32(-1)
    return before - (before - first) % np.int32(system.publish_every)
