"""Patrols: a channel that sees where somebody is sent, and that is sent where its records are.

A community is one beat. Each day a patrol comes with a chance in proportion to the records that it has brought; what it
finds is entered there again. What people report is entered with or without a patrol.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.mechanisms.patrols import corrected, entered, is_sent
from glasshouse.schema.limits import LANES, PATROL_STEPS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Cases, DayCounts, Parameters, Records, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_STEPS = np.float32(PATROL_STEPS)
_PARTS = np.float32(65536.0)


@scalar
def send_patrol(desk: Truth, rules: Parameters, book: Cases, tally: DayCounts, day: U4) -> None:
    """Whether a patrol comes to the community today, and how much of its channel's sight is open."""
    sent, mean = rules.patrol_share, _ONE
    if not rules.patrol_even:
        sent = rules.patrol_share * (np.float32(book.patrol) / _STEPS + rules.patrol_start)
        mean = rules.patrol_mean
    luck = randomness.draw(rules.seed, desk.citizen, day, randomness.PATROL, rules.channel_key[rules.patrol])[0]
    comes = is_sent(sent, max(mean - sent, _ZERO), randomness.unit(luck))
    desk.patrolled = np.uint8(comes)
    desk.patrol_chance = min(sent / mean, _ONE) if mean > _ZERO else _ZERO
    desk.patrol_sees = entered(_ONE, np.float32(comes), _ONE - rules.patrol_reported, rules.patrol_reported)
    part = np.int64(desk.patrol_chance * _PARTS)
    tally.beats += np.int64(1)
    tally.patrolled += np.int64(comes)
    tally.patrol_chance += part
    tally.patrol_square += part * part


@scalar
def _records(sheet: Records, rules: Parameters) -> U4:
    """The channel's records of today, of both frequent and rarer kinds."""
    ch, found = rules.patrol, np.uint32(0)
    for p in range(rules.pairs):
        if rules.pair_channel[p] == ch:
            j = rules.pair_kind[p]
            for i in range(LANES):
                found += (sheet.recorded[j, i] >> ch) & np.uint32(1)
    for e in range(sheet.n):
        found += (sheet.channels[e] >> ch) & np.uint32(1)
    return found


@scalar
def remember_patrol(desk: Truth, sheet: Records, rules: Parameters, book: Cases, tally: DayCounts) -> None:
    """Add today's records to those that the next patrols are sent by."""
    records = _records(sheet, rules)
    found = entered(np.float32(records), np.float32(desk.patrolled), _ONE - rules.patrol_reported, _ZERO)
    reported = np.float32(records) - found
    if rules.patrol_corrected and desk.patrolled:
        found = corrected(found, rules.patrol_share / desk.patrol_chance)
    book.patrol = np.uint32(np.float32(book.patrol) * rules.patrol_keep + (found + reported) * _STEPS)
    tally.patrol_records += np.int64(records)
    tally.patrol_weight += np.int64(book.patrol)
