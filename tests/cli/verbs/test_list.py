"""`glasshouse list`."""

from __future__ import annotations

import pytest

from glasshouse import facts, library


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
    assert "systems, scenarios, channels, conduct, societies, facts, cases, claims" in result.err
    assert "Traceback" not in result.err
