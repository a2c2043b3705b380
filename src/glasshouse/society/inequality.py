"""Inequality as an input: what others have in excess of one's own income, by rank, where incomes are lognormal.

Relative deprivation after Yitzhaki, "Relative deprivation and the Gini coefficient", Quarterly Journal of Economics 93 (1979):
its mean over all people is the Gini coefficient, in mean incomes.
"""

from __future__ import annotations

import math
import statistics
from functools import lru_cache

import numpy as np

RANKS = 256


@lru_cache(32)
def relative_deprivation(gini: float) -> np.ndarray:
    """What those above have in excess of one's own income, over all people and in mean incomes, for 256 ranks of income.

    Args:
        gini: Gini coefficient of incomes, from 0 to below 1.

    Returns:
        From the poorest to the richest; nobody may write into it. The mean over ranks is about `gini`.
    """
    found = np.array(_deprivation(gini)) if gini > 0 else np.zeros(RANKS)
    found.flags.writeable = False
    return found


def _deprivation(gini: float) -> list[float]:
    law = statistics.NormalDist()
    # Of a lognormal distribution with standard deviation s of logarithms the Gini coefficient is 2·Φ(s/√2) - 1.
    s = math.sqrt(2) * law.inv_cdf((1 + min(gini, 0.999)) / 2)
    found = []
    for rank in range(RANKS):
        share = (rank + 0.5) / RANKS
        z = law.inv_cdf(share)
        own, below = math.exp(s * z - s * s / 2), law.cdf(z - s)
        # What those above have in all, less as often one's own income.
        found.append((1 - below) - (1 - share) * own)
    return found


def grievance_by_rank(inequality: float, usual: float, weight: float) -> np.ndarray:
    """By what a citizen's starting grievance is multiplied, by code of the rank of income; 1 where inequality is as usual."""
    more = relative_deprivation(inequality) - relative_deprivation(usual)
    found: np.ndarray = np.maximum(1 + weight * more, 0).astype("f4")
    return found
