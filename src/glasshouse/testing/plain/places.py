"""Goods of which there are too few; who asks, who gets one, person by person."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.limits import SYSTEMS
from glasshouse.testing.plain.accounts import band_of
from glasshouse.testing.plain.people import Citizen, Community, Diary, World
from glasshouse.testing.plain.randomness import draw, unit

F = np.float32
NOTHING, ASKS, HAS_ONE, WITHOUT = range(4)
_BY = ("lot", "first come", "score", "band")


def share_out(world: World, community: Community, diary: Diary, day: int) -> None:
    """One community's day: new places, who asks, who gets one."""
    rules = world.parameters
    for g in range(int(rules["goods"])):
        period = int(rules["good_period"][g])
        if day % period == 0:
            community.places[g] = _new_places(rules, community, day, g)
        kind = int(rules["good_kind"][g])
        for lane in [lane for lane, page in enumerate(diary.pages) if kind in page.done] + [
            lane for each, lane in diary.events if each == kind
        ]:
            _ask(rules, community.citizens[lane], diary, g, kind)
        if _BY[int(rules["good_by"][g])] == "first come" or day % period == period - 1:
            _give(world, community, diary, day, g)


def _new_places(rules: np.void, community: Community, day: int, g: int) -> int:
    """The whole places of the community's share, and one more by lot for the rest of a place."""
    share = rules["good_places"][g] * F(community.people)
    number = community.citizens[0].number
    word = draw(rules["seed"], number, day, "places", int(rules["good_key"][g]))[1]
    return int(share) + int(unit(word) < share - F(int(share)))


def _ask(rules: np.void, citizen: Citizen, diary: Diary, g: int, kind: int) -> None:
    page, state = diary.pages[citizen.lane], citizen.goods[g]
    has_enough = state == HAS_ONE and not rules["good_again"][g]
    if page.treatment & int(rules["denies"][kind]) or state == ASKS or has_enough:
        return
    citizen.goods[g] = ASKS
    diary.count["goods_asked", g, page.group] += 1
    diary.count.update(("goods_asked_attribute", g, a) for a in page.has)


def _give(world: World, community: Community, diary: Diary, day: int, g: int) -> None:
    """Those who ask, the highest rank first, then by lot: as many as there are places get one, the others go without."""
    rules, by = world.parameters, _BY[int(world.parameters["good_by"][g])]
    s = int(rules["good_system"][g])

    def band(citizen: Citizen) -> int | None:
        code = citizen.accounts[s].published if s < SYSTEMS else 0
        return band_of(world.systems[s], code) if code else None

    def place(citizen: Citizen) -> tuple[int, int, int]:
        code, here = citizen.accounts[s].published if s < SYSTEMS else 0, band(citizen)
        rank = {"score": code, "band": 0 if here is None else here + 1}.get(by, 0)
        return rank, draw(rules["seed"], citizen.person, day, "places", int(rules["good_key"][g]))[0], -citizen.lane

    asking = sorted((c for c in community.citizens if c.goods[g] == ASKS), key=place, reverse=True)
    for n, citizen in enumerate(asking):
        page, gets = diary.pages[citizen.lane], n < community.places[g]
        citizen.goods[g], word = (HAS_ONE, "goods_given") if gets else (WITHOUT, "goods_short")
        diary.count[word, g, page.group] += 1
        if gets:
            diary.count.update(("goods_given_attribute", g, a) for a in page.has)
        if (here := band(citizen)) is not None:
            diary.count[f"{word}_band", g, here] += 1
    community.places[g] -= min(len(asking), community.places[g])
