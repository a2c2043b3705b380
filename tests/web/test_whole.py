"""The whole app: what holds for every page and every route."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from playwright.sync_api import Page

from glasshouse.web import words
from glasshouse.web.application import INTERFACE, PAGES

METHODS = ("get", "post", "delete")
PLAIN = ("/systems/rongcheng", "/lab?scenario=rongcheng", "/year?seed=1&people=2000", "/year/again")
"""Addresses of pages that need a name."""
OPEN = sorted({route.path for router in PAGES for route in router.routes if isinstance(route, APIRoute)})
WITHOUT_NAMES = [path for path in OPEN if "{" not in path and path != "/lab"]
EVERY = sorted({*WITHOUT_NAMES, *PLAIN})
NEEDS_A_NAME = {
    "/systems/{name}",
    "/lab/{run}",
    "/lab/{run}/people/{citizen}",
    "/lab/{run}/report",
    "/inquiries/{inquiry}",
    "/inquiries/{inquiry}/report",
    "/year/{life}",
    "/year/{life}/end",
    "/c/{code}",
    "/c/{code}/screen",
    "/c/{code}/debrief",
}
"""Pages of one thing; the tests of those things visit them."""
TYPED = {"code", "search", "find", "text", "file", "link"}
"""Where something may be typed or read: a class's code, search boxes, a scenario's text, a year's file; a link to copy."""
MOST_BYTES = 60_000
HEAVY = {"/facts": 700_000, "/claims": 120_000, "/systems": 100_000, "/class": 76_000}
"""Lists of all there is, the gallery's with a picture each, and the desk that shares the year's views: what they may have."""
SMALLEST = 14
SIZES = """() => [...document.querySelectorAll("body *")].filter((each) =>
    [...each.childNodes].some((child) => child.nodeType === 3 && /[\\p{L}\\p{N}]/u.test(child.textContent))
    && each.checkVisibility() && !each.closest("script, noscript"))
  .map((each) => [parseFloat(getComputedStyle(each).fontSize) * drawn(each), each.textContent.trim().slice(0, 40)])
  .filter(([size]) => size < %s);
function drawn(each) { return each.closest("svg") && each.getScreenCTM ? Math.abs(each.getScreenCTM().a) : 1; }"""
FIELDS = """() => [...document.querySelectorAll("input, textarea, [contenteditable]")]
  .filter((each) => !["radio", "checkbox", "number", "submit", "button"].includes(each.type)).map((each) => each.id)"""


def operations(client: TestClient) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every route of the interface with what its description says."""
    for path, methods in client.get(f"{INTERFACE}/openapi.json").json()["paths"].items():
        for method in METHODS:
            if method in methods:
                yield f"{method.upper()} {path}", methods[method]


def test_every_route_says_what_it_does_and_what_it_answers(client: TestClient) -> None:
    silent, shapeless = [], []
    for name, told in operations(client):
        if len(told.get("description", "")) < 10:
            silent.append(name)
        for status, answer in told["responses"].items():
            kinds = answer.get("content", {})
            bare = [kind for kind, shape in kinds.items() if kind == "application/json" and not shape.get("schema")]
            if status[0] == "2" and (bare or (not kinds and status != "204")):
                shapeless.append(name)
    assert silent == []
    assert shapeless == []


def test_every_body_refuses_what_it_does_not_know(client: TestClient) -> None:
    document = client.get(f"{INTERFACE}/openapi.json").json()
    shapes = document["components"]["schemas"]
    for name, told in operations(client):
        for content in told.get("requestBody", {}).get("content", {}).values():
            asked = re.findall(r"schemas/([\w-]+)", str(content["schema"]))
            assert asked, name
            assert all(shapes[each].get("additionalProperties") is False for each in asked), name


def test_the_pages_that_need_a_name_are_those_that_are_listed() -> None:
    assert {path for path in OPEN if "{" in path} == NEEDS_A_NAME


@pytest.mark.parametrize("path", EVERY)
def test_every_page_answers_in_every_language_and_is_light(client: TestClient, path: str) -> None:
    joint = "&" if "?" in path else "?"
    for language in words.languages():
        page = client.get(f"{path}{joint}lang={language}")
        assert page.status_code == 200
        assert f'<html lang="{language}">' in page.text
        assert _weight(client, page.text) < HEAVY.get(path, MOST_BYTES)


def test_another_language_keeps_what_the_address_asks_for(client: TestClient) -> None:
    page = client.get("/lab?scenario=sesame&set=a%26b&lang=de").text
    assert 'href="/lab?scenario=sesame&amp;set=a%26b&amp;lang=en"' in page
    assert 'href="/about?lang=en"' in client.get("/about").text


def _weight(client: TestClient, page: str) -> int:
    """Bytes of a page with its styles and scripts, without charts and what only they need."""
    wanted, seen, size = _Wanted.of(page), set[str](), len(page.encode())
    while wanted:
        address = wanted.pop()
        if address in seen or "charts" in address or "axes" in address or "vendor" in address:
            continue
        seen.add(address)
        found = client.get(address)
        assert found.status_code == 200, address
        size += len(found.content)
        folder = address.rpartition("/")[0]
        wanted += [_joined(folder, each) for each in re.findall(r'from "(\.[^"]+)"', found.text)]
    return size


def _joined(folder: str, address: str) -> str:
    for part in address.split("/"):
        folder = folder.rpartition("/")[0] if part == ".." else folder if part == "." else f"{folder}/{part}"
    return folder


class _Wanted(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        address = said.get("src") if tag == "script" else said.get("href") if said.get("rel") == "stylesheet" else None
        if address:
            self.found.append(address)

    @classmethod
    def of(cls, text: str) -> list[str]:
        parser = cls()
        parser.feed(text)
        return parser.found


@pytest.mark.browser
def test_no_page_lets_anything_be_typed_but_what_is_listed_nor_writes_too_small(visit: Callable[..., Page]) -> None:
    page = visit("/about", width=360)
    home = page.url.removesuffix("/about")
    small, fields = {}, {}
    for path in EVERY:
        page.goto(home + path, wait_until="networkidle" if path in PLAIN else "load")
        if found := page.evaluate(SIZES % SMALLEST):
            small[path] = found[:3]
        if typed := {*page.evaluate(FIELDS)} - TYPED:
            fields[path] = typed
    assert small == {}
    assert fields == {}
