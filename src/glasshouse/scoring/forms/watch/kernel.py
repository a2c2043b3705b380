"""Form ``none``: reads and keeps records, judges nobody; it may remove posts, flood and hinder.

Being seen weighs on people all the same.

A reader with a retention keeps a file of its own in its ledger: one count for each heading, of recent records in the low
byte and of old ones in the high byte, each up to 127.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.schema.limits import LANES
from glasshouse.scoring.accounts import read_records
from glasshouse.scoring.censorship import remove_posts

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, Index, Ledger, Records, Row, System, SystemCounts

_FULL = np.int16(127)


@scalar
def _keep_file(sheet: Records, system: System, book: Ledger, day: U4) -> None:
    """Enter today's records; from time to time what is recent becomes old, and what was old is deleted."""
    i: Index
    heading: Index
    for m in range(system.frequent_points):
        j, heading = system.frequent[m], system.frequent_dimension[m]
        read_records(sheet, system, j)
        for i in range(LANES):
            held = book.dimensions[heading, i]
            book.dimensions[heading, i] = np.int16(held + np.int16(sheet.row8[i]) * np.int16((held & _FULL) < _FULL))
    for e in range(sheet.n):
        k, i = sheet.code[e] >> np.uint32(8), sheet.code[e] & np.uint32(255)
        if system.scored[k] and sheet.channels[e] & system.reads:
            for heading in range(system.dimensions):
                held = book.dimensions[heading, i]
                if system.points[k, heading] != np.int32(0) and (held & _FULL) < _FULL:
                    book.dimensions[heading, i] = np.int16(held + np.int16(1))
    every = system.forget_every
    if every > np.uint32(0) and day % every == every - np.uint32(1):
        for heading in range(system.dimensions):
            for i in range(LANES):
                recent = np.int16(book.dimensions[heading, i] & _FULL)
                book.dimensions[heading, i] = np.int16(np.int32(recent) * np.int32(256))


def watch(
    sheet: Records, system: System, ledger: Row[Ledger], cases: Row[Cases], counts: SystemCounts, day: U4, c: U4
) -> None:
    """Count what was read, keep it, and remove part of it."""
    for e in range(sheet.n):
        if sheet.channels[e] & system.reads:
            counts.opened += 1
    remove_posts(sheet, system, day)
    if system.dimensions > np.uint32(0):
        _keep_file(sheet, system, ledger[c], day)


def idle(
    sheet: Records, system: System, ledger: Row[Ledger], cases: Row[Cases], counts: SystemCounts, day: U4, c: U4
) -> None:
    """Publish nothing."""
