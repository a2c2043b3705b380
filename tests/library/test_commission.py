"""The Commission's examples: nineteen are told, sixteen are scenarios, and each of these reaches somebody."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from tests.shipped import shipped

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.library.commission import Example, examples, read_examples
from glasshouse.scenario import notices
from glasshouse.testing.simulated import SimulatedWorld, simulated

TOLD = [example for example in examples().values() if example.scenario]
SCENARIOS = [example.scenario or "" for example in TOLD]
CITIZENS, DAYS = 2_048, 30
EXPLAINED = {
    "redress": "areas keep no cases unless a system says so, and a reward can be contested by nobody",
    "absences": "an absence of records is no case",
    "false_records": "interviews and volunteer services record what they are told",
    "society.conduct": "Germany has no figures of its own for some kinds",
}
"""Notices of these scenarios by the last word of their key, and why they stay."""


@cache
def _life(name: str, *settings: str, twin: bool = False) -> SimulatedWorld:
    """A month under a scenario, all systems published weekly; or under nothing, with the same people and the same luck."""
    soon = [
        f"systems.{each}.{key}" for each in scenario.load(name).systems for key in ("publish_every=7", "publish_on=6")
    ]
    chosen = scenario.load(name, [*soon, *settings], citizens=CITIZENS, days=DAYS)
    return simulated(scenario.variant(chosen, "nothing") if twin else chosen)


def _reached(life: SimulatedWorld) -> int:
    """Person-days under a sanction, and attempts that a privilege eased."""
    counts = life.day_counts
    return int(counts["sanctioned"].sum()) + int(counts["eased"].sum())


def test_there_are_ten_prohibited_and_nine_out_of_scope_and_three_outside_the_model() -> None:
    assert Counter(example.answer for example in examples().values()) == {"prohibited": 10, "out of scope": 9}
    outside = [example.name for example in examples().values() if example.scenario is None]
    assert outside == ["diagnosis", "advertising", "resettlement"]
    assert len(set(SCENARIOS)) == len(SCENARIOS) == 16


def test_the_points_of_the_guidelines_say_what_is_answered() -> None:
    assert {example.point for example in examples().values() if example.answer == "out of scope"} == {177}
    of_both = {example.point for example in TOLD if example.expected and all(dict(example.expected).values())}
    assert of_both == {168}


@pytest.mark.parametrize("name", SCENARIOS)
def test_each_scenario_fits_and_what_is_noted_of_it_is_explained(name: str) -> None:
    assert [str(each) for each in notices(shipped(name)) if not each.key.endswith(tuple(EXPLAINED))] == []


def test_only_a_channel_that_sees_conduct_is_said_never_to_err() -> None:
    keys = {each.key for each in notices(scenario.load("job-support"))}
    assert "channels.interview.false_records" in keys
    assert "channels.families.false_records" not in keys


@pytest.mark.parametrize("name", SCENARIOS)
def test_each_scenario_has_a_page(name: str) -> None:
    page = Path(__file__).parents[2] / "docs" / "systems" / f"{name}.md"
    assert page.read_text(encoding="utf-8").count("## What") >= 3


@pytest.mark.parametrize("name", SCENARIOS)
def test_each_scheme_has_members_whose_scores_differ(name: str) -> None:
    life = _life(name)
    for codes in np.asarray(life.world.ledgers["published"])[: len(life.world.scenario.systems)]:
        assert len(np.unique(codes[codes > 0])) > 1


@pytest.mark.parametrize("name", SCENARIOS)
def test_each_scheme_reaches_somebody_whom_its_twin_leaves_alone(name: str) -> None:
    assert _reached(_life(name)) > 0
    assert _reached(_life(name, twin=True)) == 0


@pytest.mark.parametrize("name", [name for name in SCENARIOS if not shipped(name).debts])
def test_where_nobody_reacts_people_do_as_their_twins(name: str) -> None:
    off = "response.enabled=false"
    assert _life(name, off).digests["conduct"] == _life(name, off, twin=True).digests["conduct"]


def test_an_example_needs_a_scenario_or_a_reason_and_what_is_prohibited_a_ground() -> None:
    whole = {"name": "a", "point": 166, "says": "b", "answer": "prohibited"}
    for wrong in ({"expected": {"unrelated": True}}, {"scenario": "sesame"}, {"scenario": "sesame", "expected": {}}):
        with pytest.raises(InputError):
            Example(**whole, **wrong)


def test_a_scenario_that_there_is_not_and_an_example_told_twice_are_named() -> None:
    said = '[[examples]]\nname = "a"\npoint = 177\nsays = "b"\nanswer = "out of scope"\nscenario = "telematic"\n'
    with pytest.raises(InputError, match="did you mean 'telematics'") as raised:
        read_examples(f'title = "t"\nsource = "s"\n{said}{said}', "ours.toml")
    assert sum("each example once" in str(problem) for problem in raised.value.problems) == 1
