"""Human review: a caseworker looks at a worse band before what follows from it takes effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.bands import band_of
from glasshouse.schema.codes import (
    CONFIRMED,
    DAYS_IN_BAND,
    LAPSED,
    LAPSES,
    LET_LAPSE,
    NO_FINDING,
    UNSEEN,
    WAITING,
    WAITS,
)
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U1,
        U4,
        DayCounts,
        Dockets,
        Flag,
        Index,
        Parameters,
        Rows,
        System,
        Tallies,
        Truth,
        World,
    )

_FAR = np.uint32(65000)


@kernel_function
def _note_acts(truth: Truth, parameters: Parameters, system: System, row: Dockets, day: U4) -> None:
    """Note who has done today what a full look would look for. No caseworker sees this; it decides the chance of an error."""
    tomorrow = np.uint16(min(day, _FAR) + np.uint32(1))
    for j in range(parameters.frequent):
        if system.looks_for[j]:
            for i in range(truth.count):
                if truth.happened[j, i]:
                    row.acted[i] = tomorrow
    for e in range(truth.n):
        # Events pack kind << 8 | lane.
        if system.looks_for[truth.code[e] >> np.uint32(8)]:
            row.acted[truth.code[e] & np.uint32(255)] = tomorrow


@kernel_function
def _is_unjustified(system: System, row: Dockets, i: Index, day: U4) -> Flag:
    """Whether a full look back from today would find nothing."""
    acted = np.uint32(row.acted[i])
    found: Flag = acted == np.uint32(0) or day + np.uint32(1) - acted > system.looks_back
    return found


@kernel_function
def _settle(row: Dockets, i: Index, band: U1, finding: U1) -> None:
    """Put a band in force and note how that came about; nothing is before a caseworker any more."""
    row.band[i] = band
    row.asked[i] = np.uint8(0)
    row.finding[i] = finding


@kernel_function
def _open(
    truth: Truth,
    parameters: Parameters,
    system: System,
    row: Dockets,
    day_counts: DayCounts,
    i: Index,
    band: U1,
    day: U4,
) -> None:
    """A case comes up: a share of them goes to a caseworker, the others take effect at once."""
    s = system.number
    day_counts.review_cases[s] += np.int64(1)
    word = randomness.draw(
        parameters.seed, randomness.person(truth, np.uint32(i)), day, randomness.HUMAN_REVIEW, system.key
    )[2]
    row.since[i] = np.uint16(min(day, _FAR))
    if randomness.unit(word) < system.reviewed:
        row.asked[i] = band
        row.finding[i] = WAITING
    else:
        _settle(row, i, band, UNSEEN)
        day_counts.review_automatic[s] += np.int64(1)


@kernel_function
def _decide(system: System, row: Dockets, day_counts: DayCounts, i: Index, word: U4, day: U4) -> None:
    """A caseworker decides: what the records alone tell, pulled towards the score where that is shown."""
    s, unjustified = system.number, _is_unjustified(system, row, i, day)
    day_counts.reviewed[s] += np.int64(1)
    day_counts.review_seconds[s] += np.int64(system.review_seconds)
    if randomness.unit(word) < (system.review_lapse_wrong if unjustified else system.review_lapse_right):
        row.finding[i] = LET_LAPSE
        day_counts.review_overturned[s] += np.int64(1)
        day_counts.review_missed[s] += np.int64(not unjustified)
    else:
        _settle(row, i, row.asked[i], CONFIRMED)
        day_counts.review_confirmed_wrongly[s] += np.int64(unjustified)


@kernel_function
def _wait(
    truth: Truth, parameters: Parameters, system: System, row: Dockets, day_counts: DayCounts, i: Index, day: U4
) -> None:
    """A case that waits is decided if a caseworker takes it up; what nobody has taken up in time goes as it was declared."""
    s, since = system.number, np.uint32(row.since[i])
    if day > since:
        taken, decided, _, _ = randomness.draw(
            parameters.seed, randomness.person(truth, np.uint32(i)), day, randomness.HUMAN_REVIEW, system.key
        )
        if randomness.unit(taken) < system.review_taken:
            _decide(system, row, day_counts, i, decided, day)
        elif system.review_above != WAITS and day - since >= system.review_within:
            if system.review_above == LAPSES:
                row.finding[i] = LAPSED
                day_counts.review_lapsed[s] += np.int64(1)
            else:
                _settle(row, i, row.asked[i], UNSEEN)
                day_counts.review_automatic[s] += np.int64(1)
    day_counts.review_waiting[s] += np.int64(row.finding[i] == WAITING)


@kernel_function
def _look_at(
    truth: Truth,
    parameters: Parameters,
    system: System,
    row: Dockets,
    day_counts: DayCounts,
    i: Index,
    band: U1,
    day: U4,
) -> None:
    """One citizen's published band of last evening, from 1; 0 is no account.

    A band that weighs no more than the one in force takes effect at once, and so do every band of the first day and the end
    of an account.
    """
    weight = system.severity[band]
    if day == np.uint32(0) or band == np.uint8(0) or weight <= system.severity[row.band[i]]:
        # How the band came into force stays known while it lasts.
        if band != row.band[i] or row.asked[i] != np.uint8(0):
            _settle(row, i, band, NO_FINDING)
        return
    if _is_new(system, row, i, weight):
        _open(truth, parameters, system, row, day_counts, i, band, day)
    elif row.finding[i] == WAITING:
        row.asked[i] = band
    if row.finding[i] == WAITING:
        _wait(truth, parameters, system, row, day_counts, i, day)


@kernel_function
def _is_new(system: System, row: Dockets, i: Index, weight: U1) -> Flag:
    """Whether a worse band of this weight is a case of its own.

    `asked` is 0, no band, unless a case waits or lapsed: what lapsed is asked anew only about something heavier still.
    """
    lapsed = row.finding[i] != WAITING
    is_new: Flag = row.asked[i] == np.uint8(0) or (lapsed and weight > system.severity[row.asked[i]])
    return is_new


@kernel_function
def _count_days(parameters: Parameters, row: Dockets, tally: Tallies, r: Index) -> None:
    """Days in a row in bands that name a measure, counted in the band that is in force; they stop at 255."""
    for i in range(LANES):
        held = np.uint32(row.band[i])
        named = held > np.uint32(0) and (parameters.tally_bands[r] >> np.uint32(held - np.uint32(1))) & np.uint32(1)
        days = min(np.uint32(np.uint32(tally.recorded[i]) + np.uint32(1)), np.uint32(255))
        tally.recorded[i] = np.uint8(days if named else np.uint32(0))


@kernel_function
def _count_all_days(parameters: Parameters, system: System, row: Dockets, tallies: Rows[Tallies], c: U4) -> None:
    """Days for each measure of a system that begins some days into a band."""
    for r in range(system.tally_first, system.tally_end):
        if parameters.tally_type[r] == DAYS_IN_BAND:
            _count_days(parameters, row, tallies[r, c], r)


def review(world: World, day: U4, c: U4) -> None:
    """One community's cases in all systems with a human review: which come up, which are decided, which go undecided.

    Then the days are counted after which measures begin, in the bands that are in force since.
    """
    truth, parameters, systems, day_counts = world.truth, world.parameters, world.systems, world.day_counts
    for s in range(parameters.systems):
        system = systems[s]
        if system.docket:
            row, account_rows = world.dockets[system.docket - np.uint32(1), c], world.ledgers[s, c]
            _note_acts(truth, parameters, system, row, day)
            for i in range(truth.count):
                # A system that is not in force has no accounts.
                code, band = np.uint32(account_rows.published[i]), np.uint32(0)
                if code != np.uint32(0):
                    band = band_of(system, code) + np.uint32(1)
                _look_at(truth, parameters, system, row, day_counts, np.uint32(i), np.uint8(band), day)
            _count_all_days(parameters, system, row, world.tallies, c)
