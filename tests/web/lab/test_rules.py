"""The door of the laboratory, as somebody uses it who changes rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

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


def test_of_two_scenarios_the_one_chosen_last_is_shown_even_if_the_other_answers_last(
    visit: Callable[..., Page],
) -> None:
    page = visit("/lab?scenario=rongcheng")
    expect(page.locator(".field").first).to_be_visible(timeout=60_000)
    slow: list[Route] = []
    page.route(
        "**/scenarios/form",
        lambda route: slow.append(route) if "sesame" in (route.request.post_data or "") else route.continue_(),
    )
    page.locator("#scenario").select_option("sesame")
    page.locator("#scenario").select_option("suining")
    expect(page.locator(".about-scenario")).to_contain_text("A county")
    with page.expect_response("**/scenarios/form"):
        slow[0].continue_()
    page.wait_for_timeout(300)
    expect(page.locator("#scenario")).to_have_value("suining")
    expect(page.locator(".about-scenario")).to_contain_text("A county")


def test_typing_asks_for_each_group_once_and_a_folded_field_is_undone_without_losing_the_place(
    visit: Callable[..., Page],
) -> None:
    page = visit("/lab?scenario=rongcheng")
    expect(page.locator(".field").first).to_be_visible(timeout=60_000)
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.post_data or "") if each.url.endswith("/form") else None)
    page.locator("#find").press_sequentially("lowest score of the band B")
    page.locator("#field-systems_rongcheng_bands_B_start").fill("20")
    page.locator("#find").fill("")
    expect(page.locator("#field-systems_rongcheng_bands_B_start")).to_have_count(0)
    page.locator(".changes").get_by_role("button", name="undo").click()
    expect(page.locator("#find")).to_be_focused()
    assert 1 < len(asked) == len(set(asked))


def test_run_pressed_twice_begins_one_experiment_in_the_same_language(visit: Callable[..., Page]) -> None:
    page = visit("/lab?scenario=rongcheng&lang=de")
    run = page.get_by_role("button", name="Run", exact=True)
    expect(run).to_be_enabled(timeout=60_000)
    held: list[Route] = []
    page.route("**/api/v1/runs", lambda route: held.append(route))
    with page.expect_request("**/api/v1/runs"):
        run.dblclick()
    page.wait_for_timeout(300)
    assert len(held) == 1
    held[0].fulfill(status=202, json={"run": "nothing"})
    page.wait_for_url("**/lab/nothing?lang=de")


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


def test_changes_outlive_a_reload_and_another_language_but_no_new_visit(visit: Callable[..., Page]) -> None:
    page = visit("/lab?scenario=narrow-penalty")
    field = page.locator("#field-response_conformity")
    field.fill("0.5")
    page.locator("#days").fill("90")
    expect(page.locator(".changes")).to_contain_text("0.5")
    page.reload()
    expect(field).to_have_value("0.5")
    expect(page.locator("#days")).to_have_value("90")
    page.get_by_role("link", name="DE", exact=True).click()
    page.wait_for_url("**lang=de")
    expect(field).to_have_value("0.5")
    page.goto(page.url)
    expect(field).not_to_have_value("0.5")
