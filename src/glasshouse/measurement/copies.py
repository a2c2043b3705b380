"""The day's exact counts of copies: how many there are, and how many bans rest on copies of what is over at the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.mechanisms.copies import acts_on, bits_set, copies_of, in_force
from glasshouse.schema.codes import CASE_ENDED, CASE_REVOKED, NOBODY, SPARED

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, DayCounts, Flag, Index, Ledger, Parameters, Row, Rows, System

_LIVE, _ENDED, _REVOKED = np.uint32(1), np.uint32(2), np.uint32(4)


@scalar
def count_copies(
    rules: Parameters, systems: Row[System], ledgers: Rows[Ledger], book: Cases, tally: DayCounts, c: U4
) -> None:
    """Count one community's copies, and the bans that they alone uphold.

    Args:
        rules: the scenario's numbers.
        systems: the systems' numbers.
        ledgers: who is on which list.
        book: the community's cases.
        tally: the day's counts.
        c: the community.
    """
    for m in range(np.uint32(book.count)):
        copies = bits_set(copies_of(book, m))
        if copies > np.int64(0):
            tally.copies += copies
            tally.copied_cases += np.int64(1)
            tally.revoked_cases += np.int64(book.status[m] == CASE_REVOKED)
    for s in range(rules.systems):
        system = systems[s]
        if system.active and system.holder < NOBODY:
            for m in range(np.uint32(book.count)):
                i = np.uint32(book.citizen[m])
                is_stale = book.status[m] >= CASE_ENDED and acts_on(system, book, m)
                if is_stale and ledgers[s, c].published[i] == np.uint16(2) and _is_first(system, book, m):
                    grounds = _grounds(system, book, i)
                    tally.outlived[s] += np.int64((grounds & _LIVE) == np.uint32(0))
                    tally.outlived_error[s] += np.int64(grounds == _REVOKED)


@scalar
def _is_first(system: System, book: Cases, m: Index) -> Flag:
    """Whether no earlier case of the same person is one whose stale copy the list acts on."""
    for e in range(m):
        if book.citizen[e] == book.citizen[m] and book.status[e] >= CASE_ENDED and acts_on(system, book, e):
            return False
    return True


@scalar
def _grounds(system: System, book: Cases, i: Index) -> U4:
    """What a list's ban on a person rests on: cases in force, cases that are over, errors put right at the source."""
    found = np.uint32(0)
    for m in range(np.uint32(book.count)):
        if np.uint32(book.citizen[m]) == i:
            own = np.uint32(book.system[m]) == system.number and in_force(book.status[m])
            if own and not (book.flags[m] & SPARED):
                found |= _LIVE
            elif acts_on(system, book, m):
                if book.status[m] == CASE_REVOKED:
                    found |= _REVOKED
                elif book.status[m] == CASE_ENDED:
                    found |= _ENDED
                else:
                    found |= _LIVE
    return found
