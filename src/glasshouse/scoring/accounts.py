"""What the shipped forms share: who has an account, the day's gains from records, friends' scores, publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.kernels.swar import FLAGS, sum_of_bytes
from glasshouse.mechanisms.bands import band_of
from glasshouse.mechanisms.belief import judged_by_ties
from glasshouse.schema.codes import ATTRIBUTES, SCORE_HIGHEST, SCORE_SPAN
from glasshouse.schema.limits import DIMENSIONS, LANES, QUARTER, QUARTERS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, I4, U1, U4, Index, Ledger, Records, Row, System, SystemCounts

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
TOP = np.float32(SCORE_SPAN)
"""Published codes run from 1 (the scale's low end) to 65 534 (its high end); 0 means no account."""
_SPAN, _HIGHEST, _MIDDLE = np.uint32(SCORE_SPAN), np.uint16(SCORE_HIGHEST), np.uint16(SCORE_HIGHEST // 2)
_CODE = np.float32(1.0 / SCORE_HIGHEST)
NO_DIMENSION = 99
"""What stands where a dimension is named, if there is none of that kind."""


@scalar
def open_accounts(sheet: Records, system: System, ledger: Row[Ledger], c: U4) -> None:
    """Clear the ledger and give everybody who is a member an account."""
    book = ledger[c]
    for d in range(DIMENSIONS):
        for i in range(LANES):
            book.dimensions[d, i] = np.int16(0)
    for i in range(LANES):
        book.published[i] = np.uint16(0)
    for i in range(sheet.people):
        book.published[i] = np.uint16(sheet.member[i])


@scalar
def read_records(sheet: Records, system: System, j: Index) -> None:
    """Of whom a system reads a record of frequent kind `j` today, into `sheet.row8`: 1, or 0."""
    mask = system.reads
    # Any channel outside the mask: recorded bits must be masked lane by lane; else `seen` is the answer already.
    if sheet.watching[j] & (mask ^ np.uint32(0xFFFFFFFF)):
        for i in range(LANES):
            sheet.row8[i] = np.uint8((sheet.recorded[j, i] & mask) != np.uint32(0))
    else:
        for i in range(LANES):
            sheet.row8[i] = sheet.seen[j, i]


@scalar
def load_gains(sheet: Records, system: System, ledger: Row[Ledger], counts: SystemCounts, c: U4) -> None:
    """Sum what today's records add to each dimension of each account, in the ledger's own steps."""
    d: Index
    i: Index
    book = ledger[c]
    for d in range(DIMENSIONS):
        for i in range(LANES):
            sheet.gain[d, i] = np.int32(0)
    for i in range(LANES):
        sheet.account[i] = np.uint8(book.published[i] != np.uint16(0))
    for m in range(system.frequent_points):
        j, d, value = system.frequent[m], system.frequent_dimension[m], system.frequent_value[m]
        read_records(sheet, system, j)
        for i in range(LANES):
            sheet.row8[i] &= sheet.account[i]
        n = sum_of_bytes(sheet.row8, FLAGS)
        for i in range(LANES):
            sheet.gain[d, i] = np.int32(sheet.gain[d, i] + value * np.int32(sheet.row8[i]))
        if value > np.int32(0):
            counts.rewards += np.int64(n)
        else:
            counts.deductions += np.int64(n)
    for e in range(sheet.n):
        k, i = sheet.code[e] >> np.uint32(8), sheet.code[e] & np.uint32(255)
        if system.scored[k] and (sheet.channels[e] & system.reads) and sheet.account[i]:
            total = np.int32(0)
            for d in range(DIMENSIONS):
                sheet.gain[d, i] = np.int32(sheet.gain[d, i] + system.points[k, d])
                total = np.int32(total + system.points[k, d])
            if total > np.int32(0):
                counts.rewards += np.int64(1)
            else:
                counts.deductions += np.int64(1)


@scalar
def add_to_dimension(book: Ledger, gain: Row[I4], d: Index) -> None:
    """Add a row of gains to one dimension, kept within the field."""
    for i in range(LANES):
        # int16 at rest; the limits leave room below the value that means `ASKED`.
        level = np.int32(np.int32(book.dimensions[d, i]) + gain[i])
        book.dimensions[d, i] = np.int16(min(max(level, np.int32(-32000)), np.int32(32000)))


@scalar
def add_gains(sheet: Records, system: System, book: Ledger) -> None:
    """Add today's gains to each dimension of a system's own but the one that follows contacts, if there is any."""
    for d in range(system.dimensions):
        if np.uint32(d) != system.contacts_dimension:
            add_to_dimension(book, sheet.gain[d], np.uint32(d))


@scalar
def add_profile(row: Row[F4], sheet: Records, system: System, d: Index) -> None:
    """Add to a row of levels what attributes on file bring to one dimension."""
    for a in range(len(ATTRIBUTES)):
        lean = system.lean[d, a]
        if lean != _ZERO:
            for i in range(LANES):
                row[i] += lean * sheet.profile[a, i]


@scalar
def _add_friend(sheet: Records, shift: U4, bit: Index) -> None:
    for i in range(LANES):
        tie = np.uint16((sheet.tied[i] >> bit) & np.uint16(1))
        # 0 - tie is all ones or zero: a mask instead of a branch.
        code = np.uint16(sheet.ring[i + shift] & np.uint16(np.uint16(0) - tie))
        sheet.row16[i] = code
        sheet.friends[i] = np.uint16(sheet.friends[i] + np.uint16(code != np.uint16(0)))
    for i in range(LANES):
        sheet.sum[i] = np.uint32(sheet.sum[i] + np.uint32(sheet.row16[i]))


@scalar
def _load_ring(sheet: Records, book: Ledger) -> None:
    for i in range(LANES):
        sheet.ring[i] = book.published[i]
        sheet.ring[i + LANES] = book.published[i]


@scalar
def _load_far(sheet: Records, ledger: Row[Ledger], m: Index) -> None:
    """What far contacts have published: a quarter each of four other communities, lane by lane."""
    for q in range(QUARTERS):
        book, first = ledger[sheet.far[m, q]], np.uint32(q * QUARTER)
        for j in range(QUARTER):
            sheet.ring[first + j] = book.published[first + j]


@scalar
def _halve_ring(sheet: Records) -> None:
    """Published codes as the ends of the scale: 1 for its lower half, 65 534 for its upper half."""
    for i in range(2 * LANES):
        code = sheet.ring[i]
        if code != np.uint16(0):
            sheet.ring[i] = _HIGHEST if code > _MIDDLE else np.uint16(1)


@scalar
def friends_standing(sheet: Records, system: System, ledger: Row[Ledger], c: U4) -> None:
    """What the published scores of friends who have one say, from -0.5 to 0.5, into `sheet.total`.

    Their mean place around the scale's middle; or, where the system believes in ties, what friends in its upper and its
    lower half make likely.
    """
    for i in range(LANES):
        sheet.sum[i] = np.uint32(0)
        sheet.friends[i] = np.uint16(0)
    _load_ring(sheet, ledger[c])
    if system.believes:
        _halve_ring(sheet)
    for m in range(4):
        _add_friend(sheet, sheet.near[m], np.uint16(2 * m))
        _add_friend(sheet, np.uint32(LANES - sheet.near[m]), np.uint16(2 * m + 1))
    for m in range(2):
        _load_far(sheet, ledger, m)
        if system.believes:
            _halve_ring(sheet)
        _add_friend(sheet, np.uint32(0), np.uint16(8 + m))
    if system.believes:
        for i in range(LANES):
            count = np.int32(sheet.friends[i])
            # Halved codes are 1 or 65,534: (sum - friends) / 65,533 is the number of friends in the upper half.
            high = np.int32((sheet.sum[i] - np.uint32(sheet.friends[i])) // _SPAN)
            likely = judged_by_ties(system.contacts_error, system.contacts_mixing, np.int32(0), high, count - high)
            sheet.total[i] = likely - np.float32(0.5)
        return
    for i in range(LANES):
        n = np.float32(np.int32(sheet.friends[i]))
        mean = np.float32(np.int32(sheet.sum[i])) / max(n, _ONE) * _CODE
        sheet.total[i] = (mean - np.float32(0.5)) * min(n, _ONE)


@scalar
def code_at(share: F4) -> U4:
    """The published code of a place on the scale, from 0 to 1."""
    clipped = min(max(share, _ZERO), _ONE)
    return np.uint32(1) + np.uint32(np.int32(clipped * TOP + np.float32(0.5)))


@scalar
def publish_code(book: Ledger, system: System, counts: SystemCounts, i: Index, share: F4) -> None:
    """Publish a place on the scale (0 to 1) for lane `i`, and count the move from band to band."""
    old = np.uint32(book.published[i])
    if old == np.uint32(0):
        return
    new = code_at(share)
    book.published[i] = np.uint16(new)
    _count_move(counts, band_of(system, old), band_of(system, new))


@scalar
def _count_move(counts: SystemCounts, before: U4, after: U4) -> None:
    counts.moves[before, after] += np.int64(1)
    if after > before:
        counts.rose += np.int64(1)
    elif after < before:
        counts.fell += np.int64(1)


@scalar
def _bands_of_all(book: Ledger, system: System, bands: Row[U1]) -> None:
    """The band of each published code, as `band_of` has it, into a row."""
    for i in range(LANES):
        bands[i] = np.uint8(0)
    for b in range(1, system.bands):
        start = np.uint16(system.band_code[b])
        for i in range(LANES):
            bands[i] += np.uint8(book.published[i] >= start)


@scalar
def publish_all(sheet: Records, book: Ledger, system: System, counts: SystemCounts) -> None:
    """Publish the places on the scale in `sheet.total` for everybody who has an account; see `publish_code`."""
    i: Index
    _bands_of_all(book, system, sheet.band)
    for i in range(LANES):
        sheet.account[i] = np.uint8(book.published[i] != np.uint16(0))
    for i in range(LANES):
        book.published[i] = np.uint16(code_at(sheet.total[i]) * np.uint32(sheet.account[i]))
    _bands_of_all(book, system, sheet.band_now)
    moved = np.uint32(0)
    for i in range(LANES):
        # Stream compaction without a branch, as in conduct: few people change band.
        sheet.lane[moved] = np.uint32(i)
        moved += np.uint32(np.uint8(sheet.band[i] != sheet.band_now[i]) & sheet.account[i])
    for m in range(moved):
        i = sheet.lane[m]
        _count_move(counts, np.uint32(sheet.band[i]), np.uint32(sheet.band_now[i]))
        sheet.account[i] = np.uint8(0)
    for b in range(system.bands):
        for i in range(LANES):
            sheet.row8[i] = np.uint8(sheet.band[i] == np.uint8(b)) & sheet.account[i]
        counts.moves[b, b] += np.int64(sum_of_bytes(sheet.row8, FLAGS))


@scalar
def forgets(system: System, day: U4) -> Any:
    """Whether old records fade with the publication of `day`: each time, but a week apart at least."""
    if system.forget_every == np.uint32(0) or day == np.uint32(0):
        return False
    return (day + system.publish_every) // system.forget_every != day // system.forget_every


@scalar
def fade(system: System, book: Ledger, dimensions: U4, day: U4) -> None:
    """Let what records brought to the first dimensions fade, if it does with the publication of `day`."""
    if forgets(system, day):
        for d in range(dimensions):
            for i in range(LANES):
                book.dimensions[d, i] = np.int16(np.float32(book.dimensions[d, i]) * system.keep)


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
