"""Choosing a seat, as somebody does who has never been here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
ADDRESS = "/year?seed=1&people=2000"
LONG = 30_000
"""Milliseconds in which a year by habit is lived, on a busy machine."""


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)], ids=["telephone-dark", "desk-light"])
def test_the_seat_page_tells_what_happens_and_how_often(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None], width: int, dark: bool
) -> None:
    page = visit(ADDRESS, width=width, dark=dark)
    expect(page.locator("#casting")).to_contain_text("You would be", timeout=LONG)
    counts = page.locator(".way .count").all_inner_texts()
    assert all(count.endswith(" of 2,000") for count in counts)
    looks_right(page, f"seat-{width}-{'dark' if dark else 'light'}")


def test_the_seat_is_that_of_somebody_to_whom_it_happens(visit: Callable[..., Page]) -> None:
    page = visit(ADDRESS)
    expect(page.locator("#casting")).to_contain_text("You would be", timeout=LONG)
    page.locator("input[value=silenced]").check()
    promised = page.locator("#casting").inner_text().removeprefix("You would be ").partition(".")[0]
    page.get_by_role("button", name="Begin the year").click()
    expect(page.locator("#year h1")).to_have_text(promised)


def test_another_town_is_looked_through_anew(visit: Callable[..., Page]) -> None:
    page = visit(ADDRESS)
    expect(page.locator("#casting")).to_contain_text("You would be", timeout=LONG)
    first = page.locator(".way .count").all_inner_texts()
    page.get_by_text("Choose the town").click()
    page.get_by_label("Town number").fill("2")
    page.get_by_label("Town number").press("Tab")
    expect(page.locator("#casting")).to_contain_text("You would be", timeout=LONG)
    assert page.locator(".way .count").all_inner_texts() != first


def test_a_server_that_does_not_answer_is_said_beside_the_button(visit: Callable[..., Page]) -> None:
    page = visit(ADDRESS)
    page.route("**/api/v1/lives", lambda route: route.abort())
    page.get_by_role("button", name="Begin the year").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    expect(page.get_by_role("button", name="Begin the year")).to_be_enabled()
