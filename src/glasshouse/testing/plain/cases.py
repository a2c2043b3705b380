"""A case at its day: it takes effect, lapses, or is closed as corrected; and what is left of what it took."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.testing.plain.accounts import FAR, is_in_force
from glasshouse.testing.plain.copies import close
from glasshouse.testing.plain.people import Case

F = np.float32


def turn_case(case: Case, system: np.void, count: Counter[Any], day: int) -> bool:
    """Let a case take effect, lapse, or close as corrected; whether what it took is to be put back."""
    corrected = case.status == "corrected"
    if case.status == "recorded":
        case.status, case.next = "listed", min(day + int(system["term"]), FAR)
        count["entered"] += 1
        count["entered_kind", case.kind] += 1
    elif corrected or is_in_force(case):
        close(case)
        count["corrected" if corrected else "expired"] += 1
    return corrected


def left_of(case: Case, system: np.void, took: int, day: int, faded: int) -> int:
    """What is left of the steps that a case took, once all up to a day have faded."""
    quarter, every, left = int(system["window"]) // 4, int(system["forget_every"]), F(took)
    if quarter:
        left = left if day // quarter - case.opened // quarter < 4 else F(0)
    elif every:
        for _ in range(faded // every - case.opened // every):
            left = left * system["keep"]
    return int(left)
