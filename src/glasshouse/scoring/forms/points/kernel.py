"""Form ``points``: a start value, plus and minus points for records, bands.

Points that records brought are kept in four buckets by age, in steps of 1/16 point, so that a window can let the oldest
go; without a window all are kept in the first. The fifth holds what others bring: contacts' scores, and the points of
household and village.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.bands import band_of
from glasshouse.mechanisms.fading import left_of
from glasshouse.schema.codes import HEADINGS
from glasshouse.schema.limits import DIMENSIONS, LANES
from glasshouse.scoring.accounts import (
    TOP,
    add_attributes,
    add_to_dimension,
    fade,
    friends_standing,
    load_gains,
    open_accounts,
    publish_all,
    publish_code,
)
from glasshouse.scoring.cases import channel_of, open_case, set_aside, turn_case
from glasshouse.scoring.collective import share_points
from glasshouse.scoring.play import keep_streaks

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, I4, U4, Cases, Index, Ledger, Records, Row, System, SystemCounts

_LAST = DIMENSIONS - 1
_ZERO = np.float32(0.0)


@kernel_function
def _points_of(records: Records, system: System, k: Index, i: Index, e: Index) -> I4:
    """Steps that record `e` brought. Of a rule with a tally, the day's first record stands for all that it brought today."""
    if system.tally[k] == np.uint8(0):
        return np.int32(system.points[k, 0])
    for earlier in range(e):
        if records.code[earlier] == records.code[e] and records.channels[earlier] & system.reads:
            return np.int32(0)
    return np.int32(records.tallied[np.uint32(system.tally[k] - np.uint8(1)), i])


@kernel_function
def _open_cases(
    records: Records, system: System, cases: Row[Cases], system_counts: SystemCounts, day: U4, c: U4
) -> None:
    here = cases[c]
    for e in range(records.n):
        k, i = records.code[e] >> np.uint32(8), records.code[e] & np.uint32(255)
        if system.kept[k] and (records.channels[e] & system.reads) and records.account[i]:
            ch = channel_of(records.channels[e], system.reads)
            points = _points_of(records, system, k, i, e)
            if points != np.int32(0) or system.tally[k] == np.uint8(0):
                open_case(here, system_counts, system, k, ch, i, day, day + np.uint32(1), points)


