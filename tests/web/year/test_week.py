"""The week's screen as a player meets it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.web.year.steps import live

pytestmark = pytest.mark.browser
Begun = Callable[..., Page]
Looks = Callable[[Page, str], None]
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"
"""Waits until the page has been drawn once more, and listens to keys as it stands."""


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)], ids=["telephone-dark", "desk-light"])
def test_the_first_week_explains_itself(begun: Begun, looks_right: Looks, width: int, dark: bool) -> None:
    page = begun(width=width, dark=dark)
    for word in ("citizen", "record", "band", "Fear is a number in the model"):
        assert word in page.locator("#year").inner_text()
    looks_right(page, f"first-{width}-{'dark' if dark else 'light'}")


def test_what_is_chosen_is_lived_and_said(begun: Begun) -> None:
    page = begun()
    assert "Nothing chosen" in page.locator(".act").inner_text()
    page.get_by_label("Evening 1").select_option(label="volunteer")
    page.get_by_label("Hold my tongue").check()
    expect(page.locator(".act")).to_contain_text("2 things chosen")
    live(page)
    expect(page.locator("#last")).to_be_focused()
    last = page.locator(".last")
    expect(last).to_contain_text("You chose 2 things")
    expect(last.locator("tr", has_text="volunteer").first).to_contain_text("your choice")
    expect(page.get_by_role("status").first).to_contain_text("Fear")
    expect(page.get_by_label("Hold my tongue"), "what one holds to stays on").to_be_checked()
    expect(page.get_by_label("Evening 1"), "evenings are chosen anew").to_have_value("")


def test_before_the_first_step_why_says_when_it_can_be_told(begun: Begun) -> None:
    page = begun()
    page.get_by_role("button", name="Why").first.click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("once you have lived your first step")
    assert sheet.locator(".problem").count() == 0


def test_a_year_is_kept_by_its_link_while_it_goes_on(begun: Begun, looks_right: Looks) -> None:
    page = begun()
    live(page, 2)
    stood, ledgers = page.locator(".strip .where").inner_text(), page.locator(".ledgers").inner_text()
    page.get_by_role("button", name="Keep this year").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Copy the link")
    assert "ending." not in sheet.inner_text()
    address = sheet.locator("input")
    expect(address).to_have_value(re.compile("/year/again#"))
    looks_right(page, "keep")
    page.goto(address.input_value())
    page.get_by_role("button", name="Live it again").click()
    expect(page.locator(".strip .where")).to_have_text(stood)
    assert page.locator(".ledgers").inner_text() == ledgers


def test_the_page_for_a_new_year_leads_back_to_the_one_that_was_begun(begun: Begun) -> None:
    page = begun()
    name = page.locator("#year h1").inner_text().partition(",")[0]
    live(page, 2)
    address = page.url
    page.goto(f"{address.partition('/year/')[0]}/year")
    page.get_by_role("link", name=f"Go on as {name}: 2 of 52 weeks are lived").click()
    expect(page.locator(".strip .where")).to_contain_text("Week 3")
    assert page.url == address


def test_the_strip_names_whose_score_it_shows(begun: Begun) -> None:
    headline = begun().locator(".strip .headline .of")
    expect(headline).to_be_visible()
    expect(headline).not_to_have_text("")


def test_nothing_is_a_choice_and_shown_as_one(begun: Begun, looks_right: Looks) -> None:
    page = begun(dark=True)
    live(page)
    expect(page.locator(".last")).to_contain_text("You chose nothing. Habit decided.")
    looks_right(page, "second-1280-dark")


def test_an_urge_can_be_left(begun: Begun) -> None:
    page = begun()
    for _ in range(8):
        card = page.locator(".urges li", has=page.get_by_text("leave it out", exact=True)).first
        if card.count():
            break
        live(page)
    title = card.locator(".what b").inner_text()
    card.get_by_label("leave it out").check()
    live(page)
    row = page.locator(".last tr", has_text=title).filter(has_text="you left it")
    expect(row.first).to_be_attached()


def test_the_score_and_what_is_missing_add_up_to_where_the_next_band_starts(begun: Begun) -> None:
    """As they are shown: both are rounded."""
    page = begun(length="short")
    live(page)
    life = page.request.get(page.url.split("/year")[0] + f"/api/v1/lives/{page.url.rsplit('/', 1)[1]}").json()
    accounts = [each for each in life["accounts"] if each["next"] and each["score"] is not None]
    assert accounts
    for each in accounts:
        shown = page.locator(".account", has=page.get_by_role("heading", name=each["title"], exact=True))
        (start,) = (round(band["start"]) for band in each["bands"] if band["name"] == each["next"]["band"])
        said = shown.locator("p.theirs-voice:not(.score):not(.game)").first.inner_text()
        missing = int(re.search(r"\d+", said)[0])  # type: ignore[index]
        expect(shown.locator(".score b")).to_have_text(f"{max(start, round(each['score']) + 1) - missing:,}")


def test_undo_gives_the_step_back_with_its_choices(begun: Begun) -> None:
    page = begun()
    live(page)
    page.get_by_label("Evening 2").select_option(label="volunteer")
    live(page)
    page.get_by_role("button", name="Undo this step").click()
    expect(page.locator(".strip .where")).to_contain_text("Week 2")
    expect(page.locator(".told")).to_contain_text("Undone")
    expect(page.locator("#last")).to_be_focused()
    assert "volunteer" in [page.get_by_label(f"Evening {n}").input_value() for n in (1, 2, 3)]


def test_a_reload_goes_on_with_what_was_being_chosen(begun: Begun) -> None:
    page = begun()
    live(page, 3)
    page.get_by_label("Encrypt").check()
    ledgers = page.locator(".ledgers").inner_text()  # scores roll on for a moment
    page.reload()
    expect(page.locator(".strip .where")).to_contain_text("Week 4")
    assert page.locator(".ledgers").inner_text() == ledgers
    expect(page.get_by_label("Encrypt")).to_be_checked()


def test_a_server_that_has_forgotten_the_year_lives_it_again(begun: Begun) -> None:
    page = begun()
    page.get_by_label("Evening 1").select_option(label="volunteer")
    live(page, 2)
    ledgers = page.locator(".ledgers").inner_text()
    life = page.url.rsplit("/", 1)[1]
    page.evaluate(
        """(life) => {
          const kept = sessionStorage.getItem("glasshouse-life-" + life);
          sessionStorage.setItem("glasshouse-life-forgotten", kept);
        }""",
        life,
    )
    page.goto(page.url.replace(life, "forgotten"))
    expect(page.locator(".told")).to_contain_text("lived again from the choices")
    expect(page.locator(".ledgers")).to_have_text(ledgers, use_inner_text=True)
    assert not page.url.endswith("forgotten")
    live(page)


def test_a_year_that_nobody_remembers_is_said_plainly(visit: Callable[..., Page], looks_right: Looks) -> None:
    page = visit("/year/nobodyknows")
    expect(page.get_by_role("alert")).to_contain_text("not on the server any more")
    looks_right(page, "lost")


def test_a_server_that_does_not_answer_costs_nothing_that_was_chosen(begun: Begun, looks_right: Looks) -> None:
    page = begun(width=360)
    page.get_by_label("Evening 1").select_option(label="volunteer")
    page.route("**/weeks", lambda route: route.abort())
    page.locator(".act .first").click()
    expect(page.locator(".act").get_by_role("alert")).to_contain_text("The server does not answer")
    expect(page.locator(".act .first")).to_be_focused()
    expect(page.get_by_label("Evening 1")).to_have_value("volunteer")
    looks_right(page, "unreachable-360")
    page.unroute("**/weeks")
    live(page)


def test_going_on_stops_where_something_happens(begun: Begun) -> None:
    page = begun()
    page.get_by_role("button", name="Go on until something happens").click()
    expect(page.locator("#last")).to_be_focused(timeout=60_000)
    assert page.locator(".news li").count() > 0
    life = page.request.get(page.url.split("/year")[0] + f"/api/v1/lives/{page.url.rsplit('/', 1)[1]}").json()
    assert life["week"] > 1
    expect(page.locator("#last")).to_contain_text(f"last {life['week']} weeks")


def test_every_score_opens_its_why_and_it_adds_up(begun: Begun, looks_right: Looks) -> None:
    page = begun()
    live(page, 6)
    why = page.get_by_role("button", name=re.compile("^Why is")).first
    shown = (why.get_attribute("aria-label") or "").rpartition(" ")[2].rstrip("?")
    why.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.locator("tfoot")).to_be_visible()
    points = [_number(text) for text in sheet.locator("table").first.locator("tbody td").all_inner_texts()]
    total = _number(sheet.locator("tfoot td").first.inner_text())
    assert abs(sum(points) - total) < 0.005 * len(points) + 0.1
    assert abs(total - _number(shown)) < 1
    often = sheet.locator("tbody tr", has=page.locator("details")).first
    often.locator("summary").click()
    each = [_number(text.rpartition(": ")[2]) for text in often.locator("details li").all_inner_texts()]
    assert len(each) == int(re.search(r"(\d+) times", often.inner_text())[1]) > 1
    assert abs(sum(each) - _number(often.locator("td").inner_text())) < 0.005 * len(each) + 0.05
    looks_right(page, "why")
    page.keyboard.press("Escape")
    expect(why).to_be_focused()


def test_the_games_can_be_switched_off_at_any_time(begun: Begun, looks_right: Looks) -> None:
    page = begun()
    assert page.locator(".game").count() > 0
    assert "in a row" in page.locator(".accounts").inner_text()
    score = page.locator(".account .score").all_inner_texts()
    page.get_by_role("button", name="Switch off streaks").click()
    expect(page.locator(".game")).to_have_count(0)
    expect(page.locator(".accounts")).not_to_contain_text("in a row")
    expect(page.locator(".account .score")).to_have_text(score, use_inner_text=True)
    page.reload()
    expect(page.locator(".game")).to_have_count(0)
    looks_right(page, "games-off")


def test_single_keys_are_off_until_they_are_switched_on(begun: Begun, looks_right: Looks) -> None:
    page = begun()
    page.keyboard.press("l")
    expect(page.locator(".strip .where")).to_contain_text("Week 1")
    page.get_by_role("button", name="Keys").click()
    looks_right(page, "keys")
    page.get_by_label("Use single keys").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.evaluate(DRAWN)
    page.keyboard.press("l")
    expect(page.locator(".strip .where")).to_contain_text("Week 2")
    expect(page.get_by_role("button", name="Undo this step")).to_be_enabled()
    page.evaluate(DRAWN)
    page.keyboard.press("u")
    expect(page.locator(".strip .where")).to_contain_text("Week 1")


def test_a_german_browser_meets_no_english_sentence_and_no_missing_text(begun: Begun, looks_right: Looks) -> None:
    page = begun(language="de-DE", width=360)
    live(page, 2)
    text = page.locator("main").inner_text()
    assert "Die kommende Woche" in text
    assert "year." not in text
    assert not re.search(r"\{\w+\}", text)
    looks_right(page, "german-360")


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-").replace("+", ""))
