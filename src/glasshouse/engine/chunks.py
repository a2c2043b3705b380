"""Chunks of communities that threads work on, and the threads that do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from glasshouse.engine.memory import lay_out, room, size_of, table
from glasshouse.schema.counts import DAY_COUNTS, REGION_COUNTS, SYSTEM_COUNTS, TRACE
from glasshouse.schema.limits import REGIONS, SYSTEMS
from glasshouse.schema.records import RECORDS
from glasshouse.schema.truth import TRUTH

FEW, MANY, LONG = 2, 8, 256
"""Chunks for each of several threads: at least, at most; and communities that are worth a chunk."""


def chunks_for(communities: int, threads: int) -> int:
    """Into how many chunks communities are cut: enough that no thread waits long for another at a day's end."""
    return 1 if threads == 1 else threads * max(FEW, min(communities // (LONG * threads), MANY))


@dataclass
class Scratch:
    """What one thread works with: tables of one record each."""

    truths: np.ndarray = field(default_factory=lambda: table(1, TRUTH))
    records: np.ndarray = field(default_factory=lambda: table(1, RECORDS))
    firm_records: np.ndarray = field(default_factory=lambda: table(1, RECORDS))


class DayCounts:
    """A day's counts of some communities, side by side in one row of whole numbers, so that they are added up at once.

    Attributes:
        row: all of them, as whole numbers of 64 bits; unsigned ones wrap in the same way when they are added.
        day_counts: a table of one `DAY_COUNTS` record.
        system_counts: `SYSTEM_COUNTS` records by system.
        region_counts: `REGION_COUNTS` records by region.
    """

    def __init__(self, systems: int = SYSTEMS, row: np.ndarray | None = None, regions: int = REGIONS) -> None:
        """Make them.

        Args:
            systems: how many systems are counted.
            row: the numbers, such as a sum of other counts' rows; by default all are 0.
            regions: how many regions are counted.
        """
        shapes = {
            "day_counts": ((1,), DAY_COUNTS), "system_counts": ((max(1, systems),), SYSTEM_COUNTS),
            "region_counts": ((regions,), REGION_COUNTS),
        }  # fmt: skip
        self.row = room(size_of(shapes)).view("i8") if row is None else row
        self.systems, self.regions = systems, regions
        for name, each in lay_out(self.row, shapes).items():
            setattr(self, name, each)

    day_counts: np.ndarray
    system_counts: np.ndarray
    region_counts: np.ndarray


@dataclass
class Chunk:
    """A chunk of communities that one thread works on at a time, with its counts of the day.

    Attributes:
        first: row of the first community.
        last: one past the last.
        scratch: what the thread that works on it works with.
        day: its counts of the day.
        trace: `TRACE` records by community, or one that is written again and again.
        extra: observers' counters of the day, one row each.
    """

    first: int
    last: int
    scratch: Scratch = field(default_factory=Scratch)
    day: DayCounts = field(default_factory=DayCounts)
    trace: np.ndarray = field(default_factory=lambda: table(1, TRACE))
    extra: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), "i8"))

    @property
    def truth(self) -> Any:
        """The scratch's `TRUTH` record."""
        return self.scratch.truths[0]

    @property
    def records(self) -> Any:
        """The scratch's `RECORDS` record, for citizens."""
        return self.scratch.records[0]

    @property
    def firm_records(self) -> Any:
        """The scratch's `RECORDS` record, for firms."""
        return self.scratch.firm_records[0]

    @property
    def day_counts(self) -> np.ndarray:
        """The day's counts, a table of one `DAY_COUNTS` record."""
        return self.day.day_counts

    @property
    def system_counts(self) -> np.ndarray:
        """The day's counts of each system, `SYSTEM_COUNTS` records."""
        return self.day.system_counts

    @property
    def region_counts(self) -> np.ndarray:
        """The day's counts by region, `REGION_COUNTS` records."""
        return self.day.region_counts


def cut(communities: int, chunks: int, scratch: Scratch, systems: int = SYSTEMS, regions: int = REGIONS) -> list[Chunk]:
    """Chunks of about the same length, all with the same scratch.

    Args:
        communities: how many there are.
        chunks: how many chunks; fewer, if there are not so many communities.
        scratch: the scratch.
        systems: how many systems are counted.
        regions: how many regions are counted.
    """
    n = max(1, min(chunks, communities))
    edges = [communities * k // n for k in range(n + 1)]
    return [Chunk(first, last, scratch, DayCounts(systems, regions=regions)) for first, last in pairwise(edges)]


def add_chunks(chunks: Sequence[Chunk]) -> DayCounts:
    """The sum of the chunks' counts of the day."""
    days = [chunk.day for chunk in chunks]
    row = days[0].row.copy() if len(days) == 1 else np.add.reduce([day.row for day in days])
    return DayCounts(days[0].systems, row, days[0].regions)


class Workers:
    """The threads that work on a world's chunks, the calling one among them, each with a scratch of its own.

    Attributes:
        threads: how many.
        scratch: the calling thread's scratch.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self._pool = ThreadPoolExecutor(threads - 1) if threads > 1 else None
        self._scratch = [Scratch() for _ in range(threads)]
        self.scratch = self._scratch[0]

    def each(self, chunks: Sequence[Chunk], work: Callable[[Chunk], None]) -> None:
        """Let each thread take the next chunk until none is left."""
        if self._pool is None:
            for chunk in chunks:
                work(chunk)
            return
        waiting = iter(chunks)

        def take(scratch: Scratch) -> None:
            for chunk in waiting:
                chunk.scratch = scratch
                work(chunk)

        others = [self._pool.submit(take, scratch) for scratch in self._scratch[1:]]
        try:
            take(self._scratch[0])
        finally:
            wait(others)
        for done in others:
            done.result()

    def close(self) -> None:
        """Shut the pool down."""
        if self._pool:
            self._pool.shutdown()
