"""Tables in memory, and the stretches of communities that threads work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from glasshouse.kernels.compilation import records
from glasshouse.schema.counts import COUNTS, PLACES, TALLY, TRACE
from glasshouse.schema.tables import DESK, LINE, PROVINCES, SHEET, SYSTEMS


def table(shape: Any, dtype: Any) -> Any:
    """A table of zeros that begins at a cache line, as the rows of most of its records then do."""
    room = np.zeros(int(np.prod(shape)) * dtype.itemsize + LINE, "u1")
    first = -room.ctypes.data % LINE
    return records(room[first : room.size - LINE + first].view(dtype).reshape(shape))


@dataclass
class Scratch:
    """What one thread works with: tables of one record each."""

    desks: Any = field(default_factory=lambda: table(1, DESK))
    sheets: Any = field(default_factory=lambda: table(1, SHEET))
    firm_sheets: Any = field(default_factory=lambda: table(1, SHEET))


@dataclass
class Chunk:
    """A stretch of communities that one thread works on at a time, with its counts of the day.

    Attributes:
        first: the first community.
        last: one past the last.
        scratch: what the thread that works on it works with.
        tally: one `TALLY` record.
        counts: `COUNTS` records by system.
        places: `PLACES` records by province.
        trace: `TRACE` records by community, or one that is written again and again.
    """

    first: int
    last: int
    scratch: Scratch = field(default_factory=Scratch)
    tally: Any = field(default_factory=lambda: table(1, TALLY))
    counts: Any = field(default_factory=lambda: table(SYSTEMS, COUNTS))
    places: Any = field(default_factory=lambda: table(PROVINCES, PLACES))
    trace: Any = field(default_factory=lambda: table(1, TRACE))

    @property
    def desk(self) -> Any:
        """The scratch's `DESK` record."""
        return self.scratch.desks[0]

    @property
    def sheet(self) -> Any:
        """The scratch's `SHEET` record, for citizens."""
        return self.scratch.sheets[0]

    @property
    def firm_sheet(self) -> Any:
        """The scratch's `SHEET` record, for firms."""
        return self.scratch.firm_sheets[0]


def cut(communities: int, chunks: int, scratch: Scratch) -> list[Chunk]:
    """Stretches of about the same length, all with the same scratch.

    Args:
        communities: how many there are.
        chunks: how many stretches; fewer, if there are not so many communities.
        scratch: the scratch.
    """
    n = max(1, min(chunks, communities))
    edges = [communities * k // n for k in range(n + 1)]
    return [Chunk(first, last, scratch) for first, last in pairwise(edges)]
