"""Forks: worlds that stand where another stands, and go on by themselves to the same bits."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario
from glasshouse.scenario.document import Later

SETTINGS = {
    "rongcheng": (),
    "patrols": (),
    "learned-credit": ("systems.learned-credit.learning.every=10", "systems.learned-credit.learning.window=5"),
    "private-credit": (),
}


def _town(name: str) -> Scenario:
    return scenario.load(name, SETTINGS[name], citizens=900, days=30, panel=(5, 800))


def _lived(world: World, days: int) -> list[bytes]:
    return [b"".join(np.asarray(part).tobytes() for part in vars(world.step()).values()) for _ in range(days)]


def _bytes(world: World) -> dict[str, bytes]:
    return {name: np.ascontiguousarray(table).tobytes() for name, table in world.state().items()}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_fork_lives_the_days_that_the_world_lives(name: str) -> None:
    world = World(_town(name))
    _lived(world, 13)
    other, kept = world.fork(), _bytes(world)
    ours = _lived(world, 9)
    assert _bytes(other) == kept
    assert _lived(other, 9) == ours
    assert _bytes(other) == _bytes(world)


def test_a_fork_under_a_later_change_is_the_scenario_that_says_so() -> None:
    town = _town("rongcheng")
    changed = town.model_copy(update={"later": (Later(day=7, change={"systems": {"rongcheng": {"active": False}}}),)})
    world, whole = World(town), World(changed)
    assert _lived(world, 7) == _lived(whole, 7)
    other = world.fork(changed)
    assert _lived(other, 5) == _lived(whole, 5)
    assert _bytes(other) == _bytes(whole)
    assert _bytes(world) != _bytes(whole)


def test_a_world_goes_back_to_a_day_before_rules_changed() -> None:
    town = _town("rongcheng")
    world = World(
        town.model_copy(update={"later": (Later(day=3, change={"systems": {"rongcheng": {"active": False}}}),)})
    )
    kept = {name: np.copy(table) for name, table in world.state().items()}
    first = _lived(world, 6)
    world.restore(kept, 0)
    assert _lived(world, 6) == first


def test_a_fork_keeps_threads_and_chunks() -> None:
    world = World(_town("rongcheng"), threads=2, chunks=3)
    other = world.fork()
    assert [(chunk.first, chunk.last) for chunk in other.chunks] == [
        (chunk.first, chunk.last) for chunk in world.chunks
    ]
    assert _lived(other, 3) == _lived(world, 3)
    world.close()
    other.close()
