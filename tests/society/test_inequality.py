"""Inequality as an input: relative deprivation adds up to the Gini coefficient, and drives grievance where it is unusual."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.society.inequality import grievance_by_rank, relative_deprivation
from glasshouse.testing.simulated import simulated
from glasshouse.worlds.twins import Twins


@pytest.mark.parametrize("gini", [0.2, 0.3, 0.47, 0.61])
def test_mean_relative_deprivation_is_the_gini_coefficient(gini: float) -> None:
    assert relative_deprivation(gini).mean() == pytest.approx(gini, abs=2e-3)


def test_the_poorest_are_deprived_of_nearly_a_mean_income_and_the_richest_of_nothing() -> None:
    found = relative_deprivation(0.47)
    assert found[0] > 0.9
    assert found[-1] < 0.02
    assert (np.diff(found) < 0).all()


def test_where_all_earn_the_same_nobody_is_deprived() -> None:
    assert not relative_deprivation(0).any()


def test_usual_inequality_moves_nobody() -> None:
    assert (grievance_by_rank(0.47, 0.47, 3) == 1).all()
    assert (grievance_by_rank(0.61, 0.47, 0) == 1).all()


def test_more_inequality_brings_more_grievance_most_in_the_middle() -> None:
    """The poorest lack nearly a mean income at any inequality; who falls behind when it grows is the middle."""
    factors = grievance_by_rank(0.61, 0.47, 1)
    assert (factors >= 1).all()
    assert factors[100] > max(factors[0], factors[-1])


def _grievance(*settings: str) -> float:
    life = simulated(scenario.load("inequality", settings, citizens=5_000, days=1))
    return float(np.array(life.world.response["grievance"]).mean())


def test_the_scenario_has_more_grievance_than_its_twin() -> None:
    assert _grievance() > 1.05 * _grievance("society.grievance_inequality=0")


def test_people_are_the_same_where_only_what_they_make_of_inequality_differs() -> None:
    """Else the claim could not be tried: twins share people and luck, and differ in nothing but grievance."""
    worlds = {
        name: scenario.load("inequality", settings, citizens=2_560, days=1)
        for name, settings in (("unequal", ()), ("not felt", ["society.grievance_inequality=0"]))
    }
    twins = Twins(worlds, threads=1)
    try:
        one, other = (twins.recorders[name].world for name in worlds)
        assert (np.array(one.society) == np.array(other.society)).all()
        aggrieved = [np.array(world.response["grievance"]) for world in (one, other)]
        assert aggrieved[0].mean() > 1.05 * aggrieved[1].mean()
        rest = [
            np.array(world.response)[[n for n in world.response.dtype.names if n != "grievance"]]
            for world in (one, other)
        ]
        assert (rest[0] == rest[1]).all()
    finally:
        twins.close()
