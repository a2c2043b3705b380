"""Gatherings, person by person: who joins by threshold, who stays away for a while."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import PUBLIC
from glasshouse.testing.plain.people import Community, Diary, Page
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
        lowest = rules["threshold_low"] + rules["threshold_risk"] * page.risk[PUBLIC]
        lowest -= rules["threshold_grievance"] * (page.states["grievance"] + diary.incident_grievance)
        away = citizen.active or citizen.resting or citizen.detained
        if crowd == 0 or crowd < lowest or not citizen.here or away or (kind, citizen.lane) in diary.events:
            continue
        nerve = unit(draw(rules["seed"], citizen.person, 0, "reaction")[0])
        if crowd >= lowest + (rules["threshold_high"] - rules["threshold_low"]) * nerve:
            diary.events.append((kind, citizen.lane))


def is_over(page: Page, chance: np.float32) -> bool:
    """Whether rest, or detention, ends today: both by the same luck."""
    return bool(F(derived(page.words[0], _RETURNING)) * F(2.0**-16) < chance)
