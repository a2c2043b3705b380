"""The end of a year as a player sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Looks = Callable[[Page, str], None]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_year_is_looked_back_on(visit: Visit, looks_right: Looks, ended: str, width: int, dark: bool) -> None:
    page = visit(f"/year/{ended}/end", width=width, dark=dark)
    expect(page.locator(".years")).to_be_visible(timeout=60_000)
    expect(page.locator(".bodies figure")).to_be_visible(timeout=60_000)
    expect(page.locator("#link")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "H1"
    looks_right(page, f"end-{width}-{'dark' if dark else 'light'}")
