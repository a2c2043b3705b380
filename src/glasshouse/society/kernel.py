"""Who is here today, and what their contacts showed yesterday: decoded from the tables into natural units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import (
    AGE,
    CONFORMITY,
    EFFORT,
    EMPLOYED,
    EVASION,
    FIRST,
    GRIEVANCE,
    GUARD,
    GUARD_NONE,
    GUARDS,
    IN_DEFAULT,
    IN_TOWN,
    INCOME,
    IS_MAN,
    IS_MIGRANT,
    LIFE,
    MAN,
    MIGRANT,
    MINORITY,
    MONEY,
    NEEDS_EMPLOYED,
    NEEDS_MANAGING,
    NEEDS_NOT_OWING,
    NEEDS_NOTHING,
    NEEDS_OWING,
    NEEDS_PARENT,
    ONLINE,
    PARENT_FROM,
    PARENT_TO,
    PUBLIC,
    RELIABILITY,
    RISK_AVERSION,
    SALIENCE,
    SHARE_TOP,
    SOCIABILITY,
    TURNED_AWAY,
)
from glasshouse.schema.limits import FIRMS, LANES, QUARTERS
from glasshouse.society.meeting import count_evaders, meet_contacts
from glasshouse.society.seats import copy_generations
from glasshouse.society.trust import decode_trust

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U4,
        AttributesHeld,
        Conduct,
        Parameters,
        Response,
        Row,
        Society,
        Truth,
        World,
    )

_RANK = np.float32(2.0 / 255.0)
_U1 = np.float32(1.0 / 255.0)
_U2 = np.float32(1.0 / SHARE_TOP)
_GUARD, _GUARD_NONE = np.float32(1.0 / GUARD_NONE), np.float32(GUARD_NONE)
_MONEY, _LIFE = GUARDS[MONEY], GUARDS[LIFE]
_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)


@kernel_function
def _decode_traits(truth: Truth, row: Society) -> None:
    """Ranks from -1 to 1, 0 in the middle; age on a scale from 18 to 98."""
    for i in range(LANES):
        truth.traits[RELIABILITY, i] = np.float32(row.reliability[i]) * _RANK - _ONE
    for i in range(LANES):
        truth.traits[INCOME, i] = np.float32(row.income[i]) * _RANK - _ONE
    for i in range(LANES):
        # 58 is the middle of 18 to 98; 0.025 is 1/40, so that the scale ends at -1 and 1.
        truth.traits[AGE, i] = (np.float32(row.age[i]) - np.float32(58.0)) * np.float32(0.025)
    for i in range(LANES):
        truth.traits[CONFORMITY, i] = np.float32(row.conformity[i]) * _RANK - _ONE
    for i in range(LANES):
        truth.traits[RISK_AVERSION, i] = np.float32(row.risk_aversion[i]) * _RANK - _ONE
    for i in range(LANES):
        truth.traits[SOCIABILITY, i] = np.float32(row.sociability[i]) * _RANK - _ONE
    for i in range(LANES):
        truth.traits[ONLINE, i] = np.float32(row.online[i]) * _RANK - _ONE
    town = np.float32(row.town) * np.float32(2.0) - _ONE
    for i in range(LANES):
        truth.traits[IN_TOWN, i] = town
    for i in range(LANES):
        truth.traits[IS_MIGRANT, i] = np.float32((row.status[i] & MIGRANT) >> np.uint8(1))
    for i in range(LANES):
        truth.traits[IS_MAN, i] = np.float32(row.status[i] & MAN)
    for i in range(LANES):
        # Two bits: registration in bit 0 (status bit 1 moved down by 1), minority in bit 1 (status bit 2 moved down by 1).
        truth.group[i] = np.uint8(
            ((row.status[i] & MINORITY) >> np.uint8(1)) | ((row.status[i] & MIGRANT) >> np.uint8(1))
        )


@kernel_function
def _decode_needs(truth: Truth, row: Society, conduct: Conduct) -> None:
    people = np.uint32(row.people)
    truth.count = people
    for i in range(LANES):
        truth.people[i] = np.float32(np.uint32(i) < people)
    for i in range(LANES):
        truth.needs[NEEDS_NOTHING, i] = truth.people[i]
    for i in range(LANES):
        # IN_DEFAULT is bit 0, so the masked byte is 0 or 1.
        truth.needs[NEEDS_OWING, i] = truth.people[i] * np.float32(conduct.situation[i] & IN_DEFAULT)
    for i in range(LANES):
        truth.needs[NEEDS_NOT_OWING, i] = truth.people[i] - truth.needs[NEEDS_OWING, i]
    for i in range(LANES):
        truth.needs[NEEDS_EMPLOYED, i] = truth.people[i] * np.float32((row.status[i] & EMPLOYED) >> np.uint8(4))
    for i in range(LANES):
        truth.needs[NEEDS_MANAGING, i] = _ZERO


@kernel_function
def _find_managers(truth: Truth, row: Society) -> None:
    """Who manages a work unit: the first of its people, by lane, as for firms."""
    seen = np.uint32(0)  # work units that have a manager, a bit each
    for i in range(np.uint32(row.people)):
        work = np.uint32(row.workplace[i])
        if work < np.uint32(FIRMS) and not (seen >> work) & np.uint32(1):
            seen |= np.uint32(np.uint32(1) << work)
            truth.needs[NEEDS_MANAGING, i] = _ONE


@kernel_function
def _find_parents(truth: Truth, row: Society) -> None:
    """Who answers for the children of a household: the first of it in the register, at the age of parents of pupils."""
    for i in range(LANES):
        is_first = (row.status[i] & FIRST) != np.uint8(0)
        is_of_age = (row.age[i] >= np.uint8(PARENT_FROM)) & (row.age[i] <= np.uint8(PARENT_TO))
        truth.needs[NEEDS_PARENT, i] = truth.people[i] * np.float32(is_first & is_of_age)


@kernel_function
def _decode_bars(truth: Truth, parameters: Parameters, conduct: Conduct) -> None:
    """Who knows from a refusal what is barred to them; nobody where nothing that people give up is barred."""
    for i in range(LANES):
        truth.turned_away[i] = np.uint8(0)
    if parameters.bars != np.uint64(0):
        for i in range(LANES):
            truth.turned_away[i] = np.uint8((conduct.situation[i] & TURNED_AWAY) != np.uint8(0))


@kernel_function
def _decode_states(truth: Truth, response: Response) -> None:
    for i in range(LANES):
        truth.states[EFFORT, i] = np.float32(response.effort[i]) * _U2
    for i in range(LANES):
        truth.states[GUARD, i] = (np.float32(response.self_censorship[i]) - _GUARD_NONE) * _GUARD
    for i in range(LANES):
        truth.states[_MONEY, i] = (np.float32(response.self_censorship_money[i]) - _GUARD_NONE) * _GUARD
    for i in range(LANES):
        truth.states[_LIFE, i] = (np.float32(response.self_censorship_life[i]) - _GUARD_NONE) * _GUARD
    for i in range(LANES):
        truth.states[SALIENCE, i] = np.float32(response.salience[i]) * _U1
    for i in range(LANES):
        truth.states[EVASION, i] = np.float32(response.evasion[i]) * _U1
    for i in range(LANES):
        truth.states[GRIEVANCE, i] = np.float32(response.grievance[i]) * _U2
    for i in range(LANES):
        truth.perceived_risk[PUBLIC, i] = np.float32(response.perceived_risk[i]) * _U2
    for i in range(LANES):
        truth.perceived_risk[MONEY, i] = np.float32(response.perceived_risk_money[i]) * _U2
    for i in range(LANES):
        truth.perceived_risk[LIFE, i] = np.float32(response.perceived_risk_life[i]) * _U2


@kernel_function
def _copy_attributes(truth: Truth, parameters: Parameters, attributes: Row[AttributesHeld], c: U4) -> None:
    """Who has which of the attributes that the scenario declares; nothing where it declares none."""
    if parameters.attributes:
        for i in range(LANES):
            truth.has[i] = attributes[c].has[i]


def meet(world: World, day: U4, c: U4) -> None:
    """Decode one community and what its contacts showed yesterday."""
    truth, records, parameters, society, conduct = (
        world.truth,
        world.records,
        world.parameters,
        world.society,
        world.conduct,
    )
    response, signals = world.response, world.signals
    row = society[c]
    truth.citizen = (np.uint64(parameters.first) + np.uint64(c)) * np.uint64(LANES)
    _decode_traits(truth, row)
    _decode_needs(truth, row, conduct[c])
    if parameters.managing:
        _find_managers(truth, row)
    if parameters.parenting:
        _find_parents(truth, row)
    _decode_bars(truth, parameters, conduct[c])
    _decode_states(truth, response[c])
    if parameters.trusts:
        decode_trust(truth, parameters, world.trust[c])
    meet_contacts(truth, parameters, society, response[c], signals, (day + np.uint32(1)) & np.uint32(1), row, c)
    if parameters.evasion_contacts > _ZERO:
        count_evaders(truth)
    _copy_attributes(truth, parameters, world.attributes, c)
    records.citizen = truth.citizen
    records.people = np.uint32(row.people)
    if parameters.turnover:
        copy_generations(truth, world.seats[c], True)
        copy_generations(records, world.seats[c], True)
    for m in range(4):
        records.near[m] = row.near[m]
    for m in range(2):
        for q in range(QUARTERS):
            records.far[m, q] = row.far[m, q]
    for i in range(LANES):
        records.tied[i] = truth.ties[i]
    if parameters.households:
        for i in range(LANES):
            records.household_first[i] = np.uint8((row.status[i] & FIRST) != np.uint8(0))
