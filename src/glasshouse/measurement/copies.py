"""The day's exact counts of copies: how many there are, and how many bans rest on copies of what is over at the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.copies import acts_on, bits_set, copies_of, in_force
from glasshouse.schema.codes import CASE_ENDED, CASE_REVOKED, NOBODY, SPARED, SUSPENDED

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U4,
        Cases,
        DayCounts,
        Dockets,
        Flag,
        Index,
        Ledger,
        Parameters,
        Row,
        Rows,
        System,
    )

_LIVE, _ENDED, _REVOKED = np.uint32(1), np.uint32(2), np.uint32(4)


@kernel_function
def count_copies(
    parameters: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    dockets: Rows[Dockets],
    cases: Cases,
    day_counts: DayCounts,
    c: U4,
) -> None:
    """Count one community's copies, and the bans that they alone uphold.

    Args:
        parameters: the scenario's numbers.
        systems: the systems' numbers.
        ledgers: who is on which list.
        dockets: whose ban waits for a human review, or was let lapse.
        cases: the community's cases.
        day_counts: the day's counts.
        c: the community.
    """
    for m in range(np.uint32(cases.count)):
        copies = bits_set(copies_of(cases, m))
        if copies > np.int64(0):
            day_counts.copies += copies
            day_counts.copied_cases += np.int64(1)
            day_counts.revoked_cases += np.int64(cases.status[m] == CASE_REVOKED)
    for s in range(parameters.systems):
        system = systems[s]
        if system.active and system.holder < NOBODY:
            for m in range(np.uint32(cases.count)):
                i = np.uint32(cases.citizen[m])
                is_stale = cases.status[m] >= CASE_ENDED and acts_on(system, cases, m)
                if is_stale and _is_banned(system, ledgers, dockets, c, i) and _is_first(system, cases, m):
                    grounds = _grounds(system, cases, i)
                    day_counts.sanctions_past_cause[s] += np.int64((grounds & _LIVE) == np.uint32(0))
                    day_counts.sanctions_on_errors[s] += np.int64(grounds == _REVOKED)


@kernel_function
def _is_banned(system: System, ledgers: Rows[Ledger], dockets: Rows[Dockets], c: U4, i: Index) -> Flag:
    """Whether somebody is on a list, and its measures are in force."""
    on: Flag = ledgers[system.number, c].published[i] == np.uint16(2)
    if on and system.docket:
        on = dockets[system.docket - np.uint32(1), c].band[i] == np.uint8(2)
    return on


@kernel_function
def _is_first(system: System, cases: Cases, m: Index) -> Flag:
    """Whether no earlier case of the same person is one whose stale copy the list acts on."""
    for e in range(m):
        if cases.citizen[e] == cases.citizen[m] and cases.status[e] >= CASE_ENDED and acts_on(system, cases, e):
            return False
    return True


@kernel_function
def _grounds(system: System, cases: Cases, i: Index) -> U4:
    """What a list's ban on a person rests on: cases in force, cases that are over, errors put right at the source."""
    found = np.uint32(0)
    for m in range(np.uint32(cases.count)):
        if np.uint32(cases.citizen[m]) == i:
            own = np.uint32(cases.system[m]) == system.number and in_force(cases.status[m])
            if own and not (cases.flags[m] & (SPARED | SUSPENDED)):
                found |= _LIVE
            elif acts_on(system, cases, m):
                if cases.status[m] == CASE_REVOKED:
                    found |= _REVOKED
                elif cases.status[m] == CASE_ENDED:
                    found |= _ENDED
                else:
                    found |= _LIVE
    return found
