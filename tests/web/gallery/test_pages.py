"""Pages of what was found, for teachers, and about: as a visitor sees them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("path", "width", "dark"),
    [
        ("claims", 360, False),
        ("validation", 1280, True),
        ("facts", 360, True),
        ("audit", 1280, False),
        ("about", 360, True),
        ("teach", 1280, False),
    ],
)
def test_a_page_looks_right(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None], path: str, width: int, dark: bool
) -> None:
    page = visit(f"/{path}", width=width, dark=dark)
    looks_right(page, f"{path}-{width}-{'dark' if dark else 'light'}")


def test_a_claim_opens_its_scenario_in_the_laboratory(visit: Callable[..., Page]) -> None:
    page = visit("/claims")
    page.get_by_role("link", name="Look at it in the laboratory: people avoid risk in work life").click()
    expect(page.locator("#scenario")).to_have_value("national", timeout=60_000)


def test_facts_are_found_by_typing(visit: Callable[..., Page]) -> None:
    page = visit("/facts")
    page.locator("#search").fill("rongcheng 1,000")
    expect(page.locator(".facts-list li:visible").first).to_contain_text("1,000")
    assert page.locator(".facts-list li:visible").count() < 10


def test_a_problem_that_cannot_be_computed_is_counted_and_the_button_keeps_the_focus(
    visit: Callable[..., Page],
) -> None:
    page = visit("/validation")
    cases = page.locator("[data-case]").count()
    page.route(
        "**/api/v1/validation/*",
        lambda route: route.fulfill(json=[{"figure": "half", "target": 0.5, "ours": 0.5, "passed": True}]),
    )
    page.route("**/api/v1/validation/*", lambda route: route.fulfill(status=500, json={"title": "It broke."}), times=1)
    button = page.get_by_role("button", name="Compute all of them")
    button.press("Enter")
    expect(page.locator("#computed")).to_contain_text(f"{cases - 1} of {cases - 1} figures")
    expect(page.locator("#computed")).to_contain_text("1 problem could not be computed")
    expect(page.locator("[data-answers]").first).to_have_text("It broke.")
    expect(button).to_be_focused()


def test_the_sheets_for_teachers_print_without_what_only_a_screen_needs(visit: Callable[..., Page]) -> None:
    page = visit("/teach")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    assert not page.get_by_role("link", name="Open a class").is_visible()
    assert page.locator(".urges li:visible").count() == 8
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 4, "before the lesson, plans, questions, cards"
