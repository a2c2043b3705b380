"""How few things known of people single them out: a cell that nobody else is in, or some points of a trace."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.audit import traces as points_of_traces
from glasshouse.audit.figures.estimate import Estimate
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason
from glasshouse.measurement.uniqueness import unique_share


@dataclass(frozen=True, kw_only=True)
class Uniqueness(Estimate):
    """How many people are alone of their kind.

    Attributes:
        value: share of people who share what is known with nobody.
        alone: how many these are.
        people: people in all.
        kinds: different kinds of people.
    """

    alone: int
    people: int
    kinds: int


@dataclass(frozen=True, kw_only=True)
class Unicity(Estimate):
    """How many people some points of their trace single out.

    Attributes:
        value: share of those who have so many points.
        tried: people who have so many points.
        left_out: people who have fewer.
    """

    tried: int
    left_out: int


@figure(
    unit="share of people",
    source="Sweeney, Simple demographics often identify people uniquely (2000)",
    undefined=(Reason.NOBODY,),
    known=Input("number", "people × things"),
)
def uniqueness(known: np.ndarray) -> Uniqueness:
    """How many people share what is known of them with nobody. Of all people: in a sample more are alone.

    Args:
        known: what is known of each person.
    """
    people, things = known.shape
    if not people:
        return Uniqueness(undefined=Reason.NOBODY, alone=0, people=0, kinds=0)
    cells = known if things else np.zeros((people, 1))
    share = unique_share(cells)
    kinds = len(np.unique(cells, axis=0))
    return Uniqueness(value=share, alone=round(share * people), people=people, kinds=kinds)


@figure(
    unit="share of people",
    source="de Montjoye, Hidalgo, Verleysen, Blondel, Unique in the crowd, Scientific Reports 3:1376 (2013)",
    undefined=(Reason.NOBODY, Reason.SHORT_TRACES),
    traces=Input("trace", "people × points"),
    points=Input("natural", "", "points"),
    seed=Input("count"),
)
def unicity(traces: tuple[frozenset[int], ...], points: int = 4, seed: int = 0) -> Unicity:
    """How many people some points of their trace, drawn at random, single out among all.

    Args:
        traces: for each person, numbers of the points of the trace.
        points: how many points are known. Whoever has fewer is left out.
        seed: which points are drawn.
    """
    tried = sum(len(trace) >= points for trace in traces)
    left_out = len(traces) - tried
    if not tried:
        reason = Reason.SHORT_TRACES if traces else Reason.NOBODY
        return Unicity(undefined=reason, tried=0, left_out=left_out)
    return Unicity(value=points_of_traces.unicity(traces, points, seed), tried=tried, left_out=left_out)
