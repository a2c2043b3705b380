"""Between twins, citizen by citizen: whose day went otherwise, and how (compiled by `glasshouse.kernels.compilation`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from glasshouse.schema.protocols import I8, U1, U8, Index, Row, Rows, Society, Trace


def compare_days(
    ours: Row[Trace],
    theirs: Row[Trace],
    otherwise: Rows[U1],
    counts: Row[I8],
    quiet: U8,
    good: U8,
    bad: U8,
    society: Row[Society],
    first: Index,
    last: Index,
) -> None:
    """Between twins, citizen by citizen: whose day went otherwise, and how. Eight bits are kept for each citizen.

    Bits: 1 conduct differs, 2 silenced (a lawful word, search, plea or risk withheld), 4 denied, 8 wronged,
    16 encouraged (a civic act more), 32 deterred (an offence less), 64 under sanction, 128 louder (a word more).
    """
    for c in range(first, last):
        a, b, row = ours[c - first], theirs[c - first], otherwise[c]
        for i in range(np.uint32(society[c].people)):
            flags = np.uint8(0)
            if a.acts[i] != b.acts[i]:
                less, more = b.acts[i] & ~a.acts[i], a.acts[i] & ~b.acts[i]
                flags |= np.uint8(1)
                flags |= np.uint8(np.uint8((less & quiet) != np.uint64(0)) << np.uint8(1))
                flags |= np.uint8(np.uint8((more & good) != np.uint64(0)) << np.uint8(4))
                flags |= np.uint8(np.uint8((less & bad) != np.uint64(0)) << np.uint8(5))
                flags |= np.uint8(np.uint8((more & quiet) != np.uint64(0)) << np.uint8(7))
            ends = a.ends[i] & ~b.ends[i]
            flags |= np.uint8((ends & np.uint32(1)) << np.uint32(2))
            flags |= np.uint8(((ends >> np.uint32(2)) & np.uint32(1)) << np.uint32(3))
            flags |= np.uint8(((ends >> np.uint32(3)) & np.uint32(1)) << np.uint32(6))
            row[i] |= flags
            for bit in range(8):
                counts[bit] += np.int64((flags >> np.uint8(bit)) & np.uint8(1))
