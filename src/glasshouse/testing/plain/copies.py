"""Copies of cases among holders, copy by copy: who has one, whom it speaks against, and what becomes of it each day."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.limits import CASE_ROOM, SPARE_ROOM
from glasshouse.testing.plain.human_review import code_in_force
from glasshouse.testing.plain.people import Case, Community, Diary, World, numbers
from glasshouse.testing.plain.randomness import derived, draw, unit

F = np.float32
IN_FORCE = ("listed", "repaired", "corrected")
OVER = ("ended", "revoked")
_WORD = 0xFFFFFFFF


def copies_of(case: Case) -> set[int]:
    """The holders whose copy speaks against the person."""
    if case.status in OVER:
        return case.stale
    return case.holders if case.status in IN_FORCE and "spared" not in case.flags else set()


def acts_on(system: np.void, case: Case) -> bool:
    """Whether a list acts on another system's case, by its holder's copy."""
    return bool(system["enters"][case.kind]) and case.system != system["number"] and system["holder"] in copies_of(case)


def close(case: Case) -> None:
    """Close a case at the source; in copies it lives on."""
    if case.holders and copies_of(case):
        case.stale = set(case.holders)
        case.status = "revoked" if case.status == "corrected" else "ended"
    else:
        case.status = "closed"


def keep(world: World, community: Community, diary: Diary, day: int) -> None:
    """Holders delete old copies; news from the source reaches some of the others."""
    rules = world.parameters
    for case in community.cases:
        if copies_of(case):
            kept = {h for h in case.holders if _keeps(rules, case, h, day)}
            case.holders, case.stale = kept, case.stale & kept
            hearing, ever = (_words(world, community, case, when) for when in (day, _WORD))
            for h in sorted(case.stale) if case.status in OVER else ():
                if _lucky(rules, ever[0], h, "hears") and _lucky(rules, hearing[1], h, "puts_right"):
                    _put_right(diary, case, h)


def complain(world: World, community: Community, diary: Diary, day: int) -> None:
    """People complain about copies of what is over."""
    for case in community.cases if world.parameters["responds"] else ():
        if case.status in OVER and case.stale:
            _complain(world.parameters, diary, case, *_words(world, community, case, day)[2:])


def pass_on(world: World, community: Community, diary: Diary, day: int) -> None:
    """Copies are passed on; what no copy says any more is over, and so are the oldest where there is no room."""
    rules = world.parameters
    for case in community.cases:
        fresh = _passed_on(rules, case, _words(world, community, case, day)[0], day)
        diary.count["passed"] += len(fresh)
        diary.count["leaked"] += len(fresh & numbers(rules["outside"]))
        if case.status in OVER:
            diary.count["reappeared"] += len(fresh & case.holders) if case.status == "revoked" else 0
            case.stale = case.stale | fresh
        case.holders = case.holders | fresh
        if case.status in OVER and not case.stale:
            if case.status == "revoked":
                diary.count["errors_cleared"] += 1
                diary.count["errors_cleared_days"] += day - case.next
            case.status = "closed"
    over = [case for case in community.cases if case.status in OVER]
    for case in over[: max(0, len(community.cases) - (CASE_ROOM - SPARE_ROOM))]:
        case.status = "closed"
        diary.count["evicted"] += 1


def _words(world: World, community: Community, case: Case, day: int) -> list[int]:
    """Four words about the copies of a case on a day: passing on, hearing, complaining, being answered."""
    item = int(world.systems[case.system]["key"]) + int(world.parameters["kind_key"][case.kind])
    item = (item + case.opened * 0x9E3779B1) & _WORD
    return draw(world.parameters["seed"], community.citizens[case.lane].person, day, "trade", item)


def _keeps(rules: np.void, case: Case, holder: int, day: int) -> bool:
    days = int(rules["holds_for"][holder])
    return days == 0 or day - case.opened < days


def _lucky(rules: np.void, word: int, holder: int, chance: str) -> bool:
    return bool(F(derived(word, int(rules["holder_key"][holder]))) < rules[chance][holder] * F(65536))


def _put_right(diary: Diary, case: Case, holder: int) -> None:
    case.stale = case.stale - {holder}
    diary.count["corrected_copies"] += case.status == "revoked"


def _complain(rules: np.void, diary: Diary, case: Case, asking: int, answering: int) -> None:
    """The person complains about copies on which some list acts: to one desk for all, or to the first of the holders."""
    felt = numbers(rules["acts_on_copies"])
    if not case.stale & felt or "gave up" in case.flags or not unit(asking) < rules["complains"]:
        return
    diary.count["complaints"] += 1
    diary.count["complainants"] += "complained" not in case.flags
    case.flags.add("complained")
    asked = case.stale if rules["one_desk"] else {min(case.stale & felt)}
    for h in sorted(asked):
        if _lucky(rules, answering, h, "answers"):
            _put_right(diary, case, h)
    if case.stale & felt and F(derived(answering, 7)) < rules["gives_up"] * F(65536):
        diary.count["gave_up"] += 1
        case.flags.add("gave up")


def _passed_on(rules: np.void, case: Case, word: int, day: int) -> set[int]:
    """Holders that get a copy today: all at once, so that nobody passes on today what came today."""
    have, fresh = copies_of(case), set()
    for h in have:
        for p in numbers(rules["partners"][h]) - have:
            pair = (int(rules["holder_key"][h]) + 3 * int(rules["holder_key"][p])) & _WORD
            if F(derived(word, pair)) < rules["passes"][h] * F(65536) and _keeps(rules, case, p, day):
                fresh.add(p)
    return fresh


def count_copies(world: World, community: Community, diary: Diary) -> None:
    """Count copies, and the bans that only copies of what is over uphold."""
    for case in community.cases:
        n = len(copies_of(case))
        diary.count["copies"] += n
        diary.count["copied_cases"] += n > 0
        diary.count["revoked_cases"] += n > 0 and case.status == "revoked"
    for s, form in enumerate(world.forms):
        system = world.systems[s]
        if form.is_list and system["active"] and system["holder"] < 16:
            for citizen in community.citizens:
                if code_in_force(system, citizen) == 2:
                    grounds = _grounds(system, community, citizen.lane)
                    diary.count["sanctions_past_cause", s] += bool(grounds) and grounds <= set(OVER)
                    diary.count["sanctions_on_errors", s] += grounds == {"revoked"}


def _grounds(system: np.void, community: Community, lane: int) -> set[str]:
    """What a ban rests on: words of `OVER`, and ``in force``."""
    found = set()
    for case in community.cases:
        if case.lane == lane and case.system == system["number"] and case.status in IN_FORCE and _stands(case):
            found.add("in force")
        elif case.lane == lane and acts_on(system, case):
            found.add(case.status if case.status in OVER else "in force")
    return found


def _stands(case: Case) -> bool:
    """Whether a case in force was not overturned before it took effect, nor set aside until an appeal is decided."""
    return "spared" not in case.flags and "suspended" not in case.flags
