"""The least that a day could cost: one copy of a world's own state, read and written once on as many threads."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from glasshouse.engine.world import World


class StateCopy:
    """A second set of a world's state tables, to copy into."""

    def __init__(self, world: World) -> None:
        """Allocate the copy and touch its pages."""
        self.citizens, self.threads = world.scenario.citizens, world.threads
        self.here = [_bytes_of(table) for table in world.state().values()]
        self.there = [row.copy() for row in self.here]
        self.pool = ThreadPoolExecutor(self.threads)

    def _copy_part(self, part: int) -> None:
        for source, target in zip(self.here, self.there, strict=True):
            first, last = (len(source) * (part + k) // self.threads for k in (0, 1))
            np.copyto(target[first:last], source[first:last])

    def cost(self, times: int = 10) -> float:
        """Nanoseconds per citizen for one copy, the mean of several in a row."""
        began = time.perf_counter()
        for _ in range(times):
            for done in [self.pool.submit(self._copy_part, part) for part in range(self.threads)]:
                done.result()
        return 1e9 * (time.perf_counter() - began) / times / self.citizens


def _bytes_of(table: np.ndarray) -> np.ndarray:
    return table.reshape(-1).view("u1")
