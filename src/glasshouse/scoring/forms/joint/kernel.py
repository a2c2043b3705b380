"""Form ``joint``: reads no records, but what other systems have published; every one of them counts towards one account.

What others had published up to last night is in the records. On its own days the form adds up what each of them is worth, in
steps of 1/16 point, and publishes the sum in the evening. So the order of the systems changes nothing, and a joint system
remembers nothing that the others have forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import SCORE_HIGHEST, SCORE_SPAN
from glasshouse.schema.limits import LANES, SYSTEMS
from glasshouse.scoring.accounts import open_accounts, publish_all

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, Index, Ledger, Records, Row, System, SystemCounts

_ABOVE = np.uint16(SCORE_HIGHEST + 1)
_PLACE = np.float32(1.0 / SCORE_SPAN)


@kernel_function
def _add_other(records: Records, system: System, o: Index) -> None:
    """What the standing with one other system is worth: the points of its band, and a share of its scale."""
    for b in range(system.other_bands[o]):
        points = system.other_points[o, b]
        low = np.uint16(max(system.other_code[o, b], np.uint32(1)))
        high = _ABOVE
        if b + 1 < system.other_bands[o]:
            high = np.uint16(system.other_code[o, b + 1])
        if points != np.int32(0):
            for i in range(LANES):
                # A 0/1 factor instead of a branch, so that lanes run together; code 0 (no account) is below every band.
                inside = np.int32((records.others[o, i] >= low) & (records.others[o, i] < high))
                records.gain[0, i] = np.int32(records.gain[0, i] + points * inside)
    weight = system.other_weight[o]
    if weight != np.float32(0.0):
        for i in range(LANES):
            place = np.float32(np.int32(records.others[o, i]) - np.int32(1)) * _PLACE
            known = np.int32(records.others[o, i] != np.uint16(0))
            records.gain[0, i] = np.int32(records.gain[0, i] + np.int32(weight * place) * known)


@kernel_function
def _publish(records: Records, system: System, account_rows: Ledger, system_counts: SystemCounts) -> None:
    span = np.float32(1.0) / (system.high - system.low)
    for i in range(LANES):
        points = system.start - system.low + np.float32(account_rows.dimensions[0, i]) * system.step
        records.total[i] = points * span
    publish_all(records, account_rows, system, system_counts)


def begin(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Open accounts at the start value: nothing has been read yet."""
    open_accounts(records, system, ledger, c)
    _publish(records, system, ledger[c], system_counts)


def judge(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """On days of publication, read what the others had published up to last night."""
    if day % system.publish_every != system.publish_on:
        return
    account_rows = ledger[c]
    for i in range(LANES):
        records.gain[0, i] = np.int32(0)
    for o in range(SYSTEMS):
        if (system.others >> np.uint32(o)) & np.uint32(1):
            _add_other(records, system, np.uint32(o))
    for i in range(LANES):
        steps = min(max(records.gain[0, i], np.int32(-32000)), np.int32(32000))
        account_rows.dimensions[0, i] = np.int16(steps * np.int32(account_rows.published[i] != np.uint16(0)))


def publish(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Publish the start value plus what the others' standing is worth, cut off at the ends of the scale."""
    _publish(records, system, ledger[c], system_counts)
