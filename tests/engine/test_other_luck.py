"""The same people with other luck in some regions: nothing else differs, and on the first day nobody else."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.scenario import Scenario, changed, digest
from glasshouse.testing.lockstep import crowded

SHANDONG = 1
"""The crowded world's community that lies in Shandong."""


@pytest.fixture(scope="module")
def base() -> Scenario:
    return crowded(days=4)


@pytest.fixture(scope="module")
def anew(base: Scenario) -> Scenario:
    return changed(base, ['other_luck=["Shandong"]'])


def test_the_same_people_are_founded_and_only_their_days_differ() -> None:
    """Where nobody reacts, since on the first day what some do reaches contacts everywhere."""
    quiet = crowded("response.enabled=false", days=4)
    usual, other = World(quiet), World(changed(quiet, ['other_luck=["Shandong"]']))
    try:
        assert usual.society.tobytes() == other.society.tobytes()
        usual.step(), other.step()
        same = [_records(usual, c) == _records(other, c) for c in range(usual.communities)]
        assert same == [c != SHANDONG for c in range(usual.communities)]
    finally:
        usual.close(), other.close()


def _records(world: World, community: int) -> bytes:
    return bytes(world.dossier[community : community + 1].tobytes())


def test_without_any_region_nothing_changes_and_another_is_another_scenario(base: Scenario, anew: Scenario) -> None:
    assert digest(changed(base, ["other_luck=[]"])) == digest(base)
    assert digest(anew) != digest(base)


def test_what_comes_later_comes_with_other_luck_too(base: Scenario) -> None:
    rollout = changed(base, ['other_luck=["Shandong"]', "systems.rongcheng.rollout={elsewhere=2}"])
    world = World(rollout)
    try:
        for day in range(4):
            if day:
                seeds = {each.region: tuple(each.rules.parameters["seed"]) for each in world.rules.stretches}
                assert len(set(seeds.values())) == 2
                (first, *_), here = seeds.items(), rollout.society.region_names.index("Shandong")
                assert [region for region, seed in seeds.items() if seed != first[1]] == [here]
            world.step()
    finally:
        world.close()


def test_a_region_that_there_is_not_is_told_with_the_nearest(base: Scenario) -> None:
    with pytest.raises(InputError) as caught:
        changed(base, ['other_luck=["Shandon"]'])
    assert "Shandong" in str(caught.value)


def test_the_mean_over_seeds_of_what_luck_does_is_nothing() -> None:
    """Acts of the crowded world's people, beside the same people with other luck: no seed favours either."""
    found = []
    for seed in range(1, 13):
        worlds = [
            World(changed(crowded(days=6), [f"seed={seed}", *extra])) for extra in ([], ['other_luck=["Shandong"]'])
        ]
        try:
            totals = [sum(int(world.step().day_counts["happened"].sum()) for _ in range(6)) for world in worlds]
        finally:
            for world in worlds:
                world.close()
        found.append(totals[0] - totals[1])
    assert any(found)
    assert abs(np.mean(found)) < 3.5 * np.std(found, ddof=1) / len(found) ** 0.5
