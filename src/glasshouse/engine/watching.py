"""Which citizens of a community are watched or have decided something, and notes of their accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import (
    kernel_function,
)
from glasshouse.schema.limits import DIMENSIONS, FIRMS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U4,
        U8,
        Decision,
        Index,
        Ledger,
        Note,
        Parameters,
        Records,
        Row,
        Society,
        System,
    )


@kernel_function
def _account_of(row: Society, system: System, citizen: U8) -> U4:
    """The lane of a citizen's account, or of that of the firm where they work; `LANES` if there is none."""
    i = np.uint32(citizen & np.uint64(LANES - 1))
    if system.of_firms:
        return np.uint32(row.workplace[i]) if row.workplace[i] < FIRMS else np.uint32(LANES)
    return i


@kernel_function
def clear_gains(records: Records, row: Society, system: System, watched: Row[U8], first: U4, last: U4) -> None:
    """A form that adds no gains must not be noted with another's."""
    for m in range(first, last):
        i = _account_of(row, system, watched[m])
        for d in range(DIMENSIONS):
            if i < np.uint32(LANES):
                records.gain[d, i] = np.int32(0)


@kernel_function
def note_ledger(
    records: Records,
    parameters: Parameters,
    row: Society,
    system: System,
    account_rows: Ledger,
    watched: Row[U8],
    panel: Row[Note],
    first: U4,
    last: U4,
    s: Index,
) -> None:
    """Copy gains, levels and what others had published of the watched accounts, places `first` to `last` - 1, to the panel."""
    for m in range(first, last):
        i = _account_of(row, system, watched[m])
        for d in range(DIMENSIONS):
            panel[m].gain[s, d] = np.float32(records.gain[d, i]) if i < np.uint32(LANES) else np.float32(0)
            panel[m].level[s, d] = account_rows.dimensions[d, i] if i < np.uint32(LANES) else np.int16(0)
        is_read = np.uint16((parameters.shown >> np.uint32(s)) & np.uint32(1))
        panel[m].others[s] = np.uint16(records.others[s, i] * is_read) if i < np.uint32(LANES) else np.uint16(0)


@kernel_function
def up_to(citizens: Row[U8], at: U4, c: U4) -> U4:
    """From place `at` in ascending numbers of citizens, the first place whose citizen lives in community `c` or later."""
    # Both lists ascend, so that a day walks through them once.
    while at < np.uint32(len(citizens)) and citizens[at] < np.uint64(c) * np.uint64(LANES):
        at += np.uint32(1)
    return at


@kernel_function
def decided_up_to(decisions: Row[Decision], at: U4, c: U4) -> U4:
    """The same among the day's decisions, which are in the order of their citizens."""
    while at < np.uint32(len(decisions)) and decisions[at].citizen < np.uint64(c) * np.uint64(LANES):
        at += np.uint32(1)
    return at
