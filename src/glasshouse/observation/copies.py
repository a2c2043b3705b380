"""Copies of cases among holders, day by day: deleted by age, put right or not, passed on, complained about.

Nothing here sees whether a record is true. All chances are keyed by citizen, day, case and holder, so that another holder
moves nobody else's luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.mechanisms.copies import bits_set, copies_of, has_bit
from glasshouse.schema.codes import CASE_EMPTY, CASE_ENDED, CASE_REVOKED, COMPLAINED, GAVE_UP
from glasshouse.schema.limits import CASE_ROOM, SPARE_ROOM

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, U8, Cases, DayCounts, Flag, Index, Parameters, Row, System

_FINE = np.float32(65536.0)
_ONE_BIT = np.uint16(1)
_NONE = np.uint16(0)


@scalar
def _luck(word: U4, item: Index, chance: Any) -> Any:
    return np.float32(np.int32(randomness.derived(word, item))) < chance * _FINE


@scalar
def _keeps(rules: Parameters, book: Cases, m: Index, h: Index, day: U4) -> Flag:
    """Whether a holder keeps copies of records of this age."""
    age = np.uint32(day) - np.uint32(book.opened[m])
    return rules.holds_for[h] == np.uint32(0) or age < rules.holds_for[h]


@scalar
def _put_right(book: Cases, m: Index, tally: DayCounts, h: Index) -> None:
    """One copy says from now on what the source says."""
    # ~ widens to a signed integer: the cast back to 16 bits keeps the mask.
    book.stale[m] = book.stale[m] & np.uint16(~np.uint16(_ONE_BIT << np.uint16(h)))
    if book.status[m] == CASE_REVOKED:
        tally.put_right += np.int64(1)


@scalar
def _forget(rules: Parameters, book: Cases, m: Index, day: U4) -> None:
    """Holders delete copies that are older than they keep them."""
    for h in range(rules.holders):
        if has_bit(book.holders[m], h) and not _keeps(rules, book, m, h, day):
            gone = np.uint16(~np.uint16(_ONE_BIT << np.uint16(h)))
            book.holders[m] = book.holders[m] & gone
            book.stale[m] = book.stale[m] & gone


@scalar
def _hear(rules: Parameters, book: Cases, m: Index, tally: DayCounts, word: U4, ever: Any) -> None:
    """News from the source: it reaches some copies after a while, and some never."""
    for h in range(rules.holders):
        reached = has_bit(book.stale[m], h) and _luck(ever, rules.holder_key[h], rules.hears[h])
        if reached and _luck(word, rules.holder_key[h], rules.puts_right[h]):
            _put_right(book, m, tally, h)


@scalar
def _complain(rules: Parameters, book: Cases, m: Index, tally: DayCounts, word: U4, other: Any) -> None:
    """The person complains, to one desk for all or to the first holder whose copy still counts; some then give up."""
    counts = np.uint16(book.stale[m] & rules.acts_on_copies)
    if counts == _NONE or book.flags[m] & GAVE_UP or not randomness.unit(word) < rules.complains:
        return
    tally.complaints += np.int64(1)
    if not book.flags[m] & COMPLAINED:
        tally.complainants += np.int64(1)
        book.flags[m] = book.flags[m] | COMPLAINED
    is_first = True
    for h in range(rules.holders):
        asked = has_bit(book.stale[m], h) if rules.one_desk else is_first and has_bit(counts, h)
        if asked:
            is_first = False
            if _luck(other, rules.holder_key[h], rules.answers[h]):
                _put_right(book, m, tally, h)
    if book.stale[m] & rules.acts_on_copies and _luck(other, np.uint32(7), rules.gives_up):
        tally.gave_up += np.int64(1)
        book.flags[m] = book.flags[m] | GAVE_UP


@scalar
def _pass_on(rules: Parameters, book: Cases, m: Index, tally: DayCounts, day: U4, word: U4, have: Any) -> None:
    """Whoever has a copy passes it on to partners that have none, among them some that had put theirs right."""
    fresh = _NONE
    for h in range(rules.holders):
        if has_bit(have, h):
            for p in range(rules.holders):
                if has_bit(rules.partners[h], p) and not has_bit(have, p) and _keeps(rules, book, m, p, day):
                    pair = np.uint32(rules.holder_key[h] + np.uint32(rules.holder_key[p] * np.uint32(3)))
                    if _luck(word, pair, rules.passes[h]):
                        fresh = np.uint16(fresh | np.uint16(_ONE_BIT << np.uint16(p)))
    if fresh != _NONE:
        tally.passed += bits_set(fresh)
        tally.leaked += bits_set(np.uint16(fresh & rules.outside))
        if book.status[m] >= CASE_ENDED:
            if book.status[m] == CASE_REVOKED:
                tally.reappeared += bits_set(np.uint16(fresh & book.holders[m]))
            book.stale[m] = book.stale[m] | fresh
        book.holders[m] = book.holders[m] | fresh


@scalar
def _end(book: Cases, m: Index, tally: DayCounts, day: U4) -> None:
    """Close a case once no stale copy is left; for one revoked as an error add the days since then to `cleared_days`."""
    if book.status[m] >= CASE_ENDED and book.stale[m] == _NONE:
        if book.status[m] == CASE_REVOKED:
            tally.cleared += np.int64(1)
            tally.cleared_days += np.int64(day) - np.int64(book.next[m])
        book.status[m] = CASE_EMPTY


@scalar
def _make_room(book: Cases, tally: DayCounts) -> None:
    """Copies of what is over at the source give way, the oldest first, so that new cases find room."""
    excess = np.int64(book.count) - np.int64(CASE_ROOM - SPARE_ROOM)
    for m in range(np.uint32(book.count)):
        if excess > np.int64(0) and book.status[m] >= CASE_ENDED:
            book.status[m] = CASE_EMPTY
            tally.let_go += np.int64(1)
            excess -= np.int64(1)


@scalar
def trade_copies(rules: Parameters, systems: Row[System], book: Cases, tally: DayCounts, citizen: U8, day: U4) -> None:
    """A day of all copies of one community's cases.

    Args:
        rules: the scenario's numbers.
        systems: the systems' numbers.
        book: the community's cases.
        tally: the day's counts.
        citizen: number of the community's first citizen.
        day: the day.
    """
    for m in range(np.uint32(book.count)):
        if book.holders[m] != _NONE and copies_of(book, m) != _NONE:
            lane = np.uint64(book.citizen[m])
            item = np.uint32(systems[book.system[m]].key + rules.kind_key[book.kind[m]])
            # The day of opening tells two cases of one kind and system apart, spread by the golden ratio.
            item = np.uint32(item + np.uint32(np.uint32(book.opened[m]) * np.uint32(0x9E3779B1)))
            passing, hearing, asking, answering = randomness.draw(
                rules.seed, citizen + lane, day, randomness.TRADE, item
            )
            _forget(rules, book, m, day)
            if book.status[m] >= CASE_ENDED:
                # Day 0xFFFFFFFF never comes: a draw of the case's own, the same on all its days.
                ever = randomness.draw(rules.seed, citizen + lane, np.uint32(0xFFFFFFFF), randomness.TRADE, item)[0]
                _hear(rules, book, m, tally, hearing, ever)
                if rules.responds:
                    _complain(rules, book, m, tally, asking, answering)
            _pass_on(rules, book, m, tally, day, passing, copies_of(book, m))
            _end(book, m, tally, day)
    _make_room(book, tally)
