"""Cases of a weighted system: what a record took from the areas, and what a correction or an appeal takes out again.

A case has one number for what it took: steps of the whole scale, over all areas together. Where it was taken from is found
by the rules of the day on which it is put back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.fading import left_of
from glasshouse.schema.limits import LANES
from glasshouse.scoring.cases import channel_of, open_case, set_aside, turn_case

if TYPE_CHECKING:
    from glasshouse.schema.protocols import I4, U4, Cases, Index, Ledger, Records, System, SystemCounts

_LOW, _HIGH = np.int32(-32000), np.int32(32000)
_HALF, _ZERO = np.float32(0.5), np.float32(0.0)


@kernel_function
def _points_of(system: System, k: Index) -> I4:
    """Steps of the whole scale that a record of kind `k` takes or brings, with no area at its end; never 0.

    0 would stand for a case of a list, which takes no points.
    """
    total = _ZERO
    for d in range(system.dimensions):
        total += system.weight[d] * np.float32(system.points[k, d])
    whole = np.int32(max(abs(total) + _HALF, np.float32(1.0)))
    return np.int32(min(whole, _HIGH)) if total > _ZERO else np.int32(max(np.int32(-whole), _LOW))


@kernel_function
def open_cases(records: Records, system: System, cases: Cases, system_counts: SystemCounts, day: U4) -> None:
    """Open a case for each record of a kept kind that counts today; it takes effect tomorrow."""
    for e in range(records.n):
        # Events pack kind << 8 | lane.
        k, i = records.code[e] >> np.uint32(8), records.code[e] & np.uint32(255)
        if system.kept[k] and (records.channels[e] & system.reads) and records.account[i]:
            ch = channel_of(records.channels[e], system.reads)
            open_case(cases, system_counts, system, k, ch, i, day, day + np.uint32(1), _points_of(system, k))


@kernel_function
def _give_back(system: System, row: Ledger, cases: Cases, m: Index, day: U4) -> None:
    """Put back into each area what is left of what a corrected case took from it."""
    lane = np.uint32(cases.citizen[m])
    for d in range(system.dimensions):
        left = np.int32(left_of(system, cases, m, system.points[cases.kind[m], d], day, day))
        level = np.int32(np.int32(row.dimensions[d, lane]) - left)
        row.dimensions[d, lane] = np.int16(min(max(level, _LOW), _HIGH))


@kernel_function
def walk_cases(system: System, row: Ledger, cases: Cases, system_counts: SystemCounts, day: U4) -> None:
    """Give back what corrected cases took; let the others take effect, and lapse at the end of their term."""
    for m in range(np.uint32(cases.count)):
        is_due = np.uint32(cases.system[m]) == system.number and np.uint32(cases.next[m]) <= day
        if is_due and turn_case(system, cases, m, system_counts, day):
            _give_back(system, row, cases, m, day)


@kernel_function
def leave_out(records: Records, system: System, cases: Cases, system_counts: SystemCounts, day: U4) -> None:
    """What is left out of a publication since appeals are not decided, by area, into `records.gain`; the ledger keeps it."""
    for d in range(system.dimensions):
        for i in range(LANES):
            records.gain[d, i] = np.int32(0)
    for m in range(np.uint32(cases.count)):
        if np.uint32(cases.system[m]) == system.number and set_aside(system, cases, m, system_counts):
            lane = np.uint32(cases.citizen[m])
            for d in range(system.dimensions):
                # What fades with this publication has faded already.
                took = system.points[cases.kind[m], d]
                left = left_of(system, cases, m, took, day, np.uint32(day + system.publish_every))
                records.gain[d, lane] = np.int32(records.gain[d, lane] + np.int32(left))
