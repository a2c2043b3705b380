"""Form ``points``, citizen by citizen: a start value, plus and minus points for records."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.schema.codes import HEADINGS
from glasshouse.schema.limits import LANES
from glasshouse.testing.plain.accounts import (
    FAR,
    added,
    band_of,
    fade,
    first_channel,
    friends_standing,
    gains,
    open_account,
    open_case,
    publish,
    set_aside,
    with_attributes,
)  # fmt: skip
from glasshouse.testing.plain.cases import left_of, turn_case
from glasshouse.testing.plain.collective import share_points
from glasshouse.testing.plain.people import Account, Case, Citizen, Community, Diary, Twin, World, numbers
from glasshouse.testing.plain.play import has_game, keep_streak

F = np.float32
_OTHERS = 4


def begin(
    world: World, community: Community, citizen: Citizen, s: int, profile: list[Any], count: Counter[Any]
) -> None:
    """Open an account at the start value."""
    system = world.systems[s]
    account = open_account(world, citizen, s)
    start, steps = (system["start"] - system["low"]) / (system["high"] - system["low"]), 0
    if system["file_pools"] and account.published:
        steps = account.levels[0] = _steps_for_files(system, citizen)
    above_low = system["start"] - system["low"] + F(steps) * system["step"]
    span = F(1) / (system["high"] - system["low"])
    place = with_attributes(above_low * span if steps else start, system, 0, profile)
    publish(system, account, _of_group(system, citizen, place, span), count)
    if steps:
        clean = 1 + int(start * F(65533) + F(0.5))
        burdens = [system["burden"][band_of(system, code)] for code in (account.published, clean)]
        count["rescored"] += 1
        count["condemned"] += bool(burdens[0] > burdens[1])


def _steps_for_files(system: np.void, citizen: Citizen) -> int:
    """What a system that opens makes of the files that it may read."""
    total = F(0)
    for pool in range(2):
        for heading in range(len(HEADINGS)):
            recent, old = citizen.files[pool, heading] if int(system["file_pools"]) >> pool & 1 else (0, 0)
            total = total + system["file_points"][heading] * (F(recent) + system["old_counts"] * F(old))
    return int(min(max(total, F(-32000)), F(32000)))


def judge(world: World, community: Community, diary: Diary, s: int, day: int) -> None:
    """Add the points of today's records; open, lapse and correct cases."""
    system, count = world.systems[s], diary.systems[s]
    quarter = int(system["window"]) // 4
    bucket = day // quarter % 4 if quarter else 0
    is_due = day % system["publish_every"] == system["publish_on"]
    shares = system["household"] != 0 or system["village"] != 0
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        account = citizen.accounts[s]
        if quarter and day % quarter == 0:
            account.levels[bucket] = 0  # the oldest quarter of the window is forgotten
        gain = gains(system, citizen, page, diary, account, count)
        account.levels[bucket] = added(account.levels[bucket], gain[0])
        if has_game(system):
            keep_streak(system, citizen, page, diary, account, count, day)
        if is_due and system["contacts"] != 0:
            scale = system["contacts"] * F(2) / system["step"]
            account.levels[_OTHERS] = int(friends_standing(world, page, s) * scale)
        elif is_due:
            account.levels[_OTHERS] = 0
    if is_due and shares:
        share_points(system, community, s)
    _open_cases(community, diary, system, count, day)
    for case in community.cases:
        if case.system == s and case.next <= day and turn_case(case, system, count, day):
            _give_back(community.citizens[case.lane].accounts[s], case, system, day)


def _open_cases(community: Community, diary: Diary, system: np.void, count: Counter[Any], day: int) -> None:
    s = int(system["number"])
    for kind, lane, channels in diary.records:
        is_member = community.citizens[lane].accounts[s].published > 0
        if system["kept"][kind] and channels & numbers(system["reads"]) and is_member:
            points = _points_of(diary, system, kind, lane, channels)
            if points is None:
                continue
            case = Case(lane, s, kind, first_channel(system, channels), "recorded", min(day, FAR), day + 1, points)
            open_case(community, system, count, case, day)


def _points_of(diary: Diary, system: np.void, kind: int, lane: int, channels: set[int]) -> int | None:
    """Steps that a record brought; None for one of a rule with a tally that brought nothing, or is not the day's first."""
    row = int(system["tally"][kind]) - 1
    if row < 0:
        return int(system["points"][kind, 0])
    reads = numbers(system["reads"])
    first = next(each for each in diary.records if each[:2] == (kind, lane) and each[2] & reads)
    return (diary.pages[lane].tallied[row] or None) if first[2] is channels else None


def _give_back(account: Account, case: Case, system: np.void, day: int) -> None:
    """Put back what a corrected case took: where it was taken from, and no more than is left of it."""
    quarter = int(system["window"]) // 4
    account.levels[case.opened // quarter % 4 if quarter else 0] -= left_of(case, system, case.points, day, day)


def publish_score(world: World, citizen: Citizen, s: int, profile: list[Any], count: Counter[Any], day: int) -> None:
    """Publish the start value plus points, cut off at the ends of the scale."""
    system, account = world.systems[s], citizen.accounts[s]
    fade(system, account, 1, day)
    steps = sum(each for d, each in enumerate(account.levels) if d != system["game"])
    for case in world.communities[citizen.number // LANES].cases if system["suspends"] else ():
        if (case.system, case.lane) == (s, citizen.lane) and set_aside(system, case, count):
            steps -= left_of(case, system, case.points, day, day + int(system["publish_every"]))
    above_low = system["start"] - system["low"] + F(steps) * system["step"]
    span = F(1) / (system["high"] - system["low"])
    place = with_attributes(above_low * span, system, 0, profile)
    publish(system, account, _of_group(system, citizen, place, span), count)


def _of_group(system: np.void, citizen: Citizen, place: np.float32, span: np.float32) -> np.float32:
    """A place on the scale with what the citizen's group starts with, more or less than others."""
    group = ("migrant" in citizen.status) + 2 * ("minority" in citizen.status)
    return place + system["starts"][group] * span if system["grouped"] else place


TWIN = Twin(judge, begin, publish_score)
