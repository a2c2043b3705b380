"""Children and the register: who answers for them, and whose children are refused."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.schema.codes import FIRST, MIGRANT
from glasshouse.testing.simulated import SimulatedWorld, simulated

OFTEN = ("conduct.enrol-child.rate=0.001",)


@pytest.fixture(scope="module")
def lived() -> SimulatedWorld:
    return simulated(scenario.load("registration-children", OFTEN, citizens=4_096, days=60, panel=()), traced=True)


def tried(life: SimulatedWorld) -> np.ndarray:
    return life.happened("enrol-child").any(0)


def test_only_the_first_of_a_household_at_parents_age_enrols(lived: SimulatedWorld) -> None:
    society = lived.world.society
    age, first = society["age"].ravel(), (society["status"].ravel() & FIRST) > 0
    may = (first & (age >= 28) & (age <= 50))[: lived.world.scenario.citizens]
    enrolled = tried(lived)
    assert enrolled.sum() > 20
    assert not (enrolled & ~may).any()


def test_the_children_of_those_registered_elsewhere_are_refused_and_no_others(lived: SimulatedWorld) -> None:
    kind = list(lived.world.encoded.names.kinds).index("enrol-child")
    migrant = ((lived.world.society["status"].ravel() & MIGRANT) > 0)[: lived.world.scenario.citizens]
    attempts = int(lived.happened("enrol-child")[:, migrant].sum())
    denied = sum(int(day.day_counts["denied"][kind]) for day in lived.days)
    assert denied == attempts > 0
    assert attempts < int(lived.happened("enrol-child").sum())


def test_without_the_kind_nothing_else_changes() -> None:
    plain = simulated(scenario.load("household-registration", ['society="china"'], citizens=1_024, days=20, panel=()))
    more = simulated(scenario.load("registration-children", citizens=1_024, days=20, panel=()))
    for name in ("offered", "appeals", "in_default"):
        assert [int(day.day_counts[name]) for day in plain.days] == [int(day.day_counts[name]) for day in more.days]
