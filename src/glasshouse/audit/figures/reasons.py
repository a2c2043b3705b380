"""The main reasons of an adverse decision, by two baselines, and whether what lies behind them is true."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from glasshouse.audit.figures.estimate import Several
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason

MOST: Final = 4
_TRUTH: Final = ("true", "partly", "false", "stale")


@dataclass(frozen=True, kw_only=True)
class ReasonCodes(Several[int]):
    """The main reasons.

    Attributes:
        value: numbers of the main reasons beside the people at the cut-off, the weightiest first.
        short: points that each of these lacks.
        by_mean: the main reasons beside the mean of all.
        overlap: share of the reasons by either baseline that both name; None if there are none.
        not_true: those among the reasons by either baseline whose records are not all true.
        omitted: whether the weightiest reason by either baseline was not told; None if it is not known what was told.
    """

    short: tuple[float, ...] = ()
    by_mean: tuple[int, ...] = ()
    overlap: float | None = None
    not_true: tuple[int, ...] = ()
    omitted: bool | None = None


@figure(
    unit="number of a characteristic",
    source="Regulation B, 12 CFR 1002.9(b)(2) and its official commentary: at most four reasons, two ways to find them",
    undefined=(Reason.NOTHING_COSTS,),
    points=Input("number", "characteristics", "points"),
    mean_of_all=Input("number", "characteristics", "points"),
    mean_at_cut=Input("number", "characteristics", "points"),
    truth=Input("text", "characteristics", choices=_TRUTH),
    told=Input("flag", "characteristics"),
)
def reason_codes(
    points: np.ndarray,
    mean_of_all: np.ndarray,
    mean_at_cut: np.ndarray,
    truth: tuple[str, ...] | None = None,
    told: np.ndarray | None = None,
) -> ReasonCodes:
    """The main reasons why a score is low: at most four, where it lies most below a baseline.

    Args:
        points: points of one person by characteristic.
        mean_of_all: mean points of all people.
        mean_at_cut: mean points of the people at the cut-off or slightly above.
        truth: whether the records behind each characteristic are ``true``, ``partly`` so, ``false`` or ``stale``.
        told: which characteristics the person was told.
    """
    by_cut, by_mean = (_below(points, baseline) for baseline in (mean_at_cut, mean_of_all))
    either = tuple(dict.fromkeys((*by_cut, *by_mean)))
    both = set(by_cut) & set(by_mean)
    not_true = () if truth is None else tuple(sorted(k for k in either if truth[k] != "true"))
    # The weightiest by either baseline, where there is one.
    mains = [*by_cut[:1], *by_mean[:1]]
    omitted = None if told is None else not bool(told[mains].all())
    overlap = len(both) / len(either) if either else None
    codes = partial(ReasonCodes, by_mean=by_mean, overlap=overlap, not_true=not_true, omitted=omitted)
    if not by_cut:
        return codes(undefined=Reason.NOTHING_COSTS)
    return codes(value=by_cut, short=tuple(float(mean_at_cut[k] - points[k]) for k in by_cut))


def _below(points: np.ndarray, baseline: np.ndarray) -> tuple[int, ...]:
    """At most four characteristics that lie below a baseline, the lowest first; equals in their order."""
    short = baseline - points
    order = np.argsort(-short, kind="stable")
    return tuple(int(k) for k in order if short[k] > 0)[:MOST]
