"""The digest of a state: over blocks of communities, then over the list of blocks, so that ranges can work on it apart."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from glasshouse.engine.exchange import Exchange
from glasshouse.engine.state import State, rows_of

BLOCK = 1024
"""Communities in a block; ranges that live apart must begin at whole blocks."""


def digest_blocks(state: State, exchange: Exchange) -> np.ndarray:
    """The SHA-256 of each block of a society's communities, in order (uint8, blocks × 32).

    Args:
        state: the tables of a range.
        exchange: how the other ranges are talked to.
    """
    tables = state.tables()
    found = [_digest(tables, first, min(first + BLOCK, state.own)) for first in range(0, state.own, BLOCK)]
    return exchange.gather(np.frombuffer(b"".join(found), "u1").reshape(-1, 32))


def _digest(tables: dict[str, Any], first: int, last: int) -> bytes:
    seen = hashlib.sha256()
    # A table without rows leaves no trace, so that a scenario without named holders keeps its digest.
    for name, table in ((name, table) for name, table in tables.items() if table.size):
        seen.update(name.encode() + b"\0")
        seen.update(np.ascontiguousarray(rows_of(name, table, first, last)).view("u1").data)
    return seen.digest()
