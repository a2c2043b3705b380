"""Casting, endings, other bodies, bets and the contrast hold what they say."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from fastapi.testclient import TestClient
from starlette.exceptions import HTTPException

from glasshouse.engine.simulation import Simulation
from glasshouse.scenario import Scenario
from glasshouse.web import words
from glasshouse.web.lives import bets
from glasshouse.web.lives.ahead import Ahead
from glasshouse.web.lives.bets import BETS, Ensemble
from glasshouse.web.lives.bodies import in_other_bodies, others
from glasshouse.web.lives.casting import WAYS, Cast, Fates, by_lot, cast
from glasshouse.web.lives.contrast import contrast
from glasshouse.web.lives.ending import Ending, look_back
from glasshouse.web.lives.errands import MOST_WAITING, Errands
from glasshouse.web.lives.life import Lived
from glasshouse.web.lives.measures import standings
from glasshouse.web.lives.town import scenario_for
from glasshouse.web.lives.unchosen import unchosen
from glasshouse.web.lives.year import Year

PEOPLE = 2_000
STATIC = Path(words.__file__).parent / "static"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    """The year in a small town."""
    return scenario_for("year", 1, PEOPLE, 0)


@pytest.fixture(scope="module")
def found(scenario: Scenario) -> tuple[Cast, Fates]:
    """Who is offered, and what happened to everybody."""
    return cast(scenario, "year")


@pytest.fixture(scope="module")
def ending(lived: Lived, year: Year) -> Iterator[Ending]:
    """The year, looked back on as soon as it was over, before anybody asked."""
    errands = Errands()
    ahead = Ahead(errands)
    ahead.follow(lived)

    def never() -> Ending:
        raise AssertionError("it was sent for")

    yield errands.fetch(("end", year.key), never)
    ahead.close()
    errands.close()


def test_the_cast_is_counted_as_the_panel_counts(scenario: Scenario, found: tuple[Cast, Fates]) -> None:
    offered, fates = found
    some = [offered.ways[way].some[0] for way in ("refused", "misrecorded", "unseen")]
    watched = tuple(sorted({each.person.citizen for each in some}))
    with Simulation(scenario.model_copy(update={"panel": watched})) as town:
        town.step(scenario.days)
        for each in some:
            rows = town.rows_of(each.person.citizen)
            seen, false = (
                np.bitwise_count(np.bitwise_or.reduce(rows[name], axis=1)).sum() for name in ("seen", "false")
            )
            assert each.times["refused"] == (rows["denied"] > 0).sum()
            assert each.times["misrecorded"] == false
            assert each.records == seen + false
            assert each.times["left"] == sum(
                tie.place == "near" and tie.citizen in tie.cut_by for tie in town.contacts(each.person.citizen)
            )
    for way in WAYS:
        people = offered.ways[way].people
        assert people == fates.people(way)
        assert len(offered.ways[way].some) == min(3, people)
        assert all(fates.concerns[way][each.person.citizen] for each in offered.ways[way].some)


def test_the_cast_hangs_on_the_seed_alone(scenario: Scenario, found: tuple[Cast, Fates]) -> None:
    assert cast(scenario, "year")[0] == found[0]


def test_the_ending_counts_what_the_week_s_ledgers_count(lived: Lived, ending: Ending) -> None:
    ledgers = lived.page.ledgers
    assert ending.over
    assert ending.decided > 0
    assert not ending.same
    assert ending.chosen.recorded == ledgers.known.records
    assert ending.chosen.misrecorded == ledgers.known.false
    assert ending.chosen.unrecorded == ledgers.unrecorded.acts
    assert ending.chosen.said == ledgers.unrecorded.you.said
    assert ending.unwatched.said == ledgers.unrecorded.twin.said
    assert ending.chosen.fear == ledgers.unrecorded.you.fear
    assert ending.chosen.sanctioned_days == ledgers.met.sanctioned_days
    shown = {each.system: each.score for each in lived.page.accounts if each.score is not None}
    left = {each.system: each.score for each in ending.chosen.standings if each.score is not None}
    assert left == pytest.approx({system: shown[system] for system in left}, abs=0.06)


def test_where_nobody_watches_nothing_is_recorded_or_feared(ending: Ending) -> None:
    free = ending.unwatched
    assert (free.recorded, free.misrecorded, free.refused, free.held_back) == (0, 0, 0, 0)
    assert set(free.fear.values()) == {0}
    assert free.standings == []


def test_a_year_in_which_nothing_is_decided_is_the_year_by_habit_and_touches_nobody(year: Year) -> None:
    quiet = look_back(replace(year, decisions=(), days=28))
    assert quiet.same
    assert quiet.decided == 0
    assert not quiet.over
    assert (quiet.touched.acts, quiet.touched.scores, quiet.touched.fear, quiet.touched.friends) == (0, 0, 0, 0)


def test_a_year_with_the_same_sums_and_other_acts_is_not_the_same(
    year: Year, ending: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("ending", "unchosen"):
        monkeypatch.setattr(f"glasshouse.web.lives.{module}.measured", lambda town, citizen: ending.chosen)
    short = replace(year, days=28, decisions=tuple(each for each in year.decisions if each.days[1] <= 28))
    assert not look_back(short).same


def test_a_year_without_its_choices_that_waits_for_its_turn_is_lived_by_whoever_needs_it(year: Year) -> None:
    errands, over = Errands(), Event()
    ahead = Ahead(errands)
    week = replace(year, decisions=(), days=7)
    ahead._pool.submit(over.wait)
    try:
        ahead._begin(week)
        found = ahead._unchosen(week)
        assert ahead._unchosen(replace(year, days=7)) is found, "it hangs on no choice"
        assert look_back(week, found).same
        other = replace(week, citizen=year.citizen + 1)
        assert ahead._unchosen(other).habit == unchosen(other).habit != found.habit, "each seat has a year of its own"
    finally:
        over.set()
        ahead.close()
        errands.close()


def test_before_the_first_week_there_is_nothing_to_look_back_on(client: TestClient) -> None:
    life = client.post("/api/v1/lives", json={"people": PEOPLE, "length": "short"}).json()["id"]
    for page in ("end", "bodies"):
        answer = client.get(f"/api/v1/lives/{life}/{page}")
        assert answer.status_code == 422
        assert answer.json()["problems"][0]["key"] == "week"


def test_who_has_no_account_is_neither_on_a_list_nor_off_it(found: tuple[Cast, Fates]) -> None:
    fates = found[1]
    lists = {system.name for system in fates.systems if system.capabilities.is_list}
    assert lists
    for code, listed in ((0, None), (1, False), (2, True)):
        number = len(fates.systems)
        told = standings(fates.systems, np.ones(number, bool), [code] * number)
        assert {each.listed for each in told if each.system in lists} == {listed}


def test_choices_touch_others(ending: Ending) -> None:
    touched = ending.touched
    assert touched.scores > touched.acts
    assert touched.fear > 0
    assert 0 < touched.friends <= touched.contacts


def test_what_stays_on_file_names_its_keepers(ending: Ending) -> None:
    on_file = ending.on_file
    assert on_file.records >= sum(each.records for each in on_file.files) > 0
    assert {each.keeper for each in on_file.files} <= set(on_file.keepers)
    assert all(0 <= each.shown <= 100 and 0 <= each.truth <= 100 for each in on_file.guesses)
    assert all(abs(each.shown - each.truth) <= 1 for each in on_file.guesses if each.known)


def test_others_make_the_same_choices(year: Year, ending: Ending) -> None:
    short = replace(year, days=120, decisions=tuple(each for each in year.decisions if each.days[1] <= 120))
    without = unchosen(short)
    bodies = in_other_bodies(short, without, number=12)
    assert len(bodies.others) == 12
    assert bodies.you.person.citizen == year.citizen
    assert bodies.you.habit == without.habit.standings
    assert any(each.chosen != each.habit for each in bodies.others)
    for each in bodies.ranges:
        assert each.lowest <= each.middle <= each.highest
        assert 0 < each.members <= 12


def test_other_bodies_are_drawn_by_lot_from_all_over_the_town(year: Year) -> None:
    drawn = others(year)
    assert drawn == others(year)
    assert len(set(drawn)) == 60
    assert year.citizen not in drawn
    assert len({citizen // 256 for citizen in drawn[:7]}) == 7, "first one of each other community"


def test_bets_are_answered_by_living_elsewhere(scenario: Scenario) -> None:
    ensemble = Ensemble(scenario, seeds=2)
    answers = ensemble.answer()
    assert ensemble.done == answers.seeds == 2
    assert answers.rules_on_criticism == 0
    assert abs(answers.criticism.middle) < 2
    assert 0 <= answers.punished.lowest <= answers.punished.highest < answers.refused.lowest < PEOPLE
    by_system = {each.system: each for each in answers.splits}
    assert by_system["rongcheng"].doing.middle > by_system["rongcheng"].being.middle
    assert by_system["sesame"].being.middle > by_system["sesame"].doing.middle
    assert all(0 <= each.doing.lowest + each.being.lowest <= 100 for each in answers.splits)
    assert all(sum(answers.right[bet].values()) == 2 for bet in BETS)
    assert answers.right["criticism"]["none"] == 2
    assert answers.right["doing"]["depends"] == 2
    assert answers.right["punished"]["none"] == answers.punished.values.count(0)
    lower, upper = PEOPLE * 0.01, PEOPLE * 0.05
    assert answers.right["refused"]["some"] == sum(lower <= number <= upper for number in answers.refused.values)


def test_people_with_a_false_record_are_those_whom_the_cast_counts(
    scenario: Scenario, found: tuple[Cast, Fates]
) -> None:
    punished, misrecorded, _ = bets._befell(scenario)
    assert misrecorded == found[1].people("misrecorded") > punished


def test_the_shares_that_options_are_about_are_those_of_their_words() -> None:
    said = (STATIC / "year" / "wording.js").read_text(encoding="utf-8")
    assert tuple(map(float, re.findall(r"[abc]: ([\d.]+)", said))) == bets._REFUSED
    for language in ("en", "de"):
        options = [words.text(language, f"ending.bets.punished_option.{each}") for each in ("few", "many", "most")]
        assert [re.findall(r"\d+", each)[-1] for each in options] == ["10", "200", "200"]
    assert [bets._of_people("punished", n, bets._PUNISHED) for n in (0, 1, 10, 11, 200, 201)] == [
        "none", "few", "few", "many", "many", "most"
    ]  # fmt: skip
    # 1 % of 2,560 people are 25.6: 25 are fewer. 1 % of 2,000 are 20: 20 are not.
    cases = [(2_560, 25), (2_560, 26), (2_000, 19), (2_000, 20), (2_000, 100), (2_000, 101), (2_000, 401)]
    assert [bets._of_people("refused", n, bets._refused_up_to(people)) for people, n in cases] == [
        "few", "some", "few", "some", "some", "many", "most"
    ]  # fmt: skip
    assert [bets._of_criticism(n) for n in (5, 0, -0.9, -1, -9.9, -10)] == ["none"] * 3 + ["little"] * 2 + ["much"]


def test_bets_on_what_a_scenario_lacks_are_refused_before_any_town_is_lived_in(client: TestClient) -> None:
    for path in ("rongcheng", "rongcheng/criticism"):
        answer = client.get(f"/api/v1/bets/{path}", params={"people": PEOPLE})
        assert answer.status_code == 422
        (problem,) = answer.json()["problems"]
        assert problem["key"] == "scenario"
        assert "sesame" in problem["found"]


def test_towns_are_left_when_the_server_ends(scenario: Scenario) -> None:
    with pytest.raises(CancelledError):
        Ensemble(scenario, seeds=1).answer(lambda: True)


def test_under_the_narrow_penalty_nobody_is_refused_or_silenced(
    scenario: Scenario, found: tuple[Cast, Fates], year: Year
) -> None:
    beside = contrast(scenario, year.citizen, found[1])
    assert beside.year.people["refused"] > 0
    assert beside.year.people["silenced"] > 0
    assert beside.narrow.people["refused"] == beside.narrow.people["silenced"] == 0
    assert beside.narrow.opened > 0, "offences are on record all the same"
    assert sum(item.fair for item in beside.items) == 4
    assert len(beside.items) == 8


def test_an_answer_is_worked_out_once_and_tried_again_after_a_failure() -> None:
    errands, calls = Errands(), []

    def work() -> int:
        calls.append(1)
        if len(calls) == 1:
            raise ValueError
        return len(calls)

    with pytest.raises(ValueError):
        errands.fetch("key", work)
    assert errands.fetch("key", work) == errands.fetch("key", work) == 2
    assert errands.send("other", work, patient=True).result() == 3
    errands.close()
    assert errands.closing.is_set()


def test_whoever_asks_while_too_much_waits_is_told_to_come_back() -> None:
    errands, over = Errands(), Event()
    try:
        waiting = [errands.send(number, over.wait, patient=True) for number in range(MOST_WAITING)]
        with pytest.raises(HTTPException, match="too much for others") as refused:
            errands.send("one more", over.wait, patient=True)
        assert errands.fetch("prompt", lambda: "answered") == "answered"
        assert (refused.value.status_code, refused.value.headers) == (503, {"retry-after": "10"})
        assert errands.send(0, over.wait, patient=True) is waiting[0]
        over.set()
        assert all(each.result() for each in waiting)
        assert errands.fetch("one more", over.wait)
    finally:
        over.set()
        errands.close()


def test_a_lot_draws_everybody_once_and_otherwise_for_every_question(scenario: Scenario) -> None:
    refused, left = by_lot(scenario, "refused"), by_lot(scenario, "left")
    assert sorted(refused.tolist()) == list(range(PEOPLE))
    assert refused.tolist() == by_lot(scenario, "refused").tolist()
    assert (refused != left).mean() > 0.9
    assert (refused != by_lot(scenario.model_copy(update={"seed": 2}), "refused")).mean() > 0.9


def test_towns_lived_in_elsewhere_say_the_same(scenario: Scenario) -> None:
    few = scenario.model_copy(update={"citizens": 512, "days": 28})
    errands = Errands()
    try:
        ensemble = Ensemble(few, seeds=1)
        assert ensemble.answer(elsewhere=errands.elsewhere) == ensemble.answer()
        assert ensemble.done == 1, "asked again, it counts from the beginning"
    finally:
        errands.close()


def test_a_process_that_dies_is_made_anew_and_ends_in_the_middle_of_a_task_with_the_server() -> None:
    errands = Errands()
    try:
        with pytest.raises(BrokenProcessPool):
            errands.elsewhere(os._exit, 1)
        assert errands.elsewhere(os.getpid) not in (0, os.getpid())
        asleep = errands.send("asleep", lambda: errands.elsewhere(time.sleep, 600))
    finally:
        began = time.monotonic()
        errands.close()
    assert time.monotonic() - began < 60
    assert isinstance(asleep.exception(), CancelledError)
