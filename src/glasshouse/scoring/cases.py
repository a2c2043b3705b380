"""The cases of one community, as forms of scoring use it: open, find, walk, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.copies import in_force
from glasshouse.schema.codes import (
    APPEALED,
    CASE_CORRECTED,
    CASE_EMPTY,
    CASE_ENDED,
    CASE_LISTED,
    CASE_RECORDED,
    CASE_REVOKED,
    DECIDED,
    SPARED,
    SUSPENDED,
)
from glasshouse.schema.limits import CASE_ROOM

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        I4,
        U1,
        U2,
        U4,
        Cases,
        Flag,
        Index,
        Provenance,
        Row,
        System,
        SystemCounts,
    )

_FAR = np.uint32(65000)
_ZERO = np.float32(0.0)


@kernel_function
def day_code(day: U4) -> U2:
    """A day as a case holds it; days beyond 65 000 stay there."""
    return np.uint16(min(np.uint32(day), _FAR))


@kernel_function
def open_case(
    cases: Cases,
    system_counts: SystemCounts,
    system: System,
    kind: U4,
    channel: U4,
    lane: Index,
    day: U4,
    effect: U4,
    points: I4,
) -> None:
    """Open a case recorded today that takes effect on day `effect`; without room it is counted as overflow."""
    m = np.uint32(cases.count)
    if m >= np.uint32(CASE_ROOM):
        system_counts.overflow += np.int64(1)
        cases.overflow += np.uint16(1)
        return
    cases.citizen[m] = np.uint8(lane)
    cases.system[m] = np.uint8(system.number)
    cases.kind[m] = np.uint8(kind)
    cases.channel[m] = np.uint8(channel)
    cases.status[m] = CASE_RECORDED
    cases.flags[m] = np.uint8(0)
    cases.opened[m] = day_code(day)
    cases.next[m] = day_code(effect)
    cases.review[m] = np.uint16(0)
    cases.points[m] = np.int16(points)
    cases.holders[m] = system.given[channel]
    cases.stale[m] = np.uint16(0)
    cases.count += np.uint16(1)
    system_counts.opened += np.int64(1)
    system_counts.waiting_days += np.int64(effect - day)


@kernel_function
def _is_contested(cases: Cases, m: Index) -> Flag:
    """Whether an open case is under an appeal that is not decided."""
    contested = (cases.flags[m] & APPEALED) > np.uint8(0) and not (cases.flags[m] & DECIDED)
    is_open: Flag = cases.status[m] == CASE_RECORDED or cases.status[m] == CASE_LISTED
    return contested and is_open


@kernel_function
def set_aside(system: System, cases: Cases, m: Index, system_counts: SystemCounts) -> Flag:
    """Whether a case does not count until the appeal against it is decided; noted on the case at each publication."""
    if system.suspends and _is_contested(cases, m):
        system_counts.suspended += np.int64(not (cases.flags[m] & SUSPENDED))
        cases.flags[m] = cases.flags[m] | SUSPENDED
        return True
    # Written only where it changes: most cases are read at each publication, and what is written must be stored again.
    if cases.flags[m] & SUSPENDED:
        cases.flags[m] = np.uint8(cases.flags[m] & ~SUSPENDED)
    return False


@kernel_function
def close_case(cases: Cases, m: Index) -> None:
    """Mark a case ended (or revoked) if holders have copies; else empty, to be removed by `tidy` at the end of the day."""
    copied = cases.holders[m] != np.uint16(0) and in_force(cases.status[m]) and not (cases.flags[m] & SPARED)
    if copied:
        cases.stale[m] = cases.holders[m]
        cases.status[m] = CASE_REVOKED if cases.status[m] == CASE_CORRECTED else CASE_ENDED
    else:
        cases.status[m] = CASE_EMPTY


@kernel_function
def turn_case(system: System, cases: Cases, m: Index, system_counts: SystemCounts, day: U4) -> Flag:
    """Let one case take effect, lapse, or close as corrected, as its day has come.

    Args:
        system: the numbers of the case's system.
        cases: the community's cases.
        m: the case.
        system_counts: the system's counts of the day.
        day: today.

    Returns:
        Whether it was corrected, so that what it took is to be put back.
    """
    corrected: Flag = cases.status[m] == CASE_CORRECTED
    if cases.status[m] == CASE_RECORDED:
        cases.status[m] = CASE_LISTED
        cases.next[m] = np.uint16(min(day + system.term, _FAR))
        system_counts.entered += np.int64(1)
        system_counts.entered_kind[cases.kind[m]] += np.int64(1)
    elif corrected:
        system_counts.corrected += np.int64(1)
        close_case(cases, m)
    elif in_force(cases.status[m]):
        system_counts.expired += np.int64(1)
        close_case(cases, m)
    return corrected


@kernel_function
def channel_of(channels: U4, reads: U4) -> U4:
    """The first channel, by number, of a record that the system reads; its delay and its copy count."""
    both = channels & reads
    ch = np.uint32(0)
    while ((both >> ch) & np.uint32(1)) == np.uint32(0) and ch < np.uint32(31):
        ch += np.uint32(1)
    return ch


@kernel_function
def tidy(cases: Cases, behind: Provenance) -> None:
    """Take out closed cases, keeping the order of the others, together with what is known of their truth."""
    n = np.uint32(0)
    for m in range(np.uint32(cases.count)):
        if cases.status[m] != np.uint8(0):
            if n != np.uint32(m):
                cases.citizen[n] = cases.citizen[m]
                cases.system[n] = cases.system[m]
                cases.kind[n] = cases.kind[m]
                cases.channel[n] = cases.channel[m]
                cases.status[n] = cases.status[m]
                cases.flags[n] = cases.flags[m]
                cases.opened[n] = cases.opened[m]
                cases.next[n] = cases.next[m]
                cases.review[n] = cases.review[m]
                cases.points[n] = cases.points[m]
                cases.holders[n] = cases.holders[m]
                cases.stale[n] = cases.stale[m]
                behind.false[n] = behind.false[m]
            n += np.uint32(1)
    cases.count = np.uint16(n)


def drop_cases(systems: Row[System], cases: Cases, behind: Provenance, gone: Row[U1]) -> U4:
    """Take the cases of those who have gone out of the book, copies and all; cases of firms stay.

    Args:
        systems: the systems' numbers.
        cases: a community's cases.
        behind: what is known of their truth.
        gone: by lane, not 0 where somebody has gone.

    Returns:
        How many of them were not over at their source.
    """
    open_cases = np.uint32(0)
    dropped = False
    for m in range(np.uint32(cases.count)):
        if gone[cases.citizen[m]] and not systems[cases.system[m]].of_firms:
            open_cases += np.uint32(cases.status[m] < CASE_ENDED)
            cases.status[m] = CASE_EMPTY
            dropped = True
    if dropped:
        tidy(cases, behind)
    return open_cases
