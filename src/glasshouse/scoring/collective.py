"""Collective effects: what the points of the household and of the village bring to each of their members.

Households are those of the register, as the sheet has them; the village is the community. Only points that records brought
are passed on, so that nothing is passed on twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.schema.limits import DIMENSIONS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, I4, Index, Ledger, Records, System

_LAST = DIMENSIONS - 1  # the dimension that follows contacts, household and village
_MOST = np.int32(32000)


@scalar
def _own(system: System, book: Ledger, i: Index) -> I4:
    """What records brought to the account in lane `i`, in the ledger's steps."""
    steps = np.int32(0)
    for d in range(_LAST):
        if np.uint32(d) != system.game:
            steps += np.int32(book.dimensions[d, i])
    return steps


@scalar
def _part(share: F4, steps: I4 | F4) -> I4:
    whole = share * np.float32(steps)
    return np.int32(min(max(whole, np.float32(-32000.0)), np.float32(32000.0)))


@scalar
def _share_at_home(sheet: Records, system: System, book: Ledger, first: Index, last: Index, total: I4) -> None:
    """Give everybody of one household a part of what the others have."""
    for j in range(first, last):
        if sheet.account[j]:
            sheet.gain[1, j] = _part(system.household, total - _own(system, book, j))


@scalar
def _share_in_village(sheet: Records, system: System, book: Ledger) -> None:
    total, members = np.int32(0), np.int32(0)
    for i in range(LANES):
        if sheet.account[i]:
            total += _own(system, book, i)
            members += np.int32(1)
    mean = np.float32(total) / np.float32(max(members, np.int32(1)))
    for i in range(LANES):
        if sheet.account[i]:
            sheet.gain[2, i] = _part(system.village, mean)


@scalar
def share_points(sheet: Records, system: System, book: Ledger) -> None:
    """Add what household and village bring to the ledger's last dimension; each part is left in `sheet.gain`, 1 and 2."""
    first, total = np.uint32(0), np.int32(0)
    for i in range(LANES):
        if sheet.household_first[i]:
            _share_at_home(sheet, system, book, first, np.uint32(i), total)
            first, total = np.uint32(i), np.int32(0)
        if sheet.account[i]:
            total += _own(system, book, i)
    _share_at_home(sheet, system, book, first, np.uint32(LANES), total)
    _share_in_village(sheet, system, book)
    for i in range(LANES):
        steps = np.int32(np.int32(book.dimensions[_LAST, i]) + sheet.gain[1, i] + sheet.gain[2, i])
        book.dimensions[_LAST, i] = np.int16(min(max(steps, -_MOST), _MOST))
