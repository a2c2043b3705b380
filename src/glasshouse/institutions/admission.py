"""Accounts opened and closed at night, as people have asked for by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.schema.codes import ASKED
from glasshouse.schema.limits import DIMENSIONS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import Ledger, System, SystemCounts

_LAST = DIMENSIONS - 1


def admit(system: System, book: Ledger, counts: SystemCounts) -> None:
    """Open an account for everybody who asked for one, close those whose holders asked for that, and count.

    An account opens at the system's entry level and without records; a closed one leaves nothing behind.

    Args:
        system: the system's numbers.
        book: one community's row of its ledger.
        counts: the system's counts of the day: members, joined, left.
    """
    for i in range(LANES):
        if book.dimensions[_LAST, i] == ASKED:
            for d in range(DIMENSIONS):
                book.dimensions[d, i] = np.int16(0)
            if book.published[i] == np.uint16(0):
                book.published[i] = np.uint16(system.entry)
                counts.joined += np.int64(1)
            else:
                book.published[i] = np.uint16(0)
                counts.left += np.int64(1)
    members = np.uint32(0)
    for i in range(LANES):
        members = np.uint32(members + np.uint32(book.published[i] != np.uint16(0)))
    counts.members += np.int64(members)
