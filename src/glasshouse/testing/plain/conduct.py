"""What people do today, one after the other: frequent kinds each with a word, the rarer ones mostly by slots of a shared one."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.schema.codes import EFFECTS, NEEDS, NO_KIND, STATE_ROWS, STATES, TRAITS
from glasshouse.schema.limits import CELLS
from glasshouse.testing.plain.attributes import times
from glasshouse.testing.plain.debts import settle_debts
from glasshouse.testing.plain.decided import carry_out, hold_evasion
from glasshouse.testing.plain.gathering import is_over, join, look_for_incidents
from glasshouse.testing.plain.people import Community, Diary, Page, World
from glasshouse.testing.plain.persuasion import come_to_oneself, persuade
from glasshouse.testing.plain.randomness import draw

F = np.float32
_WORD = F(2**31)


def act(world: World, community: Community, diary: Diary, day: int) -> None:
    """One community's conduct of the day."""
    rules = world.parameters
    frequent, kinds = int(rules["frequent"]), int(rules["kinds"])
    hold_evasion(world, community, diary)
    felt = persuade(world, community, diary, day) if rules["persuades"] > 0 else None
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        blocks = [int(b) for b in rules["block"][: int(rules["blocks"])]]
        words = [word for block in blocks for word in draw(rules["seed"], citizen.person, day, "acts", block)]
        page.words = dict(enumerate(words))
        for kind in range(frequent):
            page.words[int(rules["row"][kind])] = _word_of(rules, citizen.person, page, kind, day)
            _do_frequent(rules, page, kind)
    for walk in range(int(rules["walks"])):
        _walk(world, community, diary, walk, day)
    look_for_incidents(rules, community, diary, day)
    for kind in range(frequent, kinds):
        if EFFECTS[rules["effect"][kind]] == "gathers":
            join(rules, community, diary, kind)
    carry_out(world, community, diary)
    settle_debts(world, community, diary, day)
    _settle(world, community, diary)
    if felt is not None:
        come_to_oneself(diary, felt)


def _settle(world: World, community: Community, diary: Diary) -> None:
    """Who comes back, and what today's acts change in people's own situation."""
    rules = world.parameters
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        citizen.resting &= not is_over(page, rules["rest_ends"])
        citizen.active = False
    for kind, lane in diary.events:
        effect = EFFECTS[rules["effect"][kind]]
        if effect in ("starts default", "ends default"):
            community.citizens[lane].in_default = effect == "starts default"
        community.citizens[lane].active |= effect == "gathers"
    for citizen in community.citizens:
        citizen.resting |= citizen.active


def rates(rules: np.void, page: Page, kind: int) -> tuple[Any, Any]:
    """The daily rate of a kind for one citizen, and what it would be without self-censorship."""
    by_trait, by_state = F(1), F(1)
    for m in range(int(rules["trait_count"][kind])):
        by_trait += rules["trait_weight"][kind, m] * page.traits[TRAITS[rules["trait_index"][kind, m]]]
    for m in range(int(rules["state_count"][kind])):
        by_state += rules["state_weight"][kind, m] * page.states[STATES[rules["state_index"][kind, m]]]
    factor = max(by_trait, F(0)) * rules["rate"][kind] * page.needs[NEEDS[rules["need"][kind]]]
    factor = factor * times(rules, page.has, kind)
    guarded = by_state + rules["self_censorship_weight"][kind] * page.states[STATE_ROWS[rules["guard"][kind]]]
    ceiling = rules["ceiling"][kind]
    return min(factor * max(guarded, F(0)), ceiling), min(factor * max(by_state, F(0)), ceiling)


def _do_frequent(rules: np.void, page: Page, kind: int) -> None:
    rate, free = rates(rules, page, kind)
    draw_of_day = page.words[int(rules["row"][kind])] >> 1
    if draw_of_day < int(rate * _WORD):
        page.done.add(kind)
    elif rules["self_censorship_weight"][kind] < 0 and draw_of_day < int(free * _WORD):
        page.withheld.add(kind)


def _decide(rules: np.void, diary: Diary, page: Page, lane: int, kind: int, offset: int) -> None:
    """A rarer kind of somebody whose luck lies so far into the kind's slot."""
    rate, free = rates(rules, page, kind)
    passes = F(1) - rules["friction"][kind] * (F(1) - page.states["evasion"])
    tried = rate * passes * (F(1) - rules["given_up"][kind]) if page.knows_bars else rate * passes
    instead = int(rules["instead"][kind])
    if offset < int(tried * _WORD):
        diary.events.append((kind, lane))
    elif offset < int(rate * passes * _WORD):
        if instead != NO_KIND:
            diary.events.append((instead, lane))
    elif offset < int(rate * _WORD):
        diary.hindered.append((kind, lane))
    elif rules["self_censorship_weight"][kind] < 0 and offset < int(free * _WORD):
        diary.withheld_events.append((kind, lane))


def _walk(world: World, community: Community, diary: Diary, walk: int, day: int) -> None:
    """Rarer kinds that share a word, at most one a day, or one rarer kind with a word of its own."""
    rules, kind = world.parameters, int(world.parameters["walk_kind"][walk])
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        if kind == NO_KIND:
            word = page.words[int(rules["walk_row"][walk])]
            found = int(rules["cell"][int(rules["walk_cells"][walk]), word * CELLS >> 32])
            if found != NO_KIND:
                _decide(rules, diary, page, citizen.lane, found, (word >> 1) - int(rules["slot"][found]))
        else:
            word = _word_of(rules, citizen.person, page, kind, day)
            if word >> 1 < int(rules["walk_end"][walk]):
                _decide(rules, diary, page, citizen.lane, kind, word >> 1)


def _word_of(rules: np.void, number: int, page: Page, kind: int, day: int) -> int:
    """A kind's own word: one of the library's, or one drawn by name."""
    row = int(rules["row"][kind])
    if row in page.words:
        return page.words[row]
    return draw(rules["seed"], number, day, "acts", int(rules["kind_key"][kind]), form=1)[0]
