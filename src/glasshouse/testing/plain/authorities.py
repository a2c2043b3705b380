"""What authorities do, person by person: who is arrested and released, which appeals succeed, which posts are removed."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import EFFECTS
from glasshouse.schema.limits import LANES
from glasshouse.testing.plain.gathering import is_over
from glasshouse.testing.plain.people import Case, Community, Diary, World, numbers
from glasshouse.testing.plain.randomness import draw, unit

F = np.float32


def police(world: World, community: Community, diary: Diary, day: int) -> None:
    """Some of the detained are released; some of those who gather are arrested and detained."""
    _arrest(world.parameters, community, diary, day)
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        citizen.detained &= not is_over(page, world.parameters["detention_ends"])
        citizen.detained |= citizen.lane in diary.arrested


def _arrest(rules: np.void, community: Community, diary: Diary, day: int) -> None:
    """Each of those who gather gets off with a chance that grows with how many there are for each officer."""
    gathered = [(kind, lane) for kind, lane in diary.events if EFFECTS[rules["effect"][kind]] == "gathers"]
    if not gathered or rules["officers"] == 0:
        return
    many, chance = F(len(gathered)), rules["crackdown"]
    likelier = F(1) + rules["crackdown_size"] * ((many - F(10)) / (many + F(10)))
    chance = min(max(chance * likelier, F(0)), F(1))
    if (rules["crackdown"] < 1 or rules["crackdown_size"] != 0) and unit(
        draw(rules["seed"], community.number * LANES, day, "arrest", 0)[1]
    ) >= chance:
        return
    ratio = rules["officers"] / F(len(gathered))
    off, whole = F(1), int(ratio)
    for _ in range(whole):
        off = off * rules["escape"]
    off = off * (F(1) - (ratio - F(whole)) * (F(1) - rules["escape"]))
    for kind, lane in gathered:
        number = community.citizens[lane].person
        if unit(draw(rules["seed"], number, day, "arrest", int(rules["kind_key"][kind]))[0]) < F(1) - off:
            diary.arrested.append(lane)


def decide_appeals(world: World, community: Community, diary: Diary, day: int) -> None:
    """Appeals that are due today: more of the false cases than of the true ones are put right."""
    for case in community.cases:
        is_due = "appealed" in case.flags and "decided" not in case.flags and case.review == day
        if not is_due or case.status not in ("recorded", "listed"):
            continue
        system = world.systems[case.system]
        item = (int(system["key"]) + int(world.parameters["kind_key"][case.kind])) & 0xFFFFFFFF
        word = draw(world.parameters["seed"], community.citizens[case.lane].person, day, "cases", item)[1]
        case.flags.add("decided")
        if unit(word) < (system["overturned_wrong"] if case.false else system["overturned_right"]):
            _correct(world, case, day)
            diary.count["overturned"] += 1
            for other in community.cases if world.parameters["one_desk"] else ():
                same = (other.lane, other.kind, other.opened) == (case.lane, case.kind, case.opened)
                if same and other.status in ("recorded", "listed"):
                    other.flags.add("decided")
                    _correct(world, other, day)
        else:
            diary.count["upheld"] += 1


def _correct(world: World, case: Case, day: int) -> None:
    """What hangs on a corrected case ends when its system's lag is over; one that is not yet in effect never begins."""
    if case.status == "recorded":
        case.flags.add("spared")
    case.status, case.next = "corrected", day + int(world.systems[case.system]["lag"])


def remove(world: World, community: Community, diary: Diary, day: int) -> None:
    """Part of what systems in force read of the rarer kinds is removed in time."""
    for system in world.systems:
        reads = numbers(system["reads"]) if system["active"] and not system["of_firms"] else set()
        for kind, lane, channels in diary.records:
            if channels & reads and system["removes"][kind] > 0:
                item = (int(system["key"]) + int(world.parameters["kind_key"][kind])) & 0xFFFFFFFF
                number = community.citizens[lane].person
                if unit(draw(world.parameters["seed"], number, day, "removal", item)[0]) < system["removes"][kind]:
                    diary.hidden.add((kind, lane))
