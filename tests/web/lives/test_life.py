"""A life: what is foreseen is lived, what is chosen is carried out, and the same choices give the same year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.web.lives.conftest import PEOPLE, begun, eager

import glasshouse as gh
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.scenario import load
from glasshouse.web.interface.lives import relive
from glasshouse.web.lives.abreast import unwatched
from glasshouse.web.lives.choices import Beginning, Choices, Holds, Replayed
from glasshouse.web.lives.life import Lived
from glasshouse.web.lives.rules import rules_of
from glasshouse.web.lives.town import WEEK, scenario_for
from glasshouse.web.lives.twin import FEELINGS, twin_of
from glasshouse.web.lives.week import by_habit, decisions_of, problems_of


def test_every_week_in_which_nobody_decides_is_lived_as_it_was_foreseen() -> None:
    looks_ahead, lives_on = begun(), begun()
    while lives_on.days:
        first = lives_on.town.day
        foreseen = looks_ahead.town.peek(WEEK, by_habit(lives_on.town.citizen, first, WEEK)).copy()
        for life in (looks_ahead, lives_on):
            life.live(Choices(week=first // WEEK))
            assert life.town.rows[first:].tobytes() == foreseen.tobytes()
    assert lives_on.town.day == 364
    assert any(row["acts"] for row in lives_on.town.rows)
    assert looks_ahead.digest == lives_on.digest
    assert looks_ahead.town.town.state_digest == lives_on.town.town.state_digest


def test_looking_ahead_leaves_the_town_where_it_stands() -> None:
    one, other = begun(), begun()
    for _ in range(3):
        one.town.peek(2 * WEEK, by_habit(one.town.citizen, one.town.day, 2 * WEEK))
        for life in (one, other):
            life.live(Choices(week=life.week))
    assert one.town.town.digests == other.town.town.digests


def test_the_same_choices_give_the_same_year_again(busy: Lived) -> None:
    again = relive("again", Replayed(**busy.beginning.model_dump(), choices=tuple(busy.choices), engine=busy.engine))
    assert again.digest == busy.digest
    assert again.page.model_dump(exclude={"id"}) == busy.page.model_dump(exclude={"id"})
    assert again.same_engine


def test_a_year_of_another_engine_is_lived_again_and_says_so(busy: Lived) -> None:
    replayed = Replayed(**busy.beginning.model_dump(), choices=tuple(busy.choices), upto=1, engine="another")
    again = relive("again", replayed)
    assert (again.week, again.page.same_engine) == (4, False)


def test_the_exported_scenario_gives_the_same_bits_as_the_life(busy: Lived, tmp_path: Path) -> None:
    path = tmp_path / "year.toml"
    path.write_text(busy.toml, encoding="utf-8")
    run = simulate(load(path))
    assert run.digests == busy.town.town.digests
    assert run.panel[:, 0].tobytes() == busy.town.rows.tobytes()
    assert len(load(path).decisions) == len(busy.town.made) > 13


def test_a_year_left_to_habit_is_the_library_scenario_but_for_cases(left_to_habit: Lived) -> None:
    life = begun("short")
    while life.days:
        life.live(Choices(week=life.week, cases="habit"))
    assert not life.town.made
    plain = gh.Simulation("year", citizens=PEOPLE, seed=1, panel=[life.town.citizen]).step(364)
    assert plain.digests == life.town.town.digests
    assert {made.decision.cases for made in left_to_habit.town.made} == {"wait"}


def test_what_one_person_chooses_moves_no_draw_of_others() -> None:
    life = begun()
    life.live(eager(life))
    chosen = life.town.town.scenario
    acts = []
    for scenario in (chosen, chosen.model_copy(update={"decisions": ()})):
        world = World(scenario, chunks=1, traced=True)
        days = []
        for _ in range(WEEK):
            world.step()
            days.append(world.chunks[0].trace["acts"].copy().reshape(-1))
        acts.append(np.array(days))
    differ = np.flatnonzero((acts[0] != acts[1]).any(0))
    assert differ.tolist() == [life.town.citizen]


def _bits(row: np.void, field: str, life: Lived) -> set[str]:
    kinds = life.coming.rules.labels.kinds
    return {kind.name for k, kind in enumerate(kinds) if int(row[field]) >> k & 1}


def test_what_is_chosen_is_carried_out() -> None:
    life = begun()
    while not (urges := [urge for urge in life.page.urges if not urge.fear]):
        life.live(Choices(week=life.week))
    urge = urges[0]
    life.live(Choices(week=life.week, leave=((urge.day, urge.kind),), do=("donate", "donate", "petition")))
    rows = life.town.rows[-WEEK:]
    assert urge.kind not in _bits(life.town.rows[urge.day], "acts", life)
    for kind, times in (("donate", 2), ("petition", 1)):
        assert sum(kind in _bits(row, "decided", life) & _bits(row, "acts", life) for row in rows) == times
    events = [event for day in life.page.last for event in day.events if event.what == "left"]
    assert [(event.kind, event.decided) for event in events] == [(urge.kind, True)]


def test_an_evening_for_which_no_day_is_left_is_told_with_all_else_that_is_wrong() -> None:
    life = begun()
    every_day = replace(life.coming, brings=dict.fromkeys(range(7), frozenset({"volunteer"})))
    leave = tuple((day, "volunteer") for day in range(1, 7))
    fits = Choices(week=0, leave=leave, do=("volunteer",))
    assert not list(problems_of(fits, every_day))
    assert {day for made in decisions_of(fits, every_day) for day in made.do.get("volunteer", ())} == {0}
    wrong = Choices(week=0, leave=leave, do=("petition", "volunteer", "volunteer"), ties={99_999: "keep"})
    assert [problem.key for problem in problems_of(wrong, every_day)] == ["do.2", "ties.99999"]


def test_what_fear_holds_back_can_be_dared() -> None:
    life = begun("short", citizen=1_100)
    while not (held := [urge for urge in life.page.urges if urge.fear]):
        life.live(Choices(week=life.week))
    urge = held[0]
    life.live(Choices(week=life.week, dare=((urge.day, urge.kind),)))
    row = life.town.rows[urge.day]
    assert urge.kind in _bits(row, "acts", life)
    assert urge.kind not in _bits(row, "withheld", life)


def test_who_holds_to_break_no_rule_breaks_none() -> None:
    life = begun("lesson")
    broken = 0
    while life.days:
        broken += sum(urge.law != "lawful" for urge in life.page.urges)
        life.live(Choices(week=life.week, hold=Holds(rules=True)))
    rules = life.town.rules
    assert broken > 0
    assert not any(int(row["acts"]) & rules.on(day).broken for day, row in enumerate(life.town.rows))


def test_a_step_undone_and_lived_again_is_as_if_it_had_never_been() -> None:
    life, plain = begun("short"), begun("short")
    for _ in range(3):
        choices = eager(plain)
        plain.live(choices)
        life.live(choices)
    before = [life.page.model_dump()]
    life.live(Choices(week=life.week, do=("miss-bill",)))
    life.undo()
    assert life.page.model_dump() == before[0]
    life.undo()  # the second in a row is lived again from the founding
    life.undo()
    for choices in plain.choices[1:]:
        life.live(choices)
    assert life.digest == plain.digest
    assert life.page.model_dump() == plain.page.model_dump()


def test_a_step_by_habit_that_was_foreseen_can_be_undone_and_lived_otherwise() -> None:
    life, plain = begun("short"), begun("short")
    for _ in range(2):
        before = life.page.model_dump()
        life.live(Choices(week=life.week))
        assert life.page.week > before["week"]
        life.undo()
        assert life.page.model_dump() == before
        choices = eager(life)
        for each in (life, plain):
            each.live(choices)
    assert life.town.town.state_digest == plain.town.town.state_digest


def test_the_twin_lives_by_habit_whatever_is_chosen(busy: Lived, left_to_habit: Lived) -> None:
    assert busy.page.ledgers.unrecorded.twin == left_to_habit.page.ledgers.unrecorded.twin
    assert busy.digest != left_to_habit.digest


@pytest.mark.parametrize("citizen", [471, 37])
def test_one_twin_town_for_all_seats_is_the_town_without_watching(citizen: int) -> None:
    scenario = scenario_for("year", 1, PEOPLE, citizen)
    twin, town = twin_of(scenario), gh.Simulation(unwatched(scenario)).step(8 * WEEK)
    assert twin is twin_of(scenario_for("year", 1, PEOPLE, citizen + 1))
    rows, rules = town.rows_of(citizen), rules_of(town.world.plan)
    for days in (WEEK, 5 * WEEK, 8 * WEEK):
        stands = twin.after(citizen, days)
        assert stands.said == sum(
            (int(row["acts"]) & rules.on(day).guarded).bit_count() for day, row in enumerate(rows[:days])
        )
        assert stands.feelings == tuple(float(rows[days - 1][name]) for name in FEELINGS)


def test_a_change_of_rules_is_told_a_step_before_and_not_earlier() -> None:
    life = begun("short")
    told = []
    while life.days:
        told.append([chapter.title is not None for chapter in life.page.chapters])
        life.live(Choices(week=life.week))
    assert told[0] == [False, False, False]
    assert told[2] == [True, False, False]
    assert told[-1] == [True, True, True]
    assert [chapter.begun for chapter in life.page.chapters] == [True, True, True]


def test_a_citizen_beyond_the_town_and_an_unknown_scenario_are_refused() -> None:
    with pytest.raises(InputError, match="citizen"):
        Lived("x", Beginning(people=PEOPLE, citizen=PEOPLE))
    with pytest.raises(InputError, match="yaer"):
        Lived("x", Beginning(scenario="yaer"))
    with pytest.raises(InputError, match="nobody dies or leaves"):
        Lived("x", Beginning(scenario="rongcheng-generations"))
