"""What a linear score is made of: three ways to share its spread, and contributions of each person that add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from glasshouse.audit.figures.estimate import Several
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.figures.shapley import shapley_values
from glasshouse.audit.undefined import Reason
from glasshouse.errors import Problem

MOST: Final = 12
_NO_SPREAD: Final = 1e-12


@dataclass(frozen=True, kw_only=True)
class Attribution(Several[float]):
    """What a linear score is made of.

    Attributes:
        value: of each feature, the share of the score's variance by covariance; they add up to 1, and some may be below 0.
        lmg: of each feature, the mean over all orders of what it adds to the variance explained; these add up to 1, and
            none is below 0.
        by_weight: of each feature, its absolute weight as a share of all.
        base: the score of the baseline.
        contributions: of each person and feature, what moved the score away from the base; they add up to the rest of it.
    """

    lmg: tuple[float, ...] | None = None
    by_weight: tuple[float, ...] | None = None
    base: float
    contributions: np.ndarray


def _check(given: Mapping[str, Any]) -> Iterator[Problem]:
    people, features = given["features"].shape
    if not 1 <= features <= MOST:
        yield Problem(key="features", expected=f"1 to {MOST} features", found=str(features))
    if people < 2:
        yield Problem(key="features", expected="at least two people", found=str(people))


@figure(
    unit="share of variance",
    source="Lindeman, Merenda, Gold (1980) and Groemping, The American Statistician 61 (2007): LMG",
    undefined=(Reason.ONE_SCORE,),
    check=_check,
    features=Input("number", "people × features"),
    weights=Input("number", "features", "points a unit"),
    baseline=Input("number", "features"),
)
def linear_attribution(features: np.ndarray, weights: np.ndarray, baseline: np.ndarray | None = None) -> Attribution:
    """What a linear score is made of. No partition of its variance is the right one where features correlate: read two.

    Args:
        features: features of each person.
        weights: points of one unit of each.
        baseline: features with which contributions are compared; their means unless given.

    Raises:
        InputError: more than 12 features, or a single person.
    """
    ground = features.mean(0) if baseline is None else baseline
    parts = (features - features.mean(0)) * weights
    contributions = (features - ground) * weights
    base = float(ground @ weights)
    score = parts.sum(1)
    spread = float(score @ score)
    if spread <= _NO_SPREAD * float((parts**2).sum()) or spread == 0:
        return Attribution(undefined=Reason.ONE_SCORE, base=base, contributions=contributions)
    return Attribution(
        value=tuple((parts.T @ score / spread).tolist()),
        lmg=tuple(shapley_values(_explained(parts, score)).tolist()),
        by_weight=tuple((np.abs(weights) / np.abs(weights).sum()).tolist()),
        base=base,
        contributions=contributions,
    )


def _explained(parts: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Share of the score's variance that each subset of features explains in a regression."""
    features = parts.shape[1]
    products, against = parts.T @ parts, parts.T @ score
    scale = np.sqrt(np.diag(products))
    used = scale > 0
    scale = np.where(used, scale, 1.0)
    # Scaled to correlations, so that units do not decide which features count as the same.
    products, against = products / np.outer(scale, scale), against / scale
    found = np.zeros(1 << features)
    for subset in range(1, 1 << features):
        chosen = [j for j in range(features) if subset >> j & 1 and used[j]]
        if chosen:
            fitted = np.linalg.pinv(products[np.ix_(chosen, chosen)], rcond=1e-10, hermitian=True) @ against[chosen]
            found[subset] = against[chosen] @ fitted
    return found / float(score @ score)
