"""Accounts opened and closed at night, as people have asked for by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.schema.codes import ASKED
from glasshouse.schema.limits import DIMENSIONS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Ledger, System, SystemCounts

_LAST = DIMENSIONS - 1


def admit(system: System, account_rows: Ledger, system_counts: SystemCounts) -> None:
    """Open an account for everybody who asked for one, close those whose holders asked for that, and count.

    An account opens at the system's entry level and without records; a closed one leaves nothing behind.

    Args:
        system: the system's numbers.
        account_rows: one community's row of its ledger.
        system_counts: the system's counts of the day: members, joined, left.
    """
    for i in range(LANES):
        if account_rows.dimensions[_LAST, i] == ASKED:
            for d in range(DIMENSIONS):
                account_rows.dimensions[d, i] = np.int16(0)
            if account_rows.published[i] == np.uint16(0):
                account_rows.published[i] = np.uint16(system.entry)
                system_counts.joined += np.int64(1)
            else:
                account_rows.published[i] = np.uint16(0)
                system_counts.left += np.int64(1)
    members = np.uint32(0)
    for i in range(LANES):
        members = np.uint32(members + np.uint32(account_rows.published[i] != np.uint16(0)))
    system_counts.members += np.int64(members)