@kernel_function
def _bucket(system: System, cases: Cases, m: Index) -> U4:
    """The dimension of the ledger that holds what a case took."""
    if system.window == np.uint32(0):
        return np.uint32(0)
    # A window of days is four buckets, one dimension each, cleared in turn.
    return np.uint32((np.uint32(cases.opened[m]) // (system.window >> np.uint32(2))) & np.uint32(3))


@kernel_function
def _give_back(system: System, row: Ledger, cases: Cases, m: Index, day: U4) -> None:
    """Put back what a corrected case took: where it was taken from, and no more than is left of it."""
    left = left_of(system, cases, m, np.int32(cases.points[m]), day, day)
    row.dimensions[_bucket(system, cases, m), np.uint32(cases.citizen[m])] -= left


@kernel_function
def _set_aside(system: System, steps: Row[I4], cases: Cases, system_counts: SystemCounts, day: U4) -> None:
    """Leave out of what is published the points of cases whose appeals are not decided; the ledger keeps them."""
    for m in range(np.uint32(cases.count)):
        if np.uint32(cases.system[m]) == system.number and set_aside(system, cases, m, system_counts):
            lane = np.uint32(cases.citizen[m])
            # What fades with this publication has faded already.
            left = left_of(system, cases, m, np.int32(cases.points[m]), day, np.uint32(day + system.publish_every))
            steps[lane] = np.int32(steps[lane] - np.int32(left))


@kernel_function
def _walk_cases(
    system: System, ledger: Row[Ledger], cases: Row[Cases], system_counts: SystemCounts, day: U4, c: U4
) -> None:
    """Give back the points of corrected cases; let the others lapse at the end of their term."""
    here = cases[c]
    for m in range(np.uint32(here.count)):
        is_due = np.uint32(here.system[m]) == system.number and np.uint32(here.next[m]) <= day
        if is_due and turn_case(system, here, m, system_counts, day):
            _give_back(system, ledger[c], here, m, day)


@kernel_function
def _hear_others(records: Records, system: System, ledger: Row[Ledger], c: U4) -> None:
    """What others bring to each account, before it is published anew; nothing where rules no longer count them."""
    account_rows = ledger[c]
    if system.contacts == _ZERO:
        for i in range(LANES):
            account_rows.dimensions[_LAST, i] = np.int16(0)
    if system.contacts != _ZERO:
        friends_standing(records, system, ledger, c)
        scale = system.contacts * np.float32(2.0) / system.step
        for i in range(LANES):
            account_rows.dimensions[_LAST, i] = np.int16(records.total[i] * scale)
    if system.household != _ZERO or system.village != _ZERO:
        share_points(records, system, account_rows)


@kernel_function
def _start(system: System) -> F4:
    """Where an account starts, as a place on the scale."""
    return (system.start - system.low) / (system.high - system.low)


@kernel_function
def _rescore(records: Records, system: System, i: Index) -> I4:
    """Steps for what is on file about one person, in all pools that the system may read."""
    total = _ZERO
    for pool in range(2):
        for heading in range(len(HEADINGS)):
            held = np.uint32(records.files[pool, heading, i])
            # Two counters of four bits (see the dossier).
            recent, old = np.int32(held & np.uint32(15)), np.int32(held >> np.uint32(4))
            counted = np.float32(recent) + system.old_counts * np.float32(old)
            total += system.file_points[heading] * counted
    return np.int32(min(max(total, np.float32(-32000.0)), np.float32(32000.0)))


@kernel_function
def _count_rescored(system: System, account_rows: Ledger, system_counts: SystemCounts, i: Index) -> None:
    """Count whose file moved the score, and whom it alone puts under a burden."""
    system_counts.rescored += np.int64(1)
    clean = np.uint32(1) + np.uint32(np.int32(_start(system) * TOP + np.float32(0.5)))
    now = system.burden[band_of(system, np.uint32(account_rows.published[i]))]
    system_counts.condemned += np.int64(now > system.burden[band_of(system, clean)])


def begin(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Open accounts and publish the start value."""
    open_accounts(records, system, ledger, c)
    account_rows = ledger[c]
    span, share = np.float32(1.0) / (system.high - system.low), _start(system)
    if system.attributes:
        for i in range(LANES):
            records.total[i] = _ZERO
        add_attributes(records.total, records, system, np.uint32(0))
    for i in range(records.people):
        steps = np.int32(0)
        if system.file_pools > np.uint32(0) and account_rows.published[i] != np.uint16(0):
            steps = _rescore(records, system, np.uint32(i))
            account_rows.dimensions[0, i] = np.int16(steps)
        place = share
        if steps != np.int32(0):
            place = (system.start - system.low + np.float32(steps) * system.step) * span
        if system.attributes:
            place += records.total[i]
        if system.grouped:
            place += system.starts[records.group[i]] * span
        publish_code(account_rows, system, system_counts, np.uint32(i), place)
        if steps != np.int32(0):
            _count_rescored(system, account_rows, system_counts, np.uint32(i))


def judge(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Add the points of today's records."""
    account_rows = ledger[c]
    bucket = np.uint32(0)
    if system.window > np.uint32(0):
        quarter = system.window >> np.uint32(2)
        bucket = (day // quarter) & np.uint32(3)
        # A bucket begins: forget what it held a window ago.
        if day % quarter == np.uint32(0):
            for i in range(LANES):
                account_rows.dimensions[bucket, i] = np.int16(0)
    load_gains(records, system, ledger, system_counts, c)
    add_to_dimension(account_rows, records.gain[0], bucket)
    if system.game < np.uint32(DIMENSIONS):
        keep_streaks(records, system, account_rows, system_counts, day)
    if day % system.publish_every == system.publish_on:
        _hear_others(records, system, ledger, c)
    _open_cases(records, system, cases, system_counts, day, c)
    _walk_cases(system, ledger, cases, system_counts, day, c)


def publish(
    records: Records,
    system: System,
    ledger: Row[Ledger],
    cases: Row[Cases],
    system_counts: SystemCounts,
    day: U4,
    c: U4,
) -> None:
    """Publish start value plus points, cut off at the ends of the scale."""
    account_rows = ledger[c]
    fade(system, account_rows, np.uint32(1), day)
    span = np.float32(1.0) / (system.high - system.low)
    steps = records.gain[0]
    for i in range(LANES):
        steps[i] = np.int32(0)
    for d in range(DIMENSIONS):
        if np.uint32(d) != system.game:
            for i in range(LANES):
                steps[i] = np.int32(steps[i] + np.int32(account_rows.dimensions[d, i]))
    if system.suspends:
        _set_aside(system, steps, cases[c], system_counts, day)
    for i in range(LANES):
        records.total[i] = (system.start - system.low + np.float32(steps[i]) * system.step) * span
    if system.attributes:
        add_attributes(records.total, records, system, np.uint32(0))
    if system.grouped:
        for i in range(LANES):
            records.total[i] += system.starts[records.group[i]] * span
    publish_all(records, account_rows, system, system_counts)
