"""Both seats in a browser, as somebody plays them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Look = Callable[[Page, str], None]
LOOKS = pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)], ids=["phone-dark", "desk-light"])


@LOOKS
def test_a_clerk_works_two_weeks_and_sees_both_errors(
    at_the_desk: Callable[..., Page], looks_right: Look, width: int, dark: bool
) -> None:
    page, name = at_the_desk(width=width, dark=dark), f"{width}-{'dark' if dark else 'light'}"
    page.get_by_role("button", name="Send an inspector").click()
    expect(page.get_by_text("The inspector reports")).to_be_visible()
    looks_right(page, f"clerk-case-{name}")
    for verdict in ("Impose", "Dismiss", "Impose"):
        page.get_by_role("button", name=verdict, exact=False).first.click()
    expect(page.locator(".strip")).to_contain_text("Case 4 of 40")
    page.get_by_text("No time to read them all?").click()
    page.get_by_role("button", name="Impose, 37 cases unread").click()
    expect(page.get_by_role("heading", name="What the office never learns")).to_be_visible()
    expect(page.get_by_text("You handled 40 cases of 40, in 515 minutes.")).to_be_visible()
    looks_right(page, f"clerk-week-{name}")
    page.get_by_role("button", name="Week 2").click()
    expect(page.get_by_text("This week you do not see the score.")).to_be_visible()
    page.get_by_role("button", name="Dismiss", exact=False).first.click()
    page.get_by_text("No time to read them all?").click()
    page.get_by_role("button", name="End the week here").click()
    expect(page.get_by_role("heading", name="With the score and without")).to_be_visible()
    looks_right(page, f"clerk-end-{name}")


@LOOKS
def test_an_auditor_goes_through_eight_files(
    at_the_files: Callable[..., Page], looks_right: Look, width: int, dark: bool
) -> None:
    page, name = at_the_files(width=width, dark=dark), f"{width}-{'dark' if dark else 'light'}"
    page.get_by_role("button", name="Look at the twin").click()
    expect(page.get_by_text("The twin did").first).to_be_visible()
    page.get_by_role("button", name="Ask").first.click()
    looks_right(page, f"auditor-file-{name}")
    for number in range(8):
        expect(page.locator(".strip")).to_contain_text(f"File {number + 1} of 8")
        page.get_by_role("radio").nth(0 if number % 2 else -1).check()
        page.get_by_role("button", name="That is my verdict").click()
    expect(page.get_by_role("heading", name="What this shows")).to_be_visible()
    looks_right(page, f"auditor-end-{name}")


@pytest.mark.parametrize("path", ["/clerk", "/auditor"])
def test_the_first_page_of_a_seat_says_what_it_is(visit: Callable[..., Page], looks_right: Look, path: str) -> None:
    for width, dark in ((360, False), (1280, True)):
        looks_right(visit(path, width=width, dark=dark), f"{path[1:]}-start-{width}-{'dark' if dark else 'light'}")


def test_both_seats_are_reached_from_the_year_and_from_the_lesson_plans(
    visit: Callable[..., Page], looks_right: Look
) -> None:
    page = visit("/teach?lang=en", width=360)
    page.get_by_role("link", name="Be the auditor").click()
    expect(page.get_by_role("heading", name="The auditor")).to_be_visible()
    page = visit("/year?seed=1&people=2000&lang=de")
    looks_right(page, "year-door")
    page.get_by_role("link", name="Sachbearbeiter sein").click()
    expect(page.get_by_role("heading", name="Am Schreibtisch")).to_be_visible()


def test_a_clerk_needs_no_mouse_and_never_loses_the_focus(at_the_desk: Callable[..., Page]) -> None:
    page = at_the_desk()
    focused = "document.activeElement.textContent.trim()"
    first = page.locator("h1").inner_text()
    assert page.evaluate(focused) == first
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".strip")).to_contain_text("Case 2 of 40")
    assert page.evaluate(focused) == page.locator("h1").inner_text() != first
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Dismissed. Next: case 3")


def test_a_server_that_does_not_answer_is_said_and_asked_again(at_the_desk: Callable[..., Page]) -> None:
    page = at_the_desk()
    page.route("**/clerk/closing", lambda route: route.abort())
    page.get_by_text("No time to read them all?").click()
    page.get_by_role("button", name="Dismiss, 40 cases unread").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    page.unroute("**/clerk/closing")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="What the office never learns")).to_be_visible()
