"""Ways through the app, as somebody goes them who has never been here."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
LONG = 120_000
"""Milliseconds that a worker may take to start on a busy machine."""


def test_three_clicks_lead_from_the_front_page_to_a_living_town(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.get_by_role("link", name="Watch a town").click()
    run = page.get_by_role("button", name="Run", exact=True)
    expect(run).to_be_enabled(timeout=LONG)
    run.click()
    page.wait_for_url(re.compile(r"/lab/[\w-]+"))
    expect(page.locator(".day-now p")).not_to_have_text("Day 0 of 365", timeout=LONG)
    assert page.locator(".chart path.line").first.get_attribute("d")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("It was ended before the last day.")).to_be_visible()


def test_a_rule_is_changed_wrongly_then_rightly_and_the_saved_text_makes_the_same_numbers(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    page = visit("/lab?scenario=rongcheng")
    field = page.locator("#field-response_conformity")
    field.fill("7")
    expect(page.locator("#field-response_conformity-wrong")).to_contain_text("At most 1")
    field.fill("0.5")
    page.locator("#citizens").fill("2560")
    page.locator("#days").fill("14")
    save = page.get_by_role("button", name="Save as TOML")
    expect(save).to_be_enabled()
    with page.expect_download() as saved:
        save.click()
    saved.value.save_as(tmp_path / saved.value.suggested_filename)
    page.get_by_role("button", name="Rules as text").click()
    expect(page.locator("#citizens")).to_be_disabled()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("heading", name="Do it again")).to_be_visible(timeout=LONG)
    command = page.locator("pre code").first.inner_text().split()
    assert command == ["glasshouse", "compare", "experiment.toml", "--with", "nothing"]
    told = subprocess.run(
        [sys.executable, "-m", *command, "--json"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    digests = {world["state_digest"] for world in json.loads(told.stdout)["worlds"].values()}
    page_says = page.locator("body").inner_text()
    assert all(digest in page_says for digest in digests)


def test_from_the_lesson_plans_a_class_is_opened(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.get_by_role("link", name="Teach it").click()
    page.get_by_role("link", name="Open a class").click()
    page.get_by_text("Choose the town").click()
    page.locator("select[name=people]").select_option("2000")
    page.locator("input[name=instead]").check()
    page.get_by_role("button", name="Open the class").click()
    expect(page.locator(".code")).to_have_text(re.compile(r"^[A-Z]{6}$"), timeout=LONG)
