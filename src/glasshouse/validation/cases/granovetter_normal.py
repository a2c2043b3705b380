"""An infinite crowd with normally distributed thresholds, and the jump in how many act."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.thresholds import joins, own_threshold
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.crowds import joined
from glasshouse.validation.infinite import turning_point
from glasshouse.validation.luck import luck

SHARE = "share of an infinite crowd that acts"
CRITICAL = "spread at which nearly all act"
BELOW = "share that acts just below that spread"
ABOVE = "share that acts just above that spread"
JUMP = "greatest rise of the mean share between neighbouring spreads, in random samples of 100"

_WIDEST = 12.0
_MEAN = 0.25


def _joining(crowd: float, sigma: float) -> float:
    """The share whose threshold a crowd of that size reaches: people sorted from the most hesitant to the boldest."""
    mean, spread, share = np.float64(_MEAN), np.float64(sigma), np.float64(crowd)
    bold = turning_point(lambda x: bool(joins(share, own_threshold(mean, spread, np.float64(-x)))), -_WIDEST, _WIDEST)
    return math.erfc(bold / math.sqrt(2)) / 2


def _acting(sigma: float) -> float:
    crowd, before = 0.0, -1.0
    while crowd - before > 1e-13:
        crowd, before = _joining(crowd, sigma), crowd
    return crowd


def _least_gain(sigma: float) -> tuple[float, float]:
    """How far the crowd grows where it grows least, below its mean threshold, and the crowd there."""
    low, high = 0.0, _MEAN
    for _ in range(60):
        left, right = low + (high - low) * 0.382, low + (high - low) * 0.618
        if _joining(left, sigma) - left < _joining(right, sigma) - right:
            high = right
        else:
            low = left
    return _joining(low, sigma) - low, low


@cache
def _critical() -> tuple[float, float]:
    low, high = 0.1, 0.2
    for _ in range(34):
        middle = (low + high) / 2
        if _least_gain(middle)[0] > 0:
            high = middle
        else:
            low = middle
    return high, _least_gain(low)[1]


@kernel_function
def _mean_share(seed: int, samples: int, sigma: float) -> float:
    """Mean share that acts in random crowds of 100 whose thresholds are drawn from the normal distribution."""
    thresholds = np.empty(100)
    total = 0
    for sample in range(samples):
        for pair in range(50):
            a, b, _, _ = luck(seed, sample, 0, pair)
            # Box and Muller: two normal numbers from two uniform ones.
            radius, turn = math.sqrt(-2.0 * math.log(1.0 - a)), 2.0 * math.pi * b
            thresholds[2 * pair] = own_threshold(25.0, 100.0 * sigma, radius * math.cos(turn))
            thresholds[2 * pair + 1] = own_threshold(25.0, 100.0 * sigma, radius * math.sin(turn))
        total += joined(thresholds, 100)
    return total / (100.0 * samples)


def _jump(values: Values) -> Measured:
    seed, samples = int(values["seed"]), int(values["samples"])
    means = [float(_mean_share(seed, samples, sigma)) for sigma in np.arange(0.10, 0.1501, 0.005)]
    told = f"{samples} samples at each of {len(means)} spreads from 0.10 to 0.15"
    error = math.sqrt(0.5 / samples)  # of a difference of two means of numbers between 0 and 1, at most
    return Measured(max(after - before for before, after in pairwise(means)), error, samples, seed, told)


CASE = Case(
    name="granovetter-normal",
    title="normal thresholds with mean 0.25: below a spread of 0.1222 hardly anybody acts, above it nearly all",
    text="An infinite crowd that sees all of itself; each person's threshold is a share of the crowd. The crowd grows until "
    "nobody else joins. In random samples of 100 the published jump is smooth: both ends occur on either side of "
    "it, and the mean rises gradually.",
    source="Granovetter, Threshold models of collective behavior, American Journal of Sociology 83 (1978) 1427; figures by "
    "solving r = Φ((r - 0.25)/σ)",
    mechanisms=("thresholds.own_threshold", "thresholds.joins"),
    parameters={
        "sigma": Parameter("spread of the thresholds (standard deviation)", 0.12, 0.01, 5),
        "samples": Parameter("random crowds of 100 for each spread", 2_000, 100, 1_000_000, whole=True),
        "seed": Parameter("their luck", 1, 0, 2**32 - 1, whole=True),
    },
    points=(
        Point({"sigma": 0.10}, {SHARE: Target(0.0077, 5e-5)}),
        Point({"sigma": 0.12}, {
            SHARE: Target(0.0402, 5e-5), CRITICAL: Target(0.1222209, 5e-8), BELOW: Target(0.0620033, 2e-5),
            ABOVE: Target(0.95, 0, "at least", "pattern"), JUMP: Target(0.25, 0, "at most", "pattern"),
        }),
    ),
    figures={
        SHARE: lambda values: Measured(_acting(values["sigma"])),
        CRITICAL: lambda _: Measured(_critical()[0]),
        BELOW: lambda _: Measured(_critical()[1]),
        ABOVE: lambda _: Measured(_acting(_critical()[0] + 1e-5)),
        JUMP: _jump,
    },
    closed_form=lambda values: {CRITICAL: 0.1222209, BELOW: 0.0620033},
    tolerance=2e-5,
)  # fmt: skip
