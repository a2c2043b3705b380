"""Form ``list``: on or off. Records of some kinds list a person for a term; others take the person off early.

Published codes: 1 off, 2 on. Everything else lives in the cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.copies import acts_on, in_force
from glasshouse.schema.codes import CASE_CORRECTED, CASE_LISTED, CASE_RECORDED, CASE_REPAIRED, NOBODY, SPARED, SUSPENDED
from glasshouse.schema.limits import LANES
from glasshouse.scoring.accounts import open_accounts
from glasshouse.scoring.cases import channel_of, close_case, day_code, open_case, set_aside

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, Index, Ledger, Records, Row, System, SystemCounts


@kernel_function
def _enter(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
    e: Index,
) -> None:
    # Events pack kind << 8 | lane.
    k, i = records.code[e] >> np.uint32(8), records.code[e] & np.uint32(255)
    if ledger[c].published[i] == np.uint16(0):
        return
    word = randomness.draw(
        records.seed,
        randomness.person(records, np.uint32(i)),
        day,
        randomness.CASES,
        np.uint32(system.key + system.kind_key[k]),
    )[0]
    if randomness.unit(word) < system.chance[k]:
        ch = channel_of(records.channels[e], system.reads)
        effect = day + max(system.delay[ch] + system.notice, np.uint32(1))
        open_case(cases[c], system_counts, system, k, ch, i, day, effect, np.int32(0))


@kernel_function
def _repair(cases: Cases, system: System, system_counts: SystemCounts, lane: Index, day: U4) -> None:
    """Take a person off: a case not yet in effect is dropped, one in effect ends after the lag of its copies."""
    for m in range(np.uint32(cases.count)):
        if np.uint32(cases.system[m]) == system.number and np.uint32(cases.citizen[m]) == lane:
            if cases.status[m] == CASE_RECORDED:
                system_counts.repaired += np.int64(1)
                close_case(cases, m)
            elif cases.status[m] == CASE_LISTED:
                cases.status[m] = CASE_REPAIRED
                cases.next[m] = day_code(day + system.lag)


@kernel_function
def _walk(cases: Cases, system: System, system_counts: SystemCounts, day: U4) -> None:
    for m in range(np.uint32(cases.count)):
        if np.uint32(cases.system[m]) == system.number and np.uint32(cases.next[m]) <= day:
            if cases.status[m] == CASE_RECORDED:
                cases.status[m] = CASE_LISTED
                cases.next[m] = day_code(day + system.term)
                system_counts.entered += np.int64(1)
                system_counts.entered_kind[cases.kind[m]] += np.int64(1)
            elif cases.status[m] == CASE_LISTED:
                system_counts.expired += np.int64(1)
                close_case(cases, m)
            elif cases.status[m] == CASE_REPAIRED:
                system_counts.repaired += np.int64(1)
                close_case(cases, m)
            elif cases.status[m] == CASE_CORRECTED:
                system_counts.corrected += np.int64(1)
                close_case(cases, m)


@kernel_function
def _mark_listed(system: System, row: Ledger, here: Cases, system_counts: SystemCounts) -> None:
    """Mark each member with a case of the system's own that is in force, was not overturned and does not wait."""
    for m in range(np.uint32(here.count)):
        if np.uint32(here.system[m]) == system.number and in_force(here.status[m]) and not (here.flags[m] & SPARED):
            lane = np.uint32(here.citizen[m])
            # Asked only where it can matter: a call for each case costs as much as all the rest of a publication.
            may_wait = system.suspends or here.flags[m] & SUSPENDED
            if row.published[lane] != np.uint16(0) and not (may_wait and set_aside(system, here, m, system_counts)):
                row.published[lane] = np.uint16(2)


@kernel_function
def _publish(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    row, here = ledger[c], cases[c]
    for i in range(LANES):
        row.published[i] = np.uint16(row.published[i] != np.uint16(0))
    _mark_listed(system, row, here, system_counts)
    if system.holder < NOBODY:
        for m in range(np.uint32(here.count)):
            lane = np.uint32(here.citizen[m])
            if row.published[lane] != np.uint16(0) and acts_on(system, here, m):
                row.published[lane] = np.uint16(2)


def begin(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """List part of those who are in arrears when accounts open, at a random point of their term."""
    open_accounts(records, system, ledger, c)
    here = cases[c]
    for e in range(records.n):
        k, i = records.code[e] >> np.uint32(8), records.code[e] & np.uint32(255)
        if system.enters[k] and (records.channels[e] & system.reads) and ledger[c].published[i] > np.uint16(0):
            word, other, _, _ = randomness.draw(
                records.seed, randomness.person(records, np.uint32(i)), np.uint32(0), randomness.START, system.key
            )
            if randomness.unit(word) < system.at_start:
                left = np.uint32(np.int32(randomness.unit(other) * np.float32(system.term)))
                m = np.uint32(here.count)
                open_case(
                    here,
                    system_counts,
                    system,
                    k,
                    channel_of(records.channels[e], system.reads),
                    i,
                    day,
                    day + left,
                    np.int32(0),
                )
                if m < np.uint32(here.count):
                    here.status[m] = CASE_LISTED
                    here.next[m] = day_code(day + left + np.uint32(1))
    _publish(records, system, ledger, cases, system_counts, day, c)


def judge(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Open and close cases by today's records and by the calendar."""
    here = cases[c]
    for e in range(records.n):
        if records.channels[e] & system.reads:
            k = records.code[e] >> np.uint32(8)
            if system.enters[k]:
                _enter(records, system, ledger, cases, system_counts, day, c, e)
            if system.repairs[k]:
                _repair(here, system, system_counts, records.code[e] & np.uint32(255), day)
    _walk(here, system, system_counts, day)


def publish(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Publish who is on the list."""
    _publish(records, system, ledger, cases, system_counts, day, c)
