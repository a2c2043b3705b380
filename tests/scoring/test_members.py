"""Members: whom a system is for, by the register and the personnel office."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.scenario import digest
from glasshouse.schema.codes import EMPLOYED, MIGRANT
from glasshouse.testing.lockstep import crowded
from glasshouse.testing.simulated import simulated

WHO = {
    "everybody": lambda status: status >= 0,
    "registered here": lambda status: (status & MIGRANT) == 0,
    "registered elsewhere": lambda status: (status & MIGRANT) > 0,
    "employed": lambda status: (status & EMPLOYED) > 0,
}


@pytest.mark.parametrize("who", WHO)
def test_nobody_else_has_an_account(who: str) -> None:
    world = World(crowded(f'systems.rongcheng.members.eligible="{who}"', f'systems.merits.members.eligible="{who}"'))
    status = np.asarray(world.society["status"]).ravel()[:600]
    for name, has_all in (("rongcheng", True), ("merits", False)):
        s = world.encoded.system_names.index(name)
        members = np.asarray(world.ledgers["published"][s]).ravel()[:600] > 0
        assert not members[~WHO[who](status)].any(), name
        assert members[WHO[who](status)].all() == has_all, name


CHILDREN = 'members.attribute="children"'


def _has(world: World, attribute: str) -> np.ndarray:
    a = list(world.scenario.attributes).index(attribute)
    return (np.asarray(world.attributes["has"]).ravel()[:600] >> a & 1) > 0


def _members(world: World, name: str) -> np.ndarray:
    return np.asarray(world.ledgers["published"][world.encoded.system_names.index(name)]).ravel()[:600] > 0


def test_a_system_for_those_with_an_attribute_has_all_of_them_and_nobody_else() -> None:
    world = World(crowded(f"systems.rongcheng.{CHILDREN}", "systems.rongcheng.members.share=1"))
    has = _has(world, "children")
    assert 60 < has.sum() < 500
    assert np.array_equal(_members(world, "rongcheng"), has)


def test_nobody_else_joins_later_and_only_they_can_refuse() -> None:
    life = simulated(crowded(f"systems.merits.{CHILDREN}", 'systems.merits.members.eligible="everybody"'))
    world, s = life.world, life.world.encoded.system_names.index("merits")
    has, joined = _has(world, "children"), sum(int(day.system_counts["joined"][s]) for day in life.days)
    assert joined > 10
    assert not _members(world, "merits")[~has].any()
    most = max(int(day.day_counts["refusers"][s]) for day in life.days)
    assert 0 < most <= has.sum()


def test_without_an_attribute_a_scenario_keeps_its_digest_and_a_wrong_one_is_told() -> None:
    usual = crowded()
    assert "attribute" not in usual.systems["rongcheng"].members.model_dump(exclude_none=True)
    assert digest(crowded(f"systems.rongcheng.{CHILDREN}")) != digest(usual)
    with pytest.raises(InputError) as caught:
        crowded('systems.rongcheng.members.attribute="childen"', f"systems.companies.{CHILDREN}")
    told = {problem.key: problem for problem in caught.value.problems}
    assert set(told) == {"systems.rongcheng.members.attribute", "systems.companies.members.attribute"}
    assert told["systems.rongcheng.members.attribute"].nearest == "children"
