"""Titles of the library that a year and the other seats show in other languages: complete, and marked where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from glasshouse.scenario import Scenario, load
from glasshouse.web import words

OTHERS = [language for language in words.languages() if language != words.ENGLISH]


def _shown(scenario: Scenario) -> set[str]:
    """Titles that a year in a scenario may show; bands that are letters are the same in every language."""
    systems = scenario.systems.values()
    bands = {band.name for system in systems for band in system.bands if not band.name.isupper()}
    measures = {measure.title for system in systems for measure in system.measures.values()}
    parts = [*systems, *scenario.conduct.values(), *scenario.channels.values(), *scenario.later, scenario]
    return {each.title for each in parts if each.title} | bands | measures


@pytest.mark.parametrize("language", OTHERS)
def test_every_title_of_the_year_has_a_translation_and_no_translation_is_of_a_title_that_is_gone(language: str) -> None:
    titles = words.titles(language)
    shown = {name: _shown(load(name)) for name in ("year", "narrow-penalty", "welfare-fraud", "municipal-trust")}
    complete = ("year", "welfare-fraud", "municipal-trust")
    assert set().union(*(shown[name] for name in complete)) - set(titles) == set()
    assert set(titles) - set().union(*shown.values()) == set()
    assert all(title.strip() for title in titles.values())


def test_a_page_gets_the_titles_of_its_own_language_alone(client) -> None:
    assert "library.volunteer" in client.get("/year/none?lang=de").text
    assert "library.volunteer" not in client.get("/year/none").text
    assert words.titles(words.ENGLISH) == {}


@pytest.mark.browser
def test_a_german_year_names_things_in_german_and_marks_what_is_english(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None]
) -> None:
    page = visit("/year?lang=de", width=360)
    begun = page.request.post(
        page.url.partition("/year")[0] + "/api/v1/lives", data={"people": 2000, "citizen": 5, "length": "short"}
    ).json()
    page.goto(page.url.replace("/year?", f"/year/{begun['id']}?"))
    expect(page.locator(".evenings option", has_text="ehrenamtlich helfen").first).to_be_attached()
    expect(page.locator(".accounts h3").first).to_be_visible()
    assert page.locator(".accounts h3[lang=en]").count() == 0
    page.get_by_role("button", name="leben").last.click()
    expect(page.locator("#last")).to_be_focused()
    assert page.locator(".own [lang=en]").all_inner_texts() == []
    looks_right(page, "year-german-360")
