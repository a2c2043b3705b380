"""The front page as a visitor sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_front_page_has_three_doors(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None], width: int, dark: bool
) -> None:
    page = visit("/", width=width, dark=dark)
    assert page.locator(".doors a").count() == 3
    looks_right(page, f"front-{width}-{'dark' if dark else 'light'}")


def test_a_german_browser_gets_german_words(visit: Callable[..., Page]) -> None:
    page = visit("/", language="de-DE")
    assert page.locator("html").get_attribute("lang") == "de"
    assert "Muttersprachlern" in page.locator("footer").inner_text()
