"""Form ``weighted``, citizen by citizen: up to five dimensions, each a level from 0 to 1, weighted onto a scale."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.schema.limits import DIMENSIONS, LANES
from glasshouse.testing.plain.accounts import (
    FAR,
    add_gains,
    added,
    fade,
    first_channel,
    friends_standing,
    gains,
    open_account,
    open_case,
    publish,
    set_aside,
    with_profile,
)
from glasshouse.testing.plain.cases import left_of, turn_case
from glasshouse.testing.plain.people import Account, Case, Citizen, Community, Diary, Twin, World, numbers
from glasshouse.testing.plain.play import has_game, keep_streak

F = np.float32
_STEPS_PER_LEVEL = 16384


def begin(
    world: World, community: Community, citizen: Citizen, s: int, profile: list[Any], count: Counter[Any]
) -> None:
    """Open an account and publish a first score from the profile on file."""
    open_account(world, citizen, s)
    publish_score(world, citizen, s, profile, count, 0)


def judge(world: World, community: Community, diary: Diary, s: int, day: int) -> None:
    """Add what today's records contribute to each dimension; one of them may follow contacts' scores instead."""
    system = world.systems[s]
    publishes = day % system["publish_every"] == system["publish_on"]
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        account = citizen.accounts[s]
        gain = gains(system, citizen, page, diary, account, diary.systems[s])
        if has_game(system):
            keep_streak(system, citizen, page, diary, account, diary.systems[s], day)
        add_gains(system, account, gain)
        if publishes and system["contacts_dimension"] < DIMENSIONS:
            standing = friends_standing(world, page, s) if account.published else F(0)
            level = int(standing * (system["contacts"] * F(2 * _STEPS_PER_LEVEL)))
            account.levels[int(system["contacts_dimension"])] = level
    if system["term"]:
        _keep_cases(community, diary, system, day)


def _keep_cases(community: Community, diary: Diary, system: np.void, day: int) -> None:
    """Open a case for each record of a kept kind, and let those take their course whose day has come."""
    s, count = int(system["number"]), diary.systems[int(system["number"])]
    for kind, lane, channels in diary.records:
        is_member = community.citizens[lane].accounts[s].published > 0
        if system["kept"][kind] and channels & numbers(system["reads"]) and is_member:
            channel, points = first_channel(system, channels), _points_of(system, kind)
            case = Case(lane, s, kind, channel, "recorded", min(day, FAR), day + 1, points)
            open_case(community, system, count, case, day)
    for case in community.cases:
        if case.system == s and case.next <= day and turn_case(case, system, count, day):
            _give_back(community.citizens[case.lane].accounts[s], case, system, day)


def _points_of(system: np.void, kind: int) -> int:
    """Steps of the whole scale that a record takes (negative) or brings, at least one."""
    total = F(0)
    for d in range(int(system["dimensions"])):
        total = total + system["weight"][d] * F(system["points"][kind, d])
    whole = min(max(int(abs(total) + F(0.5)), 1), 32000)
    return whole if total > 0 else -whole


def _give_back(account: Account, case: Case, system: np.void, day: int) -> None:
    """Put back into each area what is left of what a corrected case took from it."""
    for d in range(int(system["dimensions"])):
        left = left_of(case, system, int(system["points"][case.kind, d]), day, day)
        account.levels[d] = added(account.levels[d], -left)


def _contested(world: World, citizen: Citizen, system: np.void, count: Counter[Any], day: int) -> list[int]:
    """By area, what is left out of a publication since appeals are not decided."""
    out, faded = [0] * DIMENSIONS, day + int(system["publish_every"])
    for case in world.communities[citizen.number // LANES].cases if system["suspends"] and system["term"] else ():
        if (case.system, case.lane) == (system["number"], citizen.lane) and set_aside(system, case, count):
            for d in range(int(system["dimensions"])):
                out[d] += left_of(case, system, int(system["points"][case.kind, d]), day, faded)
    return out


def publish_score(world: World, citizen: Citizen, s: int, profile: list[Any], count: Counter[Any], day: int) -> None:
    """Let old contributions fade, then publish the weighted sum of the levels."""
    system, account = world.systems[s], citizen.accounts[s]
    fade(system, account, int(system["dimensions"]), day)
    total, out = F(0), _contested(world, citizen, system, count, day)
    for d in range(int(system["dimensions"])):
        level = system["base"][d] + F(account.levels[d] - out[d]) * system["level_step"]
        level = with_profile(level, system, d, profile)
        total = total + system["weight"][d] * min(max(level, F(0)), F(1))
    publish(system, account, total, count)


TWIN = Twin(judge, begin, publish_score)
