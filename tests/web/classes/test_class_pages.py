"""A class as a teacher and pupils live it, each in a browser of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Look = Callable[[Page, str], None]
ALL = "“It depends on the score” is right in 2 of 2 towns."


def _open(visit: Visit, seats: int = 6, lives: str = "each", **window: object) -> tuple[Page, str]:
    desk = visit("/class", **window)
    desk.get_by_text("Choose the town").click()
    desk.locator("select[name=people]").select_option("2000")
    desk.locator("input[name=seed]").fill("3")
    desk.locator("input[name=seats]").fill(str(seats))
    desk.locator("input[name=instead]").check()
    desk.locator(f"input[value={lives}]").check()
    desk.locator("input[value=short]").check()
    desk.get_by_role("button", name="Open the class").click()
    code = desk.locator(".door .code").inner_text(timeout=60_000)
    return desk, code


def _join(visit: Visit, code: str, **window: object) -> Page:
    page = visit("/c", **window)
    page.get_by_label("Code").fill(code.lower())
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Take a seat").click()
    expect(page.get_by_role("button", name="I have chosen")).to_be_visible(timeout=60_000)
    expect(page.locator("#last")).to_be_focused()
    return page


def test_another_tab_leads_back_to_the_desk(visit: Visit, looks_right: Look) -> None:
    """What a tab kept is not in another one; who may open a class may go back to it."""
    desk, code = _open(visit)
    expect(desk.locator(".door .code")).to_have_text(code)
    other = visit("/class")
    expect(other.get_by_role("button", name="Go back to the class that is open")).to_be_visible()
    other.get_by_text("Choose the town").click()
    drawn = other.locator("input[name=seed]").input_value()
    other.get_by_role("button", name="Open the class").click()
    expect(other.get_by_role("alert")).to_contain_text("A class is open on this server already. Go back to it")
    expect(other.get_by_role("alert")).to_be_focused()
    expect(other.locator("input[name=seed]")).to_have_value(drawn)
    looks_right(other, "class-open-already")
    other.get_by_role("button", name="Go back to the class that is open").click()
    expect(other.locator(".door .code")).to_have_text(code)
    other.get_by_role("button", name="Stand still").click()
    expect(desk.get_by_role("button", name="Go on")).to_be_visible()


def test_a_class_of_two_joins_lives_freezes_and_ends(visit: Visit, looks_right: Look, kept: Path) -> None:
    """Three browsers: the desk and two pupils, one of whom leaves; then the screen and the debrief, which prints."""
    desk, code = _open(visit)
    one, other = _join(visit, code, width=360, height=740), _join(visit, code)
    expect(desk.get_by_text("0 of 2 have chosen")).to_be_visible()
    looks_right(desk, "class-desk-desk")
    looks_right(one, "class-pupil-telephone")
    one.get_by_role("button", name="I have chosen").click()
    expect(one.get_by_text("Waiting for the others.")).to_be_visible()
    expect(desk.get_by_text("1 of 2 have chosen")).to_be_visible()
    desk.get_by_role("button", name="all together").click()
    for page in (one, other):
        expect(page.locator(".strip .where")).to_contain_text("5", timeout=60_000)
        expect(page.locator("#last")).to_be_focused()
    other.get_by_role("button", name="I have chosen").focus()
    desk.get_by_role("button", name="Stand still").click()
    expect(other.get_by_text("Please look up.")).to_be_visible()
    expect(other.locator(".act")).to_contain_text("Everything stands still: look up.")
    expect(other.get_by_role("button", name="I have chosen")).to_have_attribute("aria-disabled", "true")
    expect(other.get_by_role("button", name="I have chosen")).to_be_focused()
    looks_right(other, "class-pupil-frozen-desk")
    desk.get_by_role("button", name="Go on").click()
    for question in desk.locator(".questions button").all():
        question.click()
        for page in (desk, one):
            expect(page.locator(".poll h2")).to_have_text(question.inner_text())
            assert "{" not in page.locator(".poll").inner_text()
    desk.get_by_role("button", name="What moves a score more").click()
    one.mouse.wheel(0, 4_000)
    expect(one.locator("#poll")).not_to_be_in_viewport()
    one.get_by_role("link", name="A question is put to the class").click()
    expect(one.locator("#poll h2")).to_be_in_viewport()
    one.get_by_role("button", name="Who I am").click()
    expect(one.get_by_role("link", name="A question is put to the class")).to_have_count(0)
    expect(desk.get_by_text("1 answer so far.")).to_be_visible()
    desk.get_by_role("button", name="Show how").click()
    looks_right(desk, "class-desk-poll-desk")
    desk.get_by_role("button", name="Show what twenty other towns say").click()
    for page in (desk, one):
        expect(page.locator(".poll .answer table")).to_be_visible()
    expect(one.locator(".poll .right .own")).to_contain_text("your bet, is right in 0 of 2 towns")
    looks_right(one, "class-pupil-towns-telephone")
    other.on("dialog", lambda asked: asked.accept())
    other.get_by_role("button", name="Leave the class").click()
    expect(desk.get_by_text("0 of 1 have chosen")).to_be_visible()
    screen_path = desk.get_by_role("link", name="Open the screen for all").get_attribute("href") or ""
    screen = visit(screen_path)
    expect(screen.locator(".chart")).to_have_count(2)
    expect(screen.locator(".poll .right li")).to_have_text(ALL)
    looks_right(screen, "class-screen-desk")
    desk.get_by_role("button", name="Stand still").click()
    large = screen.get_by_text("Please look up.")
    assert float(large.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")) > 60
    looks_right(screen, "class-screen-frozen-desk")
    desk.get_by_role("button", name="Go on").click()
    desk.on("dialog", lambda asked: asked.accept())
    desk.get_by_role("button", name="End the class").click()
    expect(one.get_by_text("The class has ended.")).to_be_visible()
    one.get_by_role("button", name="Look back on this person").click()
    expect(one.locator("#end h1")).to_be_focused()
    expect(one.locator(".weeks")).to_have_count(0)
    expect(one.locator(".years table tbody tr").first).to_be_visible(timeout=60_000)
    expect(one.locator(".years thead")).to_contain_text("as the class lived it")
    expect(one.locator("#end")).to_contain_text("this is how it stands after 28 days")
    looks_right(one, "class-look-back-telephone")
    one.get_by_role("button", name="Back to the last week").click()
    expect(one.locator("#end")).to_have_count(0)
    debrief = visit(f"/c/{code}/debrief#{screen_path.partition('#')[2]}")
    expect(debrief.get_by_text("What is so in the world")).to_be_visible()
    expect(debrief.locator(".guesses")).to_contain_text("Who I am: 1")
    expect(debrief.locator(".guesses")).to_contain_text(ALL)
    debrief.emulate_media(media="print")
    expect(debrief.locator(".guesses .right li").first).to_be_visible()
    debrief.emulate_media(media="null")
    looks_right(debrief, "class-debrief-desk")
    printed = debrief.pdf(path=kept / "class-debrief.pdf", format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 2


def test_a_full_class_is_shown_on_the_screen_as_dots(visit: Visit, looks_right: Look) -> None:
    """Five at one device, a seat each, handed on after each has chosen; the screen and the debrief in dark and narrow."""
    desk, code = _open(visit, seats=5, dark=True, width=360, height=740)
    device = _join(visit, code, dark=True)
    for _ in range(4):
        device.get_by_role("button", name="One more person").click()
        expect(device.get_by_role("button", name="I have chosen")).to_be_visible()
    expect(desk.get_by_text("0 of 5 have chosen")).to_be_visible()
    device.get_by_role("button", name="Person 1").click()
    for person in range(1, 6):
        device.get_by_role("button", name="I have chosen").click()
        following = person % 5 + 1
        expect(device.get_by_role("heading", name=f"Now person {following}")).to_be_visible()
        if person == 1:
            looks_right(device, "class-hand-over-desk-dark")
        device.get_by_role("button", name=f"I am person {following}").click()
    expect(desk.get_by_text("5 of 5 have chosen")).to_be_visible()
    for week in range(0, 12, 4):
        desk.get_by_role("button", name="all together").click()
        expect(desk.locator(".course-now")).to_contain_text(f"Weeks {week + 5}–{week + 8} of 52")
    expect(desk.locator(".chapters")).to_contain_text("From week 13 on")
    looks_right(desk, "class-desk-telephone-dark")
    looks_right(device, "class-pupil-desk-dark")
    screen_path = desk.get_by_role("link", name="Open the screen for all").get_attribute("href") or ""
    screen = visit(screen_path, dark=True, width=360, height=740)
    expect(screen.locator(".chart circle.pupil").first).to_be_visible()
    looks_right(screen, "class-screen-telephone-dark")
    debrief = visit(f"/c/{code}/debrief#{screen_path.partition('#')[2]}", width=360, height=740)
    expect(debrief.get_by_text("All 5 of us together")).to_be_visible()
    expect(debrief.locator(".changes")).to_have_count(0)
    debrief.get_by_text("Save or embed").first.click()
    with debrief.expect_download() as saving:
        debrief.get_by_role("button", name="as SVG").first.click()
    assert "<circle" in Path(saving.value.path()).read_text(encoding="utf-8"), "the class's dots"
    looks_right(debrief, "class-debrief-telephone")


def test_what_is_ticked_and_not_confirmed_is_lived(visit: Visit) -> None:
    """The desk goes on while a pupil has ticked something and pressed nothing; the count does not rise."""
    desk, code = _open(visit)
    page = _join(visit, code)
    with page.expect_response(
        lambda answer: answer.url.endswith("/ticks") and "true" in (answer.request.post_data or "")
    ):
        page.get_by_role("checkbox", name="Hold my tongue").check()
    expect(page.get_by_role("button", name="I have chosen")).to_be_visible()
    expect(desk.get_by_text("0 of 1 have chosen")).to_be_visible()
    desk.get_by_role("button", name="all together").click()
    expect(page.locator(".strip .where")).to_contain_text("5")
    expect(page.locator(".last")).to_contain_text("You chose 1 thing")


def test_a_choice_that_came_too_late_is_said(visit: Visit) -> None:
    """The class does not take what is ticked, and goes on; a class that only stands still says nothing of that."""
    desk, code = _open(visit)
    page = _join(visit, code)
    refused = {"status": 409, "title": "Conflict", "detail": "another week"}
    page.route("**/ticks", lambda route: route.fulfill(status=409, json=refused))
    with page.expect_response("**/ticks"):
        page.get_by_role("checkbox", name="Hold my tongue").check()
    expect(page.get_by_text("before your choice arrived")).to_have_count(0)
    desk.get_by_role("button", name="all together").click()
    expect(page.get_by_text("The class went on before your choice arrived.")).to_be_visible()
    page.unroute("**/ticks")
    page.get_by_role("checkbox", name="Encrypt").check()
    expect(page.get_by_text("before your choice arrived")).to_have_count(0)


def test_who_comes_late_is_introduced_to_the_town(visit: Visit, looks_right: Look) -> None:
    """Weeks that went by before are nobody's choice; from the next step on the page says what was chosen."""
    desk, code = _open(visit)
    desk.get_by_role("button", name="all together").click()
    expect(desk.locator(".course-now")).to_contain_text("Weeks 5–8 of 52")
    late = _join(visit, code, width=360, height=740)
    last = late.locator(".last")
    expect(last).to_contain_text("You are a citizen")
    expect(last).not_to_contain_text("You chose nothing")
    last.get_by_text("before you came").first.click()
    expect(last.locator("table.acts")).to_be_visible()
    looks_right(late, "class-late-telephone")
    desk.get_by_role("button", name="all together").click()
    expect(last).to_contain_text("You chose nothing")


