"""Decisions carried out, one citizen after the other: laid over what habit and the draws brought today."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.schema.codes import ASKED, NEEDS
from glasshouse.schema.limits import DIMENSIONS, EVENTS
from glasshouse.testing.plain.accounts import is_meant
from glasshouse.testing.plain.choices import Choice
from glasshouse.testing.plain.people import Account, Citizen, Community, Diary, Page, World

F = np.float32
_CLOSED, _NOT_VOLUNTARY, _FOR_OTHERS, _MARKET_FULL = 1, 2, 3, 4


def deciders(world: World, community: Community, diary: Diary) -> list[tuple[Choice, Citizen, Page]]:
    """Who of a community has decided something for today."""
    pairs = zip(community.citizens, diary.pages, strict=True)
    return [(world.choices[one.number], one, page) for one, page in pairs if one.number in world.choices]


def hold_evasion(world: World, community: Community, diary: Diary) -> None:
    """Evasion at one of its ends for today, before anything leans on it."""
    for choice, _, page in deciders(world, community, diary):
        if choice.evade is not None:
            page.states["evasion"] = F(choice.evade)


def carry_out(world: World, community: Community, diary: Diary) -> None:
    """Let acts happen and leave acts out."""
    for choice, citizen, page in deciders(world, community, diary):
        for kind in sorted(choice.do | choice.leave | choice.dare):
            able = bool(page.needs[NEEDS[world.parameters["need"][kind]]] > 0)
            if kind < int(world.parameters["frequent"]):
                _decide_frequent(choice, page, kind, able)
            else:
                _decide_rare(choice, diary, (kind, citizen.lane), able)


def _decide_frequent(choice: Choice, page: Page, kind: int, able: bool) -> None:
    if kind in choice.leave and kind in page.done:
        page.done.remove(kind)
        choice.left.add(kind)
    if kind in choice.do and not able:
        choice.unable.add(kind)
    if (kind in choice.dare and kind in page.withheld) or (kind in choice.do and able):
        page.done.add(kind)
        page.withheld.discard(kind)
        choice.done.add(kind)


def _decide_rare(choice: Choice, diary: Diary, event: tuple[int, int], able: bool) -> None:
    kind = event[0]
    if kind in choice.leave and event in diary.events:
        diary.events.remove(event)
        choice.left.add(kind)
    if kind in choice.do and not able:
        choice.unable.add(kind)
    elif kind in choice.do or (kind in choice.dare and event in diary.withheld_events):
        if event not in diary.events and len(diary.events) >= EVENTS:
            choice.full.add(kind)
            return
        diary.events += [] if event in diary.events else [event]
        for held in (diary.withheld_events, diary.hindered):
            held[:] = [other for other in held if other != event]
        choice.done.add(kind)


def mornings(world: World, community: Community) -> dict[int, tuple[list[int], set[int]]]:
    """Of each decider, by number, the last level of each account and the cut ties, before habit has its say."""
    return {
        one.number: ([account.levels[-1] for account in one.accounts], set(one.cut))
        for one in community.citizens
        if one.number in world.choices
    }


def decide(world: World, community: Community, diary: Diary, before: dict[int, tuple[list[int], set[int]]]) -> None:
    """Accounts, ties and the evening's evasion of those who have decided about them."""
    for choice, citizen, page in deciders(world, community, diary):
        marks, cut = before[citizen.number]
        if choice.evade is not None and world.parameters["responds"]:
            citizen.codes["evasion"] = 255 * choice.evade
        for joins, systems in ((False, choice.quit), (True, choice.join)):
            for s in sorted(systems):
                citizen.accounts[s].levels[-1] = marks[s]
                _decide_account(world, citizen, choice, s, joins)
        stand = {tie for tie in page.contacts if tie < 8}
        citizen.cut = cut | {tie for tie in citizen.cut - cut if tie not in choice.keep} | (choice.cut & stand)
        choice.gone = ((choice.cut - cut) | choice.keep) - stand


def _decide_account(world: World, citizen: Citizen, choice: Choice, s: int, joins: bool) -> None:
    system, account = world.systems[s], citizen.accounts[s]
    if (account.published > 0) == joins:
        return
    market = int(system["market"])
    free = market > 0 or s in choice.voluntary
    if not system["active"]:
        choice.why_not[s] = _CLOSED
    elif not free and (joins or not system["leaves"]):
        choice.why_not[s] = _NOT_VOLUNTARY
    elif joins and not is_meant(system, citizen):
        choice.why_not[s] = _FOR_OTHERS
    elif joins and market and _held_tonight(world, citizen, market) >= int(world.parameters["most_accounts"]):
        choice.why_not[s] = _MARKET_FULL
    else:
        account.levels[-1] = int(ASKED)


def _held_tonight(world: World, citizen: Citizen, market: int) -> int:
    """Accounts of one market once what was asked for is granted."""
    return sum(
        (account.published > 0) != (account.levels[-1] == ASKED)
        for account, system in zip(citizen.accounts, world.systems, strict=False)
        if system["active"] and system["market"] == market
    )


def grant(world: World, community: Community, diary: Diary) -> None:
    """Open and close accounts that were decided on where nobody asks by habit."""
    for choice, citizen, _ in deciders(world, community, diary):
        for s in choice.join | choice.quit:
            account, system = citizen.accounts[s], world.systems[s]
            if account.levels[-1] == ASKED and not system["market"] and not system["leaves"]:
                entry: Any = 0 if account.published else int(system["entry"])
                citizen.accounts[s] = Account([0] * DIMENSIONS, entry)
                diary.systems[s]["joined" if entry else "left"] += 1
