"""Ratios whose denominator may be nothing, and many tests at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, Several
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason
from glasshouse.errors import Problem

Form = Literal["bounded", "outside", "all", "none"]


@dataclass(frozen=True, kw_only=True)
class Ratio(Estimate):
    """A ratio of two means, with Fieller's interval.

    Attributes:
        value: the ratio; undefined where the denominator cannot be told from 0.
        form: ``bounded``; ``outside``: every ratio but those in `gap` agrees with the pairs; ``all``: every ratio does;
            ``none``: too few pairs, or no spread.
        gap: the two ends between which no ratio agrees with the pairs, where the form is ``outside``.
        numerator: mean numerator.
        denominator: mean denominator.
        pairs: pairs behind them.
    """

    form: Form
    gap: tuple[float, float] | None = None
    numerator: float | None = None
    denominator: float | None = None
    pairs: int


@figure(
    unit="as numerators over denominators",
    source="Fieller, Journal of the Royal Statistical Society B 16 (1954)",
    undefined=(Reason.HARM_NOT_TOLD, Reason.NOT_GIVEN),
    numerators=Input("number", "pairs"),
    denominators=Input("number", "pairs"),
)
def fieller(numerators: np.ndarray, denominators: np.ndarray) -> Ratio:
    """The ratio of two means over pairs, such as offences prevented for each day of harm over seeds.

    The interval holds every ratio r for which the mean of numerator - r·denominator cannot be told from 0 by Student's t.

    Args:
        numerators: one of each pair.
        denominators: the other.
    """
    n = len(numerators)
    if not n:
        return Ratio(undefined=Reason.NOT_GIVEN, form="none", pairs=0)
    a, b = float(numerators.mean()), float(denominators.mean())
    ratio = partial(Ratio, numerator=a, denominator=b, pairs=n)
    if n < 2 or not (numerators.std() or denominators.std()):
        return _alone(a, b, n)
    (aa, ab), (_, bb) = np.cov(numerators, denominators) * (_student(n - 1) ** 2 / n)
    # (b² - bb)·r² - 2·(a·b - ab)·r + (a² - aa) is at most 0 for the ratios that agree with the pairs.
    square, half, rest = b * b - bb, a * b - ab, a * a - aa
    root = half * half - square * rest
    if square > 0:
        width = float(np.sqrt(max(root, 0.0))) / square
        low, high = half / square - width, half / square + width
        if low < high:
            return ratio(value=a / b, low=float(low), high=float(high), form="bounded")
        return ratio(value=a / b, no_interval=Reason.NO_SPREAD, form="none")
    if square == 0 or root <= 0:
        return ratio(undefined=Reason.HARM_NOT_TOLD, form="all")
    width = float(np.sqrt(root)) / square
    gap = (float(half / square + width), float(half / square - width))
    return ratio(undefined=Reason.HARM_NOT_TOLD, form="outside", gap=gap)


def _alone(a: float, b: float, n: int) -> Ratio:
    """The ratio of means without a spread."""
    ratio = partial(Ratio, numerator=a, denominator=b, pairs=n, form="none")
    if b == 0:
        return ratio(undefined=Reason.HARM_NOT_TOLD)
    return ratio(value=a / b, no_interval=Reason.TOO_FEW_SEEDS if n < 2 else Reason.NO_SPREAD)


def _student(freedom: int) -> float:
    """The 97.5 % quantile of Student's t."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 0.975))


@dataclass(frozen=True, kw_only=True)
class Discoveries(Several[float]):
    """Many tests at once.

    Attributes:
        value: of each test, the lowest share of false discoveries at which it is one.
        discovered: which tests are discoveries at the level asked for.
        tests: how many tests were made.
        expected_false: at most how many of the discoveries are false, on average.
    """

    discovered: tuple[bool, ...] = ()
    tests: int
    expected_false: float = 0.0


def _check(given: Mapping[str, Any]) -> Iterator[Problem]:
    if not 0 < given["level"] < 1:
        yield Problem(key="level", expected="a share between 0 and 1", found=f"{given['level']:g}")


@figure(
    unit="share of discoveries",
    source="Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995)",
    undefined=(Reason.NOTHING_TESTED,),
    check=_check,
    p=Input("share", "tests"),
    level=Input("share"),
)
def benjamini_hochberg(p: np.ndarray, level: float = 0.05) -> Discoveries:
    """Which of many tests are discoveries, if no more than a share of discoveries may be false.

    Args:
        p: of each test, the chance of as much if there is nothing.
        level: the share that may be false.

    Raises:
        InputError: the level is 0 or 1.
    """
    n = len(p)
    if not n:
        return Discoveries(undefined=Reason.NOTHING_TESTED, tests=0)
    order = np.argsort(p, kind="stable")
    scaled = p[order] * n / np.arange(1, n + 1)
    q = np.empty(n)
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    found = q <= level
    return Discoveries(
        value=tuple(q.tolist()), discovered=tuple(found.tolist()), tests=n, expected_false=float(level * found.sum())
    )
