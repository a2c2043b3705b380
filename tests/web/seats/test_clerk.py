"""The clerk's seat: the files tell nothing of the truth, and what is told of the decisions adds up to it."""

from __future__ import annotations

from math import sqrt

import pytest

from glasshouse.engine.simulation import Simulation
from glasshouse.errors import InputError
from glasshouse.scenario import load
from glasshouse.web.seats import clerk
from glasshouse.web.seats.clerk_documents import Decided, Decision, Verdict, WayShown
from glasshouse.web.seats.office import A_WEEK, CHANGED, SCENARIO, SYSTEM, Case, Office


def decided(week: int, verdict: Verdict, *, cases: int = A_WEEK, read: bool = True) -> Decided:
    """The first cases of a week, all decided in the same way."""
    made = tuple(Decision(case=case, verdict=verdict, read=read) for case in range(cases))
    return Decided(week=week, decisions=made)


def way(ways: list[WayShown], name: str) -> WayShown:
    return next(each for each in ways if each.way == name)


def test_what_the_office_is_given_is_what_its_files_have_and_nothing_of_the_truth(worked: Office) -> None:
    week = clerk.week_of(worked, 0)
    assert len(week.cases) == A_WEEK
    assert {each.band for each in week.cases} == {"suspected"}
    for file, case in zip(week.cases, worked.week(0), strict=True):
        told = file.model_dump()
        assert not {"did", "cleared", "happened"} & {*told, *(key for note in told["notes"] for key in note)}
        assert [note.what for note in file.notes] == [note.what for note in case.notes]


def test_weeks_without_the_score_have_no_points_either(worked: Office) -> None:
    hidden = clerk.week_of(worked, 1)
    assert not hidden.score_shown
    lines = [note for each in hidden.cases for note in (*each.notes, *each.profile)]
    assert {each.score for each in hidden.cases} == {note.points for note in lines} == {None}
    assert all(each.score is not None for each in clerk.week_of(worked, 0).cases)


def test_what_somebody_did_is_what_the_town_says_that_they_did(worked: Office) -> None:
    def has_false_note(case: Case) -> bool:
        return any(note.kind == "cheat" and not note.happened for note in case.notes)

    cases = sorted(worked.cases, key=lambda each: each.day)
    guilty = next(each for each in cases if each.did)
    innocent = next(each for each in cases if not each.did and has_false_note(each))
    changed = [f"systems.{SYSTEM}.human_review.{each}" for each in CHANGED]
    numbers = sorted((guilty.person.citizen, innocent.person.citizen))
    scenario = load(SCENARIO, changed, citizens=worked.scenario.citizens, seed=1, panel=numbers)
    with Simulation(scenario, threads=1) as town:
        town.step(max(guilty.day, innocent.day) + 1)
        acts = {
            each.person.citizen: town.history(each.person.citizen).acts[: each.day + 1] for each in (guilty, innocent)
        }
    assert any("cheat" in day for day in acts[guilty.person.citizen])
    assert not any("cheat" in day for day in acts[innocent.person.citizen])


def test_signing_everything_and_dropping_everything_make_one_kind_of_error_each(worked: Office) -> None:
    for week in range(worked.weeks):
        guilty = sum(case.did for case in worked.week(week))
        (closed,) = clerk.close(worked, [decided(week, "impose", read=False)]).weeks
        assert (closed.handled, closed.promoted, closed.guilty, closed.innocent) == (40, True, guilty, 40 - guilty)
        own, signed, dropped = (way(closed.ways, name) for name in ("you", "sign", "drop"))
        assert own.model_dump(exclude={"way"}) == signed.model_dump(exclude={"way"})
        assert (signed.sanctioned, signed.let_go) == (40 - guilty, 0)
        assert (dropped.sanctioned, dropped.let_go) == (0, guilty)


def test_the_models_caseworkers_err_as_often_as_the_scenario_says(worked: Office) -> None:
    (closed,) = clerk.close(worked, [decided(0, "impose")]).weeks
    model = way(closed.ways, "model")
    # Half the time they follow the score; else they clear 70 of 100 who did nothing, and 20 of 100 who did it.
    assert model.sanctioned == pytest.approx(closed.innocent * (1 - 0.5 * 0.7))
    assert model.let_go == pytest.approx(closed.guilty * 0.5 * 0.2)


def test_inspectors_find_nothing_with_most_who_did_nothing_and_are_wrong_with_some(worked: Office) -> None:
    innocent = [case.cleared for case in worked.cases if not case.did]
    assert 0.5 < sum(innocent) / len(innocent) < 0.9  # 0.7 in the scenario, of some 70 people
    found = [clerk.visit(worked, 0, case) for case in range(A_WEEK)]
    assert found == [not case.cleared for case in worked.week(0)]


def test_errors_of_both_kinds_are_told_of_three_people_with_what_was_so(worked: Office) -> None:
    cases = worked.week(0)
    wrong = [Decision(case=n, verdict="dismiss" if case.did else "impose") for n, case in enumerate(cases)]
    (closed,) = clerk.close(worked, [Decided(week=0, decisions=tuple(wrong))]).weeks
    assert [each.did for each in closed.people].count(True) in (1, 2)
    assert len(closed.people) == 3
    for each in closed.people:
        assert each.did is cases[each.file.number].did is (each.verdict == "dismiss")
    right = [Decision(case=n, verdict="impose" if case.did else "dismiss") for n, case in enumerate(cases)]
    (none,) = clerk.close(worked, [Decided(week=0, decisions=tuple(right))]).weeks
    assert none.people == []
    assert (way(none.ways, "you").sanctioned, way(none.ways, "you").let_go) == (0, 0)


def test_with_and_without_the_score_are_compared_once_enough_files_were_read(worked: Office) -> None:
    few = clerk.close(worked, [decided(0, "impose"), decided(1, "impose", cases=9)])
    assert (few.compared, few.by_luck) == ([], None)
    unread = clerk.close(worked, [decided(0, "impose"), decided(1, "impose", read=False)])
    assert unread.compared == []
    closed = clerk.close(worked, [decided(0, "impose"), decided(1, "dismiss", cases=20)])
    shown, hidden = closed.compared
    assert (shown.decided.n, shown.decided.of, hidden.decided.n, hidden.decided.of) == (40, 40, 0, 20)
    assert shown.lower.of + shown.upper.of == 40
    assert (shown.sanctioned.n, shown.let_go.n) == (shown.sanctioned.of, 0)
    assert closed.by_luck == pytest.approx(1.96 * sqrt(40 / 60 * 20 / 60 * (1 / 40 + 1 / 20)))


def test_decisions_that_cannot_be_are_refused_with_every_problem(worked: Office) -> None:
    twice = (Decision(case=3, verdict="impose"), Decision(case=3, verdict="dismiss"))
    visits = tuple(Decision(case=case, verdict="impose", visited=True) for case in range(9))
    with pytest.raises(InputError) as told:
        clerk.close(worked, [Decided(week=0, decisions=twice), Decided(week=0, decisions=visits), decided(3, "impose")])
    found = {(each.key, each.found) for each in told.value.problems}
    assert found == {
        ("weeks.0.decisions", "case 3, 2 times"),
        ("weeks.1.week", "0"),
        ("weeks.1.decisions", "2430"),
        ("weeks.2.week", "3"),
    }
    with pytest.raises(InputError):
        clerk.week_of(worked, worked.weeks)
    with pytest.raises(InputError):
        clerk.visit(worked, 0, A_WEEK)
