"""One score for all lenders, or one for each."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import attribute_view, kernel_function
from glasshouse.mechanisms.bands import band_of
from glasshouse.schema.codes import SCORE_SPAN
from glasshouse.schema.parameters import SYSTEM
from glasshouse.scoring.accounts import code_of
from glasshouse.validation.case import Case, Measured, Parameter, Point, Target, Values
from glasshouse.validation.luck import luck

if TYPE_CHECKING:
    from glasshouse.schema.protocols import System

ONE = "share rejected by all lenders, where all read one score"
OWN = "share rejected by all lenders, where each has a score of its own"


@kernel_function
def _rejected(system: System, seed: int, people: int, lenders: int, shared: bool) -> int:
    """How many people are in the lowest band of every lender's score."""
    count = 0
    for person in range(people):
        everywhere = True
        for lender in range(lenders):
            place = luck(seed, person, 0 if shared else lender, 0)[0]
            code = np.uint32(1 + int(place * SCORE_SPAN))
            everywhere = everywhere and band_of(system, code) == np.uint32(0)
        count += everywhere
    return count


def _rejected_by_all(shared: bool, values: Values) -> Measured:
    lenders, people, seed = int(values["m"]), int(values["people"]), int(values["seed"])
    system = attribute_view(np.zeros(1, SYSTEM))[0]
    system["bands"] = 2
    system["band_code"][1] = code_of(values["f"], 0, 1)
    share = int(_rejected(system, seed, people, lenders, shared)) / people
    error = math.sqrt(max(share * (1 - share), 1 / people) / people)
    return Measured(share, error, people, seed)


CASE = Case(
    name="monoculture",
    title="five lenders that each reject a fifth reject a fifth together, or three in ten thousand",
    text="Everybody's place on a score is drawn. Who is in the lowest band is rejected. Either all lenders read the same score, "
    "or each has its own.",
    source="Kleinberg and Raghavan, Algorithmic monoculture and social welfare, PNAS 118 (2021); Creel and Hellman, The "
    "algorithmic leviathan, Canadian Journal of Philosophy 52 (2022)",
    mechanisms=("bands.band_of",),
    parameters={
        "m": Parameter("lenders", 5, 1, 100, whole=True),
        "f": Parameter("share that a lender rejects", 0.2, 0.001, 0.999),
        "people": Parameter("people drawn", 400_000, 1_000, 100_000_000, whole=True),
        "seed": Parameter("their luck", 1, 0, 2**32 - 1, whole=True),
    },
    points=(Point({}, {ONE: Target(0.2, 2e-5), OWN: Target(0.00032, 1e-6)}),),
    figures={ONE: partial(_rejected_by_all, True), OWN: partial(_rejected_by_all, False)},
    closed_form=lambda values: {ONE: values["f"], OWN: values["f"] ** values["m"]},
    tolerance=2e-5,
)  # fmt: skip
