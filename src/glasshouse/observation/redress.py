"""One desk for redress: a record that was found wrong is put right in every system that took it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.schema.codes import CASE_CORRECTED, CASE_LISTED, CASE_RECORDED, DECIDED, SPARED

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, Index, Row, System


@scalar
def correct(systems: Row[System], book: Cases, m: Index, day: U4) -> None:
    """Correct one case; what hangs on it ends when its system's lag is over."""
    if book.status[m] == CASE_RECORDED:
        book.flags[m] = book.flags[m] | SPARED
    book.status[m] = CASE_CORRECTED
    book.next[m] = np.uint16(day + systems[book.system[m]].lag)


@scalar
def correct_everywhere(systems: Row[System], book: Cases, found: Any, day: U4) -> None:
    """Correct the cases of all other systems that rest on the same conduct of the same day."""
    for m in range(np.uint32(book.count)):
        same = book.citizen[m] == book.citizen[found] and book.kind[m] == book.kind[found]
        is_open = book.status[m] == CASE_RECORDED or book.status[m] == CASE_LISTED
        if same and book.opened[m] == book.opened[found] and is_open:
            book.flags[m] = book.flags[m] | DECIDED
            correct(systems, book, m, day)
