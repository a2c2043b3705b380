"""How tests start a browser, and what the page of a report keeps to on every screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, PlaywrightContextManager

_UNWANTED = (
    # Of all such switches the last counts, so Playwright's own come first.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
    # Pages of the address bar, which every window would load unseen: two thirds of what opening a page costs.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)
FLAGS = ("--no-sandbox", f"--disable-features={','.join(_UNWANTED)}")
WIDER = """
() => [...document.querySelectorAll('body *')]
  .filter(e => !e.closest('.scroll') && !e.closest('svg') && !e.classList.contains('skip')
               && e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.tagName + '.' + e.className)
"""
LARGE = 640
"""Up to so many pixels the narrow drawing of a chart is shown."""


def assert_fits(page_file: Path, chromium: str, widths: Sequence[int], *, charts: bool = True) -> None:
    """Nothing is wider than the screen, nothing is fetched, and of two drawings the one for the width is shown.

    Args:
        page_file: the page of a report.
        chromium: the browser.
        widths: of screens, in pixels.
        charts: whether the page has a chart that is drawn twice, for wide and for narrow screens.
    """
    playwright = pytest.importorskip("playwright.sync_api")
    with ThreadPoolExecutor(1) as apart:  # in this thread a browser of other tests may be driven already
        apart.submit(_open_all, playwright.sync_playwright, page_file, chromium, widths, charts).result()


def _open_all(
    drive: Callable[[], PlaywrightContextManager], page_file: Path, chromium: str, widths: Sequence[int], charts: bool
) -> None:
    with drive() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        try:
            for width in widths:
                _assert_fits(browser, page_file, width, charts)
        finally:
            browser.close()


def _assert_fits(browser: Browser, page_file: Path, width: int, charts: bool) -> None:
    asked: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 844})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    assert page.evaluate(WIDER) == [], width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if charts:
        shown = page.locator(".wide svg").first.is_visible(), page.locator(".narrow svg").first.is_visible()
        assert shown == (width > LARGE, width <= LARGE), width
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()
