"""What is believed after signals; a type judged by its ties.

Bayes' rule in odds. Ties as signals: Wei, Yildirim, Van den Bulte, Dellarocas, "Credit scoring with social network data",
Marketing Science 35 (2016).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, Index, Number

_ONE = np.float32(1.0)


@kernel_function
def updated_odds(odds: F4 | Number, ratio: Number, times: Index) -> F4 | Number:
    """Odds after `times` independent signals that each multiply them by `ratio`; after -`times` of the opposite."""
    for _ in range(times):
        odds = odds * ratio
    for _ in range(-times):
        odds = odds / ratio
    return odds


@kernel_function
def chance_of(odds: Number) -> Number:
    """Odds as a probability."""
    return odds / (_ONE + odds)


@kernel_function
def tie_ratio(error: Number, mixing: Number) -> Number:
    """By how much one tie to a contact who looks high multiplies the odds of being high.

    Args:
        error: chance that a signal about a type is wrong, 0 to 1/2.
        mixing: how often people of different types tie, for each time that people of the same type do, 0 to 1.
    """
    return (_ONE - error + error * mixing) / (error + (_ONE - error) * mixing)


@kernel_function
def judged_by_ties(error: Number, mixing: Number, signal: Index, high: Index, low: Index) -> F4 | Number:
    """The chance that somebody is of the high type, from one's own signal and contacts' signals.

    Args:
        error: chance that a signal is wrong, above 0 and below 1.
        mixing: how often people of different types tie, for each time that people of the same type do, 0 to 1.
        signal: 1 if one's own signal is high, -1 if it is low, 0 without one.
        high: number of contacts whose signal is high.
        low: number of contacts whose signal is low.

    Returns:
        Probability; 1/2 without any signal.
    """
    odds = updated_odds(_ONE, (_ONE - error) / error, signal)
    return chance_of(updated_odds(odds, tie_ratio(error, mixing), high - low))
