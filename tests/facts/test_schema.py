"""What a fact must have before it loads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from glasshouse.documents.strict import validate_document
from glasshouse.errors import InputError
from glasshouse.facts.loading import load_folder
from glasshouse.facts.schema import Topic

SOUND: dict[str, Any] = {
    "value": 0.11,
    "unit": "share",
    "as_of": "2018",
    "statement": "Few knew.",
    "source": "A survey",
    "confidence": "verified",
    "quality": "secondary",
    "basis": "report",
}
ASSUMPTION: dict[str, Any] = {
    **SOUND,
    "confidence": "recalled",
    "quality": "none",
    "basis": "assumption",
    "value": 0.2,
    "range": [0.0, 0.5],
    "effect": True,
    "none": 0.0,
}


def check(**changes: Any) -> Topic:
    entry = {key: value for key, value in {**SOUND, **changes}.items() if value is not None}
    return validate_document({"title": "T", "about": "A", "facts": {"one": entry}}, Topic)


def problems(**changes: Any) -> dict[str, str]:
    with pytest.raises(InputError) as caught:
        check(**changes)
    return {problem.key.removeprefix("facts.one."): problem.expected for problem in caught.value.problems}


def test_a_sound_fact_loads() -> None:
    assert check().facts["one"].value == 0.11


@pytest.mark.parametrize("key", sorted(SOUND))
def test_a_fact_without_source_unit_date_or_any_other_part_does_not_load(key: str) -> None:
    assert key in problems(**{key: None})


@pytest.mark.parametrize("key", ["source", "statement"])
def test_empty_words_are_not_words(key: str) -> None:
    assert key in problems(**{key: ""})
    assert key in problems(**{key: " "})


def test_an_unknown_unit_does_not_load() -> None:
    assert "unit" in problems(unit="share / million")


def test_units_are_kept_under_their_one_name() -> None:
    assert check(value=3, unit="day").facts["one"].unit == "days"


@pytest.mark.parametrize(
    "as_of", ["2018", "2018-06", "2018-06-30", "2018/2020", "2016~/2019~", "1949/..", "../1990", "2022~"]
)
def test_dates_and_spans_are_dates(as_of: str) -> None:
    assert check(as_of=as_of).facts["one"].as_of == as_of


@pytest.mark.parametrize("as_of", ["c.2022", "2018-13", "2018-2020", "lately", "20180630", "2018/", ""])
def test_what_is_no_date_does_not_load(as_of: str) -> None:
    assert "as_of" in problems(as_of=as_of)


def test_a_table_needs_a_unit_for_each_of_its_keys_and_no_other() -> None:
    assert problems(value={"a": 1, "b": 2}, unit="count") == {"unit": "one unit per key of the table"}
    assert set(problems(value={"a": 1, "b": 2}, unit={"a": "count", "c": "count"})) == {"unit.b", "unit.c"}
    assert check(value={"a": 1, "b": "x"}, unit={"a": "count", "b": "text"}).facts


@pytest.mark.parametrize(
    ("value", "unit", "key"),
    [
        (1.1, "share", "value"),
        (-1, "persons", "value"),
        ("many", "count", "value"),
        (3, "text", "value"),
        ("lately", "date", "value"),
        ([0.5, 1.5], "share", "value.1"),
        ([["2019", 2.0]], "share", "value.2019"),
        ([["2019", "few"]], "count", "value.2019"),
        ([[2019, 1]], "count", "value.2019"),
        ({"a": 2.0}, {"a": "share"}, "value.a"),
    ],
)
def test_a_value_that_does_not_fit_its_unit_does_not_load(value: Any, unit: Any, key: str) -> None:
    assert set(problems(value=value, unit=unit)) == {key}


def test_a_row_may_leave_an_end_open() -> None:
    assert check(value=[["AAA", 1050, "open"], ["D", "open", 599]], unit="points").facts


def test_what_is_recalled_has_no_quality_and_what_is_verified_has_one() -> None:
    assert "quality" in problems(confidence="recalled")
    assert "quality" in problems(quality="none")
    assert check(confidence="recalled", quality="none").facts


@pytest.mark.parametrize("url", ["github:someone/thing", "example.org", "https://", "https://a b.org/"])
def test_a_link_must_be_a_web_address(url: str) -> None:
    assert "url" in problems(url=url)


def test_an_assumption_declares_a_range_that_includes_no_effect() -> None:
    assert check(**ASSUMPTION).facts["one"].range == (0.0, 0.5)
    assert "range" in problems(**{**ASSUMPTION, "range": None})
    assert "range" in problems(**{**ASSUMPTION, "range": [0.1, 0.5]})
    assert "range" in problems(**{**ASSUMPTION, "range": [0.3, 0.5], "none": 0.3})
    assert "effect" in problems(**{**ASSUMPTION, "effect": None})
    assert "none" in problems(**{**ASSUMPTION, "none": None})
    assert check(**{**ASSUMPTION, "effect": False, "none": None, "range": [0.1, 0.5]}).facts


def test_only_assumptions_declare_a_range() -> None:
    assert set(problems(range=[0.0, 1.0], effect=True, none=0.0)) == {"range", "effect", "none"}


def test_every_problem_of_every_file_is_reported_at_once(tmp_path: Path) -> None:
    head = 'title = "T"\nabout = "A"\n[facts.one]\nvalue = 1\nstatement = "S"\nconfidence = "verified"\n'
    (tmp_path / "first.toml").write_text(head + 'quality = "news"\nbasis = "rumour"\n', encoding="utf-8")
    (tmp_path / "second.toml").write_text(head + "unti = 3\n[", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_folder(tmp_path)
    found = {(Path(problem.file or "").name, problem.key) for problem in caught.value.problems}
    missing = {("first.toml", f"facts.one.{key}") for key in ("unit", "as_of", "source", "basis")}
    assert missing < found
    assert "second.toml" in {file for file, _ in found}
