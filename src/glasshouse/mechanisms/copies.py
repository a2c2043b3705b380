"""Whose copy of a case speaks against a person: cases in force, and cases that are over at the source but not in a copy.

All chances about copies are keyed by citizen, day, case and holder, so that another holder moves nobody else's luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import CASE_CORRECTED, CASE_ENDED, CASE_LISTED, NOBODY, SPARED
from glasshouse.schema.limits import HOLDERS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, I8, U1, U2, U4, U8, Cases, Flag, Index, Parameters, Row, System

_NONE = np.uint16(0)
_ONE_BIT = np.uint16(1)
_FINE = np.float32(65536.0)


@kernel_function
def in_force(status: U1) -> Flag:
    """True while a case weighs on a person: listed, or put right on paper but not yet at its own system."""
    return CASE_LISTED <= status <= CASE_CORRECTED


@kernel_function
def has_bit(mask: U2, h: Index) -> Flag:
    """Whether bit `h` of a mask is set."""
    return ((np.uint32(mask) >> np.uint32(h)) & np.uint32(1)) > np.uint32(0)


@kernel_function
def without_bit(mask: U2, h: Index) -> U2:
    """A mask with bit `h` cleared."""
    # ~ widens to a signed integer: the casts back to 16 bits keep the mask.
    return np.uint16(mask & np.uint16(~np.uint16(_ONE_BIT << np.uint16(h))))


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


@kernel_function
def item_of(parameters: Parameters, systems: Row[System], cases: Cases, m: Index) -> U4:
    """What keys the draws about the copies of case `m`."""
    item = np.uint32(systems[cases.system[m]].key + parameters.kind_key[cases.kind[m]])
    # The day of opening tells two cases of one kind and system apart, spread by the golden ratio.
    return np.uint32(item + np.uint32(np.uint32(cases.opened[m]) * np.uint32(0x9E3779B1)))


@kernel_function
def words_of_copies(
    parameters: Parameters, systems: Row[System], cases: Cases, m: Index, person: U8, day: U4
) -> randomness.Words:
    """The day's four words about the copies of case `m`: passing on, hearing, complaining, being answered.

    Args:
        parameters: the scenario's numbers.
        systems: the systems' numbers.
        cases: a community's cases.
        m: place of the case.
        person: whom the draw is keyed by, whose case it is.
        day: the day.
    """
    return randomness.draw(parameters.seed, person, day, randomness.TRADE, item_of(parameters, systems, cases, m))


@kernel_function
def is_lucky(word: U4, item: Index, chance: F4) -> Flag:
    """Whether a chance comes true for one of several items of a word."""
    return np.float32(np.int32(randomness.derived(word, item))) < chance * _FINE
