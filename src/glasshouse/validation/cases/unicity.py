"""How few points single a person out."""

from __future__ import annotations

import math

import numpy as np

from glasshouse.compilation import scalar
from glasshouse.measurement.uniqueness import unique_share
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.luck import luck

ALONE = "share of people alone in their cell"


@scalar
def _cells(seed: int, sample: int, cells: int, found: np.ndarray) -> None:
    for person in range(len(found)):
        found[person] = np.int64(luck(seed, sample, 0, person)[0] * cells)


def _alone(values: Values) -> Measured:
    cells, people = int(values["k"]), int(values["n"])
    samples, seed = int(values["samples"]), int(values["seed"])
    shares, found = np.empty(samples), np.empty(people, np.int64)
    for sample in range(samples):
        _cells(seed, sample, cells, found)
        shares[sample] = unique_share(found)
    error = max(float(shares.std(ddof=1)), 1 / (people * math.sqrt(samples))) / math.sqrt(samples)
    return Measured(float(shares.mean()), error, samples, seed)


CASE = Case(
    name="unicity",
    title="a thousand people in a thousand equal cells: 0.368 of them are alone",
    text="People are drawn into cells; who is alone in a cell can be told from everybody else by it.",
    source="(1 - 1/K)^(n-1); uniqueness as in Sweeney, Simple demographics often identify people uniquely (2000)",
    mechanisms=("measurement.uniqueness.unique_share",),
    parameters={
        "k": Parameter("cells", 1_000, 1, 1_000_000_000, whole=True),
        "n": Parameter("people", 1_000, 2, 10_000_000, whole=True),
        "samples": Parameter("samples drawn", 200, 2, 100_000, whole=True),
        "seed": Parameter("their luck", 1, 0, 2**32 - 1, whole=True),
    },
    points=(Point({}, {ALONE: Target(0.368063, 5e-7)}),),
    figures={ALONE: _alone},
    closed_form=lambda values: {ALONE: (1 - 1 / values["k"]) ** (values["n"] - 1)},
)
