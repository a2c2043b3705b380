"""Tallies: what is counted for rules that hang on more than today's record, and for measures that begin later.

A rule whose points hang on earlier records of the same period (a cap, steps for repeated offences), one that takes points
for the absence of records, and a measure that begins some days into a band each have a row of counts. The rows lie beside
the truth, since an absence of records may be the absence of a record only; forms of scoring are told what a rule brings
today (`records.tallied`) and nothing else.

Periods follow each other from day 0, so that they are the same for everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.bands import band_of
from glasshouse.schema.codes import AFTER_ANOTHER, DAYS_IN_BAND, NOT_TALLIED, NOT_THERE, PER_PERIOD, PER_RECORD
from glasshouse.schema.limits import DIMENSIONS, LANES, TALLY_TOP

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U1,
        U2,
        U4,
        Flag,
        Index,
        Parameters,
        Records,
        Row,
        System,
        Tallies,
        Truth,
        World,
    )

_ZERO, _ONE, _FULL = np.uint32(0), np.uint32(1), np.uint32(255)
_NOTHING, _TOP = np.int32(0), np.uint32(TALLY_TOP)
_THERE = np.uint32(NOT_THERE - np.uint8(1))
_LOW, _HIGH = np.int32(-32000), np.int32(32000)


@kernel_function
def _count_records(records: Records, parameters: Parameters, system: System, k: Index) -> None:
    """How many records of kind `k` a system reads of each person today, into `records.row8`."""
    for i in range(LANES):
        records.row8[i] = np.uint8(0)
    if k < parameters.frequent:
        if parameters.watching[k] & system.reads:
            for i in range(LANES):
                records.row8[i] = np.uint8((records.recorded[k, i] & system.reads) != _ZERO)
        return
    for e in range(records.n):
        # Events pack kind << 8 | lane.
        if records.code[e] >> np.uint32(8) == k and records.channels[e] & system.reads:
            lane = records.code[e] & np.uint32(255)
            records.row8[lane] = np.uint8(records.row8[lane] + np.uint8(1))


@kernel_function
def _count_acts(truth: Truth, parameters: Parameters, k: Index) -> None:
    """How often each person truly did something of kind `k` today, into `truth.acted`."""
    for i in range(LANES):
        truth.acted[i] = np.uint8(0)
    if k < parameters.frequent:
        for i in range(LANES):
            truth.acted[i] = truth.happened[k, i]
        return
    for e in range(truth.n):
        if truth.code[e] >> np.uint32(8) == k:
            lane = truth.code[e] & np.uint32(255)
            truth.acted[lane] = np.uint8(truth.acted[lane] + np.uint8(1))


@kernel_function
def _charge(truth: Truth, records: Records, parameters: Parameters, row: Tallies, r: Index, day: U4) -> None:
    """What today's records bring by how many there were before in the period: the difference of two sums."""
    starts, worth = day % parameters.tally_days[r] == _ZERO, parameters.tally_worth[r]
    beyond = np.int32(worth[TALLY_TOP] - worth[TALLY_TOP - 1])
    for i in range(LANES):
        before = _ZERO if starts else np.uint32(row.recorded[i])
        there = np.uint32(truth.within[i])
        now = np.uint32(before + np.uint32(records.row8[i]))
        kept = min(now, _TOP)
        steps = np.int32(worth[kept] - worth[before]) + np.int32(now - kept) * beyond
        records.tallied[r, i] = np.int32(steps * np.int32(there))
        row.recorded[i] = np.uint8(kept * there)


@kernel_function
def _miss_in_period(
    truth: Truth, records: Records, parameters: Parameters, row: Tallies, market: U4, r: Index, day: U4
) -> None:
    """At the end of each period, points for whoever had an account all through it and too few records."""
    days, least, points = parameters.tally_days[r], parameters.tally_least[r], parameters.tally_points[r]
    starts, ends = day % days == _ZERO, day % days == days - _ONE
    # An account that people open themselves is there for the whole of a period from the second one on.
    joins = day == _ZERO and market > _ZERO
    for i in range(LANES):
        recorded, done = (_ZERO, _ZERO) if starts else (np.uint32(row.recorded[i]), np.uint32(row.done[i]))
        more = min(np.uint32(recorded + np.uint32(records.row8[i])), _THERE)
        # Who had no account on some day of the period is not judged at its end.
        recorded = more if recorded < _FULL and truth.within[i] and not joins else _FULL
        done = min(np.uint32(done + np.uint32(truth.acted[i])), _FULL)
        steps = points if ends and recorded < least else _NOTHING
        records.tallied[r, i] = steps
        truth.unearned[i] = steps if done >= least else _NOTHING
        row.recorded[i], row.done[i] = np.uint8(recorded), np.uint8(done)


