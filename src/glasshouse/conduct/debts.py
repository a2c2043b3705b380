"""Debts day by day: what falls due is paid or not, fees are added, who misses too many instalments defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import INCOME, NO_KIND, RELIABILITY
from glasshouse.schema.limits import EVENTS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, DayCounts, Debts, Flag, Index, Parameters, Rows, Truth, World

_ONE, _ZERO = np.float32(1.0), np.float32(0.0)
_MOST = np.uint32(65535)


@kernel_function
def _owe(parameters: Parameters, here: Debts, day_counts: DayCounts, d: Index, i: Index) -> None:
    """Put a debt on lane `i`, or add to it."""
    if parameters.debt_amount[d] == np.uint32(0):
        return
    if here.owed[i] == np.uint16(0):
        here.due[i], here.late[i] = np.uint8(parameters.debt_every[d]), np.uint8(0)
    here.owed[i] = np.uint16(min(np.uint32(here.owed[i]) + parameters.debt_amount[d], _MOST))
    day_counts.debts_opened[d] += np.int64(1)


@kernel_function
def _does(truth: Truth, k: U4, i: U4) -> Flag:
    """Whether lane `i` does something of rarer kind `k` today."""
    # Events pack kind << 8 | lane.
    found, code = False, np.uint32(np.uint32(k << np.uint32(8)) | i)
    for e in range(truth.n):
        found = found or truth.code[e] == code
    return found


@kernel_function
def _default(truth: Truth, parameters: Parameters, day_counts: DayCounts, d: Index, i: U4) -> None:
    """A default is an act of the kind that it stands for, where that can happen and has not happened today."""
    k = parameters.debt_default[d]
    day_counts.debts_defaults[d] += np.int64(1)
    if k == np.uint32(NO_KIND) or truth.n >= np.uint32(EVENTS):
        return
    if truth.needs[parameters.need[k], i] > _ZERO and not _does(truth, k, i):
        truth.code[truth.n] = np.uint32(np.uint32(k << np.uint32(8)) | i)
        truth.n += np.uint32(1)


@kernel_function
def _pays(truth: Truth, parameters: Parameters, day: U4, d: Index, i: U4) -> Flag:
    chance = parameters.debt_pays[d] + parameters.debt_pays_income[d] * truth.traits[INCOME, i]
    chance = chance + parameters.debt_pays_reliability[d] * truth.traits[RELIABILITY, i]
    word = randomness.draw(
        parameters.seed, randomness.person(truth, np.uint32(i)), day, randomness.DEBTS, parameters.debt_key[d]
    )[0]
    return bool(randomness.unit(word) < min(max(chance, _ZERO), _ONE))


@kernel_function
def _fall_due(
    truth: Truth, parameters: Parameters, here: Debts, day_counts: DayCounts, day: U4, d: Index, i: U4
) -> None:
    """An instalment of lane `i`: paid, or late."""
    here.due[i] = np.uint8(parameters.debt_every[d])
    owed = np.uint32(here.owed[i])
    if _pays(truth, parameters, day, d, i):
        paid = min(parameters.debt_instalment[d], owed)
        here.owed[i], here.late[i] = np.uint16(owed - paid), np.uint8(0)
        day_counts.debts_paid[d] += np.int64(paid)
        day_counts.debts_ended[d] += np.int64(owed == paid)
        return
    more = min(owed + parameters.debt_fee[d], _MOST)
    here.owed[i], here.late[i] = np.uint16(more), np.uint8(here.late[i] + np.uint8(1))
    day_counts.debts_late[d] += np.int64(1)
    day_counts.debts_fees[d] += np.int64(more - owed)
    if parameters.debt_patience[d] > np.uint32(0) and np.uint32(here.late[i]) >= parameters.debt_patience[d]:
        here.late[i] = np.uint8(0)
        _default(truth, parameters, day_counts, d, i)
    elif here.late[i] == np.uint8(255):
        here.late[i] = np.uint8(254)


@kernel_function
def settle_debts(
    truth: Truth, parameters: Parameters, debts: Rows[Debts], day_counts: DayCounts, day: U4, c: U4
) -> None:
    """Instalments that fall due today, and debts that today's conduct puts on people."""
    for d in range(parameters.debts):
        here = debts[d, c]
        for i in range(LANES):
            if here.owed[i] > np.uint16(0):
                here.due[i] = np.uint8(here.due[i] - np.uint8(1))
                if here.due[i] == np.uint8(0):
                    _fall_due(truth, parameters, here, day_counts, day, d, np.uint32(i))
        for e in range(truth.n):
            if truth.code[e] >> np.uint32(8) == parameters.debt_kind[d]:
                _owe(parameters, here, day_counts, d, truth.code[e] & np.uint32(255))


@kernel_function
def _owe_by_measure(truth: Truth, parameters: Parameters, here: Debts, day_counts: DayCounts, d: Index) -> None:
    """Put a debt on whoever comes under its measure today, and count who owes how much in the evening."""
    debtors, owed = np.uint32(0), np.uint32(0)
    for i in range(LANES):
        under = np.uint8((truth.treatment[i] & parameters.debt_measure[d]) != np.uint64(0))
        if under and not here.under[i]:
            _owe(parameters, here, day_counts, d, np.uint32(i))
        here.under[i] = under
        debtors = np.uint32(debtors + np.uint32(here.owed[i] != np.uint16(0)))
        owed = np.uint32(owed + np.uint32(here.owed[i]))
    day_counts.debtors[d] += np.int64(debtors)
    day_counts.debts_owed[d] += np.int64(owed)


def owe_by_measure(world: World, day: U4, c: U4) -> None:
    """One community's debts in the evening: those that today's measures put on people, and who owes how much."""
    truth, parameters, debts, day_counts = world.truth, world.parameters, world.debts, world.day_counts
    for d in range(parameters.debts):
        _owe_by_measure(truth, parameters, debts[d, c], day_counts, d)
