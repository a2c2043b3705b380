"""The door of the laboratory, as somebody uses it who changes rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_the_door_looks_right(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None], width: int, dark: bool
) -> None:
    page = visit("/lab?scenario=rongcheng", width=width, dark=dark)
    expect(page.locator(".field")).to_have_count(20, timeout=60_000)
    page.get_by_text("source", exact=True).first.click()
    page.locator("#field-response_conformity").fill("7")
    expect(page.locator("#field-response_conformity-wrong")).to_contain_text("At most 1")
    looks_right(page, f"lab-{width}-{'dark' if dark else 'light'}")


def test_a_value_out_of_range_cannot_be_run_and_one_in_range_can(visit: Callable[..., Page]) -> None:
    page = visit("/lab?scenario=rongcheng")
    run = page.get_by_role("button", name="Run", exact=True)
    field = page.locator("#field-response_conformity")
    field.fill("7")
    expect(run).to_be_disabled()
    field.fill("0.5")
    expect(run).to_be_enabled()
    expect(page.locator(".changes li")).to_have_count(1)
    page.locator(".field.changed").get_by_role("button", name="undo").click()
    expect(page.locator(".changes")).to_have_count(0)
    expect(field).to_be_focused()


def test_what_only_the_server_knows_to_be_wrong_stands_beside_its_field(visit: Callable[..., Page]) -> None:
    page = visit("/lab?scenario=rongcheng")
    page.locator("#find").fill("lowest score of the band B")
    page.locator("#field-systems_rongcheng_bands_B_start").fill("20")
    expect(page.locator(".field.wrong .problem")).to_have_count(1, timeout=60_000)
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_disabled()


def test_the_form_becomes_text_and_the_text_a_form(
    visit: Callable[..., Page], looks_right: Callable[[Page, str], None]
) -> None:
    page = visit("/lab?scenario=sesame")
    page.locator("#field-response_conformity").fill("0.5")
    page.get_by_role("button", name="Rules as text").click()
    text = page.locator("#text")
    expect(text).to_have_value("""extends = "sesame"
citizens = 20000
days = 365
seed = 1

[change.response]
conformity = 0.5
""")
    text.fill('extends = "suining"\ncitizens = 4000\n[change.response]\nconformity = 0.9\n')
    page.get_by_role("button", name="Rules as a form").click()
    expect(page.locator("#scenario")).to_have_value("suining")
    expect(page.locator("#citizens")).to_have_value("4000")
    expect(page.locator("#field-response_conformity")).to_have_value("0.9")
    page.get_by_role("button", name="Rules as text").click()
    text.fill('extends = "suinig"')
    expect(page.locator(".problem").first).to_contain_text("Did you mean “suining”?", timeout=60_000)
    looks_right(page, "lab-text-wrong")


def test_a_document_is_saved_as_a_file(visit: Callable[..., Page]) -> None:
    page = visit("/lab?scenario=rongcheng")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as TOML").click()
    assert saved.value.suggested_filename == "experiment.toml"
    assert saved.value.path().read_text(encoding="utf-8").startswith('extends = "rongcheng"')
