"""Who lives beside a citizen: the others in the household, by the register, and the people of the community."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.engine.state import Part
from glasshouse.engine.turnover import let_go
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import FIRST, MIGRANT, MINORITY
from glasshouse.schema.limits import LANES


def neighbours(scenario: Scenario, citizen: int) -> dict[str, int]:
    """How many others live in the citizen's ``household``, and people in the ``village``, the citizen among them.

    The community alone is founded anew. A seat keeps its household, so that this holds on all days.

    Args:
        scenario: whose citizen.
        citizen: the citizen's number.
    """
    status = _status_around(scenario, citizen)
    people, i = len(status), citizen % LANES
    household = np.cumsum((status & FIRST) != 0)
    return {"household": int((household == household[i]).sum()) - 1, "village": people}


@dataclass(frozen=True)
class Sitting:
    """Who sits in a citizen's seat.

    Attributes:
        generation: how many people had the seat before.
        came: the day on which whoever sits there came; 0 from the start.
    """

    generation: int = 0
    came: int = 0


FIRST_OF_ALL = Sitting()
"""Who was there first."""


def sitting_on(scenario: Scenario, citizen: int, day: int) -> Sitting:
    """Who sits in a citizen's seat while a day is lived. Nothing that is lived decides it, so that no day is.

    Args:
        scenario: whose citizen.
        citizen: the citizen's number.
        day: the day.
    """
    if not scenario.turnover.enabled:
        return FIRST_OF_ALL
    c, i = divmod(citizen, LANES)
    world = World(scenario, part=Part(c, c + 1), watch=())
    try:
        for birthday in range(scenario.turnover.year, day + 1, scenario.turnover.year):
            world.day = birthday
            let_go(world)
        return Sitting(int(world.seats[0]["generation"][i]), int(world.seats[0]["came"][i]))
    finally:
        world.close()


def group_of(scenario: Scenario, citizen: int) -> int:
    """The register's groups of a citizen: 1 for who is registered elsewhere, 2 for the minority, or both.

    They stay with the seat, whoever sits there.
    """
    return group_in(community_of(scenario, citizen), citizen % LANES)


def group_in(community: np.void, lane: int) -> int:
    """The register's groups of the person in a lane of a community, a `SOCIETY` record."""
    status = int(community["status"][lane])
    return bool(status & MIGRANT) + 2 * bool(status & MINORITY)


def _status_around(scenario: Scenario, citizen: int) -> np.ndarray:
    """The status of everybody in a citizen's community."""
    row = community_of(scenario, citizen)
    return np.array(row["status"])[: int(row["people"])]


def community_of(scenario: Scenario, citizen: int) -> np.void:
    """A citizen's community, a `SOCIETY` record; it alone is founded anew."""
    c = citizen // LANES
    world = World(scenario, part=Part(c, c + 1), watch=())
    try:
        row: np.void = world.society[0].copy()
        return row
    finally:
        world.close()
