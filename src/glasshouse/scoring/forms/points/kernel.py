"""Form ``points``: a start value, plus and minus points for records, bands.

Points that records brought are kept in four buckets by age, in steps of 1/16 point, so that a window can let the oldest
go; without a window all are kept in the first. The fifth holds what others bring: contacts' scores, and the points of
household and village.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.mechanisms.bands import band_of
from glasshouse.mechanisms.copies import in_force
from glasshouse.schema.codes import CASE_CORRECTED, CASE_LISTED, CASE_RECORDED, MEMORIES
from glasshouse.schema.limits import DIMENSIONS, LANES
from glasshouse.scoring.accounts import (
    TOP,
    add_to_dimension,
    fade,
    friends_standing,
    load_gains,
    open_accounts,
    publish_all,
    publish_code,
)
from glasshouse.scoring.cases import channel_of, close_case, open_case
from glasshouse.scoring.collective import share_points
from glasshouse.scoring.play import keep_streaks

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, I4, U4, Cases, Index, Ledger, Records, Row, System, SystemCounts

_LAST = DIMENSIONS - 1
_ZERO = np.float32(0.0)


@scalar
def _open_cases(sheet: Records, system: System, cases: Row[Cases], counts: SystemCounts, day: U4, c: U4) -> None:
    book = cases[c]
    for e in range(sheet.n):
        k, i = sheet.code[e] >> np.uint32(8), sheet.code[e] & np.uint32(255)
        if system.kept[k] and (sheet.channels[e] & system.reads) and sheet.account[i]:
            ch = channel_of(sheet.channels[e], system.reads)
            open_case(book, counts, system, k, ch, i, day, day + np.uint32(1), system.points[k, 0])


@scalar
def _give_back(system: System, row: Ledger, book: Cases, m: Index, day: U4) -> None:
    """Put back what a corrected case took: where it was taken from, and no more than is left of it."""
    lane, opened, points = np.uint32(book.citizen[m]), np.uint32(book.opened[m]), np.float32(book.points[m])
    bucket = np.uint32(0)
    if system.window > np.uint32(0):
        # A window of days is four buckets, one dimension each, cleared in turn.
        quarter = system.window >> np.uint32(2)
        bucket = (opened // quarter) & np.uint32(3)
        # The bucket has been cleared since: nothing is left to give back.
        if day // quarter - opened // quarter >= np.uint32(4):
            points = _ZERO
    elif system.forget_every > np.uint32(0):
        # Repeated multiplication, as the ledger faded: a power would round otherwise.
        for _ in range(day // system.forget_every - opened // system.forget_every):
            points *= system.keep
    row.dimensions[bucket, lane] -= np.int16(points)


@scalar
def _walk_cases(system: System, ledger: Row[Ledger], cases: Row[Cases], counts: SystemCounts, day: U4, c: U4) -> None:
    """Give back the points of corrected cases; let the others lapse at the end of their term."""
    book = cases[c]
    for m in range(np.uint32(book.count)):
        if np.uint32(book.system[m]) == system.number and np.uint32(book.next[m]) <= day:
            if book.status[m] == CASE_RECORDED:
                book.status[m] = CASE_LISTED
                book.next[m] = np.uint16(min(day + system.term, np.uint32(65000)))
                counts.entered += np.int64(1)
                counts.entered_kind[book.kind[m]] += np.int64(1)
            elif book.status[m] == CASE_CORRECTED:
                _give_back(system, ledger[c], book, m, day)
                counts.corrected += np.int64(1)
                close_case(book, m)
            elif in_force(book.status[m]):
                counts.expired += np.int64(1)
                close_case(book, m)


@scalar
def _hear_others(sheet: Records, system: System, ledger: Row[Ledger], c: U4) -> None:
    """What others bring to each account, before it is published anew."""
    book = ledger[c]
    if system.contacts != _ZERO:
        friends_standing(sheet, system, ledger, c)
        scale = system.contacts * np.float32(2.0) / system.step
        for i in range(LANES):
            book.dimensions[_LAST, i] = np.int16(sheet.total[i] * scale)
    if system.household != _ZERO or system.village != _ZERO:
        if system.contacts == _ZERO:
            for i in range(LANES):
                book.dimensions[_LAST, i] = np.int16(0)
        share_points(sheet, system, book)


@scalar
def _start(system: System) -> F4:
    """Where an account starts, as a place on the scale."""
    return (system.start - system.low) / (system.high - system.low)


@scalar
def _rescore(sheet: Records, system: System, i: Index) -> I4:
    """Steps for what is on file about one person, in all pools that the system may read."""
    total = _ZERO
    for pool in range(2):
        for heading in range(len(MEMORIES)):
            held = np.uint32(sheet.files[pool, heading, i])
            # Two counters of four bits (see the dossier).
            recent, old = np.int32(held & np.uint32(15)), np.int32(held >> np.uint32(4))
            counted = np.float32(recent) + system.old_counts * np.float32(old)
            total += system.file_points[heading] * counted
    return np.int32(min(max(total, np.float32(-32000.0)), np.float32(32000.0)))


@scalar
def _count_rescored(system: System, book: Ledger, counts: SystemCounts, i: Index) -> None:
    """Count whose file moved the score, and whom it alone puts under a burden."""
    counts.rescored += np.int64(1)
    clean = np.uint32(1) + np.uint32(np.int32(_start(system) * TOP + np.float32(0.5)))
    now = system.burden[band_of(system, np.uint32(book.published[i]))]
    counts.condemned += np.int64(now > system.burden[band_of(system, clean)])


def begin(
    sheet: Records, system: System, ledger: Row[Ledger], cases: Row[Cases], counts: SystemCounts, day: U4, c: U4
) -> None:
    """Open accounts and publish the start value."""
    open_accounts(sheet, system, ledger, c)
    book = ledger[c]
    span, share = np.float32(1.0) / (system.high - system.low), _start(system)
    for i in range(sheet.people):
        steps = np.int32(0)
        if system.file_pools > np.uint32(0) and book.published[i] != np.uint16(0):
            steps = _rescore(sheet, system, np.uint32(i))
            book.dimensions[0, i] = np.int16(steps)
        place = share
        if steps != np.int32(0):
            place = (system.start - system.low + np.float32(steps) * system.step) * span
        publish_code(book, system, counts, np.uint32(i), place)
        if steps != np.int32(0):
            _count_rescored(system, book, counts, np.uint32(i))


def judge(
    sheet: Records, system: System, ledger: Row[Ledger], cases: Row[Cases], counts: SystemCounts, day: U4, c: U4
) -> None:
    """Add the points of today's records."""
    book = ledger[c]
    bucket = np.uint32(0)
    if system.window > np.uint32(0):
        quarter = system.window >> np.uint32(2)
        bucket = (day // quarter) & np.uint32(3)
        # A bucket begins: forget what it held a window ago.
        if day % quarter == np.uint32(0):
            for i in range(LANES):
                book.dimensions[bucket, i] = np.int16(0)
    load_gains(sheet, system, ledger, counts, c)
    add_to_dimension(book, sheet.gain[0], bucket)
    if system.game < np.uint32(DIMENSIONS):
        keep_streaks(sheet, system, book, counts, day)
    if day % system.publish_every == system.publish_on:
        _hear_others(sheet, system, ledger, c)
    _open_cases(sheet, system, cases, counts, day, c)
    _walk_cases(system, ledger, cases, counts, day, c)


def publish(
    sheet: Records, system: System, ledger: Row[Ledger], cases: Row[Cases], counts: SystemCounts, day: U4, c: U4
) -> None:
    """Publish start value plus points, cut off at the ends of the scale."""
    book = ledger[c]
    fade(system, book, np.uint32(1), day)
    span = np.float32(1.0) / (system.high - system.low)
    steps = sheet.gain[0]
    for i in range(LANES):
        steps[i] = np.int32(0)
    for d in range(DIMENSIONS):
        if np.uint32(d) != system.game:
            for i in range(LANES):
                steps[i] = np.int32(steps[i] + np.int32(book.dimensions[d, i]))
    for i in range(LANES):
        sheet.total[i] = (system.start - system.low + np.float32(steps[i]) * system.step) * span
    publish_all(sheet, book, system, counts)
