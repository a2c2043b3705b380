"""Form ``none``: reads and keeps records, judges nobody; it may remove posts, flood and hinder.

Being seen weighs on people all the same.

A reader with a retention keeps a file of its own in its ledger: one count for each heading, of recent records in the low
byte and of old ones in the high byte, each up to 127.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.limits import LANES
from glasshouse.scoring.accounts import read_records

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, Index, Ledger, Records, Row, System, SystemCounts

_FULL = np.int16(127)


@kernel_function
def _keep_file(records: Records, system: System, account_rows: Ledger, day: U4) -> None:
    """Enter today's records; from time to time what is recent becomes old, and what was old is deleted."""
    i: Index
    heading: Index
    for m in range(system.frequent_points):
        j, heading = system.frequent[m], system.frequent_dimension[m]
        read_records(records, system, j)
        for i in range(LANES):
            held = account_rows.dimensions[heading, i]
            account_rows.dimensions[heading, i] = np.int16(
                held + np.int16(records.row8[i]) * np.int16((held & _FULL) < _FULL)
            )
    for e in range(records.n):
        k, i = records.code[e] >> np.uint32(8), records.code[e] & np.uint32(255)
        if system.scored[k] and records.channels[e] & system.reads:
            for heading in range(system.dimensions):
                held = account_rows.dimensions[heading, i]
                if system.points[k, heading] != np.int32(0) and (held & _FULL) < _FULL:
                    account_rows.dimensions[heading, i] = np.int16(held + np.int16(1))
    every = system.forget_every
    if every > np.uint32(0) and day % every == every - np.uint32(1):
        for heading in range(system.dimensions):
            for i in range(LANES):
                recent = np.int16(account_rows.dimensions[heading, i] & _FULL)
                account_rows.dimensions[heading, i] = np.int16(np.int32(recent) * np.int32(256))


def watch(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Count what was read, and keep it. What it removes goes later (`glasshouse.authorities.censorship`)."""
    for e in range(records.n):
        if records.channels[e] & system.reads:
            system_counts.opened += 1
    if system.dimensions > np.uint32(0):
        _keep_file(records, system, ledger[c], day)


def idle(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Publish nothing."""
