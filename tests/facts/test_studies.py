"""Studies: strict, with both sides of what is disputed."""

from __future__ import annotations

from typing import Any

import pytest

from glasshouse import facts
from glasshouse.documents.strict import validate_document
from glasshouse.errors import InputError
from glasshouse.facts.studies import Literature

SOUND: dict[str, Any] = {
    "question": "trust",
    "cite": "Somebody 2020",
    "as_of": "2020",
    "design": "randomised",
    "sample": "40 villages",
    "who": "persons",
    "cause": "a score in view",
    "outcome": "trust",
    "sign": "+",
    "finding": "More.",
    "not_said": "Nothing on speech.",
    "confidence": "verified",
    "quality": "abstract",
}


def check(**others: dict[str, Any]) -> Literature:
    data = {"title": "T", "about": "A", "questions": {"trust": "Trust?", "games": "Games?"}, "studies": others}
    return validate_document(data, Literature)


def refused(**others: dict[str, Any]) -> set[str]:
    with pytest.raises(InputError) as caught:
        check(**others)
    return {problem.key for problem in caught.value.problems}


def test_every_question_has_a_study_and_every_study_a_name_of_its_own() -> None:
    found = facts.literature()
    assert [question for question in found.questions if not found.on(question)] == []
    assert set(found.studies) & set(facts.load()) == set()


@pytest.mark.parametrize(("one", "other"), [("wu", "genevsky"), ("kim_castelli", "mazeas"), ("chen_land", "lei")])
def test_both_sides_of_what_is_disputed_are_there_with_opposite_signs(one: str, other: str) -> None:
    found = facts.studies()
    assert other in found[one].against
    assert one in found[other].against
    assert {found[one].sign, found[other].sign} == {"+", "-"}


def test_nothing_causal_is_claimed_on_the_speech_or_trust_of_the_scored() -> None:
    strong = ("randomised", "regression discontinuity", "difference in differences")
    found = [study for study in facts.studies().values() if study.question in ("speech", "conduct")]
    assert found
    assert not any(study.design in strong for study in found)


def test_a_size_has_the_direction_of_its_sign_where_there_is_one() -> None:
    for study in facts.studies().values():
        if study.sign in ("+", "-") and len(study.estimates) == 1:
            assert (study.estimates[0].value > 0) == (study.sign == "+"), study.cite


@pytest.mark.parametrize("key", sorted(SOUND))
def test_a_study_without_one_of_its_parts_does_not_load(key: str) -> None:
    assert f"studies.one.{key}" in refused(one={name: value for name, value in SOUND.items() if name != key})


def test_what_was_only_recalled_must_say_so_twice() -> None:
    assert refused(one={**SOUND, "quality": "none"}) == {"studies.one.quality"}
    assert check(one={**SOUND, "quality": "none", "confidence": "recalled"}).studies["one"].quality == "none"


def test_an_unknown_question_or_sign_is_refused() -> None:
    assert refused(one={**SOUND, "question": "trusts"}) == {"studies.one.question"}
    assert refused(one={**SOUND, "sign": "up"}) == {"studies.one.sign"}


def test_a_contradiction_must_be_known_to_both_sides_and_answer_one_question() -> None:
    assert refused(one={**SOUND, "against": ["two"]}) == {"studies.one.against"}
    assert refused(one={**SOUND, "against": ["two"]}, two=SOUND) == {"studies.one.against"}
    sides = {"one": {**SOUND, "against": ["two"]}, "two": {**SOUND, "against": ["one"], "sign": "-"}}
    assert set(check(**sides).studies) == {"one", "two"}
    assert refused(**{**sides, "two": {**sides["two"], "question": "games"}}) == {
        "studies.one.against",
        "studies.two.against",
    }
