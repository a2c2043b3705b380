"""Debts, person by person: instalments paid or late, fees, defaults."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import NEEDS, NO_KIND
from glasshouse.testing.plain.people import Citizen, Community, Diary, World
from glasshouse.testing.plain.randomness import draw, unit

F = np.float32
_MOST = 65535


def owe(rules: np.void, citizen: Citizen, diary: Diary, d: int) -> None:
    """Put a debt on a citizen, or add to it."""
    amount, debt = int(rules["debt_amount"][d]), citizen.debts[d]
    if amount:
        if not debt.owed:
            debt.due, debt.late = int(rules["debt_every"][d]), 0
        debt.owed = min(debt.owed + amount, _MOST)
        diary.count["debts_opened", d] += 1


def settle_debts(world: World, community: Community, diary: Diary, day: int) -> None:
    """Instalments that fall due today, and debts that today's conduct puts on people."""
    rules = world.parameters
    for d in range(int(rules["debts"])):
        for citizen in community.citizens:
            if citizen.debts[d].owed:
                citizen.debts[d].due -= 1
                if not citizen.debts[d].due:
                    _fall_due(rules, citizen, diary, day, d)
        for kind, lane in diary.events:
            if kind == int(rules["debt_kind"][d]):
                owe(rules, community.citizens[lane], diary, d)


def owe_by_measure(world: World, community: Community, diary: Diary, day: int) -> None:
    """Debts that today's measures put on people, and who owes how much in the evening."""
    rules = world.parameters
    for d in range(int(rules["debts"])):
        for citizen, page in zip(community.citizens, diary.pages, strict=True):
            debt = citizen.debts[d]
            under = bool(page.treatment & int(rules["debt_measure"][d]))
            if under and not debt.under:
                owe(rules, citizen, diary, d)
            debt.under = under
            diary.count["debtors", d] += debt.owed > 0
            diary.count["debts_owed", d] += debt.owed


def _fall_due(rules: np.void, citizen: Citizen, diary: Diary, day: int, d: int) -> None:
    debt, traits = citizen.debts[d], diary.pages[citizen.lane].traits
    debt.due = int(rules["debt_every"][d])
    chance = rules["debt_pays"][d] + rules["debt_pays_income"][d] * traits["income"]
    chance = chance + rules["debt_pays_reliability"][d] * traits["reliability"]
    word = draw(rules["seed"], citizen.person, day, "debts", int(rules["debt_key"][d]))[0]
    if unit(word) < min(max(chance, F(0)), F(1)):
        paid = min(int(rules["debt_instalment"][d]), debt.owed)
        debt.owed, debt.late = debt.owed - paid, 0
        diary.count["debts_paid", d] += paid
        diary.count["debts_ended", d] += debt.owed == 0
        return
    fee = min(int(rules["debt_fee"][d]), _MOST - debt.owed)
    debt.owed, debt.late = debt.owed + fee, min(debt.late + 1, 254)
    diary.count["debts_late", d] += 1
    diary.count["debts_fees", d] += fee
    if 0 < int(rules["debt_patience"][d]) <= debt.late:
        debt.late = 0
        _default(rules, citizen, diary, d)


def _default(rules: np.void, citizen: Citizen, diary: Diary, d: int) -> None:
    kind, page = int(rules["debt_default"][d]), diary.pages[citizen.lane]
    diary.count["debts_defaults", d] += 1
    if kind != NO_KIND and page.needs[NEEDS[rules["need"][kind]]] > 0 and (kind, citizen.lane) not in diary.events:
        diary.events.append((kind, citizen.lane))
