"""A life in a small town, begun as a visitor begins one."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

SEED, PEOPLE = 1, 2_000


@pytest.fixture
def begun(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Begins a year as somebody to whom something happens, and stands before its first step."""

    def begin(*, length: str = "full", who: str = "left", address: str = "/year", **window: object) -> Page:
        joint = "&" if "?" in address else "?"
        page = visit(f"{address}{joint}seed={SEED}&people={PEOPLE}&length={length}", **window)
        page.locator(f"input[value={who}]").check()
        page.locator("#seat button.first").click()
        page.wait_for_url(re.compile(r"/year/[\w-]+"))
        expect(page.locator("#last")).to_be_visible()
        return page

    return begin
