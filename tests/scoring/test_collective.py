"""Collective effects: what one person's points bring to the household, to the village, and to nobody else."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.engine.world import World
from glasshouse.schema.codes import FIRST
from glasshouse.testing.lockstep import crowded
from glasshouse.testing.simulated import simulated

SHARES = ("systems.rongcheng.collective.household=0.5", "systems.rongcheng.collective.village=0.25")
QUIET = ("systems.rongcheng.contacts.weight=0", "systems.rongcheng.publish_every=1", "systems.rongcheng.publish_on=0",
         'systems.rongcheng.forgetting.rule="never"')  # fmt: skip
STEPS = 1600


def _world(*settings: str) -> World:
    """A world in which nothing is recorded, so that only what is put into an account is there."""
    base = crowded(*QUIET, *settings)
    alone = {"channels": {}, "systems": {"rongcheng": base.systems["rongcheng"]}, "goods": {}, "debts": {}}
    return World(base.model_copy(update=alone))


def _others(world: World) -> np.ndarray:
    """What others bring to each account of the first community."""
    return np.asarray(world.ledgers["dimensions"])[0, 0, 4].astype(int)


def _homes(world: World) -> np.ndarray:
    """The number of each citizen's household."""
    return ((np.asarray(world.society["status"])[0] & FIRST) > 0).cumsum()


@pytest.fixture(scope="module")
def spilled() -> tuple[World, int]:
    world = _world(*SHARES)
    homes = _homes(world)
    lane = next(i for i in range(256) if (homes == homes[i]).sum() == 3)
    world.ledgers["dimensions"][0, 0, 0, lane] = STEPS
    world.step()
    return world, lane


def test_each_other_member_of_the_household_gets_the_same_part(spilled: tuple[World, int]) -> None:
    world, lane = spilled
    homes, village = _homes(world), int(0.25 * STEPS / 256)
    at_home = homes == homes[lane]
    at_home[lane] = False
    assert at_home.sum() == 2
    assert (_others(world)[at_home] == STEPS // 2 + village).all()


def test_the_rest_of_the_village_gets_a_part_of_the_mean_and_other_villages_nothing(spilled: tuple[World, int]) -> None:
    world, lane = spilled
    homes, village = _homes(world), int(0.25 * STEPS / 256)
    assert (_others(world)[homes != homes[lane]] == village).all()
    assert _others(world)[lane] == village, "one's own points come back through the village's mean alone"
    assert not np.asarray(world.ledgers["dimensions"])[0, 1:, 4].any()


def test_what_others_brought_is_not_passed_on_again(spilled: tuple[World, int]) -> None:
    world, _ = spilled
    before = _others(world)
    world.step()
    assert np.array_equal(_others(world), before)


def test_losses_spill_over_like_gains() -> None:
    world = _world(*SHARES)
    world.ledgers["dimensions"][0, 0, 0] = -STEPS
    world.step()
    homes = _homes(world)
    others = np.bincount(homes)[homes] - 1
    expected = -(others * STEPS // 2) - STEPS // 4
    assert np.array_equal(_others(world), expected)


def test_shares_of_none_change_nobody() -> None:
    base = crowded("systems.rongcheng.collective={household=0, village=0}")
    off = simulated(base)
    assert off.digests["scores"] != simulated(crowded()).digests["scores"]
    plain = base.systems["rongcheng"].model_copy(update={"collective": None})
    without = simulated(base.model_copy(update={"systems": {**base.systems, "rongcheng": plain}}))
    assert off.digests == without.digests
