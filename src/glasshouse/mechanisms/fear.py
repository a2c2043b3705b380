"""Fear by domain: how risk that arises in one domain of life reaches the others, and who is the most afraid anywhere.

P. Xu et al. (2023) found that support moved only where social conduct was monitored, not where financial conduct was: the
nearest evidence that fear does not pass freely from one domain to another. How much of it does is a parameter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.kernels.compilation import inlined
from glasshouse.schema.codes import LIFE, MONEY, PUBLIC

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, Index, Truth


@inlined
def spilled(own: F4, one: F4, other: F4, spill: F4) -> F4:
    """Risk that arises in a domain today, with the share of the two others' that spills into it."""
    return own + spill * (one + other)


@inlined
def greatest_risk(truth: Truth, i: Index) -> F4:
    """The risk that somebody perceives where they perceive the most, from 0 to 1."""
    return max(max(truth.perceived_risk[PUBLIC, i], truth.perceived_risk[MONEY, i]), truth.perceived_risk[LIFE, i])
