"""Games, citizen by citizen: rows of days in the platform's records, and what they do to salience."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.testing.plain.people import Account, Citizen, Diary, Page, World, numbers

F = np.float32


def has_game(system: np.void) -> bool:
    """Whether a system carries a game."""
    return int(system["game"]) < 5


def keep_streak(
    system: np.void, citizen: Citizen, page: Page, diary: Diary, account: Account, count: Counter[Any], day: int
) -> None:
    """Let a row of days grow or end; every seventh day makes a week."""
    if not account.published:
        account.levels[int(system["game"])] = 0
        return
    reads = numbers(system["reads"])
    seen = {kind for kind in page.recorded if page.recorded[kind] & reads}
    seen |= {kind for kind, lane, channels in diary.records if lane == citizen.lane and channels & reads}
    plays = any(system["plays"][kind] for kind in seen)
    weeks, days = divmod(account.levels[int(system["game"])], 128)
    weeks, days = min(weeks + (day % 7 == 6), 255), min(days + 1, 127) if plays else 0
    account.levels[int(system["game"])] = weeks * 128 + days
    count["played"] += plays
    count["prizes"] += _is_prized(system, days)


def _is_prized(system: np.void, days: int) -> bool:
    every = int(system["prize_every"])
    return every > 0 and days > 0 and days % every == 0


def felt(world: World, citizen: Citizen, page: Page) -> np.float32:
    """What all games add to the salience of their scores today."""
    rules, total = world.parameters, F(0)
    for s, system in enumerate(world.systems):
        account = citizen.accounts[s]
        if not system["active"] or not has_game(system) or not account.published:
            continue
        weeks, days = divmod(account.levels[int(system["game"])], 128)
        worth = rules["game_appeal"][weeks]
        total = total + worth * (rules["game_row"] * (F(min(days, int(rules["game_full"]))) / rules["game_full"]))
        if _is_prized(system, days):
            total = total + worth * rules["salience_prize"]
        if system["shows_friends"] and rules["game_comparison"] > 0:
            total = total + worth * (rules["game_comparison"] * max(_behind(world, page, s, account), F(0)))
    return total


def _behind(world: World, page: Page, s: int, account: Account) -> np.float32:
    """How far contacts who have an account stand above oneself."""
    codes = [world.citizen(*where).accounts[s].published for where in page.contacts.values()]
    codes = [code for code in codes if code]
    mean = F(sum(codes)) / F(max(len(codes), 1))
    return (mean - F(account.published)) * F(1 / 65534)
