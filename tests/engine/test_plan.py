"""Plans: made once for a scenario, whatever its size; worlds are founded by them and leave them as they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from glasshouse import scenario, testing
from glasshouse.engine import plan
from glasshouse.engine.plan import KEPT, plan_of
from glasshouse.engine.world import World
from glasshouse.scenario import Safeguards, Scenario
from glasshouse.scenario.document import Later

CROWDED = Path(testing.__file__).with_name("crowded.toml")
SHUT = {"systems": {"rongcheng": {"active": False}}}
OPEN = {"systems": {"rongcheng": {"active": True}}}


@pytest.fixture
def town() -> Scenario:
    """Rongcheng's score ends on day 5 and opens again on day 10."""
    later = (Later(day=5, change=SHUT), Later(day=10, change=OPEN))
    return scenario.load("rongcheng", citizens=600, days=20).model_copy(update={"later": later})


def test_size_length_and_panel_share_a_plan(town: Scenario) -> None:
    other = town.model_copy(update={"citizens": 5, "days": 3, "panel": (1,), "title": "Another"})
    assert plan_of(other) is plan_of(town)


@pytest.mark.parametrize("change", [{"seed": 77}, {"later": ()}, {"safeguards": Safeguards(one_desk=True)}])
def test_whatever_makes_numbers_makes_another_plan(town: Scenario, change: dict[str, object]) -> None:
    assert plan_of(town.model_copy(update=change)) is not plan_of(town)


def test_a_dictionary_that_was_changed_in_place_makes_another_plan(town: Scenario) -> None:
    first, name = plan_of(town), next(iter(town.conduct))
    town.conduct[name] = town.conduct[name].model_copy(update={"kept": not town.conduct[name].kept})
    assert plan_of(town) is not first


def test_founding_again_encodes_nothing(town: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    World(town)
    monkeypatch.delattr(plan, "encode_scenario")
    monkeypatch.delattr(plan, "rules_by_day")
    World(town.model_copy(update={"citizens": 300}))


def test_one_more_change_makes_only_its_own_numbers(town: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    before, made = plan_of(town), []
    monkeypatch.setattr(plan, "encode_scenario", lambda parameters: made.append(parameters) or before.encoded)
    after = plan_of(town.model_copy(update={"later": (*town.later, Later(day=15, change=SHUT))}))
    assert len(made) == 1
    assert not made[0].systems["rongcheng"].active
    assert [after.changes[day] for day in (5, 10)] == [before.changes[day] for day in (5, 10)]
    assert sorted(after.changes) == [5, 10, 15]


def test_what_a_plan_had_made_before_is_what_it_makes_at_once(town: Scenario) -> None:
    plan_of(town.model_copy(update={"later": town.later[:1]}))
    ours, same = plan_of(town), plan.make_plan(town)
    for day in (5, 10):
        assert np.array_equal(ours.changes[day].parameters, same.changes[day].parameters)
        assert np.array_equal(ours.changes[day].systems, same.changes[day].systems)


def test_a_world_leaves_its_plan_as_it_was() -> None:
    crowded = scenario.load(CROWDED)
    made = plan_of(crowded)
    parameters, systems = made.encoded.parameters.copy(), made.encoded.systems.copy()
    world = World(crowded, traced=True)
    for _ in range(12):
        world.step()
    assert not np.array_equal(world.whole, parameters)
    assert not np.array_equal(world.systems, systems)
    assert np.array_equal(made.encoded.parameters, parameters)
    assert np.array_equal(made.encoded.systems, systems)
    with pytest.raises(ValueError, match="read-only"):
        made.encoded.parameters["trace"] = 1


def test_only_so_many_plans_are_remembered(town: Scenario) -> None:
    first = plan_of(town)
    for seed in range(100, 101 + KEPT):
        plan_of(town.model_copy(update={"seed": seed}))
    assert plan_of(town) is not first
