"""Near contacts who are alike in age: one citizen at a time."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.limits import LANES
from glasshouse.testing.plain.people import Citizen, Community
from glasshouse.testing.plain.randomness import draw, unit
from glasshouse.testing.plain.tables import look_up

F = np.float32


def age_luck(plan: np.void, community: Community, citizen: Citizen, word: int) -> np.float32:
    """The uniform draw by which somebody's age is found: their own, or one that leans on the wave of the community."""
    own = unit(word)
    if plan["age_likeness"] == 0 or community.people < LANES:
        return own
    in_step = {turns: _in_step(plan, community, turns) for turns in range(1, LANES // 2, 2)}
    turns = max(in_step, key=lambda each: (in_step[each], -each))
    square = min(F(4) * plan["age_likeness"] / max(in_step[turns], F(1e-6)), F(1))
    begins = draw(plan["seed"], community.number, 0, "ages")[0]
    score = plan["wave"][(turns * citizen.lane + begins) % LANES]
    leaning = F(np.sqrt(square)) * score + F(np.sqrt(F(1) - square)) * look_up(plan["normal"], own)
    return look_up(plan["rank"], (leaning + F(4)) * F(0.125))


def _in_step(plan: np.void, community: Community, turns: int) -> np.float32:
    """Correlations of the lanes at each of the near distances on a wave of so many turns, added up."""
    total = F(0)
    for distance in community.near:
        total = total + F(plan["in_step"][turns * distance % LANES])
    return total
