"""What a system has on file about people: attributes as channels disclose or infer them, and records of earlier days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import ATTRIBUTES, EVERYBODY, HEADINGS, MIGRANT, MINORITY
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, U4, Dossiers, Index, Parameters, Records, Society, System

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)


def show_groups(records: Records, row: Society) -> None:
    """The register's groups of the people of one community: 1 for who is registered elsewhere, 2 for the minority, or both."""
    for i in range(LANES):
        # The two bits stand side by side, the migrants' lower (see `MIGRANT` and `MINORITY`).
        records.group[i] = np.uint8((row.status[i] & (MIGRANT | MINORITY)) >> np.uint8(1))


def show_files(records: Records, system: System, file: Dossiers) -> None:
    """What is on file about the people of one community in the pools that a system may read, as records, true or not."""
    for pool in range(2):
        # 0 or 1: pools that the system may not read are multiplied away.
        share = np.uint8((system.file_pools >> np.uint32(pool)) & np.uint32(1))
        for heading in range(len(HEADINGS)):
            for i in range(LANES):
                records.files[pool, heading, i] = np.uint8(file.recent[pool, heading, i] * share)


@kernel_function
def _find_best(records: Records, parameters: Parameters, row: Society, system: System, a: Index) -> F4:
    """The smallest error of attribute `a` on file for each person, into `records.row`: 2 where nothing is on file.

    Returns the largest error of the channels that disclose it, or -1 if none does.
    """
    worst = -_ONE
    for i in range(LANES):
        # 2 is above every error that counts (at most 1): nothing on file.
        records.row[i] = np.float32(2.0)
    for ch in range(parameters.channels):
        error, bit = parameters.profile_error[ch, a], parameters.reach_bit[ch]
        if (system.reads >> np.uint32(ch)) & np.uint32(1) and error <= _ONE:
            worst = max(worst, error)
            for i in range(LANES):
                within = bit == EVERYBODY or (np.uint32(row.reach[i]) >> (bit & np.uint32(15))) & np.uint32(1)
                records.total[i] = min(records.row[i], error if within else np.float32(2.0))
            for i in range(LANES):
                records.row[i] = records.total[i]
    for i in range(np.uint32(row.people), LANES):
        records.row[i] = np.float32(2.0)
    return worst


def show_profile(records: Records, parameters: Parameters, row: Society, system: System, c: U4) -> None:
    """Attributes on file, as the channels that a system reads disclose or infer them, with their errors.

    The best channel that has a person within reach counts; 0 is the middle, also where nothing is on file.
    """
    first = (np.uint64(parameters.first) + np.uint64(c)) * np.uint64(LANES)
    low, high = np.uint32(first & np.uint64(0xFFFFFFFF)), np.uint32(first >> np.uint64(32))
    for at in range(len(ATTRIBUTES)):
        a = np.uint32(at)
        worst = _find_best(records, parameters, row, system, a)
        if worst < _ZERO:
            for i in range(LANES):
                records.profile[a, i] = _ZERO
            continue
        _attribute(records, row, a)
        if worst > _ZERO:
            for i in range(LANES):
                w0, w1, _, _ = randomness.threefry(
                    np.uint32(low + np.uint32(i)),
                    np.uint32(high + records.generation[i]),
                    np.uint32(0),
                    a,
                    parameters.seed[0],
                    parameters.seed[1],
                    randomness.PROFILE,
                    np.uint32(0),
                )
                # The sum of two uniforms, less 1: triangular from -1 to 1. Day 0, so that a profile errs the same way for a life.
                records.total[i] = randomness.unit(w0) + randomness.unit(w1) - _ONE
            for i in range(LANES):
                best, exact = records.row[i], records.profile[a, i]
                shown = min(max(exact + best * records.total[i] * np.float32(2.0), -_ONE), _ONE)
                records.profile[a, i] = shown if best > _ZERO else exact
        for i in range(LANES):
            records.profile[a, i] = records.profile[a, i] if records.row[i] <= _ONE else _ZERO


@kernel_function
def _attribute(records: Records, row: Society, a: Index) -> None:
    """The true attribute of each person, from -1 to 1, into the profile."""
    rank = np.float32(2.0 / 255.0)
    shown = records.profile[a]
    if a == 0:
        for i in range(LANES):
            shown[i] = (np.float32(row.age[i]) - np.float32(58.0)) * np.float32(0.025)
    elif a == 1:
        for i in range(LANES):
            shown[i] = np.float32(row.income[i]) * rank - _ONE
    elif a == 2:
        for i in range(LANES):
            shown[i] = np.float32(row.reliability[i]) * rank - _ONE
    elif a == 3:
        for i in range(LANES):
            shown[i] = np.float32(row.sociability[i]) * rank - _ONE
    else:
        for i in range(LANES):
            shown[i] = np.float32(row.online[i]) * rank - _ONE
