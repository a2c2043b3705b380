"""Who citizens are, in words for a page: synthetic people, from the town's own tables."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from glasshouse.engine.simulation import Simulation
from glasshouse.schema.codes import EMPLOYED, MAN, MIGRANT, MINORITY
from glasshouse.schema.limits import LANES
from glasshouse.web.lives.documents import Person
from glasshouse.web.lives.names import name_of


def people_of(town: Simulation, citizens: Iterable[int]) -> list[Person]:
    """Who some citizens are.

    Args:
        town: where they live.
        citizens: their numbers.
    """
    return [_person(town, citizen) for citizen in citizens]


def _person(town: Simulation, citizen: int) -> Person:
    c, i = divmod(citizen, LANES)
    row: np.void = town.world.society[c]
    status = int(row["status"][i])
    return Person(
        citizen=citizen,
        name=name_of(town.scenario.seed, citizen),
        age=int(row["age"][i]),
        man=bool(status & int(MAN)),
        migrant=bool(status & int(MIGRANT)),
        minority=bool(status & int(MINORITY)),
        town=bool(row["town"]),
        region=town.scenario.society.region_names[int(row["region"])],
        employed=bool(status & int(EMPLOYED)),
        poorer=round(100 * int(row["income"][i]) / 255),
    )
