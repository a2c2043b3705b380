"""Opting out: people close accounts that weigh on them, where a law lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.bands import band_of
from glasshouse.mechanisms.fear import greatest_risk
from glasshouse.schema.codes import ASKED
from glasshouse.schema.limits import DIMENSIONS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Ledger, Parameters, Row, Rows, System, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)


@kernel_function
def close_accounts(
    truth: Truth, parameters: Parameters, systems: Row[System], ledgers: Rows[Ledger], c: U4, people: U4, day: U4
) -> None:
    """Each day, whoever has more to bear than to gain from an account may close it for good.

    Args:
        truth: perceived risk.
        parameters: `leave`, the chance a day at full perceived risk.
        systems: which may be left.
        ledgers: accounts; the wish to close one is marked, and granted when all have lived the day.
        c: the community.
        people: how many live there.
        day: the day.
    """
    for s in range(parameters.systems):
        system = systems[s]
        if system.leaves and system.active:
            row = ledgers[s, c]
            for i in range(people):
                code = np.uint32(row.published[i])
                if code != np.uint32(0):
                    band = band_of(system, code)
                    chance = parameters.leave * min(greatest_risk(truth, np.int64(i)) + system.burden[band], _ONE)
                    if system.benefit[band] <= system.burden[band] and chance > _ZERO:
                        citizen = randomness.person(truth, np.uint32(i))
                        word = randomness.draw(parameters.seed, citizen, day, randomness.LEAVING, system.key)[0]
                        if randomness.unit(word) < chance:
                            row.dimensions[DIMENSIONS - 1, i] = ASKED
