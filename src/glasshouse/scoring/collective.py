"""Collective effects: what the points of the household and of the village bring to each of their members.

Households are those of the register, as the records have them; the village is the community. Only points that records brought
are passed on, so that nothing is passed on twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.limits import DIMENSIONS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, I4, Index, Ledger, Records, System

_LAST = DIMENSIONS - 1  # the dimension that follows contacts, household and village
_MOST = np.int32(32000)


@kernel_function
def _own(system: System, account_rows: Ledger, i: Index) -> I4:
    """What records brought to the account in lane `i`, in the ledger's steps."""
    steps = np.int32(0)
    for d in range(_LAST):
        if np.uint32(d) != system.game:
            steps += np.int32(account_rows.dimensions[d, i])
    return steps


@kernel_function
def _part(share: F4, steps: I4 | F4) -> I4:
    whole = share * np.float32(steps)
    return np.int32(min(max(whole, np.float32(-32000.0)), np.float32(32000.0)))


@kernel_function
def _share_at_home(
    records: Records, system: System, account_rows: Ledger, first: Index, last: Index, total: I4
) -> None:
    """Give everybody of one household a part of what the others have."""
    for j in range(first, last):
        if records.account[j]:
            records.gain[1, j] = _part(system.household, total - _own(system, account_rows, np.int64(j)))


@kernel_function
def _share_in_village(records: Records, system: System, account_rows: Ledger) -> None:
    total, members = np.int32(0), np.int32(0)
    for i in range(LANES):
        if records.account[i]:
            total += _own(system, account_rows, i)
            members += np.int32(1)
    mean = np.float32(total) / np.float32(max(members, np.int32(1)))
    for i in range(LANES):
        if records.account[i]:
            records.gain[2, i] = _part(system.village, mean)


@kernel_function
def share_points(records: Records, system: System, account_rows: Ledger) -> None:
    """Add what household and village bring to the ledger's last dimension; each part is left in `records.gain`, 1 and 2."""
    first, total = np.uint32(0), np.int32(0)
    for i in range(LANES):
        if records.household_first[i]:
            _share_at_home(records, system, account_rows, first, np.uint32(i), np.int32(total))
            first, total = np.uint32(i), np.int32(0)
        if records.account[i]:
            total += _own(system, account_rows, i)
    _share_at_home(records, system, account_rows, first, np.uint32(LANES), np.int32(total))
    _share_in_village(records, system, account_rows)
    for i in range(LANES):
        steps = np.int32(np.int32(account_rows.dimensions[_LAST, i]) + records.gain[1, i] + records.gain[2, i])
        account_rows.dimensions[_LAST, i] = np.int16(min(max(steps, -_MOST), _MOST))
