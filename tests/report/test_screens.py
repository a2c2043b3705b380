"""The page on real screens: nothing wider than a telephone, nothing fetched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from glasshouse.report import write_comparison, write_run

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = os.environ.get("GLASSHOUSE_CHROMIUM") or shutil.which("chromium") or ""
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium was found"),
]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", "--disable-component-update"]
WIDER = """
() => [...document.querySelectorAll('body *')]
  .filter(e => !e.closest('.scroll') && !e.closest('svg') && !e.classList.contains('skip')
               && e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.tagName + '.' + e.className)
"""


@pytest.fixture
def page_file(comparison: dict[str, Any], time_series: dict[str, list[float]], tmp_path: Path) -> Path:
    time_series = {"rongcheng": time_series, "nothing": time_series}
    return write_comparison(comparison, tmp_path / "report.html", time_series=time_series)


@pytest.mark.parametrize("width", [360, 390, 640, 641, 1280])
def test_nothing_is_wider_than_the_screen(page_file: Path, width: int) -> None:
    check(page_file, width)


@pytest.mark.parametrize("width", [360, 1280])
def test_what_a_score_learned_fits_the_screen_too(learned_document: dict[str, Any], width: int, tmp_path: Path) -> None:
    check(write_run(learned_document, tmp_path / "report.html"), width)


def check(page_file: Path, width: int) -> None:
    asked: list[str] = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        wider = page.evaluate(WIDER)
        full = page.evaluate("document.documentElement.scrollWidth")
        shown = page.locator(".wide svg").first.is_visible(), page.locator(".narrow svg").first.is_visible()
        browser.close()
    assert wider == []
    assert full <= width
    assert shown == (width > 640, width <= 640)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
