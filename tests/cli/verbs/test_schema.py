"""`glasshouse schema`."""

from __future__ import annotations

import json

from glasshouse.results.schema import schemas as documents
from glasshouse.scenario import schemas

ALL = {**schemas(), **documents()}


def test_all_schemas_are_one_document(glasshouse) -> None:
    assert glasshouse("schema").json() == ALL == glasshouse("schema --json").json()


def test_one_schema_can_be_asked_for(glasshouse) -> None:
    assert glasshouse("schema channel").json() == schemas()["channel"]


def test_results_have_a_schema_as_well(glasshouse) -> None:
    for name, title in (("results", "RunResults"), ("comparison", "ComparisonResults"), ("sweep", "SweepResults")):
        assert glasshouse("schema", name).json()["title"] == title


def test_schemas_are_written_as_files_for_an_editor(glasshouse, tmp_path) -> None:
    result = glasshouse("schema", "--out", str(tmp_path / "new"))
    paths = result.out.splitlines()
    assert len(paths) == len(ALL)
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
