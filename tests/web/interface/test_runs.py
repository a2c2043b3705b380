"""Experiments by the interface: begun, followed, changed in their course, looked at."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from glasshouse.scenario import load
from glasshouse.worlds.comparison import compare

SMALL = {"base": "rongcheng", "citizens": 2560, "days": 28, "seed": 3, "days_a_second": None}


def begun(client: TestClient, **asked: Any) -> str:
    answer = client.post("/api/v1/runs", json={**SMALL, **asked})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["run"])


def standing(client: TestClient, run: str) -> dict[str, Any]:
    return dict(client.get(f"/api/v1/runs/{run}").json())


def wait(client: TestClient, run: str, *statuses: str, day: int = 0) -> dict[str, Any]:
    ends = time.monotonic() + 300
    while time.monotonic() < ends:
        told = standing(client, run)
        if told["status"] in statuses and told["day"] >= day:
            return told
        if told["status"] in ("done", "failed"):
            break
        time.sleep(0.02)
    pytest.fail(f"{run} is {told['status']} on day {told['day']}")


def events(text: str) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "data" in lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


@pytest.fixture(scope="module")
def done(client: TestClient) -> str:
    run = begun(client, **{"with": ["nothing", "scoring"], "settings": ["response.conformity=0.15"]})
    wait(client, run, "done")
    return run


def test_an_experiment_has_the_same_numbers_as_the_command_line(client: TestClient, done: str, tmp_path: Path) -> None:
    base = load("rongcheng", ["response.conformity=0.15"], citizens=2560, days=28, seed=3)
    compared = compare(
        base, ["nothing", "scoring"], name="rongcheng", settings=["response.conformity=0.15"], out=tmp_path / "made"
    )
    ours, theirs = client.get(f"/api/v1/runs/{done}/document").json(), json.loads(json.dumps(compared.document))
    for name in ("digest", "differences", "individual_differences", "examples", "interval"):
        assert ours[name] == theirs[name]
    for name, world in theirs["worlds"].items():
        assert ours["worlds"][name]["state_digest"] == world["state_digest"]
    assert str(tmp_path) not in json.dumps(ours)
    assert ours["worlds"]["nothing"]["run"] == "worlds/1-nothing"


def test_findings_put_people_first_and_say_how_to_do_it_again(client: TestClient, done: str) -> None:
    found = client.get(f"/api/v1/runs/{done}/findings").json()
    assert [each["twin"] for each in found["otherwise"]] == ["nothing", "scoring"]
    ways = {each["way"]: each for each in found["otherwise"][0]["ways"]}
    assert ways["conduct_differs"]["people"] > 0
    assert ways["conduct_differs"]["example"]["citizen"] >= 0
    assert found["rests"]["assumptions"] > 0
    assert found["again"]["command"].startswith("glasshouse compare rongcheng --with nothing --with scoring")
    assert "[change.response]\nconformity = 0.15" in found["again"]["toml"]


def test_the_text_of_an_experiment_is_the_same_scenario(client: TestClient, done: str, tmp_path: Path) -> None:
    text = client.get(f"/api/v1/runs/{done}/findings").json()["again"]["toml"]
    (tmp_path / "again.toml").write_text(text, "utf-8")
    again = load(tmp_path / "again.toml")
    assert again.response == load("rongcheng", ["response.conformity=0.15"]).response
    assert (again.citizens, again.days, again.seed) == (2560, 28, 3)


def test_the_stream_ends_with_the_experiment_and_goes_on_after_a_known_day(client: TestClient, done: str) -> None:
    told = events(client.get(f"/api/v1/runs/{done}/events").text)
    assert [name for name, _ in told] == ["day", "end"]
    assert told[0][1]["day"] == 28
    assert sum(told[0][1]["worlds"]["rongcheng"]["histograms"]["rongcheng"]) == 2560
    assert told[1][1]["status"] == "done"
    again = client.get(f"/api/v1/runs/{done}/events", headers={"last-event-id": "28"})
    assert [name for name, _ in events(again.text)] == ["end"]


def test_a_stream_tells_of_days_while_they_are_lived(client: TestClient) -> None:
    run = begun(client, days=40, days_a_second=100)
    told = events(client.get(f"/api/v1/runs/{run}/events").text)
    days = [data["day"] for name, data in told if name == "day"]
    assert days == sorted(set(days))
    assert len(days) > 3
    assert days[-1] == 40
    assert told[-1][0] == "end"


def test_pausing_a_week_on_and_going_on(client: TestClient) -> None:
    run = begun(client, days=200, days_a_second=20)
    wait(client, run, "running", day=1)
    client.post(f"/api/v1/runs/{run}/pause", json={})
    day = wait(client, run, "paused")["day"]
    client.post(f"/api/v1/runs/{run}/week", json={"days_a_second": None})
    told = wait(client, run, "paused", day=day + 7)
    assert told["day"] == day + 7
    assert told["course"]["rongcheng"]["days"][-1] == told["day"]
    client.post(f"/api/v1/runs/{run}/go", json={"days_a_second": None})
    assert wait(client, run, "done")["day"] == 200


def test_stopping_ends_it_and_nothing_more_can_be_asked(client: TestClient) -> None:
    run = begun(client, days=300, days_a_second=5)
    wait(client, run, "running", day=1)
    assert client.post(f"/api/v1/runs/{run}/stop", json={}).status_code == 200
    assert wait(client, run, "stopped")["why"] == ""
    assert client.post(f"/api/v1/runs/{run}/go", json={}).status_code == 409
    assert client.get(f"/api/v1/runs/{run}/findings").status_code == 409


def test_a_third_experiment_waits_and_is_told_its_place(client: TestClient) -> None:
    lived = [begun(client, days=300, days_a_second=2) for _ in range(2)]
    for run in lived:
        wait(client, run, "running", day=1)
    waits, last = begun(client), begun(client)
    assert (standing(client, waits)["queued"], standing(client, last)["queued"]) == (1, 2)
    assert client.post(f"/api/v1/runs/{last}/pause", json={}).status_code == 409
    assert client.post(f"/api/v1/runs/{last}/stop", json={}).json()["status"] == "stopped"
    for run in lived:
        client.post(f"/api/v1/runs/{run}/stop", json={})
    assert wait(client, waits, "done")["queued"] == 0


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
def test_a_worker_that_dies_is_replaced_and_its_experiment_says_so(client: TestClient) -> None:
    application = client.app
    assert isinstance(application, FastAPI)
    run = begun(client, days=300, days_a_second=5)
    wait(client, run, "running", day=1)
    for process in application.state.experiments.workshop.processes:  # whichever has it
        os.kill(process, signal.SIGKILL)
    told = wait(client, run, "failed")
    assert "died" in told["why"]
    assert wait(client, begun(client), "done")["day"] == 28


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"base": "rongchen"}, "base"),
        ({"citizens": 2_000_000, "days": 1}, "citizens"),
        ({"citizens": 1_000_000, "days": 300}, "days"),
        ({"settings": ["response.conformty=0.15"]}, "response.conformty"),
        ({"with": ["nothin"]}, "with.0"),
        ({"with": ["/etc/passwd.toml"]}, "with.0"),
        ({"with": ['systems=["/etc/x.toml"]']}, "with.0.systems.0"),
        ({"with": ["nothing", "days=9"]}, "with.1.days"),
        ({"settings": ['society="/etc/people"']}, "society"),
        ({"base": None}, "base"),
        ({"toml": 'title = "both"'}, "base"),
        ({"with": ["nothing"] * 4}, "with"),
        ({"days_a_second": 0}, "days_a_second"),
        ({"unknown": 1}, "unknown"),
    ],
)
def test_what_is_wrong_or_too_much_is_said_at_once(client: TestClient, asked: dict[str, Any], key: str) -> None:
    answer = client.post("/api/v1/runs", json={**SMALL, **asked})
    assert answer.status_code == 422
    assert key in [each["key"] for each in answer.json()["problems"]]


MINE = """title = "Mine"
extends = "rongcheng"
citizens = 2560
days = 7
[change.systems.rongcheng.rules.petition]
points = -40
"""


def test_a_document_of_ones_own_is_lived_and_comes_back_as_the_file_that_makes_the_same_numbers(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"toml": MINE, "settings": ["response.conformity=0.15"], "with": ["scoring"], "days_a_second": None}
    answer = client.post("/api/v1/runs", json=asked)
    assert answer.status_code == 202, answer.text
    run = answer.json()["run"]
    told = wait(client, run, "done")
    assert (told["title"], told["citizens"], told["days"]) == ("Mine", 2560, 7)
    again = client.get(f"/api/v1/runs/{run}/findings").json()["again"]
    assert again["command"].startswith("glasshouse compare experiment.toml --with scoring")
    (tmp_path / "experiment.toml").write_text(again["toml"], "utf-8")
    monkeypatch.chdir(tmp_path)
    compared = compare(load("experiment.toml"), ["scoring"], name="experiment.toml", out=tmp_path / "made")
    assert compared.document["digest"] == again["digest"]
    assert {name: each["state_digest"] for name, each in compared.document["worlds"].items()} == again["state_digests"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('extends = "/etc/passwd.toml"\ndays = 0', {"extends", "with.1"}),
        ('extends = "rongcheng"\nsociety = "../x"\ndays = 0', {"society", "days", "with.1"}),
        (
            'extends = "rongcheng"\ncitizens = 2_000_000\n[change.respons]\nx = 1',
            {"citizens", "change.respons", "with.1"},
        ),
        ("a = " + "[" * 5_000, {"", "with.1"}),
    ],
    ids=["a path", "a folder", "too many and misspelt", "too deep"],
)
def test_a_document_that_is_hostile_is_refused_with_everything_that_is_wrong(
    client: TestClient, text: str, keys: set[str]
) -> None:
    answer = client.post("/api/v1/runs", json={"toml": text, "with": ["nothing", "/etc/hosts.toml"]})
    assert answer.status_code == 422
    assert {each["key"] for each in answer.json()["problems"]} == keys


def test_tables_charts_and_the_report_are_those_of_the_command_line(client: TestClient, done: str) -> None:
    lines = client.get(f"/api/v1/runs/{done}/series.csv", params={"world": "nothing"}).text.splitlines()
    assert len(lines) == 29
    assert lines[0].startswith("day,")
    assert client.get(f"/api/v1/runs/{done}/series.csv", params={"world": "elsewhere"}).status_code == 404
    chart = client.get(f"/api/v1/runs/{done}/chart/scores.svg")
    assert chart.headers["content-type"] == "image/svg+xml"
    assert chart.text.startswith("<svg")
    figures = client.get(f"/api/v1/runs/{done}/chart/scores.csv").text.splitlines()
    assert figures[0] == "group,people,mean,a tenth are below,half are below,nine tenths are below"
    assert figures[1].startswith('everyone,"2,560",')
    embedded = client.get(f"/api/v1/runs/{done}/chart/scores.html")
    assert embedded.headers["content-disposition"].startswith("attachment")
    assert "no finding about real ones." in embedded.text
    assert "<script" not in embedded.text
    assert client.get(f"/api/v1/runs/{done}/chart/nothing.svg").status_code == 422
    assert client.get(f"/api/v1/runs/{done}/chart/scores.exe").status_code == 422


def test_an_experiment_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/runs/nothing").status_code == 404
    assert client.get("/api/v1/runs/nothing/events").status_code == 404
