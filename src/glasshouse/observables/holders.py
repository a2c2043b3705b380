"""Who holds what of whom: files of everyday records by holder, copies, copies that outlive their source, concentration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from glasshouse.measurement.totals import HolderLabel, Totals, sum_of
from glasshouse.observables.observable import Observable, share
from glasshouse.schema.codes import HEADINGS
from glasshouse.schema.limits import FILE_HOLDERS

_BLOCK = 256
"""Communities that are looked at at a time."""


def add_holdings(total: np.ndarray, holdings: np.ndarray, parameters: Any) -> None:
    """Count what holders have of the people of some communities.

    Args:
        total: a `SNAPSHOT` record, to add to.
        holdings: the holders' files of these communities, one row a holder.
        parameters: the scenario's numbers, a `PARAMETERS` record: who passes copies on to whom.
    """
    for first in range(0, holdings.shape[1] if len(holdings) else 0, _BLOCK):
        _add_block(total, holdings[:, first : first + _BLOCK], parameters)


def _add_block(total: np.ndarray, holdings: np.ndarray, parameters: Any) -> None:
    # Holders × communities × headings × lanes.
    own, copied = _records(holdings["own"]), _records(holdings["copied"])
    held = np.maximum(own, copied)
    n = len(held)
    everywhere = (1, 2, 3)
    total["held_records"][:n] += held.sum(everywhere, dtype="i8")
    total["held_copied"][:n] += copied.sum(everywhere, dtype="i8")
    has_file = held > 0
    has_any = has_file.any(2)
    total["held_people"][:n] += has_any.sum((1, 2), dtype="i8")
    total["held_number"] += np.bincount(has_any.sum(0).reshape(-1), minlength=FILE_HOLDERS + 1)
    by = has_file.sum(0)
    total["held_files"] += [int((by > 0).sum()), int((by > 1).sum())]
    total["held_outliving"][:n] += _outliving(held, copied, parameters)


def _records(held: np.ndarray) -> np.ndarray:
    """Records in bytes of two counters."""
    found: np.ndarray = (held & 15) + (held >> 4)
    return found


def _outliving(held: np.ndarray, copied: np.ndarray, parameters: Any) -> np.ndarray:
    """Copied records of each holder beyond what any of those that it has copies from still holds."""
    left = np.zeros_like(copied)
    for p in range(int(parameters["passings"])):
        source, to = int(parameters["passing_from"][p]), int(parameters["passing_to"][p])
        for heading in range(len(HEADINGS)):
            if int(parameters["passing_headings"][p]) >> heading & 1:
                left[to, :, heading] = np.maximum(left[to, :, heading], held[source, :, heading])
    found: np.ndarray = np.where(copied > left, copied - left, 0).sum((1, 2, 3), dtype="i8")
    return found


def observe_holders(totals: Totals, holders: Sequence[HolderLabel]) -> Iterator[Observable]:
    """The observables of everyday records by holder, at the end of a run; none where no holder is named.

    Args:
        totals: the run's exact counts.
        holders: the holders, by number.
    """
    if not holders:
        return
    snapshot, people, nobody = totals.snapshot, totals.people, "nobody is there"
    number = int((np.arange(FILE_HOLDERS + 1) * snapshot["held_number"]).sum())
    title = "holders that have anything on file about a person, at the end"
    yield _ratio("holders_per_citizen", number, people, "holders per person", title, nobody)
    files, several = (int(n) for n in snapshot["held_files"])
    title = "files (a person's records under one heading) that more than one holder has, at the end"
    yield share("shared_files_share", several, files, title, "nothing is on file")
    copied, outliving = sum_of(snapshot["held_copied"]), sum_of(snapshot["held_outliving"])
    held = [int(n) for n in snapshot["held_records"]]
    title = "records that a holder has from another, of all that holders have, at the end"
    yield _ratio("copied_records_share", copied, sum(held), "share", title, "nothing is on file")
    title = "copied records that none of those they came from has any more, at the end"
    yield share("copies_outliving_share", outliving, copied, title, "nothing was copied")
    title = "concentration of everyday records over holders at the end: 1 is one holder, 1/n are n equal ones"
    squares, whole = sum(n * n for n in held), sum(held)
    yield _ratio("holders_concentration", squares, whole * whole, "index", title, "nothing is on file")
    for h, holder in enumerate(holders):
        title = f"records that {holder.title} has of a person at the end, its own or copies, whichever are more"
        yield _ratio(f"held_by_{holder.name}", held[h], people, "records per person", title, nobody)
        title = f"people of whom {holder.title} has anything at the end"
        yield share(f"known_to_{holder.name}", int(snapshot["held_people"][h]), people, title, nobody)


def _ratio(name: str, part: int, whole: int, unit: str, title: str, why_not: str) -> Observable:
    found = share(name, part, whole, title, why_not)
    return Observable(name, found.value, unit, title, None, found.reason)
