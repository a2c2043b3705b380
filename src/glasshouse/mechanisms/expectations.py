"""Standards that make themselves true: people who are expected not to make the effort have little reason to.

Coate and Loury, "Will affirmative-action policies eliminate negative stereotypes?", American Economic Review 83 (1993).
Signals run from 0 to 1, with density 2s for those who made the effort and 2(1 - s) for those who did not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Flag, Index, Number, Real

_ONE = np.float32(1.0)


@kernel_function
def passes(signal: Real, expected: Real, stakes: Real) -> Flag:
    """Whether a judge lets somebody with that signal pass.

    Args:
        signal: what the judge sees, 0 to 1.
        expected: share of this group that the judge expects to have made the effort.
        stakes: what is lost by passing one who did not, over what is gained by passing one who did.
    """
    return expected * signal >= stakes * (_ONE - expected) * (_ONE - signal)


@kernel_function
def pass_chance(standard: Number, made: Index) -> Number:
    """The chance to reach a standard, for those who made the effort (`made` 1) and those who did not (0)."""
    return _ONE - standard * standard if made else (_ONE - standard) * (_ONE - standard)


@kernel_function
def makes_effort(cost: Real, worth: Real, standard: Real) -> Flag:
    """Whether the effort pays: its cost is no more than what it adds to the chance to pass, times what passing is worth."""
    return cost <= worth * (pass_chance(standard, 1) - pass_chance(standard, 0))
