"""Decisions as a part of the scenario: the same in Python, TOML and JSON; checked with all else, at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import glasshouse as gh
from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.scenario.decision_checks import added, carried_over
from glasshouse.scenario.digest import canonical

TOML = """
extends = "sesame"
citizens = 600

[[decisions]]
citizen = 17
days = [14, 28]
do = { petition = [15, 20], criticise = [16] }
leave = ["jaywalk"]
dare = ["search-sensitive"]
evade = true
cases = "appeal"
join = ["sesame"]

[[decisions]]
citizen = 4
days = [2, 3]
evade = false
cases = "wait"
quit = ["sesame"]
keep = [5]
cut = [6]
"""
ONE = gh.Decision(
    citizen=17, days=(14, 28), do={"petition": (15, 20), "criticise": (16,)}, leave=("jaywalk",), dare=("search-sensitive",),
    evade=True, cases="appeal", join=("sesame",),
)  # fmt: skip
OTHER = gh.Decision(citizen=4, days=(2, 3), evade=False, cases="wait", quit=("sesame",), keep=(5,), cut=(6,))


@pytest.fixture(scope="module")
def base() -> gh.Scenario:
    return scenario.load("sesame", citizens=600)


@pytest.fixture(scope="module")
def deciding(tmp_path_factory: pytest.TempPathFactory) -> gh.Scenario:
    place = tmp_path_factory.mktemp("mine") / "mine.toml"
    place.write_text(TOML, encoding="utf-8")
    return scenario.load(place)


def problems(*decisions: gh.Decision, base: gh.Scenario) -> str:
    with pytest.raises(InputError) as raised:
        added(base, decisions, 0)
    return str(raised.value)


def test_python_toml_and_json_say_the_same(deciding: gh.Scenario, base: gh.Scenario) -> None:
    assert deciding.decisions == (ONE, OTHER)
    in_python = base.with_decisions(OTHER).with_decisions(ONE)
    in_json = gh.Scenario.model_validate_json(deciding.model_dump_json())
    written = [scenario.digest(each) for each in (deciding, in_python, in_json)]
    assert written[0] == written[1] == written[2] != scenario.digest(base)


def test_lists_are_as_good_as_tuples() -> None:
    lists = json.loads(ONE.model_dump_json())
    assert gh.Decision(**lists) == ONE
    assert gh.Decision.model_validate_json(json.dumps(lists)) == ONE


def test_their_order_and_that_of_names_change_nothing(deciding: gh.Scenario) -> None:
    turned = ONE.model_copy(update={"do": dict(reversed(ONE.do.items()))})
    other = deciding.model_copy(update={"decisions": (OTHER, turned)})
    assert scenario.digest(other) == scenario.digest(deciding)


@pytest.mark.parametrize(
    "change",
    [{"citizen": 18}, {"days": (14, 29)}, {"do": {"petition": (15,)}}, {"leave": ()}, {"dare": ()}, {"evade": None},
     {"cases": "accept"}, {"join": ()}, {"keep": (3,)}],
)  # fmt: skip
def test_each_value_counts(deciding: gh.Scenario, change: dict[str, Any]) -> None:
    other = deciding.model_copy(update={"decisions": (ONE.model_copy(update=change), OTHER)})
    assert scenario.digest(other) != scenario.digest(deciding)


def test_no_decisions_leave_the_digest_as_it_is(base: gh.Scenario) -> None:
    assert '"decisions"' not in canonical(base)
    assert scenario.digest(base.model_copy(update={"decisions": ()})) == scenario.digest(base)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"days": (3, 3)}, "a later day after the last"),
        ({"days": (-1, 3)}, "0 or more"),
        ({"do": {"jaywalk": ()}}, "one or more days"),
        ({"do": {"jaywalk": (4, 2)}}, "in order"),
        ({"do": {"jaywalk": (9,)}}, "days from 1 to 8"),
        ({"do": {"jaywalk": (2,)}, "leave": ("jaywalk",)}, "nothing that `do` has too"),
        ({"dare": ("jaywalk",), "leave": ("jaywalk",)}, "nothing that `dare` has too"),
        ({"join": ("sesame",), "quit": ("sesame",)}, "nothing that `join` has too"),
        ({"keep": (3,), "cut": (3,)}, "nothing that `keep` has too"),
        ({"leave": ("jaywalk", "jaywalk")}, "each once"),
        ({"leave": ()}, "something to decide"),
        ({"leaves": ("jaywalk",)}, "did you mean .leave"),
        ({"evade": 1}, "true or false"),
    ],
)
def test_one_that_makes_no_sense_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        gh.Decision(**{"citizen": 1, "days": (1, 9), **({} if "leave" in given else {"leave": ("litter",)}), **given})


def test_everything_that_does_not_fit_is_said_at_once(tmp_path: Path) -> None:
    place = tmp_path / "mine.toml"
    place.write_text(
        'extends = "companies"\ncitizens = 200\n'
        '[[decisions]]\ncitizen = 200\ndays = [1, 3]\nleave = ["jaywalking"]\ndo = { firm-bids = [1] }\njoin = ["sesam"]\n'
        '[[decisions]]\ncitizen = 4\ndays = [5, 9]\nquit = ["companies"]\nleave = ["litter"]\n'
        '[[decisions]]\ncitizen = 4\ndays = [8, 12]\ndare = ["litter"]\n',
        encoding="utf-8",
    )
    with pytest.raises(InputError) as raised:
        scenario.load(place)
    found = {problem.key: problem for problem in raised.value.problems}
    assert set(found) == {
        "decisions.0.citizen", "decisions.0.leave.0", "decisions.0.do.firm-bids", "decisions.0.join.0",
        "decisions.1.quit.0", "decisions.2",
    }  # fmt: skip
    assert {problem.file for problem in found.values()} == {str(place)}
    assert found["decisions.0.leave.0"].nearest == "jaywalk"
    assert "only firms do" in str(found["decisions.0.do.firm-bids"])
    assert "decisions.1 says of day 8" in str(found["decisions.2"])


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ({"do": {"litter": (5,)}}, {"leave": ("litter",)}, "do and leave 'litter'"),
        ({"dare": ("litter",)}, {"leave": ("litter",)}, "dare and leave 'litter'"),
        ({"join": ("sesame",)}, {"quit": ("sesame",)}, "join and quit 'sesame'"),
        ({"keep": (9,)}, {"cut": (9,)}, "keep and cut 9"),
        ({"evade": True}, {"evade": False}, "evade and do not"),
        ({"cases": "wait"}, {"cases": "appeal"}, "appeal and wait"),
    ],
)
def test_two_that_contradict_each_other_are_refused(
    base: gh.Scenario, one: dict[str, Any], other: dict[str, Any], words: str
) -> None:
    first, second = gh.Decision(citizen=3, days=(4, 6), **one), gh.Decision(citizen=3, days=(5, 9), **other)
    assert words in problems(first, second, base=base)
    assert words in problems(second, first, base=base)
    later = second.model_copy(update={"days": (6, 9)})
    assert added(base, (first, later), 0) == (first, later), "on other days they may"
    somebody_else = second.model_copy(update={"citizen": 2})
    assert added(base, (first, somebody_else), 0)
    assert added(base, (first, first.model_copy(update={"days": (5, 6)})), 0), "twice the same is no contradiction"


def test_only_decisions_that_hold_at_once_are_held_against_each_other(base: gh.Scenario) -> None:
    long = gh.Decision(citizen=3, days=(0, 400), evade=True)
    weeks = [gh.Decision(citizen=3, days=(day, day + 7), cases="wait") for day in range(0, 364, 7)]
    decided = base.model_copy(update={"decisions": added(base, (long, *weeks), 0)})
    assert "evade and do not" in problems(gh.Decision(citizen=3, days=(363, 364), evade=False), base=decided)
    assert "appeal and wait" in problems(gh.Decision(citizen=3, days=(350, 360), cases="appeal"), base=decided)
    assert added(decided, (gh.Decision(citizen=3, days=(364, 371), cases="appeal"),), 364)


def test_what_is_done_and_what_is_left_only_clash_on_the_same_day(base: gh.Scenario) -> None:
    done = gh.Decision(citizen=3, days=(4, 9), do={"litter": (4,)})
    left = gh.Decision(citizen=3, days=(5, 9), leave=("litter",))
    assert added(base, (done, left), 0)


def test_a_day_that_is_lived_is_past(base: gh.Scenario) -> None:
    with pytest.raises(InputError, match=r"decisions\.0\.days: expected days from 5 on.*found \[4, 9\]"):
        added(base, (gh.Decision(citizen=3, days=(4, 9), evade=True),), 5)


def test_days_after_the_last_are_allowed(base: gh.Scenario) -> None:
    late = gh.Decision(citizen=3, days=(base.days, base.days + 9), evade=True)
    assert added(base, (late,), 0) == (late,)


def test_rules_that_change_do_not_decide_for_anybody(tmp_path: Path) -> None:
    place = tmp_path / "mine.toml"
    decided = "[[later.change.decisions]]\ncitizen = 3\ndays = [9, 12]\nevade = true\n"
    place.write_text(f'extends = "sesame"\n[[later]]\nday = 9\n{decided}', encoding="utf-8")
    with pytest.raises(InputError, match=r"later\.0\.change\.decisions: expected what it is from the first day"):
        scenario.load(place)


def test_a_file_replaces_the_decisions_that_it_extends(tmp_path: Path, deciding: gh.Scenario) -> None:
    (tmp_path / "first.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "second.toml").write_text(
        'extends = "first.toml"\n[[decisions]]\ncitizen = 1\ndays = [0, 1]\nevade = true\n', encoding="utf-8"
    )
    assert [each.citizen for each in scenario.load(tmp_path / "second.toml").decisions] == [1]
    assert scenario.load(tmp_path / "first.toml", ["decisions=[]"]).decisions == ()


def test_a_twin_keeps_the_decisions_unless_its_diff_has_others(deciding: gh.Scenario, tmp_path: Path) -> None:
    assert scenario.variant(deciding, "response.conformity=0").decisions == deciding.decisions
    assert scenario.variant(deciding, "scoring").decisions == deciding.decisions
    assert scenario.variant(deciding, "decisions=[]").decisions == ()
    place = tmp_path / "otherwise.toml"
    place.write_text('[[decisions]]\ncitizen = 17\ndays = [14, 28]\nleave = ["petition"]\n', encoding="utf-8")
    twin = scenario.variant(deciding, place)
    assert [each.leave for each in twin.decisions] == [("petition",)]
    assert (twin.seed, twin.society, twin.conduct) == (deciding.seed, deciding.society, deciding.conduct)


@pytest.mark.parametrize("name", ["nothing", "sensing", "rongcheng"])
def test_in_a_world_without_a_system_nobody_joins_it(deciding: gh.Scenario, name: str) -> None:
    twin = scenario.variant(deciding, name)
    assert [each.do for each in twin.decisions] == [ONE.do, {}]
    assert all(each.join == each.quit == () for each in twin.decisions)


def test_a_decision_of_which_nothing_is_left_is_left_out() -> None:
    only = gh.Decision(citizen=1, days=(0, 2), join=("sesame",))
    assert carried_over((only,), ["litter"], []) == ()
    assert carried_over((only,), ["litter"], ["sesame"]) == (only,)
