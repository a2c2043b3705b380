"""The day's exact counts of one community, and the trace by which twins are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.kernels.swar import EACH, FLAGS, sum_of_bytes
from glasshouse.measurement.copies import count_copies
from glasshouse.measurement.digests import digest
from glasshouse.measurement.speech import count_speech
from glasshouse.schema.codes import ACTIVE, GUARD_NONE, IN_DEFAULT
from glasshouse.schema.limits import LANES, PEOPLE_GROUPS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        I8,
        U1,
        U4,
        DayCounts,
        Index,
        Ledger,
        Parameters,
        RegionCounts,
        Response,
        Row,
        Rows,
        System,
        Trace,
        Truth,
        World,
    )

_ZERO = np.float32(0.0)
_GATHERING = np.uint32(10)
_IN_DEFAULT, _ACTIVE, _WHOLE = (np.uint32(int(bits) * EACH) for bits in (IN_DEFAULT, ACTIVE, 255))


@kernel_function
def _count_acts(truth: Truth, parameters: Parameters, day_counts: DayCounts) -> I8:
    """Acts done and acts withheld, by kind; returns how many were withheld in all."""
    for j in range(parameters.frequent):
        day_counts.happened[j] += np.int64(truth.done[j])
    withheld = np.int64(truth.n_withheld)
    for j in range(parameters.frequent):
        if parameters.self_censorship_weight[j] < _ZERO:
            n = np.int64(sum_of_bytes(truth.withheld[j], FLAGS))
            day_counts.withheld[j] += n
            withheld += n
    for e in range(truth.n):
        day_counts.happened[truth.code[e] >> np.uint32(8)] += np.int64(1)
    for e in range(truth.n_withheld):
        day_counts.withheld[truth.withheld_code[e] >> np.uint32(8)] += np.int64(1)
    return withheld


@kernel_function
def _sum_states(response: Response, day_counts: DayCounts, place: RegionCounts, nobody: U4) -> None:
    """Sums of states as codes. Lanes without a person hold zeros, but for self-censorship, where none is 32 767."""
    effort, guard, felt, grievance = np.uint32(0), np.uint32(0), np.uint32(0), np.uint32(0)
    salience, evasion, squares, guards = np.uint32(0), np.uint32(0), np.uint32(0), np.uint32(0)
    for i in range(LANES):
        effort = np.uint32(effort + np.uint32(response.effort[i]))
        # 11 bits of 16: 256 squares of at most 2,047 stay below 2^32.
        coarse = np.uint32(response.effort[i] >> np.uint16(5))
        squares = np.uint32(squares + np.uint32(coarse * coarse))
    for i in range(LANES):
        guard = np.uint32(guard + np.uint32(response.self_censorship[i]))
        coarse = np.uint32(response.self_censorship[i] >> np.uint16(5))
        guards = np.uint32(guards + np.uint32(coarse * coarse))
    for i in range(LANES):
        felt = np.uint32(felt + np.uint32(response.perceived_risk[i]))
        grievance = np.uint32(grievance + np.uint32(response.grievance[i]))
    for i in range(LANES):
        salience = np.uint32(salience + np.uint32(response.salience[i]))
        evasion = np.uint32(evasion + np.uint32(response.evasion[i]))
    _sum_elsewhere(response, day_counts, nobody)
    day_counts.effort += np.int64(effort)
    # Empty lanes hold the code of no self-censorship, not 0: take them off.
    day_counts.self_censorship += np.int64(guard) - np.int64(nobody) * np.int64(GUARD_NONE)
    day_counts.perceived_risk += np.int64(felt)
    day_counts.grievance += np.int64(grievance)
    day_counts.salience += np.int64(salience)
    day_counts.evasion += np.int64(evasion)
    day_counts.effort_square += np.int64(squares)
    # 1,023 is 32,767 shifted down by five bits.
    day_counts.self_censorship_square += np.int64(guards) - np.int64(nobody) * np.int64(1023 * 1023)
    place.self_censorship += np.int64(guard) - np.int64(nobody) * np.int64(GUARD_NONE)
    place.grievance += np.int64(grievance)


@kernel_function
def _sum_elsewhere(response: Response, day_counts: DayCounts, nobody: U4) -> None:
    """The same for self-censorship and perceived risk about money and in work and life."""
    money, life, felt_money, felt_life = np.uint32(0), np.uint32(0), np.uint32(0), np.uint32(0)
    for i in range(LANES):
        money = np.uint32(money + np.uint32(response.self_censorship_money[i]))
        life = np.uint32(life + np.uint32(response.self_censorship_life[i]))
    for i in range(LANES):
        felt_money = np.uint32(felt_money + np.uint32(response.perceived_risk_money[i]))
        felt_life = np.uint32(felt_life + np.uint32(response.perceived_risk_life[i]))
    day_counts.self_censorship_money += np.int64(money) - np.int64(nobody) * np.int64(GUARD_NONE)
    day_counts.self_censorship_life += np.int64(life) - np.int64(nobody) * np.int64(GUARD_NONE)
    day_counts.perceived_risk_money += np.int64(felt_money)
    day_counts.perceived_risk_life += np.int64(felt_life)


@kernel_function
def _count_people(truth: Truth, day_counts: DayCounts, situation: Row[U1], place: RegionCounts) -> U4:
    """People under sanction and wronged, by group, owing, active, and their ties; returns how many are active."""
    under, denied = np.uint16(0), np.uint32(0)
    for i in range(LANES):
        truth.inside[i] = np.uint16(truth.burden[i] > _ZERO)
        under = np.uint16(under + truth.inside[i])
    for i in range(LANES):
        denied = np.uint32(denied + np.uint32(truth.ends[i] & np.uint32(1)))
    if under > np.uint16(0) or sum_of_bytes(truth.wrongly_sanctioned, FLAGS) > np.uint32(0):
        for g in range(PEOPLE_GROUPS):
            in_group, in_wrong = np.uint16(0), np.uint16(0)
            for i in range(LANES):
                here = np.uint16(truth.group[i] == np.uint8(g))
                in_group = np.uint16(in_group + np.uint16(here & truth.inside[i]))
                in_wrong = np.uint16(in_wrong + np.uint16(here & np.uint16(truth.wrongly_sanctioned[i])))
            day_counts.sanctioned[g] += np.int64(in_group)
            day_counts.wrongly_sanctioned[g] += np.int64(in_wrong)
    owing = sum_of_bytes(situation, _IN_DEFAULT)
    # ACTIVE is bit 1: the sum of masked bytes is twice the number of people.
    active = sum_of_bytes(situation, _ACTIVE) >> np.uint32(1)
    ties = sum_of_bytes(truth.friends, _WHOLE)
    day_counts.in_default += np.int64(owing)
    day_counts.active += np.int64(active)
    day_counts.ties += np.int64(ties)
    place.sanctioned += np.int64(under)
    place.denied += np.int64(denied)
    return active


@kernel_function
def _count_by_attribute(truth: Truth, parameters: Parameters, day_counts: DayCounts) -> None:
    """People under a sanction, and under one not earned, by the attributes that the scenario declares; `inside` is filled."""
    for a in range(parameters.attributes):
        under, wronged, borne = np.uint32(0), np.uint32(0), np.uint32(0)
        for i in range(LANES):
            has = np.uint32((truth.has[i] >> np.uint8(a)) & np.uint8(1))
            under = np.uint32(under + np.uint32(has & np.uint32(truth.inside[i])))
            wronged = np.uint32(wronged + np.uint32(has & np.uint32(truth.wrongly_sanctioned[i])))
            bears = np.uint32((truth.treatment[i] & parameters.borne[a]) != np.uint64(0))
            borne = np.uint32(borne + np.uint32(has & bears))
        day_counts.attribute_borne[a] += np.int64(borne)
        day_counts.attribute_sanctioned[a] += np.int64(under)
        day_counts.attribute_wronged[a] += np.int64(wronged)


@kernel_function
def _count_listed(
    systems: Row[System], parameters: Parameters, ledgers: Rows[Ledger], day_counts: DayCounts, c: U4
) -> None:
    for s in range(parameters.systems):
        if systems[s].bands == np.uint32(2) and systems[s].band_code[1] == np.uint32(2):
            n = np.uint16(0)
            for i in range(LANES):
                n = np.uint16(n + np.uint16(ledgers[s, c].published[i] == np.uint16(2)))
            day_counts.listed[s] += np.int64(n)


@kernel_function
def _leave_trace(truth: Truth, parameters: Parameters, trace: Trace) -> None:
    i: Index
    for i in range(LANES):
        trace.acts[i] = np.uint64(0)
    for j in range(parameters.frequent):
        for i in range(LANES):
            # One bit for each kind: 64 kinds are the most that a trace holds.
            trace.acts[i] |= np.uint64(truth.happened[j, i]) << np.uint64(j)
    for e in range(truth.n):
        i = truth.code[e] & np.uint32(255)
        trace.acts[i] |= np.uint64(np.uint64(1) << np.uint64(truth.code[e] >> np.uint32(8)))
    for i in range(LANES):
        trace.treatment[i] = truth.treatment[i]
        trace.ends[i] = truth.ends[i] | (np.uint32(truth.wrongly_sanctioned[i]) << np.uint32(2))
    for i in range(LANES):
        trace.ends[i] |= np.uint32(truth.burden[i] > _ZERO) << np.uint32(3)


def measure(world: World, day: U4, c: U4) -> None:
    """Count one community's day."""
    truth, records, parameters, systems, society = (
        world.truth,
        world.records,
        world.parameters,
        world.systems,
        world.society,
    )
    conduct, response, ledgers, cases = world.conduct, world.response, world.ledgers, world.cases
    day_counts, region_counts, trace = world.day_counts, world.region_counts, world.trace
    people = np.uint32(society[c].people)
    withheld = _count_acts(truth, parameters, day_counts)
    place = region_counts[society[c].region]
    place.people += np.int64(people)
    place.withheld += withheld
    _sum_states(response[c], day_counts, place, np.uint32(LANES) - people)
    active = _count_people(truth, day_counts, conduct[c].situation, place)
    if parameters.attributes:
        _count_by_attribute(truth, parameters, day_counts)
    _count_listed(systems, parameters, ledgers, day_counts, c)
    count_speech(truth, records, parameters, response[c], day_counts, place)
    if parameters.holders > np.uint32(0):
        count_copies(parameters, systems, ledgers, cases[c], day_counts, c)
    if active >= _GATHERING:
        size = np.uint32(0)
        # Class of size: 10 to 15, then one more for each doubling from 16.
        while size < np.uint32(7) and (active >> (size + np.uint32(4))) > np.uint32(0):
            size += np.uint32(1)
        day_counts.gatherings[size] += np.int64(1)
        day_counts.begun += np.int64(truth.were_active < _GATHERING)
    digest(truth, records, parameters, ledgers, response[c], day_counts, day, c)
    if parameters.trace:
        _leave_trace(truth, parameters, trace[truth.slot])
