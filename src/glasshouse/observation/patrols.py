"""Patrols: a channel that sees where somebody is sent, and that is sent where its records are.

A community is one beat. Each day a patrol comes with a chance in proportion to the records that it has brought; what it
finds is entered there again. What people report is entered with or without a patrol.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.patrols import corrected, entered, is_sent
from glasshouse.schema.limits import LANES, PATROL_STEPS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, DayCounts, Parameters, Records, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_STEPS = np.float32(PATROL_STEPS)
_PARTS = np.float32(65536.0)


@kernel_function
def send_patrol(truth: Truth, parameters: Parameters, cases: Cases, day_counts: DayCounts, day: U4) -> None:
    """Whether a patrol comes to the community today, and how much of its channel's sight is open."""
    sent, mean = parameters.patrol_share, _ONE
    if not parameters.patrol_even:
        sent = parameters.patrol_share * (np.float32(cases.patrol) / _STEPS + parameters.patrol_start)
        mean = parameters.patrol_mean
    luck = randomness.draw(
        parameters.seed, truth.citizen, day, randomness.PATROL, parameters.channel_key[parameters.patrol]
    )[0]
    comes = is_sent(sent, max(mean - sent, _ZERO), randomness.unit(luck))
    truth.patrolled = np.uint8(comes)
    truth.patrol_chance = min(sent / mean, _ONE) if mean > _ZERO else _ZERO
    truth.patrol_sensitivity = entered(
        _ONE, np.float32(comes), _ONE - parameters.patrol_reported, parameters.patrol_reported
    )
    part = np.int64(truth.patrol_chance * _PARTS)
    day_counts.beats += np.int64(1)
    day_counts.patrolled += np.int64(comes)
    day_counts.patrol_chance += part
    day_counts.patrol_square += part * part


@kernel_function
def _records(records: Records, parameters: Parameters) -> U4:
    """The channel's records of today, of both frequent and rarer kinds."""
    ch, found = parameters.patrol, np.uint32(0)
    for p in range(parameters.pairs):
        if parameters.pair_channel[p] == ch:
            j = parameters.pair_kind[p]
            for i in range(LANES):
                found += (records.recorded[j, i] >> ch) & np.uint32(1)
    for e in range(records.n):
        found += (records.channels[e] >> ch) & np.uint32(1)
    return found


@kernel_function
def remember_patrol(
    truth: Truth, records: Records, parameters: Parameters, cases: Cases, day_counts: DayCounts
) -> None:
    """Add today's records to those that the next patrols are sent by."""
    record_count = _records(records, parameters)
    found = entered(np.float32(record_count), np.float32(truth.patrolled), _ONE - parameters.patrol_reported, _ZERO)
    reported = np.float32(record_count) - found
    if parameters.patrol_corrected and truth.patrolled:
        found = corrected(found, parameters.patrol_share / truth.patrol_chance)
    cases.patrol = np.uint32(np.float32(cases.patrol) * parameters.patrol_keep + (found + reported) * _STEPS)
    day_counts.patrol_records += np.int64(record_count)
    day_counts.patrol_weight += np.int64(cases.patrol)
