"""A day's decisions as a table that kernels read: one row for each citizen who has decided something for that day.

Rows are sorted by citizen; the driver tells each community which of them are its own. The engine fills in what was
decided, and the kernels (`glasshouse.kernels.compilation`) what became of it. No row outlives its day.
"""

from __future__ import annotations

import numpy as np

from glasshouse.schema.limits import SYSTEMS

DECISION = np.dtype([
    ("citizen", "u8"),
    # What was decided: kinds of conduct, systems, near ties (as in `RESPONSE.cut`), a bit each.
    ("do", "u8"), ("leave", "u8"), ("dare", "u8"), ("evade", "u1"), ("cases", "u1"), ("join", "u4"), ("quit", "u4"),
    ("keep", "u1"), ("cut", "u1"),
    ("voluntary", "u4"),  # systems whose members may leave or refuse
    # What became of it: kinds done and left out; kinds whose need did not hold; kinds for which the day had no room.
    ("done", "u8"), ("left", "u8"), ("unable", "u8"), ("full", "u8"),
    ("unheard", "u4"),  # systems that hear no appeals and against which one was decided
    ("account", "u1", (SYSTEMS,)),  # why an account was not opened or closed: a place in `WHY_NOT`
    ("gone", "u1"),  # near ties that were to be kept or cut and do not stand
    # Workspace: the marks and the cut ties as they were before habit had its say today.
    ("mark", "i2", (SYSTEMS,)), ("was_cut", "u1"),
])  # fmt: skip
"""One citizen's decisions for one day."""

EVADES, SHOWS = np.uint8(1), np.uint8(2)
"""Of `evade`: all the way, or not at all. 0 is habit."""
APPEAL, ACCEPT, WAIT = np.uint8(1), np.uint8(2), np.uint8(3)
"""Of `cases`. 0 is habit."""
WHY_NOT = (
    "",
    "the system is not in force",
    "membership is not voluntary",
    "the system is for others",
    "as many accounts in its market as one may have",
)
"""Why an account that was decided on is not opened, or not closed."""
CLOSED, NOT_VOLUNTARY, FOR_OTHERS, MARKET_FULL = (np.uint8(k) for k in range(1, 5))
"""Places in `WHY_NOT`."""
