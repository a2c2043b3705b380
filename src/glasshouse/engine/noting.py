"""What the day's driver notes of the watched citizens between the systems, and how it finds who is watched or has decided."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.schema.tables import FIRMS, LANES


@scalar
def _account_of(row: Any, system: Any, citizen: Any) -> Any:
    """The lane of a citizen's account, or of that of the firm where they work; `LANES` if there is none."""
    i = np.uint32(citizen & np.uint64(LANES - 1))
    if system.of_firms:
        return np.uint32(row.workplace[i]) if row.workplace[i] < FIRMS else np.uint32(LANES)
    return i


@scalar
def clear_gains(sheet: Any, row: Any, system: Any, watched: Any, first: Any, last: Any) -> None:
    """A form that adds no gains must not be noted with another's."""
    for m in range(first, last):
        i = _account_of(row, system, watched[m])
        for d in range(5):
            if i < np.uint32(LANES):
                sheet.gain[d, i] = np.int32(0)


@scalar
def note_ledger(
    sheet: Any, rules: Any, row: Any, system: Any, book: Any, watched: Any, panel: Any, first: Any, last: Any, s: Any
) -> None:
    """Note what system `s` made of the watched citizens' records, and what others had published of them."""
    for m in range(first, last):
        i = _account_of(row, system, watched[m])
        for d in range(5):
            panel[m].gain[s, d] = np.float32(sheet.gain[d, i]) if i < np.uint32(LANES) else np.float32(0)
            panel[m].level[s, d] = book.dimensions[d, i] if i < np.uint32(LANES) else np.int16(0)
        is_read = np.uint16((rules.shown >> np.uint32(s)) & np.uint32(1))
        panel[m].others[s] = np.uint16(sheet.others[s, i] * is_read) if i < np.uint32(LANES) else np.uint16(0)


@scalar
def up_to(citizens: Any, at: Any, c: Any) -> Any:
    """From place `at` in ascending numbers of citizens, the first place whose citizen lives in community `c` or later."""
    while at < np.uint32(len(citizens)) and citizens[at] < np.uint64(c) * np.uint64(LANES):
        at += np.uint32(1)
    return at


@scalar
def decided_up_to(decisions: Any, at: Any, c: Any) -> Any:
    """The same among the day's decisions, which are in the order of their citizens."""
    while at < np.uint32(len(decisions)) and decisions[at].citizen < np.uint64(c) * np.uint64(LANES):
        at += np.uint32(1)
    return at
