"""Inquiries as a user begins, follows and reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_an_inquiry_is_begun_on_the_page_of_a_system_and_ended(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None]
) -> None:
    page = visit("/systems/narrow-penalty", width=360, dark=True)
    page.get_by_role("link", name="Rights audit, remedies, portrait").click()
    expect(page.get_by_label("Scheme")).to_have_value("narrow-penalty")
    portrait = page.get_by_role("button", name="Begin a portrait")
    expect(page.get_by_text("made-up people, 3,650 days: about")).to_be_visible()
    portrait.click()
    page.wait_for_url("**/inquiries/*")
    expect(page.get_by_role("button", name="End it")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_visible()
    looks_right(page, "inquiry-360-dark")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("It was ended. Nothing of it is kept.")).to_be_visible()


def test_what_an_audit_found_is_read_and_saved(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None], served: str
) -> None:
    page = visit("/audit")
    page.get_by_label("Scheme").select_option("narrow-penalty")
    expect(page.get_by_text("365 days: about")).to_be_visible()
    looks_right(page, "audit-1280")
    begun = page.request.post(
        f"{served}/api/v1/inquiries", data={"kind": "audit", "base": "narrow-penalty", "citizens": 256, "days": 10}
    )
    page.goto(f"{served}/inquiries/{begun.json()['inquiry']}")
    report = page.get_by_role("link", name="The whole report")
    expect(report).to_be_visible()
    with page.expect_download() as saving:
        page.get_by_role("link", name="All results (JSON)").click()
    assert saving.value.suggested_filename == "audit.json"
    looks_right(page, "audit-found-1280")
    with page.context.expect_page() as opening:
        report.click()
    expect(opening.value.get_by_role("heading", name="On one page")).to_be_visible()


def test_rules_that_were_changed_in_the_laboratory_can_be_asked_about(visit: Callable[..., Page]) -> None:
    page = visit("/lab?scenario=narrow-penalty&set=response.conformity=0.2")
    page.get_by_text("Ask more of this scheme").click()
    page.get_by_role("button", name="Try the remedies").click()
    page.wait_for_url("**/inquiries/*")
    told = page.request.get(page.url.replace("/inquiries/", "/api/v1/inquiries/")).json()
    assert told["kind"] == "remedies"
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("It was ended")).to_be_visible()
