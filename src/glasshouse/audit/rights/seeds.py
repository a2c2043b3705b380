"""Differences between worlds with reactions, over seeds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.undefined import Reason


def over_seeds(values: Sequence[float]) -> Estimate:
    """The mean of what each seed gave, with the interval of Student's t.

    Args:
        values: one for each seed.
    """
    found = np.array(values, "f8")
    if not len(found):
        return undefined(Reason.NOT_GIVEN)
    mean = float(found.mean())
    if len(found) < 2:
        return Estimate(value=mean, no_interval=Reason.TOO_FEW_SEEDS)
    half = _student(len(found) - 1) * float(found.std(ddof=1)) / len(found) ** 0.5
    if not mean - half < mean + half:
        return Estimate(value=mean, no_interval=Reason.NO_SPREAD)
    return Estimate(value=mean, low=mean - half, high=mean + half)


def _student(freedom: int) -> float:
    """The 97.5 % quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))
