"""Tables in memory, and the stretches of communities that threads work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from glasshouse.compilation import records
from glasshouse.tables import DESK, LINE, PROVINCES, SHEET, SYSTEMS
from glasshouse.tallies import COUNTS, PLACES, TALLY, TRACE


def table(shape: Any, dtype: Any) -> Any:
    """A table of zeros that begins at a cache line, as the rows of most of its records then do."""
    room = np.zeros(int(np.prod(shape)) * dtype.itemsize + LINE, "u1")
    first = -room.ctypes.data % LINE
    return records(room[first : room.size - LINE + first].view(dtype).reshape(shape))


def _record(dtype: Any) -> Any:
    return table(1, dtype)[0]


@dataclass
class Chunk:
    """A stretch of communities that one thread works on, with its scratch and its counts of the day."""

    first: int
    last: int
    desk: Any = field(default_factory=lambda: _record(DESK))
    sheet: Any = field(default_factory=lambda: _record(SHEET))
    firm_sheet: Any = field(default_factory=lambda: _record(SHEET))
    tally: Any = field(default_factory=lambda: table(1, TALLY))
    counts: Any = field(default_factory=lambda: table(SYSTEMS, COUNTS))
    places: Any = field(default_factory=lambda: table(PROVINCES, PLACES))
    trace: Any = field(default_factory=lambda: table(1, TRACE))
