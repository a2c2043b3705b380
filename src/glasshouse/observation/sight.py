"""Whom a channel has within reach, and how well it sees them today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import EVASION, EVERYBODY

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, U4, Flag, Index, Parameters, Society, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)


@kernel_function
def is_within(parameters: Parameters, row: Society, ch: Index, i: Index) -> Flag:
    """True if channel `ch` has the person in lane `i` within reach."""
    bit = parameters.reach_bit[ch]
    if bit == EVERYBODY:
        return np.uint32(i) < np.uint32(row.people)
    return ((np.uint32(row.reach[i]) >> bit) & np.uint32(1)) > np.uint32(0)


@kernel_function
def channels_within(parameters: Parameters, row: Society, i: Index) -> U4:
    """All channels that have the person in lane `i` within reach, a bit each."""
    found = np.uint32(0)
    for ch in range(parameters.channels):
        if is_within(parameters, row, np.uint32(ch), i):
            found |= np.uint32(np.uint32(1) << np.uint32(ch))
    return found


@kernel_function
def sight_of(truth: Truth, parameters: Parameters, row: Society, ch: Index, i: Index) -> F4:
    """How well one channel sees one person today, 0 to 1."""
    if not is_within(parameters, row, ch, i):
        return _ZERO
    sight = parameters.sensitivity_by_group[ch, truth.group[i]] * (
        _ONE - parameters.loss_to_evasion[ch] * truth.states[EVASION, i]
    )
    return sight * truth.patrol_sensitivity if ch == parameters.patrol else sight
