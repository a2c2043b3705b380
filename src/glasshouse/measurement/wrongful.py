"""Who is wronged today: under a sanction that rests on nothing they did.

This is measured before people respond, since they know their own conduct: response reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.bands import band_of, code_in_force
from glasshouse.mechanisms.copies import acts_on, in_force
from glasshouse.mechanisms.fading import last_published, left_of
from glasshouse.schema.codes import DAYS_IN_BAND, NOBODY, SCORE_SPAN, SPARED, SUSPENDED
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        F4,
        I2,
        I4,
        U4,
        Cases,
        Dockets,
        Flag,
        Index,
        Ledger,
        Parameters,
        Provenance,
        Row,
        Rows,
        System,
        Tallies,
        Truth,
        World,
    )

_SPAN = np.float32(SCORE_SPAN)
_ZERO = np.float32(0.0)


@kernel_function
def _counts(cases: Cases, m: Index) -> Flag:
    """Whether a case weighs on a person: in force, and not set aside until an appeal is decided."""
    return in_force(cases.status[m]) and not (cases.flags[m] & SUSPENDED)


@kernel_function
def _code(system: System, ledgers: Rows[Ledger], dockets: Rows[Dockets], c: U4, i: Index) -> U4:
    """The code by which somebody is treated in one system."""
    code = np.uint32(ledgers[system.number, c].published[i])
    if system.docket:
        return code_in_force(system, code, dockets[system.docket - np.uint32(1), c].band[i])
    return code


@kernel_function
def _steps_in(system: System, cases: Cases, m: Index, published: I4) -> I2:
    """Steps of a case that the scores published on a day hold: none before it was opened, and what had not faded by then."""
    if np.int32(cases.opened[m]) > published:
        return np.int16(0)
    day = np.uint32(published)
    return left_of(system, cases, m, np.int32(cases.points[m]), day, np.uint32(day + system.publish_every))


@kernel_function
def _note_wrongs(
    truth: Truth,
    parameters: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    dockets: Rows[Dockets],
    cases: Cases,
    provenance: Provenance,
    tallies: Rows[Tallies],
    day: U4,
    c: U4,
) -> None:
    """Note who stands lower than they would without false cases, where that brings a sanction.

    The sanction may be the system's own, or that of a system which reads its bands.
    """
    for m in range(np.uint32(cases.count)):
        sanctioned = truth.burden[cases.citizen[m]] > _ZERO
        if sanctioned and provenance.false[m] and _counts(cases, m):
            s, i = np.uint32(cases.system[m]), np.uint32(cases.citizen[m])
            code = _code(systems[s], ledgers, dockets, c, i)
            band = band_of(systems[s], code)
            own = _sanctions(parameters, systems[s], tallies, s, band, c, i)
            shown = (parameters.shown >> s) & np.uint32(1)
            if (
                code != np.uint32(0)
                and (own or shown)
                and _misplaced(systems[s], cases, provenance, m, code, band, day)
            ):
                better = np.uint32(np.uint32(0) if cases.points[m] == np.int16(0) else band + np.uint32(1))
                opened = np.int32(cases.opened[m])
                if own or _weighs_elsewhere(parameters, systems, ledgers, dockets, s, band, better, opened, day, c, i):
                    truth.wrongly_sanctioned[i] = np.uint8(1)


@kernel_function
def _sanctions(
    parameters: Parameters, system: System, tallies: Rows[Tallies], s: Index, band: U4, c: U4, i: Index
) -> Flag:
    """Whether a band's sanctions are in force for a person: those of its first day, or those that begin later."""
    if system.burden[band] > _ZERO:
        return True
    if parameters.late:
        for r in range(parameters.tallies):
            late = parameters.tally_type[r] == DAYS_IN_BAND and parameters.tally_system[r] == np.uint32(s)
            if (
                late
                and parameters.tally_burden[r] > _ZERO
                and np.uint32(tallies[r, c].recorded[i]) > parameters.tally_days[r]
            ):
                return True
    return False


@kernel_function
def _misplaced(system: System, cases: Cases, provenance: Provenance, m: Index, code: U4, band: U4, day: U4) -> Flag:
    """Whether somebody would stand in a higher band, or off the list, without the false cases of this system."""
    s, i = np.uint32(cases.system[m]), np.uint32(cases.citizen[m])
    if _earned(system, cases, provenance, i):
        return False
    if cases.points[m] == np.int16(0):
        return not (cases.flags[m] & SPARED)
    if band + np.uint32(1) >= system.bands:
        return False
    span = _SPAN * system.step / (system.high - system.low)
    clear = np.float32(np.int32(code)) - _false_points(system, cases, provenance, s, i, day) * span
    return clear >= np.float32(np.int32(system.band_code[band + np.uint32(1)]))


