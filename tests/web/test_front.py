"""The front page as a visitor sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser
LONG = 120_000
"""Milliseconds that a worker may take to start on a busy machine."""


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)], ids=["desk-light", "telephone-dark"])
def test_the_front_page_has_three_doors_and_a_town_that_moves_until_it_is_stopped(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None], width: int, dark: bool
) -> None:
    page = visit("/", width=width, dark=dark)
    assert page.locator(".doors a").count() == 3
    expect(page.locator("#town")).to_contain_text("of 52", timeout=LONG)
    expect(page.locator("#town")).not_to_contain_text("week 1 of 52")
    if width == 1280:
        goes_on_after_it_was_hidden(page)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Go on")).to_be_focused()
    stands = page.locator("#town .key-of-worlds").inner_text()
    looks_right(page, f"front-{width}-{'dark' if dark else 'light'}")
    assert page.locator("#town .key-of-worlds").inner_text() == stands


def goes_on_after_it_was_hidden(page: Page) -> None:
    """Hides the page for longer than a week is shown, and looks whether it goes on."""
    page.evaluate("Object.defineProperty(document, 'hidden', { configurable: true, value: true })")
    page.wait_for_timeout(1_000)
    stood = page.locator("#town .key-of-worlds").inner_text()
    page.wait_for_timeout(1_000)
    assert page.locator("#town .key-of-worlds").inner_text() == stood
    page.evaluate("delete document.hidden")
    expect(page.locator("#town .key-of-worlds")).not_to_have_text(stood)


def test_whoever_wants_no_motion_sees_the_last_week_at_once(browser: Browser, served: str) -> None:
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(served)
        expect(page.locator("#town")).to_contain_text("week 52 of 52", timeout=LONG)


def test_the_town_is_lived_once_and_nobody_is_lost_in_it(client: TestClient) -> None:
    town = client.get("/api/v1/town").json()
    assert len(town["weeks"]) == 52
    assert all(sum(week) <= town["citizens"] == 5_000 for week in town["weeks"])
    assert sum(town["weeks"][0]) > 2_000
    assert town["weeks"][0] != town["weeks"][-1]
    assert client.get("/api/v1/town").json() == town


def test_a_german_browser_gets_german_words(visit: Callable[..., Page]) -> None:
    page = visit("/", language="de-DE")
    assert page.locator("html").get_attribute("lang") == "de"
    assert "Muttersprachlern" in page.locator("footer").inner_text()
