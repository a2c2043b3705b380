"""The library over the interface and on its pages: complete, with words for everything, and sources."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from glasshouse import library
from glasshouse.scenario import load
from glasshouse.web import words
from glasshouse.web.look.flow import picture
from glasshouse.web.look.gallery import entries, system_of
from glasshouse.web.look.steps import steps

WORDS = words.words_of("en")


def said(key: str, **values: object) -> str:
    return words.text("en", key, **values)


def test_every_system_of_the_library_is_in_the_gallery() -> None:
    assert set(library.names("systems")) <= set(entries())


@pytest.mark.parametrize("name", entries())
def test_an_entry_can_be_tried_where_it_says_and_has_words_for_all_that_it_says(name: str) -> None:
    entry = entries()[name]
    settings = [entry.setting] if entry.setting else []
    assert entry.system in load(entry.scenario, settings).systems
    for key in (f"family.{entry.family}.name", f"place.{entry.place}", f"status.{entry.status}"):
        assert f"gallery.{key}" in WORDS
    assert f"rules.family.{entry.family}" in WORDS


def test_a_what_if_says_so() -> None:
    for name, entry in entries().items():
        if "what-if" in system_of(name).title:
            assert entry.status == "what-if"


def test_a_system_is_told_as_its_document_says() -> None:
    told = steps(system_of("rongcheng"))
    assert (told.judged[0].title, told.judged[0].amount) == ("commit a grave offence", -100)
    assert [step.name for step in told.bands] == ["AAA", "AA", "A", "B", "C", "D"]
    assert [item.bands for item in told.follows if item.title == "refused loans"] == [("D", "C")]
    assert {item.kind for item in steps(system_of("golden-shield")).judged} == {"does"}
    assert sum(item.amount or 0 for item in steps(system_of("sesame")).judged) == pytest.approx(1)


def test_a_picture_keeps_what_a_document_says_from_being_markup() -> None:
    told = steps(system_of("nanjing").model_copy(update={"title": "<b>&"}))
    drawn = picture(told, said, "<b>&", columns=1)
    assert "<b>" not in drawn
    assert "&lt;b&gt;&amp;" in drawn


@pytest.mark.parametrize("name", entries())
def test_every_system_has_a_page_with_its_numbers(client: TestClient, name: str) -> None:
    page = client.get(f"/systems/{name}")
    assert page.status_code == 200
    assert page.text.count("<svg") == 2


def test_an_unknown_system_has_no_page(client: TestClient) -> None:
    assert client.get("/systems/nothing-like-that").status_code == 404
    assert client.get("/systems/..%2f..%2fnames").status_code == 404


SHELVES = {
    "systems": "rongcheng",
    "scenarios": "court-list",
    "conduct": "criticise",
    "channels": "camera",
    "facts": "no_single_score",
    "claims": "C02",
}


@pytest.mark.parametrize(("shelf", "name"), SHELVES.items())
def test_a_shelf_lists_what_it_has_and_shows_each(client: TestClient, shelf: str, name: str) -> None:
    listed = client.get(f"/api/v1/{shelf}").json()
    assert name in {each["name"] for each in listed}
    shown = client.get(f"/api/v1/{shelf}/{name}").json()
    assert shown["title"]
    assert shown["document"]
    if shown["kind"]:
        assert "properties" in str(client.get(f"/api/v1/schemas/{shown['kind']}").json())
    assert client.get(f"/api/v1/{shelf}/nothing-like-that").status_code == 404


def test_a_number_comes_with_its_source(client: TestClient) -> None:
    figures = client.get("/api/v1/systems/rongcheng").json()["figures"]
    start = next(each for each in figures if each["key"] == "start")
    assert (start["value"], start["unit"], start["status"]) == (1000, "points", "fact")
    assert start["source"]["id"] == "rongcheng_start"
    assert start["source"]["source"]


def test_a_known_answer_is_computed_when_asked_for(client: TestClient) -> None:
    assert len(client.get("/api/v1/validation").json()) == 19
    answers = client.post("/api/v1/validation/scorecard", json={}).json()
    assert all(each["passed"] for each in answers)
    assert client.post("/api/v1/validation/nothing-like-that", json={}).status_code == 404
