"""A whole year in the ten-minute length, by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
STEPS = 13
MOST_TABS = 80


def test_a_year_is_lived_by_keyboard_alone(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None]
) -> None:
    page = visit("/year?seed=1&people=2000&length=short", width=360)
    expect(page.locator("#casting")).to_contain_text("You would be", timeout=60_000)
    _tab_to(page, "#seat button.first")
    page.keyboard.press("Enter")
    expect(page.locator("#last")).to_be_visible()
    for step in range(STEPS):
        expect(page.locator(".strip .where")).to_contain_text(f"Weeks {4 * step + 1}–{4 * step + 4}")
        if step == 1:
            _tab_to(page, ".evenings select")
            page.keyboard.type("volunteer")
            expect(page.locator(".act")).to_contain_text("1 thing chosen")
        _tab_to(page, ".act .first")
        page.keyboard.press("Enter")
        expect(page.locator("#last")).to_be_focused()
        if step in (6, 11):
            looks_right(page, f"short-{step}-360")
    expect(page.locator(".strip .where")).to_contain_text("The year is over")
    _tab_to(page, ".act a.first")
    looks_right(page, "over-360")


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there; it is never lost on the way."""
    for _ in range(MOST_TABS):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by {MOST_TABS} tabs")
