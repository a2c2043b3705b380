"""`glasshouse schema`."""

from __future__ import annotations

import json
from functools import cache

import pytest

from glasshouse.cli.verbs import schema as verb
from glasshouse.cli.verbs.schema import KINDS, all_schemas
from glasshouse.documents.vocabulary import CONTEXTS
from glasshouse.results.schema import schemas as documents
from glasshouse.scenario import schemas

everything = cache(all_schemas)


@pytest.fixture
def written_anew() -> None:
    """The verb writes all schemas itself."""


@pytest.fixture(autouse=True)
def _written_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The verb finds all schemas written, which takes a second; but for tests that ask for `written_anew`."""
    if "written_anew" not in request.fixturenames:
        monkeypatch.setattr(verb, "all_schemas", everything)


@pytest.mark.usefixtures("written_anew")
def test_all_schemas_are_one_document(glasshouse) -> None:
    assert glasshouse("schema").json() == everything()


def test_the_json_is_the_same_document(glasshouse) -> None:
    assert glasshouse("schema --json").json() == everything()


def test_one_schema_can_be_asked_for(glasshouse) -> None:
    assert glasshouse("schema channel").json() == schemas()["channel"]


def test_results_have_a_schema_as_well(glasshouse) -> None:
    for name, title in (("results", "RunResults"), ("comparison", "ComparisonResults"), ("sweep", "SweepResults")):
        assert glasshouse("schema", name).json()["title"] == title


def test_schemas_are_written_as_files_for_an_editor(glasshouse, tmp_path) -> None:
    result = glasshouse("schema", "--out", str(tmp_path / "new"))
    paths = result.out.splitlines()
    assert len(paths) == len(everything())
    assert json.loads((tmp_path / "new" / "system.schema.json").read_text(encoding="utf-8")) == schemas()["system"]


def test_an_unknown_kind_is_met_with_the_nearest_one(glasshouse) -> None:
    result = glasshouse("schema sytem")
    assert result.status == 2
    assert "did you mean 'system'?" in result.err


def test_a_file_in_the_way_of_the_folder_is_named(glasshouse, tmp_path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    result = glasshouse("schema", "--out", str(tmp_path / "taken"))
    assert result.status == 2
    assert "taken: something else is in the way" in result.err


def test_everything_that_one_can_write_and_read_has_a_schema() -> None:
    studies = {"remedies", "data", "audit", "portrait"}
    assert set(everything()) == {*schemas(), *documents(), "claim", "calibration", "mechanism", *studies} == set(KINDS)


@pytest.mark.parametrize("arguments", ["schema system.bands", "schema system --table bands"])
def test_one_table_can_be_asked_for(glasshouse, arguments) -> None:
    asked = glasshouse(arguments).json()
    assert asked["items"]["properties"].keys() == {"name", "start", "measures"}


def test_keys_say_what_they_take_and_mean(glasshouse) -> None:
    keys = {key["name"]: key for key in glasshouse("schema system.measures --keys --json").json()}
    assert all(f'"{context}"' in keys["context"]["takes"] for context in CONTEXTS)
    assert keys["burden_weight"]["takes"] == "a number in share, 0 to 1"
    assert keys["burden_weight"]["required"]
    assert not keys["falls_on"]["required"]
    assert all(key["meaning"] for key in keys.values())


def test_of_systems_the_keys_of_all_forms_are_told(glasshouse) -> None:
    keys = {key["name"]: key for key in glasshouse("schema system --keys --json").json()}
    assert '"points"' in keys["form"]["takes"]
    assert '"learned"' in keys["form"]["takes"]
    assert {"rules", "dimensions", "enters"} <= keys.keys()


def test_keys_stand_as_text_within_80_columns(glasshouse) -> None:
    out = glasshouse("schema scenario.response --keys").out
    assert "self_censorship_reach: a number in share, 0 to 1" in out
    assert max(map(len, out.splitlines())) <= 80


def test_an_unknown_table_is_met_with_the_nearest_and_the_list(glasshouse) -> None:
    result = glasshouse("schema system.redress.notic")
    assert result.status == 2
    assert "system.redress: expected one of notice, told" in result.err
    assert "did you mean 'notice'?" in result.err


def test_a_key_that_is_no_table_is_said_to_be_none(glasshouse) -> None:
    assert "a value, not a table" in glasshouse("schema system.title --keys").out
