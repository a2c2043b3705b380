"""`glasshouse list`."""

from __future__ import annotations

import pytest

from glasshouse import facts, library
from glasshouse.cli.console.vocabulary import VOCABULARY, entries
from glasshouse.documents.units import UNITS
from glasshouse.documents.vocabulary import CONTEXTS
from glasshouse.response.mechanisms import Response


@pytest.mark.parametrize("kind", [*library.SECTIONS, "facts"])
def test_the_json_list_has_every_document_with_name_and_title(glasshouse, kind) -> None:
    listed = glasshouse("list", kind, "--json").json()
    expected = list(facts.load()) if kind == "facts" else library.names(kind)
    assert [entry["name"] for entry in listed] == expected
    assert all(entry["title"] for entry in listed)


@pytest.mark.parametrize("kind", [*library.SECTIONS, "facts"])
def test_the_list_names_every_document_within_80_columns(glasshouse, kind) -> None:
    result = glasshouse("list", kind)
    assert result.status == 0
    words = set(result.out.split())
    assert (set(facts.load()) if kind == "facts" else set(library.names(kind))) <= words
    assert max(map(len, result.out.splitlines())) <= 80


def test_a_document_that_extends_another_takes_its_form_from_there(glasshouse) -> None:
    listed = {entry["name"]: entry for entry in glasshouse("list systems --json").json()}
    assert listed["sesame-b"]["form"] == listed["sesame"]["form"] == "weighted"


@pytest.mark.parametrize("arguments", ["list systms", "list"])
def test_a_wrong_or_missing_kind_names_the_kinds(glasshouse, arguments) -> None:
    result = glasshouse(arguments)
    assert (result.status, result.out) == (2, "")
    assert "systems, scenarios, channels, conduct, holders, societies, facts, cases, claims" in result.err
    assert all(name in result.err for name in VOCABULARY)
    assert "Traceback" not in result.err


@pytest.mark.parametrize("kind", VOCABULARY)
def test_what_documents_may_name_has_a_name_and_a_meaning(glasshouse, kind) -> None:
    listed = glasshouse("list", kind, "--json").json()
    assert listed
    assert all(entry["name"] and entry["title"] for entry in listed)
    assert len({entry["name"] for entry in listed}) == len(listed)


@pytest.mark.parametrize("kind", VOCABULARY)
def test_such_a_list_is_written_within_80_columns(glasshouse, kind) -> None:
    out = glasshouse("list", kind).out
    assert all(len(line) <= 80 or len(line.split()) <= 2 for line in out.splitlines())
    assert all(entry["name"].split()[0] in out for entry in entries(kind))


def test_closed_lists_are_complete() -> None:
    assert [entry["name"] for entry in entries("contexts")] == list(CONTEXTS)
    assert [entry["name"] for entry in entries("units")] == list(UNITS)
    told = {entry["name"].split(".")[1] for entry in entries("parameters")}
    assert told == set(Response.model_fields)


def test_a_parameter_has_unit_range_and_meaning() -> None:
    found = {entry["name"]: entry for entry in entries("parameters")}["response.playing.row"]
    assert (found["unit"], found["range"]) == ("share", Response().playing.row.range)
    assert found["title"]


def test_the_observables_of_a_scenario_have_its_own_names(glasshouse) -> None:
    names = [entry["name"] for entry in glasshouse("list observables --of rongcheng --json").json()]
    assert "mean_score_rongcheng" in names
    assert not any("SYSTEM" in name for name in names)


def test_facts_before_a_day_are_listed_alone(glasshouse) -> None:
    names = [entry["name"] for entry in glasshouse("list facts --older-than 2010-12-31 --json").json()]
    assert "suining_2010_rules" in names
    assert "credit_repair_2026" not in names
    assert "--older-than: expected the kind facts" in glasshouse("list units --older-than 2010-12-31").err
    assert "--older-than: expected a day" in glasshouse("list facts --older-than soon").err


def test_only_observables_are_those_of_a_scenario(glasshouse) -> None:
    result = glasshouse("list units --of rongcheng")
    assert result.status == 2
    assert "--of: expected the kind observables" in result.err
