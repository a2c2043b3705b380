"""Form ``weighted``, citizen by citizen: up to five dimensions, each a level from 0 to 1, weighted onto a scale."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.schema.limits import DIMENSIONS
from glasshouse.testing.plain.accounts import (
    add_gains,
    fade,
    friends_standing,
    gains,
    open_account,
    publish,
    with_profile,
)
from glasshouse.testing.plain.people import Citizen, Community, Diary, Twin, World
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


def publish_score(world: World, citizen: Citizen, s: int, profile: list[Any], count: Counter[Any], day: int) -> None:
    """Let old contributions fade, then publish the weighted sum of the levels."""
    system, account = world.systems[s], citizen.accounts[s]
    fade(system, account, int(system["dimensions"]), day)
    total = F(0)
    for d in range(int(system["dimensions"])):
        level = system["base"][d] + F(account.levels[d]) * system["level_step"]
        level = with_profile(level, system, d, profile)
        total = total + system["weight"][d] * min(max(level, F(0)), F(1))
    publish(system, account, total, count)


TWIN = Twin(judge, begin, publish_score)
