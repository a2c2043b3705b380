"""What a score goes with: how far it tells who is reliable, and how far it tells who buys."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.documents.vocabulary import POOLS
from glasshouse.measurement.totals import SystemLabel, Totals, sum_of
from glasshouse.observables.observable import Observable
from glasshouse.schema.codes import HEADINGS
from glasshouse.schema.limits import LANES

CORRELATES = ("reliability", "purchases")
"""What a score is held against: the disposition to keep obligations, and records of commerce on file."""
_COMPANIES, _COMMERCE = POOLS.index("commercial"), HEADINGS.index("commerce")
_BLOCK = 2048


def add_correlates(
    total: np.ndarray, society: np.ndarray, dossier: np.ndarray, ledgers: np.ndarray, systems: int
) -> None:
    """Add up scores, what they are held against, and their products over the members of some communities.

    Args:
        total: a `SNAPSHOT` record, to add to.
        society: the society's table, or a stretch of it.
        dossier: the pools' files of the same communities.
        ledgers: the systems' ledgers of the same, one row a system.
        systems: how many of them.
    """
    for first in range(0, len(society), _BLOCK):
        rows = slice(first, first + _BLOCK)
        held = dossier["recent"][rows, _COMPANIES, _COMMERCE]
        beside = (society["reliability"][rows].astype("i8"), (held & 15).astype("i8") + (held >> 4))
        people = np.arange(LANES)[None, :] < society["people"][rows, None]
        for s in range(systems):
            codes = ledgers["published"][s, rows].astype("i8")
            members = (codes > 0) & people
            for n, values in enumerate(beside):
                mine = values * members
                total["correlates"][s, n] += [int((codes * mine).sum()), int(mine.sum()), int((mine * mine).sum())]


def observe_correlates(totals: Totals, s: int, system: SystemLabel) -> Iterator[Observable]:
    """How far a system's scores go with reliability and with purchases, at the end (Pearson's coefficient).

    Args:
        totals: the run's exact counts.
        s: number of the system.
        system: what its codes mean.
    """
    snapshot = totals.snapshot
    count, codes, squares = (sum_of(snapshot[field][s]) for field in ("members", "codes", "squares"))
    for n, name in enumerate(CORRELATES):
        product, plain, plain_squares = (int(each) for each in snapshot["correlates"][s, n])
        spread = (count * squares - codes * codes) * (count * plain_squares - plain * plain)
        value = (count * product - codes * plain) / spread**0.5 if spread else None
        title = f"correlation of scores with {name}, {system.title}"
        reason = None if spread else "either is the same for all members"
        yield Observable(f"{name}_correlation_{system.name}", value, "correlation", title, system.name, reason)
