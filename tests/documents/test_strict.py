"""Strict documents: TOML in, frozen models out, and every problem in plain words."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated, Literal

import pydantic
import pytest
from pydantic import Field, field_validator

from glasshouse.documents import units
from glasshouse.documents.strict import Document, load_document, parse_document, validate_document
from glasshouse.errors import InputError, Problem


class Colour(Enum):
    RED = "red"
    GREEN = "green"


class Points(Document):
    form: Literal["points"] = "points"
    start: int
    rules: dict[str, float] = Field(default_factory=dict)


class Weighted(Document):
    form: Literal["weighted"] = "weighted"
    unit: str = "points"
    points: float = 0.0
    dimensions: tuple[str, ...] = ()

    @field_validator("unit")
    @classmethod
    def _known_unit(cls, unit: str) -> str:
        return units.normalise(unit)


System = Annotated[Points | Weighted, Field(discriminator="form")]


class Plan(Document):
    title: str
    days: int = Field(default=1, ge=1, le=3650)
    system: System = Points(start=0)
    systems: dict[str, System] = Field(default_factory=dict)
    value: int | float | str | tuple[int, ...] | dict[str, int] = 1
    context: Literal["credit", "commerce"] = "credit"
    shares: dict[Literal["credit", "commerce"], float] = Field(default_factory=dict)
    either: Points | str = "none"
    bands: tuple[Points, ...] = ()
    colour: Colour = Colour.RED
    readers: frozenset[str] = frozenset()


def problems(text: str) -> dict[str, Problem]:
    with pytest.raises(InputError) as caught:
        parse_document(text, Plan, "plan.toml")
    found = caught.value.problems
    assert all(problem.file == "plan.toml" for problem in found)
    assert len({problem.key for problem in found}) == len(found)
    return {problem.key: problem for problem in found}


def test_a_document_takes_lists_as_tuples_and_text_as_enumerations() -> None:
    plan = parse_document('title = "a"\nvalue = [1, 2]\ncolour = "green"\nreaders = ["x", "y"]', Plan)
    assert plan.value == (1, 2)
    assert plan.colour is Colour.GREEN
    assert plan.readers == frozenset({"x", "y"})


def test_a_document_is_frozen() -> None:
    plan = parse_document('title = "a"', Plan)
    with pytest.raises(pydantic.ValidationError):
        plan.title = "b"  # type: ignore[misc]


@pytest.mark.parametrize(
    "text", ["title = 1", 'title = "a"\ndays = "3"', 'title = "a"\ndays = true', 'title = "a"\ndays = 2.5']
)
def test_nothing_is_converted_silently(text: str) -> None:
    problems(text)


def test_every_problem_is_reported_at_once() -> None:
    found = problems(
        """
        titel = "a"
        days = 0
        value = [1, "a"]
        context = "crdit"
        either = { start = "a" }
        bands = [{ start = 1 }, { strt = 2 }]
        colour = "gren"
        system = { form = "points", start = 3, ruels = {} }
        [shares]
        crdit = 1
        commerce = "a"
        [systems.one]
        form = "weighted"
        unit = "dayz"
        points = "a"
        dimensions = [1]
        [systems.points]
        form = "points"
        """
    )
    assert set(found) == {
        "title",
        "titel",
        "days",
        "value.1",
        "context",
        "either.start",
        "bands.1.start",
        "bands.1.strt",
        "colour",
        "system.ruels",
        "shares.crdit",
        "shares.commerce",
        "systems.one.unit",
        "systems.one.points",
        "systems.one.dimensions.0",
        "systems.points.start",
    }


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ('titel = "a"', "titel", "title"),
        ('system = { form = "points", start = 1, ruels = {} }', "system.ruels", "rules"),
        ('system = { form = "weihgted" }', "system.form", "weighted"),
        ("either = { start = 1, rulez = {} }", "either.rulez", "rules"),
        ("bands = [{ strat = 2 }]", "bands.0.strat", "start"),
        ('[systems.a]\nform = "weighted"\ndimension = []', "systems.a.dimension", "dimensions"),
        ('context = "comerce"', "context", "commerce"),
        ("[shares]\ncomerce = 1", "shares.comerce", "commerce"),
        ('colour = "gren"', "colour", "green"),
        ('[systems.a]\nform = "weighted"\nunit = "pionts"', "systems.a.unit", "points"),
    ],
)
def test_the_nearest_valid_name_is_given_at_every_level(text: str, key: str, nearest: str) -> None:
    assert problems(text)[key].nearest == nearest


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("", "title", "text"),
        ('title = "a"\nbands = [{}]', "bands.0.start", "a whole number"),
        ('title = "a"\nsystem = {}', "system.form", "one of 'points', 'weighted'"),
        ('title = "a"\ndays = 5000', "days", "3650 or less"),
        ('title = "a"\nvalue = true', "value", "a number or text or a list or a table"),
        ('title = "a"\nvalue = { a = "b" }', "value.a", "a whole number"),
        ('title = "a"\neither = 3', "either", "a table or text"),
        ('title = "a"\nvalue = nan', "value", "a finite number or text or a list or a table"),
        ('title = "a"\nsystem = 3', "system", "a table"),
    ],
)
def test_what_was_expected_is_said_in_plain_words(text: str, key: str, expected: str) -> None:
    assert problems(text)[key].expected == expected


def test_a_key_that_is_named_like_a_form_is_still_found() -> None:
    found = problems('title = "a"\n[systems.points]\nform = "weighted"\npoints = "a"')
    assert set(found) == {"systems.points.points"}


def test_syntax_errors_name_line_and_column() -> None:
    found = problems('title = "a"\ndays = = 3')
    assert list(found) == ["line 2, column 8"]
    assert found["line 2, column 8"].expected == "valid TOML"


def test_a_key_given_twice_is_an_error() -> None:
    assert "overwrite" in str(next(iter(problems('title = "a"\ntitle = "b"\ndays = 1').values())))


def test_problems_inside_a_model_keep_their_own_keys() -> None:
    class Inner(Document):
        low: int

        @pydantic.model_validator(mode="after")
        def _check(self) -> Inner:
            raise InputError([Problem(key="low", expected="more"), Problem(expected="another table")])

    class Outer(Document):
        inner: dict[str, Inner]

    with pytest.raises(InputError) as caught:
        parse_document("[inner.a]\nlow = 1", Outer, "x.toml")
    assert [(p.file, p.key, p.expected) for p in caught.value.problems] == [
        ("x.toml", "inner.a.low", "more"),
        ("x.toml", "inner.a", "another table"),
    ]


def test_a_dictionary_that_was_merged_is_checked_like_a_file() -> None:
    assert validate_document({"title": "a", "value": [1]}, Plan).value == (1,)
    with pytest.raises(InputError, match="days"):
        validate_document({"title": "a", "days": "x"}, Plan)


def test_a_file_is_loaded_and_named_in_messages(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('title = "Genossenschaft – 信用"', encoding="utf-8")
    assert load_document(path, Plan).title == "Genossenschaft – 信用"
    path.write_text("title = 1", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_document(path, Plan)
    assert caught.value.problems[0].file == str(path)


def test_a_missing_file_is_reported_with_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "rongcheng.toml").touch()
    with pytest.raises(InputError) as caught:
        load_document(tmp_path / "rongchen.toml", Plan)
    assert caught.value.problems[0].nearest == "rongcheng.toml"


@pytest.mark.parametrize("missing", ["fitted.toml", "a.toml", "plan.toml", "toml", "whistle.json"])
def test_a_missing_file_is_not_met_with_one_that_is_alike_by_its_ending_alone(tmp_path: Path, missing: str) -> None:
    (tmp_path / "whistle.toml").touch()
    with pytest.raises(InputError) as caught:
        load_document(tmp_path / missing, Plan)
    nearest = "whistle.toml" if missing.startswith("whistle") else None
    assert caught.value.problems[0].nearest == nearest


def test_a_missing_file_without_an_ending_is_met_with_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "norms").touch()
    with pytest.raises(InputError) as caught:
        load_document(tmp_path / "norm", Plan)
    assert caught.value.problems[0].nearest == "norms"


def test_a_folder_or_bytes_that_are_no_text_are_input_errors(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"title = \xff")
    with pytest.raises(InputError, match="UTF-8"):
        load_document(tmp_path / "bytes.toml", Plan)
    with pytest.raises(InputError, match="readable file"):
        load_document(tmp_path, Plan)
