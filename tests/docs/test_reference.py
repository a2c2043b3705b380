"""The parts of the documents that are made from the program, and the pages that ask for them."""

from __future__ import annotations

import importlib.util
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from glasshouse import library
from glasshouse.documents.quantity import Quantity
from glasshouse.engine.stages import DAY
from glasshouse.response.mechanisms import Response
from glasshouse.schema.state import AT_REST
from glasshouse.scoring.forms.registry import forms

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {page.name: page.read_text(encoding="utf-8") for page in DOCS.glob("*.md")}
OTHERS = (
    DOCS.parent / "README.md",
    *(page for room in ("audit", "systems", "societies", "web") for page in DOCS.glob(f"{room}/*.md")),
)
FILLED = PAGES | {f"{page.parent.name}/{page.name}": page.read_text(encoding="utf-8") for page in OTHERS}
"""All pages that may ask for parts made from the program."""


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    sys.path.insert(0, str(DOCS))
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.PARTS = {name: cache(part) for name, part in module.PARTS.items()}  # several tests look at each
    yield module
    sys.path.remove(str(DOCS))


@pytest.mark.parametrize("name", FILLED)
def test_a_page_asks_only_for_parts_that_exist(reference, name) -> None:
    assert set(reference.MARK.findall(FILLED[name])) <= set(reference.PARTS)


def test_every_part_stands_on_some_page(reference) -> None:
    asked = {part for page in FILLED.values() for part in reference.MARK.findall(page)}
    assert set(reference.PARTS) == asked


def test_a_misspelt_part_is_an_error(reference) -> None:
    with pytest.raises(KeyError):
        reference.fill("<!-- generated: respnse -->\n<!-- end: respnse -->")


def test_a_part_without_an_end_is_an_error(reference) -> None:
    with pytest.raises(KeyError):
        reference.fill("<!-- generated: limits -->\n| old |\n")


def test_what_stood_in_a_part_is_replaced_and_all_else_stays(reference) -> None:
    page = "before\n<!-- generated: limits -->\n| old |\n<!-- end: limits -->\nafter\n"
    filled = reference.fill(page)
    assert filled.startswith("before\n<!-- generated: limits -->\n\n| what | at most |")
    assert filled.endswith("<!-- end: limits -->\nafter\n")
    assert "| old |" not in filled
    assert reference.fill(filled) == filled


@pytest.mark.parametrize("name", [name for name, page in FILLED.items() if "<!-- generated" in page])
def test_the_tables_of_a_page_are_up_to_date(reference, name) -> None:
    assert reference.fill(FILLED[name]) == FILLED[name], "make tables WRITE=1"


def test_every_part_is_filled_in(reference) -> None:
    assert [name for name, part in reference.PARTS.items() if "| --- |" not in part()] == []


def test_a_bar_in_a_cell_does_not_open_another(reference) -> None:
    assert reference.table(("a",), [("x|y",)]).splitlines()[-1] == "| x\\|y |"


def test_every_key_of_a_document_has_a_meaning(reference) -> None:
    documents = [
        type(reference.read_document(section, library.names(section)[0]))
        for section in ("conduct", "channels", "societies")
    ]
    documents += [form.configuration for form in forms().values()] + [Response]
    silent = [
        f"{model.__name__}.{name}"
        for model in documents
        for name in model.model_fields
        if not reference.meanings(model).get(name)
    ]
    assert silent == []


def test_the_response_table_holds_every_parameter(reference) -> None:
    table = reference.response()
    numbers = [name for name, each in Response() if isinstance(each, Quantity)]
    assert [name for name in numbers if f"| `{name}` |" not in table] == []
    assert "| `joining.network` |" in table


def test_every_assumption_on_the_page_has_a_range(reference) -> None:
    rows = [line.split(" | ") for line in reference.systems_and_channels().splitlines() if "| assumed:" in line]
    assert rows
    assert [row for row in rows if " to " not in row[3]] == []


def test_the_tables_name_every_field_and_its_writer(reference) -> None:
    shown = reference.tables()
    assert [f.name for table in AT_REST for f in table.fields if f"| `{f.name}` |" not in shown] == []


def test_the_model_page_names_every_parameter_of_response() -> None:
    assert [name for name in Response.model_fields if name not in PAGES["model.md"]] == []


def test_the_model_page_tells_of_every_form_and_stage() -> None:
    page = PAGES["model.md"]
    assert [form for form in forms() if f"Form `{form}`" not in page] == []
    assert [stage.name for stage in DAY if stage.name not in page.lower()] == []


def test_every_observable_of_a_run_stands_in_the_list(reference) -> None:
    shown = reference.observables()
    for part in (
        "mean_self_censorship",
        "wrongly_sanctioned_share_of_sanctioned",
        "listed_share_LIST",
        "share_above_LINE_SYSTEM",
    ):
        assert f"`{part}`" in shown


@pytest.mark.parametrize("name", ["index.md"])
def test_the_navigation_names_every_page(name) -> None:
    entries = set(re.findall(r"^([a-z-]+)$", PAGES[name], re.MULTILINE))
    assert {page.removesuffix(".md") for page in PAGES} - {"index"} <= entries


def test_shares_of_trials_stand_with_their_intervals(reference) -> None:
    # Wilson's interval of 7 of 10.
    assert reference._found(7, 10) == "70% (40% to 89%)"
    assert reference._found(0, 10) == "0% (0% to 28%)"
    assert reference._found(0, 0) == "–"


def test_verdicts_of_claims_that_have_changed_are_named(reference, monkeypatch) -> None:
    assert "no longer true" not in reference.verdicts()
    monkeypatch.setattr(reference, "is_stale", lambda name, digest: name == "C02")
    assert "these verdicts are no longer true: C02." in reference.verdicts()
