"""Noise on published scores, citizen by citizen."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from glasshouse.testing.plain.accounts import band_of
from glasshouse.testing.plain.people import Citizen, World
from glasshouse.testing.plain.randomness import draw, unit

F = np.float32


def blur(world: World, citizen: Citizen, s: int, before: int, count: Counter[Any], day: int) -> None:
    """Move a published code by its noise, and count the move from band to band as it is seen.

    Args:
        world: the world.
        citizen: the citizen.
        s: the system's number.
        before: what was published before; 0 if nothing.
        count: the system's counts.
        day: the day of publication.
    """
    system, account = world.systems[s], citizen.accounts[s]
    if not system["noise"] > 0 or not account.published or not citizen.here:
        return
    clean = account.published
    luck = unit(draw(world.parameters["seed"], citizen.person, day, "noise", int(system["key"]))[0])
    shift = int(system["noise"] * F(65533) * (F(2) * luck - F(1)))
    account.published = min(max(clean + shift, 1), 65534)
    if before:
        was, would, is_seen = (band_of(system, code) for code in (before, clean, account.published))
        count["moves", was, would] -= 1
        count["moves", was, is_seen] += 1
        count["rose"] += (is_seen > was) - (would > was)
        count["fell"] += (is_seen < was) - (would < was)
