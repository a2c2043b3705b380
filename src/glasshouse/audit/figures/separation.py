"""How well a score parts those with an outcome from those without, and whether its predictions come true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, undefined, with_error
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason
from glasshouse.errors import Problem

_MOST_STEPS = 60


@dataclass(frozen=True, kw_only=True)
class Separation(Estimate):
    """How well a score parts people by outcome.

    Attributes:
        value: the figure.
        people: people without the outcome, and with it.
    """

    people: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class KolmogorovSmirnov(Separation):
    """The greatest distance between two spreads of scores.

    Attributes:
        value: the distance, a share of people.
        at: the score up to which one spread holds so many more than the other.
        by_chance: the distance that is passed in 5 of 100 cases where the spreads are the same.
    """

    at: float | None = None
    by_chance: float | None = None


@dataclass(frozen=True, kw_only=True)
class Calibration(Estimate):
    """Whether predictions come true.

    Attributes:
        value: expected calibration error: the mean over people of how far a bin's prediction is from what happened in it.
        slope: slope of what happened over what was predicted, both as log-odds; 1 if right, below 1 if too extreme.
        intercept: what happened at a prediction of one half, as log-odds; 0 if right.
        predicted: mean prediction of each bin that holds people.
        happened: share of each of these bins that had the outcome.
        people: people of each of these bins.
    """

    slope: Estimate
    intercept: Estimate
    predicted: tuple[float, ...]
    happened: tuple[float, ...]
    people: tuple[float, ...]


@dataclass(frozen=True)
class _Spreads:
    """People by score, ascending, without the outcome and with it."""

    scores: np.ndarray
    without: np.ndarray
    having: np.ndarray

    @property
    def people(self) -> tuple[float, float]:
        return float(self.without.sum()), float(self.having.sum())


def _spreads(score: np.ndarray, outcome: np.ndarray, count: np.ndarray | None) -> _Spreads:
    weights = np.ones(len(score)) if count is None else count
    scores, place = np.unique(score, return_inverse=True)
    sides = [np.bincount(place, weights * kept, minlength=len(scores)) for kept in (~outcome, outcome)]
    return _Spreads(scores, sides[0], sides[1])


def _why_not(people: tuple[float, float]) -> Reason | None:
    """Why two spreads cannot be parted."""
    if not sum(people):
        return Reason.NOBODY
    return None if all(people) else Reason.ONE_OUTCOME


@figure(
    unit="share of people",
    source="Kolmogorov (1933), Smirnov (1948)",
    undefined=(Reason.NOBODY, Reason.ONE_OUTCOME),
    score=Input("number", "people", "points"),
    outcome=Input("flag", "people"),
    count=Input("count", "people", "people"),
)
def ks(score: np.ndarray, outcome: np.ndarray, count: np.ndarray | None = None) -> KolmogorovSmirnov:
    """The greatest distance between the scores of those with an outcome and of those without.

    Args:
        score: scores.
        outcome: who has the outcome.
        count: how many people each row stands for; 1 unless given.
    """
    spreads = _spreads(score, outcome, count)
    reason = _why_not(spreads.people)
    if reason:
        return KolmogorovSmirnov(undefined=reason, people=spreads.people)
    gaps = spreads.without.cumsum() / spreads.people[0] - spreads.having.cumsum() / spreads.people[1]
    most = int(np.argmax(np.abs(gaps)))
    # The 95 % quantile of Kolmogorov's distribution, for large numbers of people.
    by_chance = 1.3580986393225505 * float(np.sqrt(1 / spreads.people[0] + 1 / spreads.people[1]))
    return KolmogorovSmirnov(
        value=float(abs(gaps[most])), people=spreads.people, at=float(spreads.scores[most]), by_chance=by_chance
    )


@figure(
    unit="-1 to 1",
    source="twice the area under the ROC curve, less 1; error of DeLong and others, Biometrics 44 (1988)",
    undefined=(Reason.NOBODY, Reason.ONE_OUTCOME),
    score=Input("number", "people", "points"),
    outcome=Input("flag", "people"),
    count=Input("count", "people", "people"),
)
def gini(score: np.ndarray, outcome: np.ndarray, count: np.ndarray | None = None) -> Separation:
    """How much more often somebody with an outcome has the higher score than the lower, of pairs of one with and one without.

    Args:
        score: scores; higher ones should go with the outcome.
        outcome: who has the outcome.
        count: how many people each row stands for; 1 unless given.
    """
    spreads = _spreads(score, outcome, count)
    reason = _why_not(spreads.people)
    if reason:
        return Separation(undefined=reason, people=spreads.people)
    area, error = _area(spreads)
    value = 2 * area - 1
    if error is None:
        return Separation(value=value, no_interval=Reason.NO_SPREAD, people=spreads.people)
    told = with_error(value, 2 * error, (-1.0, 1.0))
    return Separation(**vars(told), people=spreads.people)


def error_of_area(score: np.ndarray, outcome: np.ndarray) -> float | None:
    """The standard error of an area under the ROC curve, as of `gini`; None where only one person has an outcome, or lacks it.

    Args:
        score: scores.
        outcome: who has the outcome.
    """
    return _area(_spreads(score, outcome, None))[1]


def _area(spreads: _Spreads) -> tuple[float, float | None]:
    """The area under the ROC curve, and its standard error: DeLong's, of one fixed score."""
    sides = spreads.without, spreads.having
    # Of each score, the share of the other side below it; equals count half.
    below, above = ((side.cumsum() - side / 2) / side.sum() for side in sides)
    area = float((spreads.having * below).sum() / spreads.people[1])
    parts = ((spreads.having, below - area), (spreads.without, 1 - above - area))
    variance = 0.0
    for side, off in parts:
        n = side.sum()
        variance += float((side * off**2).sum() / (n - 1) / n) if n > 1 else float("inf")
    return area, float(np.sqrt(variance)) if np.isfinite(variance) else None


