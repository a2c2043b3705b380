"""Copies of cases among holders, day by day: deleted by age, put right or not, passed on.

Nothing here sees whether a record is true. People's complaints are in `glasshouse.response.complaints`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.copies import bits_set, copies_of, has_bit, is_lucky, item_of, without_bit, words_of_copies
from glasshouse.schema.codes import CASE_EMPTY, CASE_ENDED, CASE_REVOKED
from glasshouse.schema.limits import CASE_ROOM, SPARE_ROOM

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U2, U4, Cases, DayCounts, Flag, Index, Parameters, Row, System, Truth, World

_ONE_BIT = np.uint16(1)
_NONE = np.uint16(0)
# A day that never comes: a draw of the case's own, the same on all its days.
_NEVER = np.uint32(0xFFFFFFFF)


@kernel_function
def _keeps(parameters: Parameters, cases: Cases, m: Index, h: Index, day: U4) -> Flag:
    """Whether a holder keeps copies of records of this age."""
    age = np.uint32(day) - np.uint32(cases.opened[m])
    return parameters.holds_for[h] == np.uint32(0) or age < parameters.holds_for[h]


@kernel_function
def _forget(parameters: Parameters, cases: Cases, m: Index, day: U4) -> None:
    """Holders delete copies that are older than they keep them."""
    for h in range(parameters.holders):
        if has_bit(cases.holders[m], h) and not _keeps(parameters, cases, m, h, day):
            cases.holders[m] = without_bit(cases.holders[m], h)
            cases.stale[m] = without_bit(cases.stale[m], h)


@kernel_function
def _hear(parameters: Parameters, cases: Cases, m: Index, day_counts: DayCounts, word: U4, ever: U4) -> None:
    """News from the source: it reaches some copies after a while, and some never."""
    for h in range(parameters.holders):
        reached = has_bit(cases.stale[m], h) and is_lucky(ever, parameters.holder_key[h], parameters.hears[h])
        if reached and is_lucky(word, parameters.holder_key[h], parameters.puts_right[h]):
            cases.stale[m] = without_bit(cases.stale[m], h)
            day_counts.corrected_copies += np.int64(cases.status[m] == CASE_REVOKED)


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
                    if is_lucky(word, pair, parameters.passes[h]):
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
def keep_copies(
    parameters: Parameters, systems: Row[System], cases: Cases, day_counts: DayCounts, truth: Truth, day: U4
) -> None:
    """Delete old copies of one community's cases, and put right those that news from the source reaches today.

    Args:
        parameters: the scenario's numbers.
        systems: the systems' numbers.
        cases: the community's cases.
        day_counts: the day's counts.
        truth: the community's scratch, for whom draws are keyed by.
        day: the day.
    """
    for m in range(np.uint32(cases.count)):
        if copies_of(cases, m) != _NONE:
            _forget(parameters, cases, m, day)
            if cases.status[m] >= CASE_ENDED:
                person, item = (
                    randomness.person(truth, np.uint32(cases.citizen[m])),
                    item_of(parameters, systems, cases, m),
                )
                ever = randomness.draw(parameters.seed, person, _NEVER, randomness.TRADE, item)[0]
                _, hearing, _, _ = words_of_copies(parameters, systems, cases, m, person, day)
                _hear(parameters, cases, m, day_counts, hearing, ever)


def pass_copies_on(world: World, day: U4, c: U4) -> None:
    """Pass copies of one community's cases on among holders, and close cases of which no copy is left."""
    parameters, systems, cases, day_counts = world.parameters, world.systems, world.cases[c], world.day_counts
    if parameters.holders == np.uint32(0):
        return
    for m in range(np.uint32(cases.count)):
        have = copies_of(cases, m)
        if have != _NONE:
            person = randomness.person(world.truth, np.uint32(cases.citizen[m]))
            passing, _, _, _ = words_of_copies(parameters, systems, cases, m, person, day)
            _pass_on(parameters, cases, m, day_counts, day, passing, have)
        _end(cases, m, day_counts, day)
    _make_room(cases, day_counts)
