"""Who is wronged today, case by case: under a sanction that rests on nothing they did."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import DAYS_IN_BAND
from glasshouse.testing.plain.accounts import band_of
from glasshouse.testing.plain.cases import left_of
from glasshouse.testing.plain.copies import IN_FORCE, acts_on
from glasshouse.testing.plain.human_review import code_in_force
from glasshouse.testing.plain.people import Case, Citizen, Community, Diary, World

F = np.float32


def note_injustice(world: World, community: Community, diary: Diary, day: int) -> None:
    """Note who is under a sanction that they would not bear but for false cases."""
    if not world.parameters["treats"]:
        return
    for case in community.cases:
        suffers = diary.pages[case.lane].felt["burden"] > 0
        if suffers and (_wrongs(world, community, case, day) or _wrongs_by_copy(world, community, case)):
            diary.pages[case.lane].wrongly_sanctioned = True
    _note_absences(world, community, diary, day)


def _note_absences(world: World, community: Community, diary: Diary, day: int) -> None:
    for citizen in community.citizens:
        suffers = diary.pages[citizen.lane].felt["burden"] > 0
        if suffers and any(_wrongs_by_absence(world, community, citizen, s, day) for s in _missing(world, citizen)):
            diary.pages[citizen.lane].wrongly_sanctioned = True


def _missing(world: World, citizen: Citizen) -> set[int]:
    """Systems whose published score of a citizen holds points for absences of what took place."""
    return {int(world.parameters["tally_system"][r]) for r, tally in enumerate(citizen.tallies) if tally.counted < 0}


def _wrongs_by_absence(world: World, community: Community, citizen: Citizen, s: int, day: int) -> bool:
    """Whether somebody would stand in a higher band if what took place were on record, and false cases were not."""
    system = world.systems[s]
    code = code_in_force(system, citizen)
    band = band_of(system, code)
    if not code or band + 1 >= system["bands"]:
        return False
    missing = sum(t.counted for r, t in enumerate(citizen.tallies) if world.parameters["tally_system"][r] == s)
    cases = [case for case in community.cases if (case.system, case.lane) == (s, citizen.lane)]
    false = _false_points(cases, system, day)
    span = F(65533) * system["step"] / (system["high"] - system["low"])
    if F(code) - F(missing + false) * span < F(int(system["band_code"][band + 1])):
        return False
    return _weighs(world, citizen, s, (band, band + 1), 0, day)


def _wrongs(world: World, community: Community, case: Case, day: int) -> bool:
    """Whether a false case puts a person under a sanction that rests on nothing they did."""
    if not case.false or not _counts(case):
        return False
    citizen = community.citizens[case.lane]
    system = world.systems[case.system]
    code = code_in_force(system, citizen)
    band = band_of(system, code)
    others = [other for other in community.cases if (other.system, other.lane) == (case.system, case.lane)
              and _counts(other)]  # fmt: skip
    earned = any(not other.false and other.points == 0 for other in others) or _earned_by_copy(community, system, case)
    if not code or earned:
        return False
    if case.points == 0:
        return "spared" not in case.flags and _weighs(world, citizen, case.system, (band, 0), case.opened, day)
    # Of a points system: would the person stand in a higher band without the points of all false cases?
    span = F(65533) * system["step"] / (system["high"] - system["low"])
    clear = F(code) - F(_false_points(others, system, day)) * span
    if band + 1 >= system["bands"] or clear < F(int(system["band_code"][band + 1])):
        return False
    return _weighs(world, citizen, case.system, (band, band + 1), case.opened, day)


def _counts(case: Case) -> bool:
    """Whether a case is in force and not set aside until an appeal is decided."""
    return case.status in IN_FORCE and "suspended" not in case.flags


def _weighs(world: World, citizen: Citizen, s: int, bands: tuple[int, int], since: int, day: int) -> bool:
    """Whether standing in a band of one system and not in a better one brings a sanction: its own, or a joint system's.

    A joint system's only if it has published since it could see what happened on the day `since`.
    """
    band, better = bands
    if _is_sanctioned(world, citizen, s, band):
        return True
    for j, joint in enumerate(world.systems):
        if not int(joint["others"]) >> s & 1 or j >= len(citizen.accounts):
            continue
        read = _published(joint, day)
        if read < 0 or _published(world.systems[s], read) < since:
            continue
        code, span = code_in_force(joint, citizen), F(65533) * joint["step"] / (joint["high"] - joint["low"])
        place = band_of(joint, code)
        if not code or not joint["burden"][place] > 0 or place + 1 >= joint["bands"]:
            continue
        lost = F(int(joint["other_points"][s, better]) - int(joint["other_points"][s, band]))
        if F(code) + lost * span >= F(int(joint["band_code"][place + 1])):
            return True
    return False


def _published(system: np.void, day: int) -> int:
    """The last day before `day` on which a system has published; -1 before the first."""
    every, on = int(system["publish_every"]), int(system["publish_on"])
    days = [d for d in range(max(0, day - every), day) if d % every == on]
    return days[-1] if days else -1


def _false_points(cases: list[Case], system: np.void, day: int) -> int:
    """Steps of false cases that the published score holds."""
    last = _published(system, day)
    false = [case for case in cases if case.false and _counts(case) and case.opened <= last]
    return sum(left_of(case, system, case.points, last, last + int(system["publish_every"])) for case in false)


def _is_sanctioned(world: World, citizen: Citizen, s: int, band: int) -> bool:
    """Whether a band's sanctions are in force for somebody: those of its first day, or those that begin later."""
    rules = world.parameters
    late = [
        r
        for r, tally in enumerate(citizen.tallies)
        if int(rules["tally_type"][r]) == int(DAYS_IN_BAND) and tally.recorded > rules["tally_days"][r]
    ]
    burdens = [rules["tally_burden"][r] for r in late if int(rules["tally_system"][r]) == s]
    return bool(world.systems[s]["burden"][band] > 0 or any(burden > 0 for burden in burdens))


def _earned_by_copy(community: Community, system: np.void, case: Case) -> bool:
    return any(acts_on(system, other) for other in community.cases if other.lane == case.lane and not other.false)


def _wrongs_by_copy(world: World, community: Community, case: Case) -> bool:
    """Whether a list acts on a copy of a false case, and on nothing that the person did."""
    if not case.false:
        return False
    for s, form in enumerate(world.forms):
        system, code = world.systems[s], code_in_force(world.systems[s], community.citizens[case.lane])
        if form.is_list and system["active"] and system["burden"][1] > 0 and code == 2 and acts_on(system, case):
            own = [other for other in community.cases if (other.system, other.lane) == (s, case.lane)]
            earned = any(not o.false and o.points == 0 and _counts(o) for o in own)
            if not earned and not _earned_by_copy(community, system, case):
                return True
    return False
