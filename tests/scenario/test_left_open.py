"""What a scheme in a file leaves open: marks and keys that were left out, with what is assumed."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.scenario.beginnings import new
from glasshouse.scenario.left_open import left_out, open_questions

TEXT = """
title = "a # OPEN: that is no comment"
days = 30   # OPEN: how long?
# OPEN: how many?
citizens = 512
[new.systems.scheme]  # OPEN: what is it?
reads = [   # OPEN: whose records?
  "police",
]
start = 3 # an OPEN word in a comment
"""
LEAST = """
extends = "nothing"
[new.systems.scheme]
extends = "rongcheng"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.toml"


def test_marks_name_their_key_their_line_and_what_is_assumed(file: Path) -> None:
    file.write_text(TEXT, encoding="utf-8")
    found = [(each.line, each.key, each.asks, each.assumed) for each in open_questions(file)]
    assert found == [
        (3, "days", "how long?", "30"),
        (4, "citizens", "how many?", ""),
        (6, "systems.scheme", "what is it?", ""),
        (7, "systems.scheme.reads", "whose records?", ""),
    ]


def test_a_setting_answers_no_question_and_is_assumed_instead(file: Path) -> None:
    new("audit", file)
    settings = (
        "systems.scheme.known=0.1",
        "systems.scheme.members={share=0.25, voluntary=false}",
        "systems.scheme.starts.migrant=-5",
        "systems.scheme.starts={migrant=-4}",
        "systems.scheme.known=0.2",
    )
    scheme = scenario.load(file, settings)
    before = [*open_questions(file), *left_out(file, scheme)]
    after = [each.assuming(settings, scheme) for each in before]
    assert [each.key for each in after] == [each.key for each in before]
    told = {each.key: each.assumed for each, was in zip(after, before, strict=True) if each != was}
    assert told["systems.scheme.known"] == "0.2"
    assert told["systems.scheme.members.share"] == "0.25"
    assert told["systems.scheme.starts"] == "systems.scheme.starts.migrant=-5, systems.scheme.starts={migrant=-4}"
    assert {key for key in told if not key.startswith("systems.scheme.members")} == {
        "systems.scheme.known",
        "systems.scheme.starts",
    }


def test_what_is_no_toml_is_told(file: Path) -> None:
    file.write_text("days = # OPEN: how long?", encoding="utf-8")
    with pytest.raises(InputError, match="valid TOML"):
        open_questions(file)


def test_each_value_of_the_template_that_a_proposal_may_give_asks_a_question_of_its_own(file: Path) -> None:
    questions = open_questions(new("audit", file))
    assert len(questions) > 50
    assert [each for each in questions if "?" not in each.asks] == []
    assert {each.key.partition(".")[0] for each in questions} == {"society", "systems", "channels", "conduct"}


def test_a_part_that_is_taken_out_of_the_template_is_named_with_what_that_means(file: Path) -> None:
    new("audit", file)
    before = left_out(file, scenario.load(file))
    text = file.read_text(encoding="utf-8")
    begins, ends = text.index("[new.systems.scheme.human_review]"), text.index("# --- 6.")
    errors = text.index("[new.channels.office.false_records]")
    shorter = text[:begins] + text[ends:]
    shorter = shorter[:errors] + shorter[text.index("# --- 3.") :]
    shorter = shorter.replace("suspends = false", "").replace("voluntary = false", "")
    file.write_text(shorter, encoding="utf-8")
    told = {each.key: each.assumed for each in left_out(file, scenario.load(file)) if each not in before}
    assert told == {
        "systems.scheme.human_review": "nobody: the score decides alone",
        "systems.scheme.redress.suspends": "no",
        "systems.scheme.members.voluntary": "no",
        "channels.office.false_records": "never, which flatters the scheme",
    }


def test_what_is_said_to_be_assumed_is_what_the_model_does(file: Path) -> None:
    new("audit", file)
    scheme = scenario.load(file)
    absent = {each.key for each in left_out(file, scheme)}
    assert {"systems.scheme.starts", "systems.scheme.rollout"} <= absent
    system, office = scheme.systems["scheme"], scheme.channels["office"]
    assert (system.starts, system.rollout, system.measures["rebate"].after) == (None, None, None)
    assert {office.sensitivity_by_group.migrant.value, office.false_records_by_group.minority.value} == {1.0}


def test_a_part_that_extends_another_leaves_nothing_out(file: Path) -> None:
    file.write_text(LEAST, encoding="utf-8")
    assert left_out(file, scenario.load(file)) == []


def test_what_a_file_changes_of_its_own_parts_is_not_left_out(file: Path) -> None:
    new("audit", file)
    text = file.read_text(encoding="utf-8") + "\n[change.systems.scheme]\nstarts = { migrant = -5 }\n"
    before = {each.key for each in left_out(file, scenario.load(file))}
    file.write_text(text, encoding="utf-8")
    assert before - {each.key for each in left_out(file, scenario.load(file))} == {"systems.scheme.starts"}