@kernel_function
def _weighs_elsewhere(
    parameters: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    dockets: Rows[Dockets],
    s: Index,
    band: U4,
    better: U4,
    since: I4,
    day: U4,
    c: U4,
    i: Index,
) -> Flag:
    """Whether standing in `band` of system `s` instead of `better` holds somebody under a joint system's sanction.

    It does only if the joint system has published since it could read what `s` published on the day `since` or later.
    """
    for j in range(parameters.systems):
        system = systems[j]
        if system.active and (system.others >> s) & np.uint32(1):
            read = last_published(system, day)
            if read < np.int32(0) or last_published(systems[s], np.uint32(read)) < since:
                continue
            code = _code(system, ledgers, dockets, c, i)
            place = band_of(system, code)
            if code != np.uint32(0) and system.burden[place] > _ZERO and place + np.uint32(1) < system.bands:
                lost = np.float32(system.other_points[s, better] - system.other_points[s, band])
                span = _SPAN * system.step / (system.high - system.low)
                if np.float32(np.int32(code)) + lost * span >= np.float32(
                    np.int32(system.band_code[place + np.uint32(1)])
                ):
                    return True
    return False


@kernel_function
def _unearned(parameters: Parameters, tallies: Rows[Tallies], s: Index, c: U4, i: Index) -> F4:
    """Steps in a person's published score for absences of records of what took place (negative)."""
    total = _ZERO
    for r in range(parameters.tallies):
        if parameters.tally_system[r] == np.uint32(s):
            total += np.float32(tallies[r, c].counted[i])
    return total


@kernel_function
def _note_absences(
    truth: Truth,
    parameters: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    dockets: Rows[Dockets],
    cases: Cases,
    provenance: Provenance,
    tallies: Rows[Tallies],
    day: U4,
    c: U4,
) -> None:
    """Note who stands lower than they would if what took place were on record, where that brings a sanction.

    False cases of the same system count with it: the two together may be what it takes.
    """
    for r in range(parameters.tallies):
        s = parameters.tally_system[r]
        system = systems[s]
        for lane in range(LANES):
            i = np.uint32(lane)
            code = _code(system, ledgers, dockets, c, i)
            if tallies[r, c].counted[i] >= np.int16(0) or code == np.uint32(0) or truth.burden[i] <= _ZERO:
                continue
            band = band_of(system, code)
            if band + np.uint32(1) >= system.bands:
                continue
            span = _SPAN * system.step / (system.high - system.low)
            lost = _unearned(parameters, tallies, s, c, i) + _false_points(system, cases, provenance, s, i, day)
            if np.float32(np.int32(code)) - lost * span < np.float32(np.int32(system.band_code[band + np.uint32(1)])):
                continue
            better = np.uint32(band + np.uint32(1))
            own = _sanctions(parameters, system, tallies, s, band, c, i)
            since = np.int32(0)  # tallies keep no days
            if own or _weighs_elsewhere(parameters, systems, ledgers, dockets, s, band, better, since, day, c, i):
                truth.wrongly_sanctioned[i] = np.uint8(1)


@kernel_function
def _false_points(system: System, cases: Cases, provenance: Provenance, s: Index, i: Index, day: U4) -> F4:
    """Steps that false cases in force cost a person in the published score of one system (negative)."""
    total, published = _ZERO, last_published(system, day)
    for m in range(np.uint32(cases.count)):
        mine = np.uint32(cases.system[m]) == s and np.uint32(cases.citizen[m]) == i
        if mine and provenance.false[m] and _counts(cases, m):
            total += np.float32(_steps_in(system, cases, m, published))
    return total


@kernel_function
def _earned(system: System, cases: Cases, provenance: Provenance, i: Index) -> Flag:
    """True if a true case of a list is in force as well, or a copy of a true case on which the list acts."""
    for m in range(np.uint32(cases.count)):
        if np.uint32(cases.citizen[m]) == i and not provenance.false[m]:
            own = np.uint32(cases.system[m]) == system.number and cases.points[m] == np.int16(0)
            if (own and _counts(cases, m)) or acts_on(system, cases, m):
                return True
    return False


@kernel_function
def _note_copied_wrongs(
    truth: Truth,
    parameters: Parameters,
    systems: Row[System],
    ledgers: Rows[Ledger],
    dockets: Rows[Dockets],
    cases: Cases,
    provenance: Provenance,
    c: U4,
) -> None:
    """Note who is under the sanction of a list that acts on a copy of a false case, and on nothing that they did."""
    for s in range(parameters.systems):
        system = systems[s]
        if system.active and system.holder < NOBODY and system.burden[1] > _ZERO:
            for m in range(np.uint32(cases.count)):
                i = np.uint32(cases.citizen[m])
                listed = _code(system, ledgers, dockets, c, i) == np.uint32(2) and truth.burden[i] > _ZERO
                if (
                    provenance.false[m]
                    and listed
                    and acts_on(system, cases, m)
                    and not _earned(system, cases, provenance, i)
                ):
                    truth.wrongly_sanctioned[i] = np.uint8(1)


def note_injustice(world: World, day: U4, c: U4) -> None:
    """Note who of one community is under a sanction today that they would not bear but for false cases and missing records."""
    truth, parameters, systems, ledgers = world.truth, world.parameters, world.systems, world.ledgers
    cases, provenance, tallies = world.cases[c], world.provenance[c], world.tallies
    if parameters.treats:
        _note_wrongs(truth, parameters, systems, ledgers, world.dockets, cases, provenance, tallies, day, c)
        if parameters.absences:
            _note_absences(truth, parameters, systems, ledgers, world.dockets, cases, provenance, tallies, day, c)
        if parameters.holders > np.uint32(0):
            _note_copied_wrongs(truth, parameters, systems, ledgers, world.dockets, cases, provenance, c)
