"""The book of cases of one community, as forms of scoring use it: open, find, walk, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.mechanisms.copies import in_force
from glasshouse.schema.codes import CASE_CORRECTED, CASE_EMPTY, CASE_ENDED, CASE_RECORDED, CASE_REVOKED, SPARED
from glasshouse.schema.limits import CASE_ROOM

if TYPE_CHECKING:
    from glasshouse.schema.protocols import I4, U2, U4, Cases, Index, Provenance, System, SystemCounts

_FAR = np.uint32(65000)


@scalar
def day_code(day: U4) -> U2:
    """A day as the book writes it; days beyond 65 000 stay there."""
    return np.uint16(min(np.uint32(day), _FAR))


@scalar
def open_case(
    book: Cases,
    counts: SystemCounts,
    system: System,
    kind: U4,
    channel: U4,
    lane: Index,
    day: U4,
    effect: U4,
    points: I4,
) -> None:
    """Open a case recorded today that takes effect on day `effect`; without room it is counted as overflow."""
    m = np.uint32(book.count)
    if m >= np.uint32(CASE_ROOM):
        counts.overflow += np.int64(1)
        book.overflow += np.uint16(1)
        return
    book.citizen[m] = np.uint8(lane)
    book.system[m] = np.uint8(system.number)
    book.kind[m] = np.uint8(kind)
    book.channel[m] = np.uint8(channel)
    book.status[m] = CASE_RECORDED
    book.flags[m] = np.uint8(0)
    book.opened[m] = day_code(day)
    book.next[m] = day_code(effect)
    book.review[m] = np.uint16(0)
    book.points[m] = np.int16(points)
    book.holders[m] = system.given[channel]
    book.stale[m] = np.uint16(0)
    book.count += np.uint16(1)
    counts.opened += np.int64(1)
    counts.waiting_days += np.int64(effect - day)


@scalar
def close_case(book: Cases, m: Index) -> None:
    """Mark a case ended (or revoked) if holders have copies; else empty, to be removed by `tidy` at the end of the day."""
    copied = book.holders[m] != np.uint16(0) and in_force(book.status[m]) and not (book.flags[m] & SPARED)
    if copied:
        book.stale[m] = book.holders[m]
        book.status[m] = CASE_REVOKED if book.status[m] == CASE_CORRECTED else CASE_ENDED
    else:
        book.status[m] = CASE_EMPTY


@scalar
def channel_of(channels: U4, reads: U4) -> U4:
    """The first channel, by number, of a record that the system reads; its delay and its copy count."""
    both = channels & reads
    ch = np.uint32(0)
    while ((both >> ch) & np.uint32(1)) == np.uint32(0) and ch < np.uint32(31):
        ch += np.uint32(1)
    return ch


@scalar
def tidy(book: Cases, truth: Provenance) -> None:
    """Take out closed cases, keeping the order of the others, together with what is known of their truth."""
    n = np.uint32(0)
    for m in range(np.uint32(book.count)):
        if book.status[m] != np.uint8(0):
            if n != np.uint32(m):
                book.citizen[n] = book.citizen[m]
                book.system[n] = book.system[m]
                book.kind[n] = book.kind[m]
                book.channel[n] = book.channel[m]
                book.status[n] = book.status[m]
                book.flags[n] = book.flags[m]
                book.opened[n] = book.opened[m]
                book.next[n] = book.next[m]
                book.review[n] = book.review[m]
                book.points[n] = book.points[m]
                book.holders[n] = book.holders[m]
                book.stale[n] = book.stale[m]
                truth.false[n] = truth.false[m]
            n += np.uint32(1)
    book.count = np.uint16(n)
