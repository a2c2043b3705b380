"""Human review, person by person: which worse bands come up, which are decided, which nobody looks at."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import DAYS_IN_BAND
from glasshouse.testing.plain.accounts import band_of
from glasshouse.testing.plain.people import Citizen, Community, Diary, Docket, World, numbers
from glasshouse.testing.plain.randomness import draw, unit

AUTOMATIC, WAITS, LAPSES = range(3)


def review(world: World, community: Community, diary: Diary, day: int) -> None:
    """One community's cases in all systems with a human review."""
    for s in range(len(world.forms)):
        system = world.systems[s]
        if not system["docket"]:
            continue
        for citizen, page in zip(community.citizens, diary.pages, strict=True):
            if citizen.here:
                did = page.done | {kind for kind, lane in diary.events if lane == citizen.lane}
                _look_at(world, system, citizen, did, diary, day)
            _count_days(world, system, citizen)


def _count_days(world: World, system: np.void, citizen: Citizen) -> None:
    """Days in a row in which the band in force names a measure that begins later."""
    rules, band = world.parameters, docket_of(system, citizen).band - 1
    for r in range(int(system["tally_first"]), int(system["tally_end"])):
        if int(rules["tally_type"][r]) == int(DAYS_IN_BAND):
            named = band >= 0 and band in numbers(rules["tally_bands"][r])
            citizen.tallies[r].recorded = min(citizen.tallies[r].recorded + 1, 255) if named else 0


def docket_of(system: np.void, citizen: Citizen) -> Docket:
    """What caseworkers of a system have before them of one citizen."""
    return citizen.dockets[int(system["docket"]) - 1]


def code_in_force(system: np.void, citizen: Citizen) -> int:
    """The code by which a citizen is treated: a worse band does not count until it is in force."""
    code = citizen.accounts[int(system["number"])].published
    if not system["docket"] or not code:
        return code
    band = docket_of(system, citizen).band - 1
    if band < 0 or band_of(system, code) == band:
        return code if band >= 0 else 0
    return max(int(system["band_code"][band]), 1)


def _look_at(world: World, system: np.void, citizen: Citizen, did: set[int], diary: Diary, day: int) -> None:
    docket, s = docket_of(system, citizen), int(system["number"])
    if did & {kind for kind in range(len(system["looks_for"])) if system["looks_for"][kind]}:
        docket.acted = day + 1
    code = citizen.accounts[s].published
    band = band_of(system, code) + 1 if code else 0
    weight = system["severity"]
    if not band or day == 0 or weight[band] <= weight[docket.band]:
        if band != docket.band or docket.asked:
            _take_effect(docket, band, "nothing")
    else:
        words = draw(world.parameters["seed"], citizen.person, day, "human_review", int(system["key"]))
        _ask(system, docket, diary, words, band, day)


def _ask(system: np.void, docket: Docket, diary: Diary, words: list[int], band: int, day: int) -> None:
    """A worse band comes up, or is still before a caseworker."""
    weight, s, count = system["severity"], int(system["number"]), diary.count
    lapsed = docket.finding in ("let lapse", "lapsed")
    if docket.finding in ("nothing", "confirmed", "unseen") or (lapsed and weight[band] > weight[docket.asked]):
        count["review_cases", s] += 1
        docket.since = day
        if unit(words[2]) >= system["reviewed"]:
            _take_effect(docket, band, "unseen")
            count["review_automatic", s] += 1
            return
        docket.finding = "waiting"
    if docket.finding == "waiting":
        docket.asked = band
        if day > docket.since:
            _work(system, docket, diary, words, day)
        count["review_waiting", s] += docket.finding == "waiting"


def _work(system: np.void, docket: Docket, diary: Diary, words: list[int], day: int) -> None:
    """A caseworker takes a case up, or time runs out."""
    s, count = int(system["number"]), diary.count
    if unit(words[0]) < system["review_taken"]:
        earned = docket.acted > 0 and day - (docket.acted - 1) <= system["looks_back"]
        count["reviewed", s] += 1
        count["review_seconds", s] += int(system["review_seconds"])
        if unit(words[1]) < system["review_lapse_right" if earned else "review_lapse_wrong"]:
            docket.finding = "let lapse"
            count["review_overturned", s] += 1
            count["review_missed", s] += earned
        else:
            _take_effect(docket, docket.asked, "confirmed")
            count["review_confirmed_wrongly", s] += not earned
    elif system["review_above"] != WAITS and day - docket.since >= system["review_within"]:
        if system["review_above"] == LAPSES:
            docket.finding = "lapsed"
            count["review_lapsed", s] += 1
        else:
            _take_effect(docket, docket.asked, "unseen")
            count["review_automatic", s] += 1


def _take_effect(docket: Docket, band: int, finding: str) -> None:
    docket.band, docket.asked, docket.finding = band, 0, finding
