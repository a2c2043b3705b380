"""Gatherings: who joins by threshold, who is arrested, who stays away for a while.

What contacts show of it is decided at the end of the day (`glasshouse.response.signals`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import scalar
from glasshouse.mechanisms.thresholds import arrest_chance, joins, least_threshold, own_threshold
from glasshouse.schema.codes import ACTIVE, CROWD, DETAINED, GATHERS, GRIEVANCE, RESTING
from glasshouse.schema.limits import EVENTS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U1, U4, Flag, Index, Parameters, Row, Truth

_ZERO = np.float32(0.0)
_RETURNING = np.uint32(79)
_AWAY = np.uint8(RESTING | DETAINED)


@scalar
def _is_free(situation: U1, n: U4) -> Flag:
    """Who was active yesterday, rests or is detained does not join today."""
    return (situation & np.uint8(ACTIVE | _AWAY)) == np.uint8(0) and n < np.uint32(EVENTS - 1)


@scalar
def look_for_wrongs(desk: Truth, rules: Parameters, situation: Row[U1], day: U4) -> None:
    """Whether something local goes wrong here in these weeks, and how badly; and how many gathered yesterday."""
    desk.local = _ZERO
    if rules.wrongs > _ZERO:
        spell = np.uint32(day // rules.wrong_days)
        first, second, _, _ = randomness.draw(rules.seed, desk.citizen, spell, randomness.LOCAL, np.uint32(0))
        if randomness.unit(first) < rules.wrongs:
            desk.local = rules.wrong_weight * randomness.unit(second)
    away = np.uint8(0)
    for i in range(LANES):
        # Or over all first: in most communities nobody rests or is detained, and the rest is skipped.
        away |= situation[i]
    desk.away = away
    were = np.uint16(0)
    if (away & ACTIVE) != np.uint8(0):
        for i in range(LANES):
            were = np.uint16(were + np.uint16((situation[i] & ACTIVE) >> np.uint8(1)))
    desk.were_active = np.uint32(were)


@scalar
def join_by_threshold(desk: Truth, rules: Parameters, situation: Row[U1], k: Index) -> None:
    """People join when the share of contacts seen gathering, or calling for it, reaches their threshold.

    Who came first today is there already.
    """
    some = np.uint16(0)
    for i in range(LANES):
        # Counts of contacts seen active lie in the lowest four bits (see `society.meeting`).
        some |= desk.sum_active[i] & np.uint16(15)
    if some == np.uint16(0):
        return
    for i in range(LANES):
        desk.within[i] = np.uint8(0)
    for e in range(desk.n):
        if desk.code[e] >> np.uint32(8) == k:
            desk.within[desk.code[e] & np.uint32(255)] = np.uint8(1)
    for i in range(LANES):
        crowd = desk.states[CROWD, i]
        grievance = desk.states[GRIEVANCE, i] + desk.local
        least = least_threshold(
            rules.threshold_low, rules.threshold_risk, desk.felt[i], rules.threshold_grievance, grievance
        )
        might = crowd > _ZERO and joins(crowd, least) and desk.people[i] > _ZERO and desk.within[i] == np.uint8(0)
        if might and _is_free(situation[i], desk.n):
            citizen = desk.citizen + np.uint64(i)
            # Day 0: a person's nerve is drawn once for a life.
            word = randomness.draw(rules.seed, citizen, np.uint32(0), randomness.REACTION, np.uint32(0))[0]
            spread = rules.threshold_high - rules.threshold_low
            if joins(crowd, own_threshold(least, spread, randomness.unit(word))):
                desk.code[desk.n] = np.uint32(k << np.uint32(8)) | np.uint32(i)
                desk.n += np.uint32(1)


@scalar
def arrest(desk: Truth, rules: Parameters, day: U4) -> None:
    """Some of those who gather today are arrested: the fewer, the more there are for each officer."""
    desk.n_arrested = np.uint32(0)
    active = np.uint32(0)
    for e in range(desk.n):
        active += np.uint32(rules.mark[desk.code[e] >> np.uint32(8)] == GATHERS)
    if active == np.uint32(0) or rules.officers == _ZERO:
        return
    chance = arrest_chance(rules.officers, np.float32(np.int32(active)), rules.escape, False)
    for e in range(desk.n):
        k, i = desk.code[e] >> np.uint32(8), desk.code[e] & np.uint32(255)
        if rules.mark[k] == GATHERS:
            citizen = desk.citizen + np.uint64(i)
            word = randomness.draw(rules.seed, citizen, day, randomness.ARREST, rules.kind_key[k])[0]
            if randomness.unit(word) < chance:
                desk.arrested[desk.n_arrested] = np.uint8(i)
                desk.n_arrested += np.uint32(1)


@scalar
def come_back(desk: Truth, rules: Parameters, situation: Row[U1]) -> None:
    """Each day some of those who rest after a gathering are ready again, and some of the detained are released."""
    if (desk.away & _AWAY) == np.uint8(0):
        return
    for i in range(LANES):
        luck = np.float32(np.int32(randomness.derived(desk.words[0, 0, i], _RETURNING))) * np.float32(2.0**-16)
        # Bits to clear, by multiplication instead of branches; ^ 255 makes them the mask of what stays.
        gone = np.uint8(RESTING) * np.uint8(luck < rules.rest_ends)
        gone |= np.uint8(DETAINED) * np.uint8(luck < rules.detention_ends)
        situation[i] = situation[i] & np.uint8(gone ^ np.uint8(255))


@scalar
def take_away(desk: Truth, rules: Parameters, situation: Row[U1]) -> None:
    """Who gathered rests from tomorrow on; who was arrested is detained as well."""
    for e in range(desk.n):
        if rules.mark[desk.code[e] >> np.uint32(8)] == GATHERS:
            i = desk.code[e] & np.uint32(255)
            situation[i] = situation[i] | RESTING
    for m in range(desk.n_arrested):
        i = np.uint32(desk.arrested[m])
        situation[i] = situation[i] | DETAINED
