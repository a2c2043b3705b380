"""Joining when enough others do.

Granovetter, "Threshold models of collective behavior", American Journal of Sociology 83 (1978). The threshold's make-up
follows Epstein, "Modeling civil violence: an agent-based computational approach", PNAS 99 suppl. 3 (2002).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import inlined, kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, U4, Flag, Number, Real

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_TEN = np.float32(10.0)
_RETURNING = np.uint32(79)
_STEP = np.float32(2.0**-16)


@inlined
def least_threshold(
    low: Number, risk_weight: Number, risk: Number, grievance_weight: Number, grievance: Number
) -> Number:
    """The lowest threshold that somebody of that perceived risk and grievance can have: risk raises it, grievance lowers it.

    In Epstein's terms people act when grievance less net risk exceeds `low`: 0 reaches the threshold.
    """
    return low + risk_weight * risk - grievance_weight * grievance


@inlined
def own_threshold(least: Number, spread: Number, nerve: Number) -> Number:
    """A person's threshold: the least one, and a share `nerve` (0 to 1, the person's own for good) of the spread."""
    return least + spread * nerve


@inlined
def joins(crowd: Real, threshold: Real) -> Flag:
    """Whether a person joins: the crowd (share or number of others who are active) reaches the threshold."""
    return crowd >= threshold


@kernel_function
def arrest_chance(officers: Real, active: Real, escape: Real, whole: Flag) -> F4 | Real:
    """The chance of being arrested where so many officers face so many active people.

    Epstein: P = 1 - exp(-k · officers/active); `escape` is exp(-k), the chance to get off where they are as many as
    each other (k = 2.3 in his runs: 0.1). A power between two whole numbers is read off the line between them, so that
    no day needs a logarithm.

    Args:
        officers: how many officers are in sight, 0 or more.
        active: how many active people are in sight, oneself included, 1 or more.
        escape: chance to get off at a ratio of one, 0 to 1.
        whole: whether the ratio is rounded down to a whole number. Published outbursts need it: below one officer for
            each active person nobody fears anything.
    """
    ratio = officers / active
    full = np.int64(ratio)
    off: F4 | Real = _ONE
    for _ in range(full):
        off = off * escape
    if not whole:
        off = off * (_ONE - (ratio - np.float32(full)) * (_ONE - escape))
    return _ONE - off


@inlined
def crackdown_chance(share: F4, size: F4, active: F4) -> F4:
    """The chance that anybody is arrested at a gathering of so many today.

    Most protests meet with no arrest. Findings disagree on size: police come rather to large ones and arrest rather at small
    ones (Chen), or both are decided by place and issue (Göbel 2021). So how size moves the share is a rival to be varied.

    Args:
        share: share of gatherings of ten at which somebody is arrested, 0 to 1.
        size: 0 if size does not matter; up to 1, the larger the likelier; down to -1, the smaller the likelier.
        active: how many gather, 1 or more.
    """
    # From -1 for one alone to 1 for a great many, 0 at ten.
    larger = (active - _TEN) / (active + _TEN)
    return min(max(share * (_ONE + size * larger), _ZERO), _ONE)


@inlined
def is_over(word: U4, chance: F4) -> Flag:
    """Whether what ends with a chance a day ends today, by a person's word: rest and detention end by the same luck."""
    return np.float32(np.int32(randomness.derived(word, _RETURNING))) * _STEP < chance
