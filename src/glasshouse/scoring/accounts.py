"""What the shipped forms share: who has an account, the day's gains from records, friends' scores, publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.kernels.swar import FLAGS, sum_of_bytes
from glasshouse.mechanisms.bands import band_of
from glasshouse.mechanisms.belief import judged_by_ties
from glasshouse.schema.codes import ATTRIBUTES, SCORE_HIGHEST, SCORE_SPAN
from glasshouse.schema.limits import DECLARED, DIMENSIONS, LANES, QUARTER, QUARTERS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, I4, U1, U4, Flag, Index, Ledger, Records, Row, System, SystemCounts

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
TOP = np.float32(SCORE_SPAN)
"""Published codes run from 1 (the scale's low end) to 65 534 (its high end); 0 means no account."""
_SPAN, _HIGHEST, _MIDDLE = np.uint32(SCORE_SPAN), np.uint16(SCORE_HIGHEST), np.uint16(SCORE_HIGHEST // 2)
_CODE = np.float32(1.0 / SCORE_HIGHEST)
NO_DIMENSION = 99
"""What stands where a dimension is named, if there is none of that kind."""


@kernel_function
def open_accounts(records: Records, system: System, ledger: Row[Ledger], c: U4) -> None:
    """Clear the ledger and give everybody who is a member an account."""
    account_rows = ledger[c]
    for d in range(DIMENSIONS):
        for i in range(LANES):
            account_rows.dimensions[d, i] = np.int16(0)
    for i in range(LANES):
        account_rows.published[i] = np.uint16(0)
    for i in range(records.people):
        account_rows.published[i] = np.uint16(records.member[i])


@kernel_function
def read_records(records: Records, system: System, j: Index) -> None:
    """Of whom a system reads a record of frequent kind `j` today, into `records.row8`: 1, or 0."""
    mask = system.reads
    # Any channel outside the mask: recorded bits must be masked lane by lane; else `seen` is the answer already.
    if records.watching[j] & (mask ^ np.uint32(0xFFFFFFFF)):
        for i in range(LANES):
            records.row8[i] = np.uint8((records.recorded[j, i] & mask) != np.uint32(0))
    else:
        for i in range(LANES):
            records.row8[i] = records.seen[j, i]


@kernel_function
def load_gains(records: Records, system: System, ledger: Row[Ledger], system_counts: SystemCounts, c: U4) -> None:
    """Sum what today's records add to each dimension of each account, in the ledger's own steps."""
    d: Index
    i: Index
    account_rows = ledger[c]
    for d in range(DIMENSIONS):
        for i in range(LANES):
            records.gain[d, i] = np.int32(0)
    for i in range(LANES):
        records.account[i] = np.uint8(account_rows.published[i] != np.uint16(0))
    for m in range(system.frequent_points):
        j, d, value = system.frequent[m], system.frequent_dimension[m], system.frequent_value[m]
        read_records(records, system, j)
        for i in range(LANES):
            records.row8[i] &= records.account[i]
        n = sum_of_bytes(records.row8, FLAGS)
        for i in range(LANES):
            records.gain[d, i] = np.int32(records.gain[d, i] + value * np.int32(records.row8[i]))
        if value > np.int32(0):
            system_counts.rewards += np.int64(n)
        else:
            system_counts.deductions += np.int64(n)
    for e in range(records.n):
        k, i = records.code[e] >> np.uint32(8), records.code[e] & np.uint32(255)
        if system.scored[k] and (records.channels[e] & system.reads) and records.account[i]:
            total = np.int32(0)
            for d in range(DIMENSIONS):
                records.gain[d, i] = np.int32(records.gain[d, i] + system.points[k, d])
                total = np.int32(total + system.points[k, d])
            if total > np.int32(0):
                system_counts.rewards += np.int64(1)
            else:
                system_counts.deductions += np.int64(1)
    for r in range(system.tally_first, system.tally_end):
        _add_tallied(records, system_counts, r)


@kernel_function
def _add_tallied(records: Records, system_counts: SystemCounts, r: Index) -> None:
    """Add what a rule that needs a tally brings today; who has no account gets nothing from it already."""
    for i in range(LANES):
        steps = records.tallied[r, i]
        records.gain[0, i] = np.int32(records.gain[0, i] + steps)
        system_counts.rewards += np.int64(steps > np.int32(0))
        system_counts.deductions += np.int64(steps < np.int32(0))


@kernel_function
def add_to_dimension(account_rows: Ledger, gain: Row[I4], d: Index) -> None:
    """Add a row of gains to one dimension, kept within the field."""
    for i in range(LANES):
        # int16 at rest; the limits leave room below the value that means `ASKED`.
        level = np.int32(np.int32(account_rows.dimensions[d, i]) + gain[i])
        account_rows.dimensions[d, i] = np.int16(min(max(level, np.int32(-32000)), np.int32(32000)))


@kernel_function
def add_gains(records: Records, system: System, account_rows: Ledger) -> None:
    """Add today's gains to each dimension of a system's own but the one that follows contacts, if there is any."""
    for d in range(system.dimensions):
        if np.uint32(d) != system.contacts_dimension:
            add_to_dimension(account_rows, records.gain[d], np.uint32(d))


@kernel_function
def add_profile(row: Row[F4], records: Records, system: System, d: Index) -> None:
    """Add to a row of levels what attributes on file bring to one dimension."""
    for a in range(len(ATTRIBUTES)):
        lean = system.lean[d, a]
        if lean != _ZERO:
            for i in range(LANES):
                row[i] += lean * records.profile[a, i]


@kernel_function
def add_attributes(row: Row[F4], records: Records, system: System, d: Index) -> None:
    """Add to a row of levels what attributes declared by the scenario bring to one dimension, where they are on file."""
    for a in range(DECLARED):
        lean, bit = system.attribute_lean[d, a], np.uint8(np.uint32(1) << np.uint32(a))
        if lean != _ZERO:
            for i in range(LANES):
                row[i] += lean if records.disclosed[i] & bit else _ZERO


@kernel_function
def _add_friend(records: Records, shift: U4, bit: Index) -> None:
    for i in range(LANES):
        tie = np.uint16((records.tied[i] >> bit) & np.uint16(1))
        # 0 - tie is all ones or zero: a mask instead of a branch.
        code = np.uint16(records.ring[i + shift] & np.uint16(np.uint16(0) - tie))
        records.row16[i] = code
        records.friends[i] = np.uint16(records.friends[i] + np.uint16(code != np.uint16(0)))
    for i in range(LANES):
        records.sum[i] = np.uint32(records.sum[i] + np.uint32(records.row16[i]))


@kernel_function
def _load_ring(records: Records, account_rows: Ledger) -> None:
    for i in range(LANES):
        records.ring[i] = account_rows.published[i]
        records.ring[i + LANES] = account_rows.published[i]


@kernel_function
def _load_far(records: Records, ledger: Row[Ledger], m: Index) -> None:
    """What far contacts have published: a quarter each of four other communities, lane by lane."""
    for q in range(QUARTERS):
        account_rows, first = ledger[records.far[m, q]], np.uint32(q * QUARTER)
        for j in range(QUARTER):
            records.ring[first + j] = account_rows.published[first + j]


@kernel_function
def _halve_ring(records: Records) -> None:
    """Published codes as the ends of the scale: 1 for its lower half, 65 534 for its upper half."""
    for i in range(2 * LANES):
        code = records.ring[i]
        if code != np.uint16(0):
            records.ring[i] = _HIGHEST if code > _MIDDLE else np.uint16(1)


@kernel_function
def friends_standing(records: Records, system: System, ledger: Row[Ledger], c: U4) -> None:
    """What the published scores of friends who have one say, from -0.5 to 0.5, into `records.total`.

    Their mean place around the scale's middle; or, where the system believes in ties, what friends in its upper and its
    lower half make likely.
    """
    for i in range(LANES):
        records.sum[i] = np.uint32(0)
        records.friends[i] = np.uint16(0)
    _load_ring(records, ledger[c])
    if system.believes:
        _halve_ring(records)
    for m in range(4):
        _add_friend(records, records.near[m], np.uint16(2 * m))
        _add_friend(records, np.uint32(LANES - records.near[m]), np.uint16(2 * m + 1))
    for m in range(2):
        _load_far(records, ledger, m)
        if system.believes:
            _halve_ring(records)
        _add_friend(records, np.uint32(0), np.uint16(8 + m))
    if system.believes:
        for i in range(LANES):
            count = np.int32(records.friends[i])
            # Halved codes are 1 or 65,534: (sum - friends) / 65,533 is the number of friends in the upper half.
            high = np.int32((records.sum[i] - np.uint32(records.friends[i])) // _SPAN)
            likely = judged_by_ties(system.contacts_error, system.contacts_mixing, np.int32(0), high, count - high)
            records.total[i] = likely - np.float32(0.5)
        return
    for i in range(LANES):
        n = np.float32(np.int32(records.friends[i]))
        mean = np.float32(np.int32(records.sum[i])) / max(n, _ONE) * _CODE
        records.total[i] = (mean - np.float32(0.5)) * min(n, _ONE)


@kernel_function
def code_at(share: F4) -> U4:
    """The published code of a place on the scale, from 0 to 1."""
    clipped = min(max(share, _ZERO), _ONE)
    return np.uint32(1) + np.uint32(np.int32(clipped * TOP + np.float32(0.5)))


@kernel_function
def publish_code(account_rows: Ledger, system: System, system_counts: SystemCounts, i: Index, share: F4) -> None:
    """Publish a place on the scale (0 to 1) for lane `i`, and count the move from band to band."""
    old = np.uint32(account_rows.published[i])
    if old == np.uint32(0):
        return
    new = code_at(share)
    account_rows.published[i] = np.uint16(new)
    _count_move(system_counts, np.uint32(band_of(system, old)), np.uint32(band_of(system, new)))


@kernel_function
def _count_move(system_counts: SystemCounts, before: U4, after: U4) -> None:
    system_counts.moves[before, after] += np.int64(1)
    if after > before:
        system_counts.rose += np.int64(1)
    elif after < before:
        system_counts.fell += np.int64(1)


@kernel_function
def _bands_of_all(account_rows: Ledger, system: System, bands: Row[U1]) -> None:
    """The band of each published code, as `band_of` has it, into a row."""
    for i in range(LANES):
        bands[i] = np.uint8(0)
    for b in range(1, system.bands):
        start = np.uint16(system.band_code[b])
        for i in range(LANES):
            bands[i] += np.uint8(account_rows.published[i] >= start)


@kernel_function
def publish_all(records: Records, account_rows: Ledger, system: System, system_counts: SystemCounts) -> None:
    """Publish the places on the scale in `records.total` for everybody who has an account; see `publish_code`."""
    i: Index
    _bands_of_all(account_rows, system, records.band)
    for i in range(LANES):
        records.account[i] = np.uint8(account_rows.published[i] != np.uint16(0))
    for i in range(LANES):
        account_rows.published[i] = np.uint16(code_at(records.total[i]) * np.uint32(records.account[i]))
    _bands_of_all(account_rows, system, records.band_now)
    moved = np.uint32(0)
    for i in range(LANES):
        # Stream compaction without a branch, as in conduct: few people change band.
        records.lane[moved] = np.uint32(i)
        moved += np.uint32(np.uint8(records.band[i] != records.band_now[i]) & records.account[i])
    for m in range(moved):
        i = records.lane[m]
        _count_move(system_counts, np.uint32(records.band[i]), np.uint32(records.band_now[i]))
        records.account[i] = np.uint8(0)
    for b in range(system.bands):
        for i in range(LANES):
            records.row8[i] = np.uint8(records.band[i] == np.uint8(b)) & records.account[i]
        system_counts.moves[b, b] += np.int64(sum_of_bytes(records.row8, FLAGS))


@kernel_function
def forgets(system: System, day: U4) -> Flag:
    """Whether old records fade with the publication of `day`: each time, but a week apart at least."""
    if system.forget_every == np.uint32(0) or day == np.uint32(0):
        return False
    is_next: Flag = (day + system.publish_every) // system.forget_every != day // system.forget_every
    return is_next


@kernel_function
def fade(system: System, account_rows: Ledger, dimensions: U4, day: U4) -> None:
    """Let what records brought to the first dimensions fade, if it does with the publication of `day`."""
    if forgets(system, day):
        for d in range(dimensions):
            for i in range(LANES):
                account_rows.dimensions[d, i] = np.int16(np.float32(account_rows.dimensions[d, i]) * system.keep)


def code_of(score: float, low: float, high: float) -> int:
    """The published code of a score on a scale from `low` to `high`.

    It is rounded as published scores are, in the same steps, so that whoever has just the score at which a band starts is
    in that band.
    """
    share = np.float32(score - low) * (_ONE / np.float32(high - low))
    return 1 + int(min(max(share, _ZERO), _ONE) * TOP + np.float32(0.5))


def score_of(code: int, low: float, high: float) -> float:
    """The score that a published code stands for."""
    return low + (code - 1) / float(TOP) * (high - low)
