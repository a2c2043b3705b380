"""The end of a year, and a year that was passed on, as a player sees them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
Looks = Callable[[Page, str], None]


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)], ids=["telephone-dark", "desk-light"])
def test_the_year_is_looked_back_on(visit: Visit, looks_right: Looks, ended: str, width: int, dark: bool) -> None:
    page = visit(f"/year/{ended}/end", width=width, dark=dark)
    expect(page.locator(".years")).to_be_visible(timeout=60_000)
    expect(page.locator(".bodies figure circle").first).to_be_visible(timeout=60_000)
    expect(page.locator("#link")).to_be_visible()
    expect(page.locator("h1")).to_be_focused()
    assert page.locator(".bodies .other").count() > 10
    looks_right(page, f"end-{width}-{'dark' if dark else 'light'}")
    page.get_by_text("Save or embed").click()
    with page.expect_download() as saving:
        page.locator(".bodies").get_by_role("button", name="as CSV").click()
    lines = Path(saving.value.path()).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 + 60, "heads, the player, and sixty others"
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save this table as CSV").click()
    kept = list(csv.reader(Path(saving.value.path()).read_text(encoding="utf-8").splitlines()))
    shown = page.locator(".years tr:not(.group)").all()
    assert [row[0] for row in kept] == [line.locator("th").first.inner_text() for line in shown]
    assert all(len(row) == 4 for row in kept)
    years = _ending(page, ended)
    told = page.locator(".reading li").all_inner_texts()
    assert [re.findall(r"moved (\w+)", each) for each in told] == [
        [{0: "none", 1: "one"}.get(n, str(n))]
        for n in (_moved(years, "chosen", "habit"), _moved(years, "habit", "unwatched"))
    ]
    assert [row[1:] for row in kept if row[0] == "acts that somebody recorded"] == [
        [str(years[way]["recorded"]) for way in ("chosen", "habit", "unwatched")]
    ]


def _moved(years: dict[str, Any], here: str, there: str) -> int:
    """In how many lines on what a year did to somebody two years differ."""
    names = ["held_back", "refused", "eased", "sanctioned_days", "wronged_days", "friends"]
    pairs = [(years[here][name], years[there][name]) for name in names]
    pairs += [(years[here]["fear"][domain], years[there]["fear"][domain]) for domain in ("public", "money", "life")]
    return sum(one != other for one, other in pairs)


def _ending(page: Page, life: str) -> dict[str, Any]:
    """The ending as the interface tells it."""
    found: dict[str, Any] = page.request.get(page.url.split("/year")[0] + f"/api/v1/lives/{life}/end").json()
    return found


def test_the_contrast_is_judged_twice_and_tells_hits_and_false_alarms_by_keyboard(
    visit: Visit, looks_right: Looks, ended: str
) -> None:
    page = visit(f"/year/{ended}/end", width=360)
    begin = page.get_by_role("button", name="Begin")
    expect(begin).to_be_enabled(timeout=60_000)
    begin.press("Enter")
    for at in range(8):
        expect(page.locator(".judge h3")).to_be_focused()
        if at == 0:
            looks_right(page, "contrast-first-360")
        page.get_by_role("button", name="I would not").press("Enter")
    expect(page.get_by_role("heading", name="The same town")).to_be_focused()
    looks_right(page, "contrast-between-360")
    page.get_by_role("button", name="Read the eight again").press("Enter")
    for _ in range(8):
        expect(page.locator(".judge h3")).to_be_focused()
        page.get_by_role("button", name="I would let it run").press("Enter")
    expect(page.get_by_role("heading", name="What you said")).to_be_focused()
    cells = page.locator(".contrast table td.number").all_inner_texts()
    assert cells == ["4", "0", "4", "0"], "all were stopped first, none afterwards"
    looks_right(page, "contrast-result-360")


def test_a_bet_comes_before_its_answer(visit: Visit, looks_right: Looks, ended: str) -> None:
    page = visit(f"/year/{ended}/end")
    bet = page.locator("form.bet").nth(2)
    expect(bet).to_be_visible(timeout=60_000)
    bet.get_by_label("Fewer than 20").check()
    bet.get_by_role("button", name="That is my bet").click()
    expect(bet.locator(".answer")).to_be_focused()
    expect(bet).to_contain_text("You bet: Fewer than 20")
    looks_right(page, "bet-placed")


def test_a_link_opens_the_same_year_in_another_browser(visit: Visit, looks_right: Looks, ended: str) -> None:
    mine = visit(f"/year/{ended}/end")
    link = mine.locator("#link").input_value(timeout=60_000)
    table = mine.locator(".years table").inner_text()
    theirs = visit(link[link.index("/year/again") :])
    expect(theirs.locator(".opened")).to_contain_text("to the last digit")
    looks_right(theirs, "again")
    german = theirs.locator(".languages a", has_text="DE").get_attribute("href")
    assert german is not None
    assert german.endswith(f"/year/again?lang=de#{link.partition('#')[2]}")
    theirs.get_by_role("button", name="Live it again").click()
    theirs.wait_for_url(re.compile("/end$"), timeout=60_000)
    expect(theirs.locator(".years")).to_be_visible(timeout=60_000)
    expect(theirs.locator(".years table")).to_have_text(table, use_inner_text=True)


def test_a_file_opens_the_year_too(visit: Visit, ended: str, tmp_path: Path) -> None:
    page = visit(f"/year/{ended}/end")
    with page.expect_download(timeout=60_000) as saving:
        page.get_by_role("button", name="Save the year as a file").click()
    saved = tmp_path / "year.json"
    saving.value.save_as(saved)
    page = visit("/year/again", width=360)
    expect(page.locator("#again")).to_contain_text("holds no year")
    page.locator("#file").set_input_files(saved)
    expect(page.locator(".opened")).to_contain_text("2,000 people")
    saved.write_text("not a year")
    page.locator("#file").set_input_files([])
    page.locator("#file").set_input_files(saved)
    expect(page.locator("#again .problem")).to_contain_text("holds no year")


def test_a_file_is_fetched_with_the_tabs_token_and_a_refusal_is_said(visit: Visit, ended: str) -> None:
    page = visit(f"/year/{ended}/end#token=secret")
    button = page.get_by_role("link", name="year.toml")
    asked: list[str | None] = []
    page.on("request", lambda each: asked.append(each.headers.get("authorization")) if "toml" in each.url else None)
    with page.expect_download(timeout=60_000) as saving:
        button.click()
    assert saving.value.suggested_filename == "year.toml"
    assert 'extends = "year"' in saving.value.path().read_text(encoding="utf-8")
    assert asked == ["Bearer secret"]
    page.route("**/scenario.toml", lambda route: route.fulfill(status=401, json={"title": "A token is needed."}))
    button.click()
    expect(page.locator(".share .problem")).to_have_text("A token is needed.")


def test_a_link_that_was_cut_short_is_said_plainly(visit: Visit, looks_right: Looks) -> None:
    page = visit("/year/again#xcpBDoQgDEDRu3Rd", width=360)
    expect(page.locator("#again .problem")).to_contain_text("copy the whole link")
    looks_right(page, "again-broken-360")


def test_a_year_that_nobody_holds_is_said_plainly(visit: Visit) -> None:
    page = visit("/year/nobodyknows/end")
    expect(page.get_by_role("alert")).to_contain_text("not on the server any more")
