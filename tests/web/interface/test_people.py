"""One citizen of an experiment: beside the twin, why, what if, in other bodies."""

from __future__ import annotations

import time
from typing import Any

import pytest
from fastapi.testclient import TestClient

from glasshouse.scenario import load
from glasshouse.web.interface.people import others_of

ASKED = {"base": "rongcheng", "citizens": 2560, "days": 60, "seed": 3, "days_a_second": None}


@pytest.fixture(scope="module")
def run(client: TestClient) -> str:
    name = str(client.post("/api/v1/runs", json=ASKED).json()["run"])
    ends = time.monotonic() + 120
    while client.get(f"/api/v1/runs/{name}").json()["status"] != "done":
        assert time.monotonic() < ends
        time.sleep(0.05)
    return name


@pytest.fixture(scope="module")
def silenced(client: TestClient, run: str) -> dict[str, Any]:
    return dict(client.get(f"/api/v1/runs/{run}/people", params={"way": "silenced"}).json())


@pytest.fixture(scope="module")
def citizen(silenced: dict[str, Any]) -> int:
    return int(silenced["found"][0]["person"]["citizen"])


def test_as_many_people_are_found_as_the_document_counts_and_those_with_most_days_first(
    client: TestClient, run: str, silenced: dict[str, Any]
) -> None:
    document = client.get(f"/api/v1/runs/{run}/document").json()
    told = document["individual_differences"]["nothing"]
    for way, said in told.items():
        found = client.get(f"/api/v1/runs/{run}/people", params={"way": way}).json()
        assert found["people"] == said["people"]
    days = [each["days"] for each in silenced["found"]]
    assert days == sorted(days, reverse=True)
    assert days[0] > 0


def test_person_days_add_up_to_those_of_the_document(client: TestClient, run: str) -> None:
    told = client.get(f"/api/v1/runs/{run}/document").json()["individual_differences"]["nothing"]["silenced"]
    days, first = 0, 0
    while first < told["people"]:
        asked: dict[str, str | int] = {"way": "silenced", "first": first, "most": 50, "by": "number"}
        days += sum(each["days"] for each in client.get(f"/api/v1/runs/{run}/people", params=asked).json()["found"])
        first += 50
    assert days == told["person_days"]


def test_a_silenced_citizen_held_back_what_the_twin_said(client: TestClient, run: str, citizen: int) -> None:
    beside = client.get(f"/api/v1/runs/{run}/people/{citizen}").json()
    ours, twin = beside["worlds"]
    assert (ours["name"], twin["name"]) == ("rongcheng", "nothing")
    assert ours["ledgers"]["unrecorded"]["held_back"] > 0
    assert twin["ledgers"]["unrecorded"]["held_back"] == 0
    assert twin["ledgers"]["known"]["acts"] == 0
    held = {each["day"] for each in ours["days"] for event in each["events"] if event["what"] == "held_back"}
    said = {each["day"] for each in twin["days"]}
    assert held & said
    assert "silenced" in [each["way"] for each in beside["otherwise"]["nothing"]]
    assert "spoken" in [each["name"] for each in beside["choices"]]
    assert len(ours["scores"][0]["values"]) == 60


def test_why_adds_up_and_is_what_the_command_line_says(client: TestClient, run: str, citizen: int) -> None:
    from glasshouse.audit.explain import explain

    scenario = load("rongcheng", citizens=2560, days=60, seed=3)
    told = client.get(f"/api/v1/runs/{run}/people/{citizen}/why", params={"day": 30}).json()
    assert told["adds_up"] is True
    assert told["text"] == explain(scenario, citizen, day=30).text()
    assert client.get(f"/api/v1/runs/{run}/people/{citizen}/why", params={"day": 60}).status_code == 422
    assert client.get(f"/api/v1/runs/{run}/people/{citizen}/why", params={"system": "none"}).status_code == 422


def test_who_dares_says_what_was_held_back_and_the_year_by_habit_stays(
    client: TestClient, run: str, citizen: int
) -> None:
    beside = client.get(f"/api/v1/runs/{run}/people/{citizen}").json()
    spoken = next(each for each in beside["choices"] if each["name"] == "spoken")
    told = client.post(f"/api/v1/runs/{run}/people/{citizen}/if", json={"decisions": spoken["decisions"]}).json()
    decided, habit = told["worlds"]
    assert decided["ledgers"]["unrecorded"]["held_back"] == 0
    assert any(event["decided"] for day in decided["days"] for event in day["events"])
    assert habit["days"] == beside["worlds"][0]["days"]
    assert habit["scores"] == beside["worlds"][0]["scores"]
    wrong = client.post(
        f"/api/v1/runs/{run}/people/{citizen}/if", json={"decisions": [{"days": [0, 60], "leave": ["talk"]}]}
    )
    assert wrong.status_code == 422
    assert client.post(f"/api/v1/runs/{run}/people/{citizen}/if", json={"decisions": [{"day": 1}]}).status_code == 422


def test_the_same_acts_in_other_bodies_are_one_run(client: TestClient, run: str, citizen: int) -> None:
    told = client.get(f"/api/v1/runs/{run}/people/{citizen}/bodies", params={"n": 10}).json()
    beside = client.get(f"/api/v1/runs/{run}/people/{citizen}").json()
    assert told["own"]["person"]["citizen"] == citizen
    assert told["own"]["scores"]["rongcheng"] == pytest.approx(beside["worlds"][0]["scores"][0]["values"][-1], abs=0.01)
    assert len({each["person"]["citizen"] for each in told["others"]} - {citizen}) == 10


def test_others_are_drawn_by_lot_and_always_the_same() -> None:
    assert others_of(1000, 1, 7, 60) == others_of(1000, 1, 7, 60) != others_of(1000, 2, 7, 60)
    assert len(set(others_of(1000, 1, 7, 60)) - {7}) == 60
    assert sorted(others_of(3, 1, 0, 60)) == [1, 2]
    assert others_of(1, 1, 0, 60) == ()


def test_nobody_beyond_the_last_number_is_found(client: TestClient, run: str) -> None:
    assert client.get(f"/api/v1/runs/{run}/people/2560").status_code == 404
    assert client.get(f"/api/v1/runs/{run}/people", params={"way": "liked"}).status_code == 422
