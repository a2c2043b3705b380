"""Joining, changing and leaving providers, citizen by citizen; and the evening on which accounts open and close."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.schema.codes import ASKED
from glasshouse.schema.limits import DIMENSIONS
from glasshouse.testing.plain.accounts import is_meant
from glasshouse.testing.plain.people import Account, Citizen, Community, Diary, Page, World
from glasshouse.testing.plain.randomness import draw, unit

F = np.float32


def consider_accounts(world: World, community: Community, diary: Diary, day: int) -> None:
    """Let everybody think of the providers of each market: whom friends recommend, and once a week all of them."""
    for market in range(1, int(world.parameters["markets"]) + 1):
        providers = [s for s, system in enumerate(world.systems) if system["active"] and system["market"] == market]
        is_day = (day + community.number) % int(world.parameters["joining_every"]) == 0
        for citizen, page in zip(community.citizens, diary.pages, strict=True):
            asked = citizen.here and _follow_referral(world, citizen, page, providers, day)
            if citizen.here and is_day and providers and not asked:
                _decide(world, citizen, page, providers, day)


def _has(world: World, where: tuple[int, int], s: int) -> bool:
    return world.citizen(*where).accounts[s].published > 0


def _follow_referral(world: World, citizen: Citizen, page: Page, providers: list[int], day: int) -> bool:
    """Of the providers that contacts recommend, the one that luck is kindest to is joined, if it is kind enough."""
    rules = world.parameters
    recruiters = [
        where for where in page.contacts.values() if "refers" in world.citizen(*where).faces[1 - day % 2].flags
    ]
    held = [s for s in providers if citizen.accounts[s].published]
    found = []
    for s in providers:
        if s not in held and is_meant(world.systems[s], citizen) and any(_has(world, where, s) for where in recruiters):
            word = draw(rules["seed"], citizen.person, day, "referral", int(world.systems[s]["key"]))[0]
            found.append((unit(word), s))
    chance = rules["referral"] * (rules["several"] if held else F(1))
    if not found or len(held) >= int(rules["most_accounts"]) or not min(found)[0] < chance:
        return False
    _ask(citizen, min(found)[1])
    return True


def _decide(world: World, citizen: Citizen, page: Page, providers: list[int], day: int) -> None:
    rules, most = world.parameters, int(world.parameters["most_accounts"])
    friends = F(max(len(page.contacts), 1))
    members = {s: {tie for tie, where in page.contacts.items() if _has(world, where, s)} for s in providers}
    worth = {s: _worth(world, citizen, s, F(len(members[s])) / friends) for s in providers}
    held = [s for s in providers if citizen.accounts[s].published]
    # At equal worth the first in the alphabet counts, as the best and as the worst.
    others = [s for s in providers if s not in held and is_meant(world.systems[s], citizen)]
    best = max(others, key=lambda s: (worth[s], -s), default=None)
    worst = min(held, key=lambda s: (worth[s], s), default=None)
    key = int(world.systems[providers[-1]]["market_key"])
    first, second, third, _ = draw(rules["seed"], citizen.person, day, "joining", key)
    if best is not None and len(held) < most:
        near = F(len(set().union(*members.values()))) / friends
        times = F(int(rules["joining_every"])) * (rules["several"] if held else F(1))
        system = world.systems[best]
        if unit(first) < system["innovation"] * times + system["imitation"] * times * near:
            _ask(citizen, best)
            return
    if worst is None:
        return
    if best is not None and worth[best] > worth[worst] + rules["switching"] and unit(second) < rules["looks"]:
        _ask(citizen, best)
        _ask(citizen, worst)
    elif unit(third) < rules["quits"]:
        _ask(citizen, worst)


def _worth(world: World, citizen: Citizen, s: int, near: np.float32) -> np.float32:
    system = world.systems[s]
    luck = unit(draw(world.parameters["seed"], citizen.person, 0, "taste", int(system["key"]))[0])
    taste, network = F(world.parameters["taste"]), F(world.parameters["network"])
    return taste * luck + F(system["advantage"]) + network * near


def _ask(citizen: Citizen, s: int) -> None:
    citizen.accounts[s].levels[-1] = int(ASKED)


def open_and_close(world: World, community: Community, s: int, count: Counter[Any]) -> None:
    """Open and close the accounts of one system that were asked for by day."""
    for citizen in community.citizens:
        account = citizen.accounts[s]
        if account.levels[-1] == ASKED:
            entry = 0 if account.published else int(world.systems[s]["entry"])
            citizen.accounts[s] = Account([0] * DIMENSIONS, entry)
            count["joined" if entry else "left"] += 1
        count["members"] += citizen.accounts[s].published > 0
