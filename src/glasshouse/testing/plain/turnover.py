"""A year passes, one citizen after the other: who grows older, who goes, and who comes into the seat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.schema.codes import HEADINGS
from glasshouse.schema.limits import DIMENSIONS, LANES
from glasshouse.testing.plain import noise, observation, society
from glasshouse.testing.plain.age_waves import age_luck
from glasshouse.testing.plain.attributes import give_attributes
from glasshouse.testing.plain.people import (
    FINDINGS,
    Account,
    Citizen,
    Community,
    Debt,
    Docket,
    Face,
    Tally,
    World,
)
from glasshouse.testing.plain.randomness import draw, unit
from glasshouse.testing.plain.tables import look_up

F = np.float32
_OPEN = ("recorded", "listed", "repaired", "corrected")
_PER_PERIOD = 2


@dataclass(frozen=True)
class Land:
    """What the people of a world are made by.

    Attributes:
        settlement: the `POPULATION` record.
        places: by community, the `PLACE` record.
        lives: by community, the `LIFE` record.
        attributes: the attributes that the scenario declares, `DECLARED_ATTRIBUTE` records.
        by_age: numbers of those whose share differs by age.
    """

    settlement: Any
    places: Any
    lives: Any
    attributes: Any
    by_age: set[int]


def turn_over(world: World, land: Land, community: Community, day: int) -> None:
    """Let a year pass for one community on the morning of a day."""
    world.day = day
    newcomers = []
    for citizen in community.citizens[: community.people]:
        how = _how_it_ends(land, community, citizen, day)
        if how == "stayed":
            _grow_older(land, community, citizen)
        else:
            community.went[how] += 1
            community.went["records"] += sum(new + old for new, old in citizen.files.values())
            _take_seat(land, community, citizen, day)
            newcomers.append(citizen)
        _give_attributes(world, land, community, citizen, how != "stayed")
    _close_cases(world, community, {citizen.lane for citizen in newcomers})
    for citizen in newcomers:
        _begin_anew(world, citizen)
    for s in range(len(world.forms)):
        if not world.systems[s]["of_firms"]:
            _open_accounts(world, community, newcomers, s, day)


def _how_it_ends(land: Land, community: Community, citizen: Citizen, day: int) -> str:
    luck = unit(draw(land.settlement["seed"], citizen.person, day, "turnover")[0])
    life, at = land.lives[community.number], (_sex(citizen), citizen.age - 18)
    return "died" if luck < life["dies"][at] else "left" if luck < life["goes"][at] else "stayed"


def _sex(citizen: Citizen) -> int:
    """The row of a life table: women, then men."""
    return int("man" in citizen.status)


def _words(land: Land, citizen: Citizen) -> list[int]:
    return [word for item in range(4) for word in draw(land.settlement["seed"], citizen.person, 0, "traits", item)]


def _grow_older(land: Land, community: Community, citizen: Citizen) -> None:
    plan, place, words = land.settlement, land.places[community.number], _words(land, citizen)
    citizen.age += 1
    _work(plan, place, citizen, words)
    exact = society.age_at(place, age_luck(plan, community, citizen, words[0]))
    part = exact - F(int(exact)) if citizen.generation == 0 else F(0.5)
    scores = society.leaning_on_age(plan, place, community, words, _score(plan, place, F(citizen.age) + part))
    for name in ("reliability", "online"):
        citizen.ranks[name] = society.rank_code(plan, scores[name])
    citizen.reach = society.reach(plan, community, citizen)


def _take_seat(land: Land, community: Community, citizen: Citizen, day: int) -> None:
    """The seat's next person; sex, minority, registration and household stay with the seat."""
    plan, place, life = land.settlement, land.places[community.number], land.lives[community.number]
    citizen.generation, citizen.came = citizen.generation + 1, day
    words = _words(land, citizen)
    younger = sum(bool(unit(words[0]) >= share) for share in life["comes"][_sex(citizen)])
    citizen.age = 18 + min(younger, life["comes"].shape[1] - 1)
    _work(plan, place, citizen, words)
    society.begin(plan, place, community, citizen, words, _score(plan, place, F(citizen.age) + F(0.5)))
    citizen.spell, citizen.cut, citizen.faces = 0, set(), [Face(), Face()]
    for tie in range(8):
        distance = community.near[tie // 2]
        other = community.citizens[(citizen.lane + (distance if tie % 2 == 0 else -distance)) % LANES]
        other.cut.discard(tie ^ 1)


def _work(plan: np.void, place: np.void, citizen: Citizen, words: list[int]) -> None:
    works = unit(words[5]) < place["employed"] and citizen.age < 65
    citizen.status = (citizen.status - {"employed"}) | ({"employed"} if works else set())
    citizen.workplace = words[6] % int(plan["units"]) if works else 255


def _score(plan: np.void, place: np.void, age: np.float32) -> np.float32:
    """The normal score of an age: how many of the place's people are younger."""
    young = F(1) - place["sixty"]
    if age < 60:
        x = min((age - F(18)) / F(41.99), F(1))
        return look_up(plan["normal"], young * (place["tilt"] * x * x + (F(1) - place["tilt"]) * x))
    older = max(F(1) - (age - F(60)) / F(35), F(0))
    return look_up(plan["normal"], F(1) - place["sixty"] * older * older)


def _give_attributes(world: World, land: Land, community: Community, citizen: Citizen, new: bool) -> None:
    had = citizen.attributes
    give_attributes(land.attributes, world.parameters["seed"], community, citizen)
    if not new:
        citizen.attributes = (had - land.by_age) | (citizen.attributes & land.by_age)


def _close_cases(world: World, community: Community, lanes: set[int]) -> None:
    theirs = [case for case in community.cases if case.lane in lanes and not world.systems[case.system]["of_firms"]]
    community.went["cases"] += sum(case.status in _OPEN for case in theirs)
    community.cases = [case for case in community.cases if not any(case is each for each in theirs)]


def _open_accounts(world: World, community: Community, newcomers: list[Citizen], s: int, day: int) -> None:
    """Newcomers' accounts with one system; nobody else's moves."""
    for citizen in newcomers:
        citizen.accounts[s] = Account([0] * DIMENSIONS, 0)
    if world.systems[s]["active"]:
        count = Counter[Any]()
        for citizen in newcomers:
            open_account(world, community, citizen, s, count, day)
        publish = world.forms[s].publish_list
        if publish:
            others = [citizen for citizen in community.citizens if citizen not in newcomers]
            codes = [citizen.accounts[s].published for citizen in others]
            publish(world, community, s, count)
            for citizen, code in zip(others, codes, strict=True):
                citizen.accounts[s].published = code


def open_account(world: World, community: Community, citizen: Citizen, s: int, count: Counter[Any], day: int) -> None:
    """Let one system open one citizen's account."""
    system, form = world.systems[s], world.forms[s]
    profile = observation.profile(world, citizen, system)
    if not system["profiled"]:
        profile[4] = observation.attribute(citizen, "online")
    if form.begin:
        form.begin(world, community, citizen, s, profile, count)
    noise.blur(world, citizen, s, 0, count, day)


def _begin_anew(world: World, citizen: Citizen) -> None:
    """Nothing is on file, owed, had, counted or waited for."""
    rules = world.parameters
    citizen.files = dict.fromkeys(citizen.files, (0, 0))
    citizen.trust = dict.fromkeys(citizen.trust, 0)
    citizen.own = [dict.fromkeys(range(len(HEADINGS)), (0, 0)) for _ in citizen.own]
    citizen.copied = [dict.fromkeys(range(len(HEADINGS)), (0, 0)) for _ in citizen.copied]
    citizen.goods = [0 for _ in citizen.goods]
    citizen.debts = [Debt(0, 0, 0, False) for _ in citizen.debts]
    for r in range(len(citizen.tallies)):
        if not world.systems[rules["tally_system"][r]]["of_firms"]:
            full = 255 if rules["tally_type"][r] == _PER_PERIOD else 0
            citizen.tallies[r] = Tally(full, 0, 0, [0, 0, 0, 0], 0)
    for s, docket in enumerate(world.systems["docket"].tolist()):
        if docket and not world.systems[s]["of_firms"]:
            citizen.dockets[docket - 1] = Docket(0, 0, FINDINGS[0], 0, 0)
