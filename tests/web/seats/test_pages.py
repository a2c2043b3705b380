"""Both seats in a browser, as somebody plays them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Look = Callable[[Page, str], None]
LOOKS = pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)], ids=["phone-dark", "desk-light"])


def read(page: Page, verdict: str, files: int) -> None:
    """Read so many files and decide each in the same way."""
    for _ in range(files):
        page.locator(".decide button").filter(has_text=verdict).first.click()


@LOOKS
def test_a_clerk_works_two_weeks_and_sees_both_errors_and_what_the_score_did(
    at_the_desk: Callable[..., Page], looks_right: Look, width: int, dark: bool
) -> None:
    page, name = at_the_desk(width=width, dark=dark), f"{width}-{'dark' if dark else 'light'}"
    page.get_by_role("button", name="Send an inspector").click()
    expect(page.get_by_text("The inspector reports")).to_be_visible()
    looks_right(page, f"clerk-case-{name}")
    read(page, "Impose", 8)
    read(page, "Dismiss", 2)
    expect(page.locator(".strip")).to_contain_text("Case 11 of 40")
    page.get_by_text("No time to read them all?").click()
    page.get_by_role("button", name="Impose, 30 cases unread").click()
    expect(page.get_by_text("You handled 40 cases of 40, in 690 minutes.")).to_be_visible()
    looks_right(page, f"clerk-week-{name}")
    page.get_by_role("button", name="Begin week 2").click()
    expect(page.get_by_text("This week you do not see the score.")).to_be_visible()
    read(page, "Dismiss", 10)
    page.get_by_text("No time to read them all?").click()
    page.get_by_role("button", name="End the week here").click()
    expect(page.get_by_text("You are not put forward for promotion")).to_be_visible()
    expect(page.get_by_role("row", name="You imposed, of the files you read")).to_contain_text("8 of 10")
    looks_right(page, f"clerk-end-{name}")


@LOOKS
def test_an_auditor_goes_through_eight_files(
    at_the_files: Callable[..., Page], looks_right: Look, width: int, dark: bool
) -> None:
    page, name = at_the_files(width=width, dark=dark), f"{width}-{'dark' if dark else 'light'}"
    page.get_by_role("button", name="Look at the twin").click()
    expect(page.get_by_text("The twin did").first).to_be_visible()
    page.get_by_role("button", name="Ask").first.click()
    expect(page.locator(".strip")).to_contain_text("3 of 6 left to spend")
    looks_right(page, f"auditor-file-{name}")
    page.get_by_role("button", name="That is my verdict").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose one first.")
    for number in range(8):
        expect(page.locator(".strip")).to_contain_text(f"File {number + 1} of 8")
        page.get_by_role("radio").nth(0 if number % 2 else -1).check()
        page.get_by_role("button", name="That is my verdict").click()
    expect(page.get_by_role("heading", name="What this shows")).to_be_visible()
    expect(page.get_by_role("row", name="Never call a record false")).to_contain_text("0 of")
    looks_right(page, f"auditor-end-{name}")


def test_both_seats_say_what_they_are_and_are_reached_from_the_year_and_from_the_lesson_plans(
    visit: Callable[..., Page], looks_right: Look
) -> None:
    page = visit("/teach?lang=en", width=360)
    page.get_by_role("link", name="Be the auditor").click()
    expect(page.get_by_text("You have 6 to spend")).to_be_visible()
    looks_right(page, "auditor-start-360-light")
    page = visit("/year?seed=1&people=2000&lang=de", dark=True)
    looks_right(page, "year-door-1280-dark")
    page.get_by_role("link", name="Sachbearbeiter sein").click()
    expect(page.get_by_role("heading", name="Am Schreibtisch")).to_be_visible()
    expect(page.get_by_role("button", name="Das Amt öffnen")).to_be_visible()
    looks_right(page, "clerk-start-1280-dark")


def test_a_clerk_needs_no_mouse_never_loses_the_focus_and_is_told_when_the_server_is_gone(
    at_the_desk: Callable[..., Page],
) -> None:
    page = at_the_desk()
    first = page.locator("h1").inner_text()
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".strip")).to_contain_text("Case 2 of 40")
    expect(page.locator("h1")).to_be_focused()
    assert page.locator("h1").inner_text() != first
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(page.get_by_role("status").first).to_contain_text("Dismissed. Next: case 3")
    page.route("**/clerk/closing", lambda route: route.abort())
    page.get_by_text("No time to read them all?").click()
    page.get_by_role("button", name="Dismiss, 38 cases unread").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    page.unroute("**/clerk/closing")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="The end of week 1")).to_be_focused()
