"""Whose copy of a case speaks against a person: cases in force, and cases that are over at the source but not in a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import CASE_CORRECTED, CASE_ENDED, CASE_LISTED, NOBODY, SPARED
from glasshouse.schema.limits import HOLDERS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import I8, U1, U2, Cases, Flag, Index, System

_NONE = np.uint16(0)


@kernel_function
def in_force(status: U1) -> Flag:
    """True while a case weighs on a person: listed, or put right on paper but not yet at its own system."""
    return CASE_LISTED <= status <= CASE_CORRECTED


@kernel_function
def has_bit(mask: U2, h: Index) -> Flag:
    """Whether bit `h` of a mask is set."""
    return ((np.uint32(mask) >> np.uint32(h)) & np.uint32(1)) > np.uint32(0)


@kernel_function
def bits_set(mask: U2) -> I8:
    """How many bits of a mask of holders are set."""
    n = np.int64(0)
    for h in range(HOLDERS):
        n += np.int64((np.uint32(mask) >> np.uint32(h)) & np.uint32(1))
    return n


@kernel_function
def copies_of(cases: Cases, m: Index) -> U2:
    """The holders whose copy of case `m` speaks against a person, a bit each."""
    if cases.status[m] >= CASE_ENDED:
        return cases.stale[m]
    if in_force(cases.status[m]) and not (cases.flags[m] & SPARED):
        return cases.holders[m]
    return _NONE


@kernel_function
def acts_on(system: System, cases: Cases, m: Index) -> Flag:
    """True if a list acts on another system's case, by its holder's copy."""
    if system.holder >= NOBODY or not system.enters[cases.kind[m]] or np.uint32(cases.system[m]) == system.number:
        return False
    return has_bit(copies_of(cases, m), system.holder)