def test_a_timer_counts_down_at_the_desk_on_telephones_and_on_the_screen(visit: Visit, looks_right: Look) -> None:
    """All show the seconds that are left; while everything stands still nothing is counted."""
    desk, code = _open(visit)
    page = _join(visit, code, width=360, height=740)
    screen = visit(desk.get_by_role("link", name="Open the screen for all").get_attribute("href") or "")
    for each in (desk, page, screen):
        expect(each.get_by_role("timer")).to_have_count(0)
    desk.get_by_label("Seconds of the timer").fill("900")
    desk.get_by_role("radio", name="a timer").check()
    for each in (desk, page, screen):
        expect(each.get_by_role("timer")).to_have_text(re.compile(r"8[5-9]\d seconds left"))
    earlier = page.get_by_role("timer").inner_text()
    expect(page.get_by_role("timer")).not_to_have_text(earlier)
    looks_right(desk, "class-timer-desk-desk")
    looks_right(page, "class-timer-pupil-telephone")
    looks_right(screen, "class-timer-screen-desk")
    desk.get_by_role("button", name="Stand still").click()
    for each in (desk, page, screen):
        expect(each.get_by_role("timer")).to_have_count(0)


def test_a_reload_goes_on_and_a_wrong_code_is_told(visit: Visit, looks_right: Look) -> None:
    """A pupil's tab keeps its seat; the desk's keeps its class; whoever mistypes is told so before joining."""
    desk, code = _open(visit)
    page = _join(visit, code)
    name = page.locator("#year h1").inner_text()
    page.get_by_role("checkbox", name="Hold my tongue").check()
    page.reload()
    expect(page.locator("#year h1")).to_have_text(name)
    expect(page.get_by_role("checkbox", name="Hold my tongue")).to_be_checked()
    page.get_by_role("button", name="One more person").click()
    expect(page.locator("#year h1")).not_to_have_text(name)
    expect(page.get_by_role("checkbox", name="Hold my tongue")).not_to_be_checked()
    page.get_by_role("button", name="Person 1").click()
    expect(page.locator("#year h1")).to_have_text(name)
    expect(page.get_by_role("checkbox", name="Hold my tongue")).to_be_checked()
    desk.reload()
    expect(desk.locator(".door .code")).to_have_text(code)
    expect(desk.get_by_text("0 of 2 have chosen")).to_be_visible()
    lost = visit("/c", width=360, height=740)
    lost.get_by_label("Code").fill("qqqqqq")
    lost.get_by_role("button", name="Go on").click()
    expect(lost.get_by_role("alert")).to_contain_text("no class with this code")
    expect(lost.get_by_label("Code")).to_have_value("QQQQQQ")
    looks_right(lost, "class-wrong-code-telephone")
    lost.get_by_label("Code").fill(code)
    lost.get_by_role("button", name="Go on").click()
    expect(lost.get_by_role("button", name="Take a seat")).to_be_visible()
    looks_right(lost, "class-join-telephone")
    looks_right(visit("/class"), "class-open-desk")
    looks_right(visit("/c", dark=True, width=360, height=740), "class-code-telephone-dark")


def test_a_class_votes_on_one_life_and_all_see_what_was_decided(visit: Visit, looks_right: Look) -> None:
    desk, code = _open(visit, lives="plenary", dark=True)
    expect(desk.get_by_text("Everybody votes on the same life.")).to_be_visible()
    one, other = _join(visit, code, width=360, height=740), _join(visit, code)
    assert one.locator(".accounts").inner_text() == other.locator(".accounts").inner_text()
    for page, evenings in ((one, ("volunteer", "donate")), (other, ("volunteer",))):
        for place, kind in enumerate(evenings):
            page.locator(".evenings select").nth(place).select_option(kind)
        page.get_by_role("button", name="I have chosen").click()
    votes = desk.locator(".votes li")
    expect(votes).to_have_count(2)
    expect(votes.first).to_contain_text("2 of 2 – is done")
    expect(votes.last).to_contain_text("1 of 2 – habit")
    looks_right(desk, "class-plenary-desk-dark")
    desk.get_by_role("button", name="all together").click()
    for page in (one, other, desk):
        expect(page.get_by_text("What the class decided last")).to_be_visible(timeout=60_000)
    looks_right(one, "class-plenary-telephone")
