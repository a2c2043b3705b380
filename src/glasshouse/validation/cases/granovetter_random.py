"""Random thresholds: the chance that a whole crowd acts."""

from __future__ import annotations

import math
from itertools import product

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.crowds import joined
from glasshouse.validation.luck import luck

CHANCE = "chance that all act"
_MOST_CROWDS = 5_000


@kernel_function
def _full_cascades(seed: int, samples: int, people: int) -> int:
    """How many of so many random crowds act as a whole."""
    thresholds = np.empty(people)
    full = 0
    for sample in range(samples):
        for four in range((people + 3) // 4):
            a, b, c, d = luck(seed, sample, 0, four)
            for place, draw in enumerate((a, b, c, d)):
                if 4 * four + place < people:
                    thresholds[4 * four + place] = math.floor(draw * people)
        full += joined(thresholds, people) == people
    return full


def _chance(values: Values) -> Measured:
    people = int(values["n"])
    if people**people <= _MOST_CROWDS:
        every = [joined(np.array(crowd, float), people) == people for crowd in product(range(people), repeat=people)]
        return Measured(sum(every) / len(every), note=f"all {len(every)} possible crowds")
    samples, seed = int(values["samples"]), int(values["seed"])
    share = float(_full_cascades(seed, samples, people)) / samples
    error = math.sqrt(max(share * (1 - share), 1 / samples) / samples)
    return Measured(share, error, samples, seed)


def _closed(values: Values) -> dict[str, float]:
    n = values["n"]
    return {CHANCE: math.exp((n - 1) * math.log(n + 1) - n * math.log(n))}


CASE = Case(
    name="granovetter-random",
    title="thresholds drawn from 0 … N-1: the whole crowd acts with chance (N+1)^(N-1)/N^N",
    text="Each person's threshold is drawn for itself. Small crowds are all gone through; of large ones there are samples.",
    source="Parking functions: Konheim and Weiss, SIAM Journal on Applied Mathematics 14 (1966); applied to thresholds of "
    "Granovetter (1978)",
    mechanisms=("thresholds.joins",),
    parameters={
        "n": Parameter("people in the crowd", 100, 2, 10_000, whole=True),
        "samples": Parameter(
            "random crowds, if there are too many to go through", 100_000, 100, 10_000_000, whole=True
        ),
        "seed": Parameter("their luck", 1, 0, 2**32 - 1, whole=True),
    },
    points=(
        Point({"n": 2}, {CHANCE: Target(0.75, 1e-12)}),
        Point({"n": 3}, {CHANCE: Target(0.592593, 5e-7)}),
        Point({"n": 5}, {CHANCE: Target(0.41472, 1e-9)}),
        Point({"n": 10}, {CHANCE: Target(0.235795, 5e-7)}),
        Point({"n": 100}, {CHANCE: Target(0.0267803, 5e-8)}),
    ),
    figures={CHANCE: _chance},
    closed_form=_closed,
)
