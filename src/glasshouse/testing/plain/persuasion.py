"""Propaganda, person by person: who is reached in this spell acts on less of their grievance."""

from __future__ import annotations

import numpy as np

from glasshouse.testing.plain.people import Community, Diary, World
from glasshouse.testing.plain.randomness import draw, unit

F = np.float32


def persuade(world: World, community: Community, diary: Diary, day: int) -> list[np.float32]:
    """Lower the grievance on which people act today; returns what they feel."""
    rules, felt = world.parameters, [page.states["grievance"] for page in diary.pages]
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        word = draw(rules["seed"], citizen.person, day // int(rules["persuasion_days"]), "persuasion")[0]
        if unit(word) < rules["persuasion_reach"]:
            page.persuaded = True
            page.states["grievance"] = page.states["grievance"] * (F(1) - rules["persuades"])
    return felt


def come_to_oneself(diary: Diary, felt: list[np.float32]) -> None:
    """What people feel is as it was."""
    for page, grievance in zip(diary.pages, felt, strict=True):
        page.states["grievance"] = grievance
