"""Who citizens are, for pages that show several: synthetic people, from the town's own tables."""

from __future__ import annotations

from collections.abc import Iterable

from glasshouse.engine.simulation import Simulation
from glasshouse.web.lives.documents import Person
from glasshouse.web.lives.rules import rules_of
from glasshouse.web.lives.standing import Seat, person_of


def people_of(town: Simulation, citizens: Iterable[int]) -> list[Person]:
    """Who some citizens are.

    Args:
        town: where they live.
        citizens: their numbers.
    """
    rules = rules_of(town.world.plan).on(town.day)
    return [person_of(Seat(town.world, citizen), town.scenario.seed, rules) for citizen in citizens]
