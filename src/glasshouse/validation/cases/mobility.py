"""Moves between bands as one figure, and inequality as one figure."""

from __future__ import annotations

import numpy as np

from glasshouse.kernels.compilation import attribute_view
from glasshouse.measurement.mobility import gini, shorrocks
from glasshouse.schema.counts import SYSTEM_COUNTS
from glasshouse.schema.parameters import SYSTEM
from glasshouse.schema.state import LEDGER
from glasshouse.scoring.accounts import code_of, publish_code
from glasshouse.validation.case import Case, Measured, Point, Target, Values

INDEX = "Shorrocks' index of the moves that the ledger counted"
GINI = "Gini's coefficient of 1, 2, 3, 4, 5, 10"

_MOVES = ((2, 1, 1), (2, 0, 2), (1, 1, 2))
"""How many of four people of each band are in each band after the next publication."""


def _index(_: Values) -> Measured:
    system, account_rows = attribute_view(np.zeros(1, SYSTEM))[0], attribute_view(np.zeros(1, LEDGER.dtype))[0]
    system_counts = attribute_view(np.zeros(1, SYSTEM_COUNTS))[0]
    system["bands"] = 3
    system["band_code"][1:3] = code_of(1 / 3, 0, 1), code_of(2 / 3, 0, 1)
    moves = [(old, new) for old, row in enumerate(_MOVES) for new, people in enumerate(row) for _ in range(people)]
    account_rows["published"][: len(moves)] = 1  # everybody has an account
    for turn in (0, 1):
        system_counts["moves"] = 0
        for lane, bands in enumerate(moves):
            place = np.float32((2 * bands[turn] + 1) / 6)
            publish_code(account_rows, system, system_counts, np.uint32(lane), place)
    return Measured(shorrocks(system_counts["moves"]))


CASE = Case(
    name="mobility",
    title="moves between three bands: Shorrocks' index 1.0; Gini's coefficient .366667",
    text="Twelve people move between bands as they are published anew; the ledger counts the moves, and the index is made of the "
    "counts.",
    source="Shorrocks, The measurement of mobility, Econometrica 46 (1978)",
    mechanisms=("bands.band_of", "scoring.accounts.publish_code", "measurement.mobility.shorrocks"),
    parameters={},
    points=(Point({}, {INDEX: Target(1.0, 1e-12), GINI: Target(0.366667, 5e-7, kind="identity")}),),
    figures={INDEX: _index, GINI: lambda _: Measured(gini([1, 2, 3, 4, 5, 10]))},
    closed_form=lambda _: {INDEX: 1.0},
)  # fmt: skip
