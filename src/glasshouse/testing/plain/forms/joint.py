"""Form ``joint``, citizen by citizen: what other systems have published counts towards one account."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.testing.plain.accounts import open_account, publish
from glasshouse.testing.plain.people import Citizen, Community, Diary, Twin, World, numbers

F = np.float32


def begin(
    world: World, community: Community, citizen: Citizen, s: int, profile: list[Any], count: Counter[Any]
) -> None:
    """Open an account at the start value."""
    open_account(world, citizen, s)
    publish_score(world, citizen, s, profile, count, 0)


def judge(world: World, community: Community, diary: Diary, s: int, day: int) -> None:
    """On days of publication, add up what the others had published up to last night."""
    system = world.systems[s]
    if day % system["publish_every"] != system["publish_on"]:
        return
    for citizen in community.citizens:
        account = citizen.accounts[s]
        steps = sum(worth(system, o, citizen.accounts[o].published) for o in numbers(system["others"]))
        account.levels[0] = min(max(steps, -32000), 32000) if account.published else 0


def worth(system: np.void, o: int, code: int) -> int:
    """What a published code of another system is worth, in steps; nothing without an account there."""
    if not code:
        return 0
    starts = [max(int(start), 1) for start in system["other_code"][o][: int(system["other_bands"][o])]]
    band = max((b for b, start in enumerate(starts) if code >= start), default=None)
    points = int(system["other_points"][o, band]) if band is not None else 0
    return points + int(system["other_weight"][o] * (F(code - 1) * F(1 / 65533)))


def publish_score(world: World, citizen: Citizen, s: int, profile: list[Any], count: Counter[Any], day: int) -> None:
    """Publish the start value plus what the others' standing is worth."""
    system, account = world.systems[s], citizen.accounts[s]
    above_low = system["start"] - system["low"] + F(account.levels[0]) * system["step"]
    publish(system, account, above_low * (F(1) / (system["high"] - system["low"])), count)


TWIN = Twin(judge, begin, publish_score)