@kernel_function
def _miss_after(truth: Truth, records: Records, parameters: Parameters, row: Tallies, r: Index) -> None:
    """Points for whoever has too few records within days after a record of another kind; one such time at once.

    `truth.called` and `truth.obliged` say of whom the other kind was recorded today, and of whom it truly took place: what
    is missed after a false record is not earned either.
    """
    least, points = parameters.tally_least[r], parameters.tally_points[r]
    for i in range(LANES):
        left, recorded, done = np.uint32(row.left[i]), np.uint32(row.recorded[i]), np.uint32(row.done[i])
        steps = _NOTHING
        if left > _ZERO:
            recorded = min(np.uint32(recorded + np.uint32(records.row8[i])), _THERE)
            done = min(np.uint32(done + np.uint32(truth.acted[i])), _FULL)
            left = np.uint32(left - _ONE)
            if recorded >= least:
                left = _ZERO
            elif left == _ZERO:
                steps = points
        missed = steps if truth.within[i] else _NOTHING
        truth.unearned[i] = missed if done >= least else _NOTHING
        records.tallied[r, i] = missed
        if left == _ZERO and truth.called[i]:
            left, recorded = parameters.tally_days[r], _ZERO
            done = _ZERO if truth.obliged[i] else _FULL
        there = np.uint32(truth.within[i])
        row.left[i], row.recorded[i], row.done[i] = (
            np.uint8(left * there),
            np.uint8(recorded * there),
            np.uint8(done * there),
        )


@kernel_function
def _fades(system: System, day: U4) -> Flag:
    """Whether the ledger faded with the publication of `day` (as in `glasshouse.scoring.accounts.forgets`)."""
    if system.forget_every == _ZERO or day == _ZERO:
        return False
    is_next: Flag = (day + system.publish_every) // system.forget_every != day // system.forget_every
    return is_next


@kernel_function
def _note_published(system: System, row: Tallies, day: U4) -> None:
    """After a publication: what is left of unearned points in the ledger is what the published score holds."""
    before = np.uint32(day - _ONE)
    if day == _ZERO or before % system.publish_every != system.publish_on:
        return
    if _fades(system, before):
        for i in range(LANES):
            row.unearned[0, i] = np.int16(np.float32(row.unearned[0, i]) * system.keep)
    for i in range(LANES):
        total = _NOTHING
        for bucket in range(DIMENSIONS - 1):
            total = np.int32(total + np.int32(row.unearned[bucket, i]))
        row.counted[i] = np.int16(min(max(total, _LOW), _HIGH))


@kernel_function
def _remember_unearned(truth: Truth, system: System, row: Tallies, day: U4) -> None:
    """Add today's unearned points where the ledger adds them; its buckets of a window are cleared in turn."""
    bucket = _ZERO
    if system.window > _ZERO:
        quarter = system.window >> np.uint32(2)
        bucket = (day // quarter) & np.uint32(3)
        if day % quarter == _ZERO:
            for i in range(LANES):
                row.unearned[bucket, i] = np.int16(0)
    for i in range(LANES):
        total = np.int32(np.int32(row.unearned[bucket, i]) + truth.unearned[i])
        row.unearned[bucket, i] = np.int16(min(max(total, _LOW), _HIGH))
    for i in range(LANES):
        if not truth.within[i]:
            row.counted[i] = np.int16(0)
            for each in range(DIMENSIONS - 1):
                row.unearned[each, i] = np.int16(0)


@kernel_function
def _miss(
    truth: Truth, records: Records, parameters: Parameters, row: Tallies, system: System, r: Index, day: U4
) -> None:
    """An absence: what is missed today, and how much of it is the absence of a record only."""
    _note_published(system, row, day)
    if parameters.tally_type[r] == AFTER_ANOTHER:
        _count_records(records, parameters, system, parameters.tally_after[r])
        _count_acts(truth, parameters, parameters.tally_after[r])
        for i in range(LANES):
            truth.called[i], truth.obliged[i] = records.row8[i], truth.acted[i]
    _count_records(records, parameters, system, parameters.tally_kind[r])
    _count_acts(truth, parameters, parameters.tally_kind[r])
    if parameters.tally_type[r] == PER_PERIOD:
        _miss_in_period(truth, records, parameters, row, system.market, r, day)
    else:
        _miss_after(truth, records, parameters, row, r)
    _remember_unearned(truth, system, row, day)


@kernel_function
def _count_days(
    within: Row[U1], published: Row[U2], parameters: Parameters, system: System, row: Tallies, r: Index
) -> None:
    """Days in a row in bands that name a measure; they stop at 255."""
    for i in range(LANES):
        band = band_of(system, np.uint32(published[i]))
        named = (parameters.tally_bands[r] >> band) & np.uint32(within[i])
        row.recorded[i] = np.uint8(min(np.uint32(np.uint32(row.recorded[i]) + _ONE), _FULL) * (named & _ONE))


def tally(world: World, day: U4, c: U4) -> None:
    """One community's tallies: what each rule brings today, and for how long measures have been due."""
    truth, records, parameters = world.truth, world.records, world.parameters
    for r in range(parameters.tallies):
        s, kind = parameters.tally_system[r], parameters.tally_type[r]
        system, row, published = world.systems[s], world.tallies[r, c], world.ledgers[s, c].published
        for i in range(LANES):
            truth.within[i] = np.uint8(published[i] != np.uint16(0))
        if kind == PER_RECORD:
            _count_records(records, parameters, system, parameters.tally_kind[r])
            _charge(truth, records, parameters, row, r, day)
        elif kind == DAYS_IN_BAND:
            # Where caseworkers look at a worse band first, `glasshouse.authorities.human_review` counts once they have.
            if not system.docket:
                _count_days(truth.within, published, parameters, system, row, r)
        elif kind != NOT_TALLIED:
            _miss(truth, records, parameters, row, system, r, day)
        else:
            for i in range(LANES):
                records.tallied[r, i] = _NOTHING
