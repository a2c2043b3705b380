"""Who lives beside a citizen: the others in the household, by the register, and the people of the community."""

from __future__ import annotations

import numpy as np

from glasshouse.engine.state import Part
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import FIRST
from glasshouse.schema.limits import LANES


def neighbours(scenario: Scenario, citizen: int) -> dict[str, int]:
    """How many others live in the citizen's ``household``, and people in the ``village``, the citizen among them.

    The community alone is founded anew; nobody comes or goes, so that this holds on all days.

    Args:
        scenario: whose citizen.
        citizen: the citizen's number.
    """
    c, i = divmod(citizen, LANES)
    world = World(scenario, part=Part(c, c + 1), watch=())
    try:
        people = int(world.society["people"][0])
        status = np.asarray(world.society["status"][0])[:people]
    finally:
        world.close()
    household = np.cumsum((status & FIRST) != 0)
    return {"household": int((household == household[i]).sum()) - 1, "village": people}
