"""Scenarios that a page writes: the form of their rules, the check, the text and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from glasshouse import library
from glasshouse.scenario import load
from glasshouse.web import strangers
from glasshouse.web.look.forms import GROUPS, Field, fields_of

CHANGES = [
    "systems.rongcheng.rules.petition.points=-40",
    "systems.rongcheng.bands.A.start=970",
    'systems.rongcheng.forgetting.rule="never"',
    "safeguards.purpose_limits=true",
]


def asked(client: TestClient, what: str, status: int = 200, **body: Any) -> Any:
    answer = client.post(f"/api/v1/scenarios/{what}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_twenty_fields_come_first_and_each_says_what_it_is(client: TestClient) -> None:
    form = asked(client, "form", base="rongcheng")
    assert [group["name"] for group in form["groups"]] == list(GROUPS)
    fields = [field for group in form["groups"] for field in group["fields"]]
    assert len(fields) == 20
    assert all(field["meaning"] for field in fields)
    assert all(group["more"] > 0 for group in form["groups"])


@pytest.mark.parametrize(
    "name", ["rongcheng", "sesame", "national", "golden-shield", "municipal-trust", "learned-credit"]
)
def test_every_field_is_a_setting_that_the_scenario_takes(name: str) -> None:
    scenario = load(name, citizens=2_560, days=10)
    for group in GROUPS:
        fields = fields_of(scenario, group)
        settings = [f"{each.path}={_written(each)}" for each in fields[:60]]
        changed = strangers.load_text(None, name, settings)
        assert changed.systems.keys() == scenario.systems.keys()


def _written(field: Field) -> object:
    if field.kind == "choice":
        return f'"{field.value}"'
    return int(field.value) if field.kind == "whole" else str(field.value).lower()


def test_only_what_the_scenario_has_is_in_the_form(client: TestClient) -> None:
    form = asked(client, "form", base="nothing", group="judged")
    assert form["groups"][0]["fields"] == []


def test_all_problems_come_back_at_once_each_with_the_path_of_its_field(client: TestClient) -> None:
    settings = ["systems.rongcheng.known=2", "response.conformity=-1", "systems.rongcheng.bandz.A.start=3"]
    found = asked(client, "check", base="rongcheng", settings=settings)
    assert not found["ok"]
    paths = {each["path"] for each in found["problems"]}
    assert {"systems.rongcheng.known", "response.conformity", "systems.rongcheng.bandz"} <= paths
    assert [each["nearest"] for each in found["problems"] if "bandz" in each["path"]] == ["bands"]


def test_a_check_says_what_a_run_costs(client: TestClient) -> None:
    found = asked(client, "check", base="rongcheng", citizens=20_000, days=364, twins=["nothing"])
    assert found["ok"]
    assert found["cost"]["citizen_days"] == 20_000 * 364 * 2
    assert found["cost"]["seconds"] == pytest.approx(20_000 * 364 * 2 / found["cost"]["per_second"], abs=0.1)


def test_an_unknown_twin_is_a_problem(client: TestClient) -> None:
    found = asked(client, "check", base="rongcheng", twins=["nothin"])
    assert [each["nearest"] for each in found["problems"]] == ["nothing"]


def test_text_and_form_say_the_same_both_ways(client: TestClient) -> None:
    text = asked(client, "toml", base="rongcheng", settings=CHANGES, citizens=5_000, days=30)["toml"]
    expected = load("rongcheng", CHANGES, citizens=5_000, days=30)
    assert strangers.load_text(text, None) == expected
    back = asked(client, "check", toml=text)
    assert back["base"] == "rongcheng"
    assert strangers.load_text(None, "rongcheng", back["settings"], citizens=5_000, days=30) == expected


def test_a_text_that_says_more_than_a_form_can_show_is_said_to(client: TestClient) -> None:
    text = 'extends = "rongcheng"\n[new.systems.second]\nextends = "sesame"\n'
    found = asked(client, "check", toml=text)
    assert found["ok"]
    assert (found["base"], found["settings"]) == (None, None)
    changed = asked(client, "toml", toml=text, settings=["response.conformity=0.1"])["toml"]
    assert strangers.load_text(changed, None).response.conformity.value == 0.1
    assert "second" in strangers.load_text(changed, None).systems


def test_every_scenario_of_the_library_keeps_to_the_limits_of_strangers() -> None:
    for name in library.names("scenarios"):
        document = library.path("scenarios", name).read_text(encoding="utf-8")
        assert strangers.read_document(document)


def test_unknown_keys_of_a_request_are_refused(client: TestClient) -> None:
    asked(client, "check", status=422, base="rongcheng", file="x.toml")
