"""Form ``list``: on or off. Records of some kinds list a person for a term; others take the person off early.

Published codes: 1 off, 2 on. Everything else lives in the book of cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.mechanisms.copies import acts_on, in_force
from glasshouse.schema.codes import CASE_CORRECTED, CASE_LISTED, CASE_RECORDED, CASE_REPAIRED, NOBODY, SPARED
from glasshouse.schema.limits import LANES
from glasshouse.scoring.accounts import open_accounts
from glasshouse.scoring.cases import channel_of, close_case, day_code, open_case

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, Index, Ledger, Records, Row, System, SystemCounts


@scalar
def _enter(
    sheet: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    counts: SystemCounts,
    day: U4,
    c: U4,
    e: Index,
) -> None:
    # Events pack kind << 8 | lane.
    k, i = sheet.code[e] >> np.uint32(8), sheet.code[e] & np.uint32(255)
    if ledger[c].published[i] == np.uint16(0):
        return
    word = randomness.draw(
        sheet.seed, sheet.citizen + np.uint64(i), day, randomness.CASES, np.uint32(system.key + system.kind_key[k])
    )[0]
    if randomness.unit(word) < system.chance[k]:
        ch = channel_of(sheet.channels[e], system.reads)
        effect = day + max(system.delay[ch] + system.notice, np.uint32(1))
        open_case(cases[c], counts, system, k, ch, i, day, effect, np.int32(0))


@scalar
def _repair(book: Cases, system: System, counts: SystemCounts, lane: Index, day: U4) -> None:
    """Take a person off: a case not yet in effect is dropped, one in effect ends after the lag of its copies."""
    for m in range(np.uint32(book.count)):
        if np.uint32(book.system[m]) == system.number and np.uint32(book.citizen[m]) == lane:
            if book.status[m] == CASE_RECORDED:
                counts.repaired += np.int64(1)
                close_case(book, m)
            elif book.status[m] == CASE_LISTED:
                book.status[m] = CASE_REPAIRED
                book.next[m] = day_code(day + system.lag)


@scalar
def _walk(book: Cases, system: System, counts: SystemCounts, day: U4) -> None:
    for m in range(np.uint32(book.count)):
        if np.uint32(book.system[m]) == system.number and np.uint32(book.next[m]) <= day:
            if book.status[m] == CASE_RECORDED:
                book.status[m] = CASE_LISTED
                book.next[m] = day_code(day + system.term)
                counts.entered += np.int64(1)
                counts.entered_kind[book.kind[m]] += np.int64(1)
            elif book.status[m] == CASE_LISTED:
                counts.expired += np.int64(1)
                close_case(book, m)
            elif book.status[m] == CASE_REPAIRED:
                counts.repaired += np.int64(1)
                close_case(book, m)
            elif book.status[m] == CASE_CORRECTED:
                counts.corrected += np.int64(1)
                close_case(book, m)


@scalar
def _publish(
    sheet: Records, system: System, ledger: Row[Ledger], cases: Row[Cases], counts: SystemCounts, day: U4, c: U4
) -> None:
    row, book = ledger[c], cases[c]
    for i in range(LANES):
        row.published[i] = np.uint16(row.published[i] != np.uint16(0))
    for m in range(np.uint32(book.count)):
        if np.uint32(book.system[m]) == system.number and in_force(book.status[m]) and not (book.flags[m] & SPARED):
            lane = np.uint32(book.citizen[m])
            if row.published[lane] != np.uint16(0):
                row.published[lane] = np.uint16(2)
    if system.holder < NOBODY:
        for m in range(np.uint32(book.count)):
            lane = np.uint32(book.citizen[m])
            if row.published[lane] != np.uint16(0) and acts_on(system, book, m):
                row.published[lane] = np.uint16(2)


def begin(
    sheet: Records, system: System, ledger: Row[Ledger], cases: Row[Cases], counts: SystemCounts, day: U4, c: U4
) -> None:
    """List part of those who are in arrears on the first day, at a random point of their term."""
    open_accounts(sheet, system, ledger, c)
    book = cases[c]
    for e in range(sheet.n):
        k, i = sheet.code[e] >> np.uint32(8), sheet.code[e] & np.uint32(255)
        if system.enters[k] and (sheet.channels[e] & system.reads) and ledger[c].published[i] > np.uint16(0):
            word, other, _, _ = randomness.draw(
                sheet.seed, sheet.citizen + np.uint64(i), np.uint32(0), randomness.START, system.key
            )
            if randomness.unit(word) < system.at_start:
                left = np.uint32(np.int32(randomness.unit(other) * np.float32(system.term)))
                m = np.uint32(book.count)
                open_case(
                    book, counts, system, k, channel_of(sheet.channels[e], system.reads), i, day, left, np.int32(0)
                )
                if m < np.uint32(book.count):
                    book.status[m] = CASE_LISTED
                    book.next[m] = day_code(left + np.uint32(1))
    _publish(sheet, system, ledger, cases, counts, day, c)


def judge(
    sheet: Records, system: System, ledger: Row[Ledger], cases: Row[Cases], counts: SystemCounts, day: U4, c: U4
) -> None:
    """Open and close cases by today's records and by the calendar."""
    book = cases[c]
    for e in range(sheet.n):
        if sheet.channels[e] & system.reads:
            k = sheet.code[e] >> np.uint32(8)
            if system.enters[k]:
                _enter(sheet, system, ledger, cases, counts, day, c, e)
            if system.repairs[k]:
                _repair(book, system, counts, sheet.code[e] & np.uint32(255), day)
    _walk(book, system, counts, day)


def publish(
    sheet: Records, system: System, ledger: Row[Ledger], cases: Row[Cases], counts: SystemCounts, day: U4, c: U4
) -> None:
    """Publish who is on the list."""
    _publish(sheet, system, ledger, cases, counts, day, c)
