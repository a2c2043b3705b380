"""Form ``list``, case by case: records of some kinds list a person for a term; others take the person off early."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.schema import codes
from glasshouse.testing.plain.accounts import FAR, first_channel, is_in_force, open_account, open_case, set_aside
from glasshouse.testing.plain.copies import acts_on, close
from glasshouse.testing.plain.observation import within
from glasshouse.testing.plain.people import Case, Citizen, Community, Diary, Twin, World, numbers
from glasshouse.testing.plain.randomness import draw, unit

F = np.float32
OFF, ON = 1, 2


def begin(
    world: World, community: Community, citizen: Citizen, s: int, profile: list[Any], count: Counter[Any]
) -> None:
    """Open an account; of those who owe on the first day, most are on the list already, for what is left of a term."""
    kind = next(k for k, mark in enumerate(world.parameters["effect"]) if codes.EFFECTS[mark] == "starts default")
    system = world.systems[s]
    account = open_account(world, citizen, s)
    known = within(world.parameters, citizen) & numbers(system["reads"])
    if not (citizen.in_default and account.published and system["enters"][kind] and known):
        return
    words = draw(world.parameters["seed"], citizen.person, 0, "start", int(system["key"]))
    if unit(words[0]) < system["at_start"]:
        left = int(unit(words[1]) * F(system["term"]))
        case = Case(citizen.lane, s, kind, first_channel(system, known), "listed", world.day, world.day + left)
        if open_case(community, system, count, case, world.day):
            case.next = min(world.day + left + 1, FAR)


def judge(world: World, community: Community, diary: Diary, s: int, day: int) -> None:
    """Open and close cases by today's records and by the calendar."""
    system, count = world.systems[s], diary.systems[s]
    for kind, lane, channels in diary.records:
        if channels & numbers(system["reads"]):
            if system["enters"][kind]:
                _enter(world, community, system, kind, lane, channels, count, day)
            if system["repairs"][kind]:
                _repair(community, system, lane, count, day)
    for case in community.cases:
        if case.system == s and case.next <= day:
            _turn(case, system, count, day)


def _enter(
    world: World,
    community: Community,
    system: np.void,
    kind: int,
    lane: int,
    channels: set[int],
    count: Counter[Any],
    day: int,
) -> None:
    citizen, s = community.citizens[lane], int(system["number"])
    item = (int(system["key"]) + int(world.parameters["kind_key"][kind])) & 0xFFFFFFFF
    who = citizen.number if system["of_firms"] else citizen.person
    luck = unit(draw(world.parameters["seed"], who, day, "cases", item)[0])
    if citizen.accounts[s].published and luck < system["chance"][kind]:
        channel = first_channel(system, channels)
        wait = max(int(system["delay"][channel]) + int(system["notice"]), 1)
        case = Case(lane, s, kind, channel, "recorded", min(day, FAR), day + wait)
        open_case(community, system, count, case, day)


def _repair(community: Community, system: np.void, lane: int, count: Counter[Any], day: int) -> None:
    for case in community.cases:
        if case.system == system["number"] and case.lane == lane:
            if case.status == "recorded":
                case.status = "closed"
                count["repaired"] += 1
            elif case.status == "listed":
                case.status, case.next = "repaired", min(day + int(system["lag"]), FAR)


def _turn(case: Case, system: np.void, count: Counter[Any], day: int) -> None:
    ends = {"listed": "expired", "repaired": "repaired", "corrected": "corrected"}
    if case.status == "recorded":
        case.status, case.next = "listed", min(day + int(system["term"]), FAR)
        count["entered"] += 1
        count["entered_kind", case.kind] += 1
    elif case.status in ends:
        count[ends[case.status]] += 1
        close(case)


def publish_list(world: World, community: Community, s: int, count: Counter[Any]) -> None:
    """Publish who is on the list: by a case in force that was not overturned before, or by a copy on which it acts."""
    members = {citizen.lane for citizen in community.citizens if citizen.accounts[s].published}
    own = [case for case in community.cases if case.system == s and is_in_force(case) and "spared" not in case.flags]
    on = {case.lane for case in own if case.lane in members and not set_aside(world.systems[s], case, count)}
    on |= {case.lane for case in community.cases if acts_on(world.systems[s], case)}
    for citizen in community.citizens:
        account = citizen.accounts[s]
        if account.published:
            account.published = ON if citizen.lane in on else OFF


TWIN = Twin(judge, begin, publish_list=publish_list)
