"""The clerk's and the auditor's towns, small, and lived once for all their tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import Page, expect

from glasshouse.web.interface import seats
from glasshouse.web.seats.audit_files import Archive
from glasshouse.web.seats.office import Office

OFFICE = 30_000
"""People in the clerk's town of these tests: two weeks of cases."""
TOWN = 5_000
"""People in the auditor's."""


@pytest.fixture(scope="session", autouse=True)
def _lived_once() -> Iterator[None]:
    """The servers of the tests and the tests themselves share the towns."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(seats, "office", cache(seats.office))
        patched.setattr(seats, "archive", cache(seats.archive))
        yield


@pytest.fixture(scope="session")
def worked(_lived_once: None) -> Office:
    """The clerk's town."""
    return seats.office(1, OFFICE)


@pytest.fixture(scope="session")
def filed(_lived_once: None) -> Archive:
    """The auditor's town."""
    return seats.archive(2, TOWN)


@pytest.fixture
def at_the_desk(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Opens the office and stands before the first case."""

    def begin(**window: object) -> Page:
        page = visit(f"/clerk?seed=1&people={OFFICE}", **window)
        page.get_by_role("button", name="Open the office").click()
        expect(page.locator(".strip")).to_contain_text("Case 1 of 40")
        return page

    return begin


@pytest.fixture
def at_the_files(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Opens the files and stands before the first."""

    def begin(**window: object) -> Page:
        page = visit(f"/auditor?seed=2&people={TOWN}", **window)
        page.get_by_role("button", name="Open the files").click()
        expect(page.locator(".strip")).to_contain_text("File 1 of 8")
        return page

    return begin
