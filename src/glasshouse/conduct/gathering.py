"""Gatherings: who joins by threshold, who rests afterwards. Arrests are in `glasshouse.authorities.arrests`.

What contacts show of it is decided at the end of the day (`glasshouse.response.signals`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.thresholds import is_over, joins, least_threshold, own_threshold
from glasshouse.schema.codes import ACTIVE, CROWD, DETAINED, GATHERS, GRIEVANCE, PUBLIC, RESTING
from glasshouse.schema.limits import EVENTS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U1, U4, Flag, Index, Parameters, Row, Truth

_ZERO = np.float32(0.0)
_AWAY = np.uint8(RESTING | DETAINED)


@kernel_function
def _is_free(situation: U1, n: U4) -> Flag:
    """Who was active yesterday, rests or is detained does not join today."""
    return (situation & np.uint8(ACTIVE | _AWAY)) == np.uint8(0) and n < np.uint32(EVENTS - 1)


@kernel_function
def look_for_incidents(truth: Truth, parameters: Parameters, situation: Row[U1], day: U4) -> None:
    """Whether something local goes wrong here in these weeks, and how badly; and how many gathered yesterday."""
    truth.incident_grievance = _ZERO
    if parameters.incidents > _ZERO:
        spell = np.uint32(day // parameters.incident_days)
        first, second, _, _ = randomness.draw(parameters.seed, truth.citizen, spell, randomness.LOCAL, np.uint32(0))
        if randomness.unit(first) < parameters.incidents:
            truth.incident_grievance = parameters.incident_weight * randomness.unit(second)
    away = np.uint8(0)
    for i in range(LANES):
        # Or over all first: in most communities nobody rests or is detained, and the rest is skipped.
        away |= situation[i]
    truth.away = away
    were = np.uint16(0)
    if (away & ACTIVE) != np.uint8(0):
        for i in range(LANES):
            were = np.uint16(were + np.uint16((situation[i] & ACTIVE) >> np.uint8(1)))
    truth.were_active = np.uint32(were)


@kernel_function
def join_by_threshold(truth: Truth, parameters: Parameters, situation: Row[U1], k: Index) -> None:
    """People join when the share of contacts seen gathering, or calling for it, reaches their threshold.

    Who came first today is there already.
    """
    some = np.uint16(0)
    for i in range(LANES):
        # Counts of contacts seen active lie in the lowest four bits (see `society.meeting`).
        some |= truth.sum_active[i] & np.uint16(15)
    if some == np.uint16(0):
        return
    for i in range(LANES):
        truth.within[i] = np.uint8(0)
    for e in range(truth.n):
        if truth.code[e] >> np.uint32(8) == k:
            truth.within[truth.code[e] & np.uint32(255)] = np.uint8(1)
    for i in range(LANES):
        crowd = truth.states[CROWD, i]
        grievance = truth.states[GRIEVANCE, i] + truth.incident_grievance
        least = least_threshold(
            parameters.threshold_low,
            parameters.threshold_risk,
            truth.perceived_risk[PUBLIC, i],
            parameters.threshold_grievance,
            grievance,
        )
        might = crowd > _ZERO and joins(crowd, least) and truth.people[i] > _ZERO and truth.within[i] == np.uint8(0)
        if might and _is_free(situation[i], truth.n):
            citizen = randomness.person(truth, np.uint32(i))
            # Day 0: a person's nerve is drawn once for a life.
            word = randomness.draw(parameters.seed, citizen, np.uint32(0), randomness.REACTION, np.uint32(0))[0]
            spread = parameters.threshold_high - parameters.threshold_low
            if joins(crowd, own_threshold(least, spread, randomness.unit(word))):
                truth.code[truth.n] = np.uint32(k << np.uint32(8)) | np.uint32(i)
                truth.n += np.uint32(1)


@kernel_function
def come_back(truth: Truth, parameters: Parameters, situation: Row[U1]) -> None:
    """Each day some of those who rest after a gathering are ready again."""
    if (truth.away & RESTING) == np.uint8(0):
        return
    for i in range(LANES):
        # The bit to clear, by multiplication instead of a branch; ^ 255 makes it the mask of what stays.
        gone = np.uint8(RESTING) * np.uint8(is_over(truth.words[0, 0, i], parameters.rest_ends))
        situation[i] = situation[i] & np.uint8(gone ^ np.uint8(255))


@kernel_function
def stay_away(truth: Truth, parameters: Parameters, situation: Row[U1]) -> None:
    """Who gathered rests from tomorrow on."""
    for e in range(truth.n):
        if parameters.effect[truth.code[e] >> np.uint32(8)] == GATHERS:
            i = truth.code[e] & np.uint32(255)
            situation[i] = situation[i] | RESTING
