"""One desk for redress: a record that was found wrong is put right in every system that took it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import CASE_CORRECTED, CASE_LISTED, CASE_RECORDED, DECIDED, SPARED

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, Index, Row, System


@kernel_function
def correct(systems: Row[System], cases: Cases, m: Index, day: U4) -> None:
    """Correct one case; what hangs on it ends when its system's lag is over."""
    if cases.status[m] == CASE_RECORDED:
        cases.flags[m] = cases.flags[m] | SPARED
    cases.status[m] = CASE_CORRECTED
    cases.next[m] = np.uint16(day + systems[cases.system[m]].lag)


@kernel_function
def correct_everywhere(systems: Row[System], cases: Cases, found: Index, day: U4) -> None:
    """Correct the cases of all other systems that rest on the same conduct of the same day."""
    for m in range(np.uint32(cases.count)):
        same = cases.citizen[m] == cases.citizen[found] and cases.kind[m] == cases.kind[found]
        is_open = cases.status[m] == CASE_RECORDED or cases.status[m] == CASE_LISTED
        if same and cases.opened[m] == cases.opened[found] and is_open:
            cases.flags[m] = cases.flags[m] | DECIDED
            correct(systems, cases, m, day)
