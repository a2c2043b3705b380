"""Form ``learned``, citizen by citizen: counts of records and attributes on file, weighed as a fitter has found."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.testing.plain.accounts import add_gains, added, fade, gains, open_account, publish, with_profile
from glasshouse.testing.plain.people import Citizen, Community, Diary, Twin, World

F = np.float32
_OUTCOME = 4


def begin(
    world: World, community: Community, citizen: Citizen, s: int, profile: list[Any], count: Counter[Any]
) -> None:
    """Open an account and publish the score that everybody has."""
    open_account(world, citizen, s)
    publish_score(world, citizen, s, profile, count, 0)


def judge(world: World, community: Community, diary: Diary, s: int, day: int) -> None:
    """Count today's records of each feature and of the outcome."""
    system = world.systems[s]
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        account = citizen.accounts[s]
        gain = gains(system, citizen, page, diary, account, diary.systems[s])
        add_gains(system, account, gain)
        account.levels[_OUTCOME] = added(account.levels[_OUTCOME], gain[_OUTCOME])


def publish_score(world: World, citizen: Citizen, s: int, profile: list[Any], count: Counter[Any], day: int) -> None:
    """Let old records fade, then publish what the fitted weights make of them."""
    system, account = world.systems[s], citizen.accounts[s]
    features = range(int(system["dimensions"]))
    fade(system, account, len(features), day)
    total = system["base"][0]
    for d in features:
        total = total + system["weight"][d] * F(account.levels[d])
    publish(system, account, with_profile(total, system, 0, profile), count)


TWIN = Twin(judge, begin, publish_score)
