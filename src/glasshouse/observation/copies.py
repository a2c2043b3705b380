"""Copies of cases among holders, day by day: deleted by age, put right or not, passed on, complained about.

Nothing here sees whether a record is true. All chances are keyed by citizen, day, case and holder, so that another holder
moves nobody else's luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.copies import bits_set, copies_of, has_bit
from glasshouse.schema.codes import CASE_EMPTY, CASE_ENDED, CASE_REVOKED, COMPLAINED, GAVE_UP
from glasshouse.schema.limits import CASE_ROOM, SPARE_ROOM

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, U2, U4, U8, Cases, DayCounts, Flag, Index, Parameters, Row, System

_FINE = np.float32(65536.0)
_ONE_BIT = np.uint16(1)
_NONE = np.uint16(0)


@kernel_function
def _luck(word: U4, item: Index, chance: F4) -> Flag:
    return np.float32(np.int32(randomness.derived(word, item))) < chance * _FINE


@kernel_function
def _keeps(parameters: Parameters, cases: Cases, m: Index, h: Index, day: U4) -> Flag:
    """Whether a holder keeps copies of records of this age."""
    age = np.uint32(day) - np.uint32(cases.opened[m])
    return parameters.holds_for[h] == np.uint32(0) or age < parameters.holds_for[h]


@kernel_function
def _put_right(cases: Cases, m: Index, day_counts: DayCounts, h: Index) -> None:
    """One copy says from now on what the source says."""
    # ~ widens to a signed integer: the cast back to 16 bits keeps the mask.
    cases.stale[m] = cases.stale[m] & np.uint16(~np.uint16(_ONE_BIT << np.uint16(h)))
    if cases.status[m] == CASE_REVOKED:
        day_counts.corrected_copies += np.int64(1)


@kernel_function
def _forget(parameters: Parameters, cases: Cases, m: Index, day: U4) -> None:
    """Holders delete copies that are older than they keep them."""
    for h in range(parameters.holders):
        if has_bit(cases.holders[m], h) and not _keeps(parameters, cases, m, h, day):
            gone = np.uint16(~np.uint16(_ONE_BIT << np.uint16(h)))
            cases.holders[m] = cases.holders[m] & gone
            cases.stale[m] = cases.stale[m] & gone


@kernel_function
def _hear(parameters: Parameters, cases: Cases, m: Index, day_counts: DayCounts, word: U4, ever: U4) -> None:
    """News from the source: it reaches some copies after a while, and some never."""
    for h in range(parameters.holders):
        reached = has_bit(cases.stale[m], h) and _luck(ever, parameters.holder_key[h], parameters.hears[h])
        if reached and _luck(word, parameters.holder_key[h], parameters.puts_right[h]):
            _put_right(cases, m, day_counts, h)


@kernel_function
def _complain(parameters: Parameters, cases: Cases, m: Index, day_counts: DayCounts, word: U4, other: U4) -> None:
    """The person complains, to one desk for all or to the first holder whose copy still counts; some then give up."""
    counts = np.uint16(cases.stale[m] & parameters.acts_on_copies)
    if counts == _NONE or cases.flags[m] & GAVE_UP or not randomness.unit(word) < parameters.complains:
        return
    day_counts.complaints += np.int64(1)
    if not cases.flags[m] & COMPLAINED:
        day_counts.complainants += np.int64(1)
        cases.flags[m] = cases.flags[m] | COMPLAINED
    is_first = True
    for h in range(parameters.holders):
        asked = has_bit(cases.stale[m], h) if parameters.one_desk else is_first and has_bit(counts, h)
        if asked:
            is_first = False
            if _luck(other, parameters.holder_key[h], parameters.answers[h]):
                _put_right(cases, m, day_counts, h)
    if cases.stale[m] & parameters.acts_on_copies and _luck(other, np.uint32(7), parameters.gives_up):
        day_counts.gave_up += np.int64(1)
        cases.flags[m] = cases.flags[m] | GAVE_UP


@kernel_function
def _pass_on(
    parameters: Parameters, cases: Cases, m: Index, day_counts: DayCounts, day: U4, word: U4, have: U2
) -> None:
    """Whoever has a copy passes it on to partners that have none, among them some that had put theirs right."""
    fresh = _NONE
    for h in range(parameters.holders):
        if has_bit(have, h):
            for p in range(parameters.holders):
                if has_bit(parameters.partners[h], p) and not has_bit(have, p) and _keeps(parameters, cases, m, p, day):
                    pair = np.uint32(parameters.holder_key[h] + np.uint32(parameters.holder_key[p] * np.uint32(3)))
                    if _luck(word, pair, parameters.passes[h]):
                        fresh = np.uint16(fresh | np.uint16(_ONE_BIT << np.uint16(p)))
    if fresh != _NONE:
        day_counts.passed += bits_set(fresh)
        day_counts.leaked += bits_set(np.uint16(fresh & parameters.outside))
        if cases.status[m] >= CASE_ENDED:
            if cases.status[m] == CASE_REVOKED:
                day_counts.reappeared += bits_set(np.uint16(fresh & cases.holders[m]))
            cases.stale[m] = cases.stale[m] | fresh
        cases.holders[m] = cases.holders[m] | fresh


@kernel_function
def _end(cases: Cases, m: Index, day_counts: DayCounts, day: U4) -> None:
    """Close a case once no stale copy is left; for one revoked as an error add the days since then to `cleared_days`."""
    if cases.status[m] >= CASE_ENDED and cases.stale[m] == _NONE:
        if cases.status[m] == CASE_REVOKED:
            day_counts.errors_cleared += np.int64(1)
            day_counts.errors_cleared_days += np.int64(day) - np.int64(cases.next[m])
        cases.status[m] = CASE_EMPTY


@kernel_function
def _make_room(cases: Cases, day_counts: DayCounts) -> None:
    """Copies of what is over at the source give way, the oldest first, so that new cases find room."""
    excess = np.int64(cases.count) - np.int64(CASE_ROOM - SPARE_ROOM)
    for m in range(np.uint32(cases.count)):
        if excess > np.int64(0) and cases.status[m] >= CASE_ENDED:
            cases.status[m] = CASE_EMPTY
            day_counts.evicted += np.int64(1)
            excess -= np.int64(1)


@kernel_function
def trade_copies(
    parameters: Parameters, systems: Row[System], cases: Cases, day_counts: DayCounts, citizen: U8, day: U4
) -> None:
    """A day of all copies of one community's cases.

    Args:
        parameters: the scenario's numbers.
        systems: the systems' numbers.
        cases: the community's cases.
        day_counts: the day's counts.
        citizen: number of the community's first citizen.
        day: the day.
    """
    for m in range(np.uint32(cases.count)):
        if cases.holders[m] != _NONE and copies_of(cases, m) != _NONE:
            lane = np.uint64(cases.citizen[m])
            item = np.uint32(systems[cases.system[m]].key + parameters.kind_key[cases.kind[m]])
            # The day of opening tells two cases of one kind and system apart, spread by the golden ratio.
            item = np.uint32(item + np.uint32(np.uint32(cases.opened[m]) * np.uint32(0x9E3779B1)))
            passing, hearing, asking, answering = randomness.draw(
                parameters.seed, citizen + lane, day, randomness.TRADE, item
            )
            _forget(parameters, cases, m, day)
            if cases.status[m] >= CASE_ENDED:
                # Day 0xFFFFFFFF never comes: a draw of the case's own, the same on all its days.
                ever = randomness.draw(parameters.seed, citizen + lane, np.uint32(0xFFFFFFFF), randomness.TRADE, item)[
                    0
                ]
                _hear(parameters, cases, m, day_counts, hearing, ever)
                if parameters.responds:
                    _complain(parameters, cases, m, day_counts, asking, answering)
            _pass_on(parameters, cases, m, day_counts, day, passing, copies_of(cases, m))
            _end(cases, m, day_counts, day)
    _make_room(cases, day_counts)
