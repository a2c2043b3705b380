"""The laboratory as a visitor uses it: an experiment seen while it happens, then people first, then one citizen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ASKED = {"base": "rongcheng", "citizens": 2560, "days": 84, "seed": 3, "days_a_second": None}
LONG = 120_000
"""Milliseconds that a worker may take to start on a busy machine."""
Visit = Callable[..., Page]
Look = Callable[[Page, str], None]
UPDATES = """async seconds => {
  let updates = 0;
  const observer = new MutationObserver(() => updates++);
  observer.observe(document.querySelector(".day-now p"), { subtree: true, characterData: true, childList: true });
  await new Promise(done => setTimeout(done, seconds * 1000));
  observer.disconnect();
  return updates / seconds;
}"""


def begun(browser: Browser, served: str, **asked: object) -> str:
    """An experiment that is begun; its name."""
    context = browser.new_context()
    answer = context.request.post(f"{served}/api/v1/runs", data={**ASKED, **asked})
    assert answer.status == 202, answer.text()
    name = str(answer.json()["run"])
    context.close()
    return name


@pytest.fixture(scope="module")
def lived(browser: Browser, served: str) -> str:
    """An experiment that is done."""
    run = begun(browser, served)
    page = browser.new_page()
    page.goto(f"{served}/lab/{run}")
    expect(page.get_by_role("heading", name="Do it again")).to_be_visible(timeout=LONG)
    page.close()
    return run


def test_an_experiment_is_seen_while_it_happens_paused_and_ended(
    visit: Visit, looks_right: Look, browser: Browser, served: str
) -> None:
    page = visit(f"/lab/{begun(browser, served, days=2000, days_a_second=40)}")
    day = page.locator("progress")
    expect(page.locator(".chart")).to_have_count(3, timeout=LONG)
    expect(page.locator(".day-now p")).not_to_have_text("Day 0 of 2,000", timeout=LONG)
    assert page.evaluate(UPDATES, 3) > 0  # about 40 where the machine is free
    first = int(day.get_attribute("value") or 0)
    assert page.locator(".chart path.line").first.get_attribute("d")
    page.get_by_role("button", name="Pause").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Paused on day")).to_be_visible()
    expect(page.get_by_role("button", name="Go on")).to_be_focused()
    paused = int(day.get_attribute("value") or 0)
    assert paused >= first > 0
    looks_right(page, "live-1280-light")
    page.get_by_role("button", name="A week on").press("Enter")
    expect(page.get_by_text(f"Paused on day {paused + 7}")).to_be_visible()
    page.get_by_label("Course of", exact=True).select_option("grievance")
    expect(page.get_by_role("heading", name="Grievance", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text(f"Paused on day {paused + 7}")).to_be_visible()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("It was ended before the last day.")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (360, False)], ids=["desk-dark", "telephone-light"])
def test_when_it_has_ended_people_come_first(
    visit: Visit, looks_right: Look, lived: str, width: int, dark: bool
) -> None:
    page = visit(f"/lab/{lived}", width=width, dark=dark)
    expect(page.get_by_role("heading", name="Do it again")).to_be_visible()
    headings = page.locator("h2").all_inner_texts()
    assert headings[1:] == [
        "Whose days went otherwise",
        "What differs, and how surely",
        "What it rests on",
        "Do it again",
    ]
    broken = re.compile(r"/people\?way=silenced")
    page.route(broken, lambda route: route.fulfill(status=500, json={"title": "It broke."}), times=1)
    page.get_by_role("button", name="Show people: Held back").click()
    expect(page.locator(".ways .problem")).to_have_text("It broke.")
    page.get_by_role("button", name="Hide people: Held back").click()
    page.get_by_role("button", name="Show people: Held back").click()
    people = page.locator(".people a")
    expect(people.first).to_be_visible()
    looks_right(page, f"after-{width}-{'dark' if dark else 'light'}")
    people.first.click()
    expect(page.get_by_role("heading", name="Two ledgers")).to_be_visible(timeout=LONG)


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)], ids=["desk-light", "telephone-dark"])
def test_a_silenced_citizen_beside_the_twin(
    visit: Visit, looks_right: Look, lived: str, served: str, width: int, dark: bool
) -> None:
    page = visit("/", width=width, dark=dark)
    found = page.request.get(f"{served}/api/v1/runs/{lived}/people?way=silenced").json()["found"]
    page.goto(f"{served}/lab/{lived}/people/{found[0]['person']['citizen']}")
    expect(page.get_by_role("heading", name="Two ledgers")).to_be_visible(timeout=LONG)
    assert "held back" in page.locator(".days-of").inner_text()
    page.get_by_role("button", name="Explain").click()
    expect(page.get_by_text("The terms add up to the score that was published.")).to_be_visible()
    if width == 1280:
        page.get_by_role("button", name="Live that year: If this citizen had dared").press("Enter")
        expect(page.locator(".if-lived")).to_be_visible(timeout=LONG)
        page.get_by_role("button", name="In 60 other bodies").press("Enter")
        expect(page.locator(".bodies .chart")).to_be_visible(timeout=LONG)
    looks_right(page, f"person-{width}-{'dark' if dark else 'light'}")


def test_a_gauge_that_is_undefined_is_never_0(visit: Visit) -> None:
    page = visit("/lab/nothing")
    values = "async () => { const { valueOf } = await import('/static/lab/gauges.js');"
    values += " return [null, undefined, 0, 0.5].map(value => valueOf('denied', value)); }"
    assert page.evaluate(values) == [None, None, 0, 500]


def test_an_experiment_that_is_gone_says_so(visit: Visit, looks_right: Look) -> None:
    page = visit("/lab/nothing")
    expect(page.get_by_role("heading", name="This experiment is gone")).to_be_visible()
    looks_right(page, "gone")


def test_a_chart_is_kept_in_one_file_that_says_where_it_comes_from(
    visit: Visit, lived: str, kept: Path, looks_right: Look
) -> None:
    page = visit(f"/lab/{lived}", width=360)
    chart = page.locator("figure.chart").nth(1)
    chart.get_by_text("Save or embed").click()
    files = {}
    for form in ("svg", "png", "csv", "html"):
        with page.expect_download() as saving:
            chart.get_by_role("button", name=f"as {form.upper()}").click()
        assert saving.value.suggested_filename == f"how-guarded-people-are-in-public.{form}"
        files[form] = kept / saving.value.suggested_filename
        saving.value.save_as(files[form])
    drawn = files["svg"].read_text(encoding="utf-8")
    assert "class=" not in drawn
    assert re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", drawn)).count("no finding about real ones") == 1
    assert files["png"].read_bytes().startswith(b"\x89PNG")
    rows = files["csv"].read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("Day,")
    assert rows[-1].startswith("84,")
    assert 'src="data:image/svg+xml;base64,' in files["html"].read_text(encoding="utf-8")
    looks_right(page, "chart-kept-telephone")
