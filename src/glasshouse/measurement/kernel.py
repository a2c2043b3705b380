"""The day's exact counts and digests of one community, and the trace by which twins are compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.compilation import inlined, scalar
from glasshouse.measurement.copies import count_copies
from glasshouse.measurement.speech import count_speech
from glasshouse.tables import ACTIVE, LANES, OWING, PEOPLE_GROUPS

_ZERO = np.float32(0.0)
_ODD = np.uint32(0x9E3779B1)
_GATHERING = np.uint32(10)


@scalar
def mixed(value: Any, c: Any, day: Any) -> Any:
    """A 64-bit hash of one community's day, to be added up over communities and days (splitmix64's finaliser)."""
    x = np.uint64(value) ^ (np.uint64(c) << np.uint64(32)) ^ (np.uint64(day) * np.uint64(0x9E3779B97F4A7C15))
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.uint64(x ^ (x >> np.uint64(31)))


@scalar
def fold(row: Any) -> Any:
    """A row of whole numbers as one word: each lane times an odd number of its own."""
    total = np.uint32(0)
    for i in range(LANES):
        total = np.uint32(total + np.uint32(np.uint32(row[i]) * np.uint32(np.uint32(2 * i + 1) * _ODD)))
    return total


@scalar
def _fold_events(codes: Any, n: Any) -> Any:
    total = np.uint32(0)
    for e in range(n):
        x = np.uint32(np.uint32(codes[e] + np.uint32(1)) * _ODD)
        total = np.uint32(total + np.uint32(np.uint32(x ^ (x >> np.uint32(15))) * np.uint32(0x85EBCA77)))
    return total


@inlined
def _weighed(level: Any, turn: Any, step: Any) -> Any:
    return np.uint32(np.uint32(np.uint16(level)) * np.uint32(turn + np.uint32(step)))


@scalar
def _lay_out_frequent(desk: Any, sheet: Any, rules: Any) -> None:
    """Frequent acts as one word of bits a person, into `desk.bits`; their records, weighed by kind, into `desk.hit`.

    Four kinds a pass: what lies beyond the last of them was never written, and is nothing.
    """
    for i in range(LANES):
        desk.bits[i] = np.uint16(0)
        desk.hit[i] = np.uint32(0)
    for j in range(0, rules.frequent, 4):
        done, seen, k = desk.happened, sheet.recorded, np.uint16(j)
        for i in range(LANES):
            # Sums of bytes, so that as many lanes as there are bytes in a vector run at once.
            one = np.uint8(done[j, i] + np.uint8(done[j + 1, i] + done[j + 1, i]))
            two = np.uint8(done[j + 2, i] + np.uint8(done[j + 3, i] + done[j + 3, i]))
            two = np.uint8(two + two)
            desk.inside[i] = np.uint16(np.uint8(one + np.uint8(two + two)))
        for i in range(LANES):
            desk.bits[i] |= np.uint16(desk.inside[i] << k)
        t0, t1, t2, t3 = _turn(j), _turn(j + 1), _turn(j + 2), _turn(j + 3)
        for i in range(LANES):
            left = np.uint32(np.uint32(np.uint32(seen[j, i]) * t0) + np.uint32(np.uint32(seen[j + 1, i]) * t1))
            right = np.uint32(np.uint32(np.uint32(seen[j + 2, i]) * t2) + np.uint32(np.uint32(seen[j + 3, i]) * t3))
            desk.hit[i] = np.uint32(desk.hit[i] + np.uint32(left + right))


@inlined
def _turn(j: Any) -> Any:
    return np.uint32(np.uint32(2 * j + 3) * np.uint32(0x85EBCA6B))


@scalar
def _digest(desk: Any, sheet: Any, rules: Any, ledgers: Any, response: Any, tally: Any, day: Any, c: Any) -> None:
    acts, seen = _fold_events(desk.code, desk.n), _fold_events(sheet.code, sheet.n)
    if rules.firms:
        seen = np.uint32(seen + _fold_events(sheet.firm_code, sheet.firm_n))
    _lay_out_frequent(desk, sheet, rules)
    acts, seen = np.uint32(acts + fold(desk.bits)), np.uint32(seen + fold(desk.hit))
    for e in range(sheet.n):
        seen = np.uint32(
            seen + np.uint32(np.uint32(sheet.channels[e]) * np.uint32(sheet.code[e] * np.uint32(2) + np.uint32(1)))
        )
    tally.conduct += mixed(acts, c, day)
    tally.records += mixed(seen, c, day)
    judged = np.uint32(0)
    for s in range(rules.systems):
        row = ledgers[s, c]
        turn = np.uint32(np.uint32(2 * s + 1) * np.uint32(0xC2B2AE3D))
        levels = row.dimensions
        for i in range(LANES):
            one = np.uint32(np.uint32(row.published[i]) * turn + _weighed(levels[0, i], turn, 2))
            two = np.uint32(_weighed(levels[1, i], turn, 4) + _weighed(levels[2, i], turn, 6))
            three = np.uint32(_weighed(levels[3, i], turn, 8) + _weighed(levels[4, i], turn, 10))
            desk.hit[i] = np.uint32(np.uint32(one + two) + three)
        judged = np.uint32(judged + fold(desk.hit))
    tally.scores += mixed(judged, c, day)
    for i in range(LANES):
        both = np.uint32(desk.treatment[i]) ^ np.uint32(desk.treatment[i] >> np.uint64(32))
        desk.hit[i] = np.uint32(both + np.uint32(desk.ends[i] * np.uint32(0x01000193)))
    tally.treatment += mixed(fold(desk.hit), c, day)
    # Folding is linear: three rows, weighted 1, 3 and 5, are folded as one.
    for i in range(LANES):
        one = np.uint32(response.effort[i]) | np.uint32(np.uint32(response.guard[i]) << np.uint32(16))
        two = np.uint32(response.felt[i]) | np.uint32(np.uint32(response.grievance[i]) << np.uint32(16))
        small = np.uint32(response.salience[i]) | np.uint32(np.uint32(response.evasion[i]) << np.uint32(8))
        small = np.uint32(small | np.uint32(np.uint32(response.cut[i]) << np.uint32(16)))
        sums = np.uint32(np.uint32(one) + np.uint32(np.uint32(two) * np.uint32(3)))
        desk.hit[i] = np.uint32(sums + np.uint32(small * np.uint32(5)))
    tally.response += mixed(fold(desk.hit), c, day)


@scalar
def _count_acts(desk: Any, rules: Any, tally: Any) -> Any:
    """Acts done and acts withheld, by kind; returns how many were withheld in all."""
    for j in range(rules.frequent):
        tally.happened[j] += np.int64(desk.done[j])
    withheld = np.int64(desk.n_withheld)
    for j in range(rules.frequent):
        if rules.guard_weight[j] < _ZERO:
            n = np.uint16(0)
            for i in range(LANES):
                n = np.uint16(n + np.uint16(desk.withheld[j, i]))
            tally.withheld[j] += np.int64(n)
            withheld += np.int64(n)
    for e in range(desk.n):
        tally.happened[desk.code[e] >> np.uint32(8)] += np.int64(1)
    for e in range(desk.n_withheld):
        tally.withheld[desk.kept_back[e] >> np.uint32(8)] += np.int64(1)
    return withheld


@scalar
def _sum_states(response: Any, tally: Any, place: Any, nobody: Any) -> None:
    """Sums of states as codes. Lanes without a person hold zeros, but for guard, where no guard is 32 767."""
    effort, guard, felt, grievance = np.uint32(0), np.uint32(0), np.uint32(0), np.uint32(0)
    salience, evasion, squares, guards = np.uint32(0), np.uint32(0), np.uint32(0), np.uint32(0)
    for i in range(LANES):
        effort = np.uint32(effort + np.uint32(response.effort[i]))
        coarse = np.uint32(response.effort[i] >> np.uint16(5))
        squares = np.uint32(squares + np.uint32(coarse * coarse))
    for i in range(LANES):
        guard = np.uint32(guard + np.uint32(response.guard[i]))
        coarse = np.uint32(response.guard[i] >> np.uint16(5))
        guards = np.uint32(guards + np.uint32(coarse * coarse))
    for i in range(LANES):
        felt = np.uint32(felt + np.uint32(response.felt[i]))
        grievance = np.uint32(grievance + np.uint32(response.grievance[i]))
    for i in range(LANES):
        salience = np.uint32(salience + np.uint32(response.salience[i]))
        evasion = np.uint32(evasion + np.uint32(response.evasion[i]))
    tally.effort += np.int64(effort)
    tally.guard += np.int64(guard) - np.int64(nobody) * np.int64(32767)
    tally.felt += np.int64(felt)
    tally.grievance += np.int64(grievance)
    tally.salience += np.int64(salience)
    tally.evasion += np.int64(evasion)
    tally.effort_square += np.int64(squares)
    tally.guard_square += np.int64(guards) - np.int64(nobody) * np.int64(1023 * 1023)
    place.guard += np.int64(guard) - np.int64(nobody) * np.int64(32767)
    place.grievance += np.int64(grievance)


@scalar
def _count_people(desk: Any, tally: Any, situation: Any, place: Any) -> Any:
    """People under sanction and wronged, by group, owing, active, and their ties; returns how many are active."""
    under, wrong, denied = np.uint16(0), np.uint16(0), np.uint16(0)
    for i in range(LANES):
        desk.inside[i] = np.uint16(desk.burden[i] > _ZERO)
        under = np.uint16(under + desk.inside[i])
    for i in range(LANES):
        wrong = np.uint16(wrong + np.uint16(desk.wronged[i]))
    for i in range(LANES):
        denied = np.uint16(denied + np.uint16(desk.ends[i] & np.uint32(1)))
    if under > np.uint16(0) or wrong > np.uint16(0):
        for g in range(PEOPLE_GROUPS):
            in_group, in_wrong = np.uint16(0), np.uint16(0)
            for i in range(LANES):
                here = np.uint16(desk.group[i] == np.uint8(g))
                in_group = np.uint16(in_group + np.uint16(here & desk.inside[i]))
                in_wrong = np.uint16(in_wrong + np.uint16(here & np.uint16(desk.wronged[i])))
            tally.sanctioned[g] += np.int64(in_group)
            tally.wronged[g] += np.int64(in_wrong)
    owing, active, ties = np.uint16(0), np.uint16(0), np.uint16(0)
    for i in range(LANES):
        owing = np.uint16(owing + np.uint16(situation[i] & OWING))
    for i in range(LANES):
        active = np.uint16(active + np.uint16((situation[i] & ACTIVE) >> np.uint8(1)))
    for i in range(LANES):
        ties = np.uint16(ties + np.uint16(desk.friends[i]))
    tally.owing += np.int64(owing)
    tally.active += np.int64(active)
    tally.ties += np.int64(ties)
    place.sanctioned += np.int64(under)
    place.denied += np.int64(denied)
    place.active += np.int64(active)
    return np.uint32(active)


@scalar
def _count_listed(systems: Any, rules: Any, ledgers: Any, tally: Any, c: Any) -> None:
    for s in range(rules.systems):
        if systems[s].bands == np.uint32(2) and systems[s].band_code[1] == np.uint32(2):
            n = np.uint16(0)
            for i in range(LANES):
                n = np.uint16(n + np.uint16(ledgers[s, c].published[i] == np.uint16(2)))
            tally.listed[s] += np.int64(n)


@scalar
def _leave_trace(desk: Any, rules: Any, trace: Any) -> None:
    for i in range(LANES):
        trace.acts[i] = np.uint64(desk.bits[i])
    for e in range(desk.n):
        i = desk.code[e] & np.uint32(255)
        trace.acts[i] |= np.uint64(np.uint64(1) << np.uint64(desk.code[e] >> np.uint32(8)))
    for i in range(LANES):
        trace.treatment[i] = desk.treatment[i]
        trace.ends[i] = desk.ends[i] | (np.uint32(desk.wronged[i]) << np.uint32(2))
    for i in range(LANES):
        trace.ends[i] |= np.uint32(desk.burden[i] > _ZERO) << np.uint32(3)


def measure(world: Any, day: Any, c: Any) -> None:
    """Count one community's day."""
    desk, sheet, rules, systems, society = world.desk, world.sheet, world.rules, world.systems, world.society
    conduct, response, ledgers, cases = world.conduct, world.response, world.ledgers, world.cases
    tally, places, trace = world.tally, world.places, world.trace
    people = np.uint32(society[c].people)
    withheld = _count_acts(desk, rules, tally)
    place = places[society[c].province]
    place.people += np.int64(people)
    place.withheld += withheld
    _sum_states(response[c], tally, place, np.uint32(LANES) - people)
    active = _count_people(desk, tally, conduct[c].situation, place)
    _count_listed(systems, rules, ledgers, tally, c)
    count_speech(desk, sheet, rules, response[c], tally, place)
    if rules.holders > np.uint32(0):
        count_copies(rules, systems, ledgers, cases[c], tally, c)
    if active >= _GATHERING:
        size = np.uint32(0)
        while size < np.uint32(7) and (active >> (size + np.uint32(4))) > np.uint32(0):
            size += np.uint32(1)
        tally.gatherings[size] += np.int64(1)
        tally.begun += np.int64(desk.were_active < _GATHERING)
    _digest(desk, sheet, rules, ledgers, response[c], tally, day, c)
    if rules.trace:
        _leave_trace(desk, rules, trace[desk.slot])
