"""Gatherings, person by person: who joins by threshold, who is arrested, who stays away for a while."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import EFFECTS
from glasshouse.testing.plain.people import Citizen, Community, Diary, Page
from glasshouse.testing.plain.randomness import derived, draw, unit

F = np.float32
_RETURNING = 79


def look_for_incidents(rules: np.void, community: Community, diary: Diary, day: int) -> None:
    """Whether something local goes wrong here in these weeks, and how badly; and how many gathered yesterday."""
    words = draw(rules["seed"], community.citizens[0].number, day // int(rules["incident_days"]), "local")
    diary.incident_grievance = (
        rules["incident_weight"] * unit(words[1]) if unit(words[0]) < rules["incidents"] else F(0)
    )
    diary.were_active = sum(citizen.active for citizen in community.citizens)


def join(rules: np.void, community: Community, diary: Diary, kind: int) -> None:
    """Join when the share of contacts seen gathering reaches one's threshold, and one neither rests nor is detained."""
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        crowd = page.states["crowd"]
        lowest = rules["threshold_low"] + rules["threshold_risk"] * page.felt["risk"]
        lowest -= rules["threshold_grievance"] * (page.states["grievance"] + diary.incident_grievance)
        away = citizen.active or citizen.resting or citizen.detained
        if crowd == 0 or crowd < lowest or not citizen.here or away or (kind, citizen.lane) in diary.events:
            continue
        nerve = unit(draw(rules["seed"], citizen.number, 0, "reaction")[0])
        if crowd >= lowest + (rules["threshold_high"] - rules["threshold_low"]) * nerve:
            diary.events.append((kind, citizen.lane))


def arrest(rules: np.void, community: Community, diary: Diary, day: int) -> None:
    """Each of those who gather gets off with a chance that grows with how many there are for each officer."""
    gathered = [(kind, lane) for kind, lane in diary.events if EFFECTS[rules["effect"][kind]] == "gathers"]
    if not gathered or rules["officers"] == 0:
        return
    ratio = rules["officers"] / F(len(gathered))
    off, whole = F(1), int(ratio)
    for _ in range(whole):
        off = off * rules["escape"]
    off = off * (F(1) - (ratio - F(whole)) * (F(1) - rules["escape"]))
    for kind, lane in gathered:
        number = community.citizens[lane].number
        if unit(draw(rules["seed"], number, day, "arrest", int(rules["kind_key"][kind]))[0]) < F(1) - off:
            diary.arrested.append(lane)


def come_back(rules: np.void, citizen: Citizen, page: Page) -> None:
    """Rest and detention end with a chance each day, by the same luck."""
    luck = F(derived(page.words[0], _RETURNING)) * F(2.0**-16)
    citizen.resting &= not luck < rules["rest_ends"]
    citizen.detained &= not luck < rules["detention_ends"]
