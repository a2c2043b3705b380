"""Succession: a system that ends hands members and records to another (eight providers become one bureau)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from glasshouse.schema.limits import DIMENSIONS

_MOST = 32_000
"""A ledger's levels stay within this, as they do when records are added."""


def counterparts(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Which dimension of a system's ledger goes to which of its successor's.

    Args:
        ours: names of the first system's dimensions; none where they have no names, and each goes to its like.
        theirs: names of its successor's. What has no counterpart there is lost.
    """
    if not ours:
        return [(d, d) for d in range(DIMENSIONS)]
    return [(ours.index(name), theirs.index(name)) for name in ours if name in theirs]


def transfer_accounts(ledger: np.ndarray, heir: np.ndarray, entry: int, pairs: Iterable[tuple[int, int]]) -> None:
    """Move members and records from one ledger to another.

    Whoever has an account in the first gets one in the second, at its entry level, unless they have one there. What
    records contributed is added, as the first system had weighed it. The first is left empty.

    Args:
        ledger: the ledger of the system that ends, all communities.
        heir: the successor's ledger; both have the same form, so that a step means the same.
        entry: the published code at which the successor's accounts open.
        pairs: which dimension goes to which (see `counterparts`).
    """
    moves = np.asarray(ledger["published"]) != 0
    opens = moves & (np.asarray(heir["published"]) == 0)
    heir["published"][opens] = entry
    for ours, theirs in pairs:
        both = heir["dimensions"][:, theirs].astype("i4") + ledger["dimensions"][:, ours] * moves
        heir["dimensions"][:, theirs] = np.clip(both, -_MOST, _MOST)
    ledger["published"][...] = 0
    ledger["dimensions"][...] = 0
