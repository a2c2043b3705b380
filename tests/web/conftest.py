"""A server of our own for the tests, asked in process or by a real browser, and what a page must keep to."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browsing import FLAGS

from glasshouse.web import words
from glasshouse.web.application import make_application
from glasshouse.web.interface import endings
from glasshouse.web.settings import ServerSettings

_NAMES = re.compile(r"\b[a-z]+(?:\.\w+)+\b")
PATIENCE = 60_000
"""Milliseconds that a page is waited for: a slow machine is no fault of a page."""


@pytest.fixture(scope="session", autouse=True)
def two_towns() -> Iterator[None]:
    """Two other towns answer bets, not twenty: those would be lived in unseen, whatever a test is about."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(endings, "SEEDS", 2)
        yield


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """The application, asked without a network."""
    with TestClient(make_application(ServerSettings(classroom=True)), base_url="http://127.0.0.1") as asked:
        yield asked


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The address of a server on this machine."""
    application = make_application(ServerSettings(classroom=True))
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="warning", timeout_keep_alive=75))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        threading.Event().wait(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """Debian's chromium."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Opens an address of the server in a fresh browser; fails where a script failed or a request left the machine."""
    faults: list[str] = []
    contexts = []

    def opened(path: str, *, width: int = 1280, height: int = 900, dark: bool = False, language: str = "en-GB") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", locale=language
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((served, "data:", "blob:")) else faults.append(asked.url),
        )
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.set_default_timeout(PATIENCE)
        page.goto(served + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where files that pages made are kept, to be looked at."""
    return tmp_path_factory.mktemp("kept")


@cache
def _keys() -> set[str]:
    """Names of all texts, without the forms of a plural."""
    return {key.removesuffix(".one").removesuffix(".other") for key in words.words_of(words.ENGLISH)}


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page, in words, and what it does not see.

    That is whether the page is wider than its window, and names of texts where the page lacks the texts.
    """
    found = [
        f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:120]})"
        for each in Axe().run(page).response["violations"]
    ]
    said = page.locator("body").inner_text()
    found += [f"the name of a text: {name}" for name in _NAMES.findall(said) if name in _keys()]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{wide} pixels wider than the window"] if wide > 0 else [])


@pytest.fixture
def looks_right() -> Callable[[Page, str], None]:
    """Asserts that a page is accessible and fits, and draws it into the folder that GLASSHOUSE_PICTURES names."""
    folder = os.environ.get("GLASSHOUSE_PICTURES")

    def look(page: Page, name: str) -> None:
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        assert violations(page) == []

    return look
