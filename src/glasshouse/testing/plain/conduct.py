"""What people do today, one after the other: frequent kinds each with a word, the rarer ones by slots of a shared word."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.schema.tables import CHANNELS, INVENTORS, KINDS, MARKS, NEEDS, STATES, TRAITS
from glasshouse.testing.plain.decided import carry_out, hold_evasion
from glasshouse.testing.plain.gathering import arrest, come_back, join, look_for_wrongs
from glasshouse.testing.plain.people import Community, Diary, Page, World
from glasshouse.testing.plain.randomness import draw

F = np.float32
_WORD = F(2**31)
_FALSE_START = 3 * 2**29


def act(world: World, community: Community, diary: Diary, day: int) -> None:
    """One community's conduct of the day."""
    rules = world.rules
    frequent, groups, kinds = int(rules["frequent"]), int(rules["groups"]), int(rules["kinds"])
    hold_evasion(world, community, diary)
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        blocks = (frequent + groups + 3) // 4
        page.words = [w for b in range(blocks) for w in draw(rules["seed"], citizen.number, day, "acts", b)]
        for kind in range(frequent):
            _do_frequent(rules, page, kind)
    for group in range(groups):
        for lane, page in enumerate(diary.pages):
            _do_rare(rules, diary, page, lane, group)
    look_for_wrongs(rules, community, diary, day)
    for kind in range(frequent, kinds):
        if MARKS[rules["mark"][kind]] == "gathers":
            join(rules, community, diary, kind)
    carry_out(world, community, diary)
    arrest(rules, community, diary, day)
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        come_back(rules, citizen, page)
        citizen.active = False
    for kind, lane in diary.events:
        mark = MARKS[rules["mark"][kind]]
        if mark in ("starts owing", "ends owing"):
            community.citizens[lane].owing = mark == "starts owing"
        community.citizens[lane].active |= mark == "gathers"
    for citizen in community.citizens:
        citizen.resting |= citizen.active
        citizen.detained |= citizen.lane in diary.arrested


def rates(rules: Any, page: Page, kind: int) -> tuple[Any, Any]:
    """The daily rate of a kind for one citizen, and what it would be without guard."""
    by_trait, by_state = F(1), F(1)
    for m in range(int(rules["trait_count"][kind])):
        by_trait += rules["trait_weight"][kind, m] * page.traits[TRAITS[rules["trait_index"][kind, m]]]
    for m in range(int(rules["state_count"][kind])):
        by_state += rules["state_weight"][kind, m] * page.states[STATES[rules["state_index"][kind, m]]]
    factor = max(by_trait, F(0)) * rules["rate"][kind] * page.needs[NEEDS[rules["need"][kind]]]
    guarded = by_state + rules["guard_weight"][kind] * page.states["guard"]
    ceiling = rules["ceiling"][kind]
    return min(factor * max(guarded, F(0)), ceiling), min(factor * max(by_state, F(0)), ceiling)


def _do_frequent(rules: Any, page: Page, kind: int) -> None:
    rate, free = rates(rules, page, kind)
    draw_of_day = page.words[kind] >> 1
    if draw_of_day < int(rate * _WORD):
        page.done.add(kind)
    elif rules["guard_weight"][kind] < 0 and draw_of_day < int(free * _WORD):
        page.withheld.add(kind)


def _do_rare(rules: Any, diary: Diary, page: Page, lane: int, group: int) -> None:
    """At most one kind of a group a day: the one into whose slot the draw falls, if it falls low enough."""
    u = page.words[int(rules["frequent"]) + group] >> 1
    if u < rules["group_end"][group]:
        kind = int(rules["cell"][group, u >> 19])
        rate, free = rates(rules, page, kind)
        offset = F(u - int(rules["slot"][kind]))
        passes = F(1) - rules["friction"][kind] * (F(1) - page.states["evasion"])
        if offset < rate * passes * _WORD:
            diary.events.append((kind, lane))
        elif offset < rate * _WORD:
            diary.hindered.append((kind, lane))
        elif rules["guard_weight"][kind] < 0 and offset < free * _WORD:
            diary.kept_back.append((kind, lane))
    if 0 <= u - _FALSE_START < rules["false_end"][group]:
        _invent(rules, diary, page, lane, group, u - _FALSE_START)


def _invent(rules: Any, diary: Diary, page: Page, lane: int, group: int, offset: int) -> None:
    """The last quarter of a draw holds interlaced rooms, one for a false record of each kind by each channel."""
    height, room = divmod(offset, KINDS * INVENTORS)
    kind, channel = room // INVENTORS, int(rules["channel_of_room"][room % INVENTORS])
    if channel == CHANNELS or not rules["frequent"] <= kind < rules["kinds"]:
        return
    if rules["cell"][group, rules["slot"][kind] >> 19] != kind:
        return  # that kind's slot lies in another group's draw
    rate = rules["invents"][kind, channel] * rules["inventing"][channel, page.group] * page.needs["nothing"]
    rate = rate * (F(1) + rules["suspects"][channel] * page.states["evasion"])
    if F(height) < rate * _WORD:
        diary.inventions.append((kind, lane, channel))