def _check(given: Mapping[str, Any]) -> Iterator[Problem]:
    if given["bins"] > 1000:
        yield Problem(key="bins", expected="at most 1,000 bins", found=str(given["bins"]))


@figure(
    unit="share of people",
    source="Cox, Biometrika 45 (1958): slope and intercept; Naeini and others, AAAI (2015): expected calibration error",
    undefined=(Reason.NOBODY, Reason.ONE_OUTCOME, Reason.SURE, Reason.SEPARATED, Reason.ONE_SCORE),
    check=_check,
    predicted=Input("share", "people"),
    outcome=Input("flag", "people"),
    bins=Input("natural", "", "bins"),
    count=Input("count", "people", "people"),
)
def calibration(
    predicted: np.ndarray, outcome: np.ndarray, bins: int = 10, count: np.ndarray | None = None
) -> Calibration:
    """Whether predicted chances come true: by bins of equal width, and by one line through all.

    Args:
        predicted: predicted chance of the outcome.
        outcome: who had the outcome.
        bins: how many bins from 0 to 1.
        count: how many people each row stands for; 1 unless given.
    """
    weights = np.ones(len(predicted)) if count is None else count
    if not weights.sum():
        nobody = undefined(Reason.NOBODY)
        return Calibration(
            undefined=Reason.NOBODY, slope=nobody, intercept=nobody, predicted=(), happened=(), people=()
        )
    place = np.minimum((predicted * bins).astype("i8"), bins - 1)
    people, chances, hits = (np.bincount(place, weights * each, minlength=bins) for each in (1.0, predicted, outcome))
    held = people > 0
    mean, share = chances[held] / people[held], hits[held] / people[held]
    slope, intercept = _line(predicted[weights > 0], outcome[weights > 0], weights[weights > 0])
    return Calibration(
        value=float((people[held] * np.abs(mean - share)).sum() / people.sum()),
        slope=slope,
        intercept=intercept,
        predicted=tuple(mean.tolist()),
        happened=tuple(share.tolist()),
        people=tuple(people[held].tolist()),
    )


def _line(predicted: np.ndarray, outcome: np.ndarray, weights: np.ndarray) -> tuple[Estimate, Estimate]:
    """Slope and intercept of a logistic regression on the log-odds of the predictions."""
    reason = _why_no_line(predicted, outcome)
    if reason:
        return undefined(reason), undefined(reason)
    columns = np.stack([np.log(predicted / (1 - predicted)), np.ones(len(predicted))], 1)
    found = np.array([1.0, 0.0])
    # Newton's method, each step halved until the likelihood does not fall.
    for _ in range(_MOST_STEPS):
        chance = 1 / (1 + np.exp(-columns @ found))
        information = (columns * (weights * chance * (1 - chance))[:, None]).T @ columns
        step = np.linalg.solve(information, columns.T @ (weights * (outcome - chance)))
        while (
            _likelihood(columns, outcome, weights, found + step) < _likelihood(columns, outcome, weights, found) - 1e-9
        ):
            step = step / 2
        found = found + step
        if np.abs(step).max() < 1e-12:
            break
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return with_error(found[0], errors[0]), with_error(found[1], errors[1])


def _likelihood(columns: np.ndarray, outcome: np.ndarray, weights: np.ndarray, line: np.ndarray) -> float:
    """Log-likelihood of outcomes."""
    odds = columns @ line
    return float((weights * (outcome * odds - np.logaddexp(0, odds))).sum())


def _why_no_line(predicted: np.ndarray, outcome: np.ndarray) -> Reason | None:
    """Why no line can be fitted."""
    if outcome.all() or not outcome.any():
        return Reason.ONE_OUTCOME
    if predicted.min() <= 0 or predicted.max() >= 1:
        return Reason.SURE
    if predicted.min() == predicted.max():
        return Reason.ONE_SCORE
    yes, no = predicted[outcome], predicted[~outcome]
    parted = yes.min() >= no.max() or no.min() >= yes.max()
    return Reason.SEPARATED if parted else None
