"""Living steps on the week's screen."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def live(page: Page, steps: int = 1) -> None:
    """Live so many steps by habit, or as chosen for the first of them."""
    for _ in range(steps):
        before = page.locator(".strip .where").inner_text()
        page.locator(".act .first").click()
        expect(page.locator(".strip .where")).not_to_have_text(before)
