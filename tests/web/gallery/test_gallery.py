"""The gallery and its pages as a visitor sees them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

LOOKS = [(360, True), (1280, False)]


def named(path: str, width: int, dark: bool) -> str:
    return f"{path.strip('/').replace('/', '-')}-{width}-{'dark' if dark else 'light'}"


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_the_gallery_looks_right(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None], width: int, dark: bool
) -> None:
    page = visit("/systems", width=width, dark=dark)
    assert page.locator(".cards li").count() == 69
    looks_right(page, named("systems", width, dark))


@pytest.mark.parametrize(
    ("name", "width", "dark"),
    [("rongcheng", 360, False), ("rongcheng", 1280, True), ("national", 1280, False), ("golden-shield", 360, True)],
)
def test_a_system_looks_right(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None], name: str, width: int, dark: bool
) -> None:
    page = visit(f"/systems/{name}", width=width, dark=dark)
    assert page.locator("svg.flow:visible").count() == 1
    looks_right(page, named(f"system-{name}", width, dark))


def test_systems_are_found_by_typing_without_asking_the_server(visit: Callable[..., Page]) -> None:
    page = visit("/systems")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#search").fill("germany insurance")
    expect(page.locator(".cards li:visible")).to_have_count(0)
    page.locator("#search").fill("germany tariff")
    expect(page.locator(".cards li:visible strong")).to_have_text(["A tariff by telematics"])
    expect(page.locator("#found")).to_contain_text("1 system")
    page.locator(".cards li:visible a").click()
    assert page.url.endswith("/systems/telematics")
    assert len([url for url in asked if "/api/" in url]) == 0


def test_no_letter_of_a_picture_is_clipped(visit: Callable[..., Page]) -> None:
    for name in ("rongcheng", "national", "citywide-rating", "consumption-order"):
        page = visit(f"/systems/{name}")
        beyond = page.evaluate(
            """() => [...document.querySelectorAll('svg.flow-3 text')].filter((each) => {
                const box = each.getBBox();
                const [, , width, height] = each.ownerSVGElement.getAttribute('viewBox').split(' ').map(Number);
                return box.x < -1 || box.x + box.width > width + 1 || box.y + box.height > height + 1;
            }).map((each) => each.textContent)"""
        )
        assert beyond == []
