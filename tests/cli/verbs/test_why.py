"""`glasshouse why`."""

from __future__ import annotations

import pytest

SMALL = ("rongcheng", "--citizens", "2_000", "--days", "40")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_explanation_names_the_score_and_its_terms(glasshouse) -> None:
    glasshouse("run", *SMALL, "--panel", "5", "--out", "here")
    result = glasshouse("why here 5 --day 35")
    assert result.status == 0, result.err
    assert result.out.startswith("Citizen 5 in the evening of day 35\n")
    assert "at the start of everybody's score" in result.out
    assert "`--full` tells every term" in result.out
    full = glasshouse("why here 5 --day 35 --full")
    assert "start value" in full.out
    assert "sum" in full.out
    letter = glasshouse("why here 5 --day 35 --letter")
    assert letter.out.startswith("To generated citizen 5 of a model")
    assert len(letter.out.split()) <= 200
    for out in (result.out, full.out, letter.out):
        assert max(map(len, out.splitlines())) <= 80


def test_a_citizen_outside_the_panel_is_explained_all_the_same(glasshouse) -> None:
    glasshouse("run", *SMALL, "--panel", "5", "--out", "with")
    glasshouse("run", *SMALL, "--out", "without")
    answers = [glasshouse("why", folder, "5", "--json").json() for folder in ("with", "without")]
    assert answers[0] == answers[1]
    assert answers[0]["adds_up"] is True
    assert set(answers[0]["systems"]) == {"rongcheng", "court-list"}


def test_one_system_can_be_asked_about(glasshouse) -> None:
    glasshouse("run", *SMALL, "--out", "here")
    assert set(glasshouse("why here 5 --system rongcheng --json").json()["systems"]) == {"rongcheng"}


def test_of_a_comparison_the_first_world_is_explained(glasshouse, monkeypatch) -> None:
    monkeypatch.setattr("glasshouse.report.write_comparison", lambda _, path, **__: path)
    glasshouse("compare", *SMALL, "--with", "nothing", "--out", "here")
    assert glasshouse("why here 5").out == glasshouse("why here/worlds/0-rongcheng 5").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2_000",), "from 0 to 1999"),
        (("-1",), "option"),
        (("me",), "CITIZEN: expected a whole number"),
        (("5", "--day", "40"), "from 0 to 39"),
        (("5", "--day", "noon"), "--day: expected a whole number"),
        (("5", "--system", "rongchen"), "did you mean 'rongcheng'?"),
    ],
)
def test_wrong_questions_are_wrong_input(glasshouse, arguments, said) -> None:
    glasshouse("run", *SMALL, "--out", "here")
    result = glasshouse("why", "here", *arguments)
    assert (result.status, result.out) == (2, "")
    assert said in result.err
