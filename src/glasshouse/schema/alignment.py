"""How records lie in memory: rows begin at cache lines."""

from __future__ import annotations

from typing import Any

import numpy as np

LINE = 64
"""Bytes of a cache line, at which rows of scratch and tables begin."""


def aligned(fields: list[tuple[Any, ...]]) -> np.dtype[np.void]:
    """A record whose rows begin at cache lines, so that no vector lies across two."""
    kinds = [np.dtype(rest[0] if len(rest) == 1 else tuple(rest)) for _, *rest in map(tuple, fields)]
    offsets, end = [], 0
    for kind in kinds:
        step = LINE if kind.itemsize >= LINE else kind.base.itemsize
        offsets.append(-(-end // step) * step)
        end = offsets[-1] + kind.itemsize
    names = [name for name, *_ in fields]
    return np.dtype({"names": names, "formats": kinds, "offsets": offsets, "itemsize": -(-end // LINE) * LINE})
