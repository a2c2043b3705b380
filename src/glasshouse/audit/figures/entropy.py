"""How much a decision says beyond the score that it rests on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, divided
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason


@dataclass(frozen=True, kw_only=True)
class Entropy(Estimate):
    """What is open about a decision.

    Attributes:
        value: bits that are open about the decision once the score is known; exactly 0 if the score decides alone.
        of_decisions: bits that are open about the decision before the score is known.
        told: share of these that the score tells.
        bias: how far the value lies below the truth on average, to the first order (Miller and Madow); add it.
        cases: decisions.
    """

    of_decisions: float = 0.0
    told: Estimate
    bias: float = 0.0
    cases: float


@figure(
    unit="bits",
    source="Shannon (1948): conditional entropy; bias by Miller (1955)",
    undefined=(Reason.NO_CASE, Reason.ONE_OUTCOME),
    table=Input("count", "scores × decisions", "cases"),
)
def entropy(table: np.ndarray) -> Entropy:
    """How much of a decision is open once the score is known.

    Args:
        table: cases by score and decision.
    """
    cases = float(table.sum())
    if not cases:
        return Entropy(undefined=Reason.NO_CASE, told=Estimate(undefined=Reason.NO_CASE), cases=0.0)
    both, scores, decisions = (_bits(each) for each in (table.ravel(), table.sum(1), table.sum(0)))
    # A difference of sums of the same terms: what rounding leaves is nothing.
    value = 0.0 if ((table > 0).sum(1) <= 1).all() else max(both - scores, 0.0)
    free = float((table > 0).sum() - (table.sum(1) > 0).sum())
    told = divided(decisions - value, decisions, Reason.ONE_OUTCOME)
    return Entropy(value=value, of_decisions=decisions, told=told, bias=free / (2 * cases * np.log(2)), cases=cases)


def _bits(counts: np.ndarray) -> float:
    """Entropy of counts, in bits."""
    shares = counts[counts > 0] / counts.sum()
    return float(-(shares * np.log2(shares)).sum()) + 0.0
