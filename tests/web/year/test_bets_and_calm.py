"""Bets come in their weeks, can be left for later, and are answered by other towns; a step does not make the page jump."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from tests.web.year.steps import live

from glasshouse.web.interface.endings import Bets
from glasshouse.web.lives.bets import BETS, OPTIONS, WEEKS, Answers, Ensemble, Offered, Told
from glasshouse.web.lives.town import scenario_for

pytestmark = pytest.mark.browser
Begun = Callable[..., Page]
Looks = Callable[[Page, str], None]
TOWNS = 2


@pytest.fixture(scope="module")
def answers() -> Answers:
    """What two very small towns say."""
    return Ensemble(scenario_for("year", 1, 512, 0), seeds=TOWNS).answer()


@pytest.fixture
def answered(begun: Begun, answers: Answers) -> Begun:
    """Begins a year on whose server the other towns have been lived in already."""

    def told(route: Route) -> None:
        bet = route.request.url.split("?")[0].rsplit("/", 1)[1]
        if bet in BETS:
            route.fulfill(json=Told(bet=bet, done=TOWNS, seeds=TOWNS, answers=answers).model_dump(mode="json"))
        else:
            offered = [Offered(bet=each, week=WEEKS[each], options=list(OPTIONS[each])) for each in BETS]
            route.fulfill(json=Bets(bets=offered, seeds=TOWNS, done=TOWNS).model_dump(mode="json"))

    def begin(**window: object) -> Page:
        page = begun(length="short", **window)
        page.route("**/api/v1/bets/**", told)
        page.reload()
        expect(page.locator("#last")).to_be_visible()
        return page

    return begin


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_a_bet_comes_in_its_week_and_is_answered_there(
    answered: Begun, looks_right: Looks, width: int, dark: bool
) -> None:
    page = answered(width=width, dark=dark)
    bet = page.locator(".week-bet")
    expect(bet).to_have_count(0)
    live(page)
    expect(bet).to_contain_text("Does criticising the authorities cost you")
    looks_right(page, f"week-bet-asked-{width}")
    bet.get_by_label("Yes, a lot").check()
    bet.get_by_role("button", name="That is my bet").click()
    expect(bet.locator(".answer")).to_be_focused()
    expect(bet).to_contain_text("You bet: Yes, a lot")
    expect(bet).to_contain_text("No rule of")
    looks_right(page, f"week-bet-answered-{width}")
    live(page)
    expect(bet).to_have_count(0)
    page.goto(page.url.replace("?", "/end?") if "?" in page.url else f"{page.url}/end")
    first = page.locator("form.bet").first
    expect(first).to_contain_text("You bet: Yes, a lot", timeout=60_000)
    expect(first).to_contain_text("No rule of")
    expect(page.locator("form.bet").nth(3).get_by_label("What I do")).to_be_visible()
    looks_right(page, f"bets-at-the-end-{width}")


def test_a_bet_can_be_left_for_later(answered: Begun) -> None:
    page = answered()
    live(page)
    page.locator(".week-bet").get_by_role("button", name="Not now").click()
    expect(page.locator(".week-bet")).to_have_count(0)
    expect(page.locator("#last")).to_be_focused()
    live(page)
    expect(page.locator(".week-bet")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_step_moves_little_of_what_is_on_the_screen(begun: Begun, width: int) -> None:
    page = begun(length="lesson", width=width)
    page.evaluate(
        """() => { window.shifts = [];
        new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((each) => each.value)))
          .observe({ type: "layout-shift" }); }"""
    )
    steps = []
    for _ in range(5):
        page.evaluate("window.shifts.length = 0")
        live(page)
        page.wait_for_timeout(250)
        steps.append(page.evaluate("window.shifts.reduce((sum, each) => sum + each, 0)"))
    assert max(steps) < 0.1, steps
