"""Who has an account in each system on the first day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.mechanisms.members import is_meant
from glasshouse.schema.limits import FIRMS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, AttributesHeld, Parameters, Records, Row, Society, System

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)


def enrol(
    records: Records, parameters: Parameters, row: Society, attributes: Row[AttributesHeld], system: System, c: U4
) -> None:
    """Who joins a system on the first day, by a draw keyed by citizen and system: people's doing, not the system's.

    Of firms, every one where somebody works.
    """
    for i in range(LANES):
        records.member[i] = np.uint8(0)
    if system.of_firms:
        for i in range(np.uint32(row.people)):
            if row.workplace[i] < FIRMS and np.uint32(row.workplace[i]) < np.uint32(row.people):
                records.member[row.workplace[i]] = np.uint8(1)
        return
    for i in range(np.uint32(row.people)):
        online = np.float32(row.online[i]) * np.float32(2.0 / 255.0) - _ONE
        chance = system.member_share * max(_ONE + system.member_online * online, _ZERO)
        person = randomness.person(records, np.uint32(i))
        word = randomness.draw(parameters.seed, person, np.uint32(0), randomness.MEMBERSHIP, system.key)[0]
        has = attributes[c].has[i] if system.member_attribute else np.uint8(0)
        joins = is_meant(system, row.status[i], has) and randomness.unit(word) < min(chance, _ONE)
        records.member[i] = np.uint8(joins)
