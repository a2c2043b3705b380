"""The interface to lives: begun, lived, undone, explained and lived again, and everything that is wrong told at once."""

from __future__ import annotations

import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.web.lives.conftest import PEOPLE, begun

from glasshouse import facts
from glasshouse.web.lives.names import drawn_by_lot, name_of
from glasshouse.web.lives.shelf import Shelf

LIVES = "/api/v1/lives"


def _begin(client: TestClient, **asked: object) -> dict[str, Any]:
    answer = client.post(LIVES, json={"people": PEOPLE, "length": "short", **asked})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _live(client: TestClient, life: dict[str, Any], **choices: object) -> Any:
    return client.post(f"{LIVES}/{life['id']}/weeks", json=choices)


def test_a_life_is_begun_by_lot_the_same_for_the_same_seed(client: TestClient) -> None:
    one, other = _begin(client, seed=7), _begin(client, seed=7)
    assert one["person"] == other["person"]
    assert one["person"]["citizen"] == drawn_by_lot(7, PEOPLE)
    assert one["id"] != other["id"]
    assert (one["week"], one["weeks"], one["step"], one["over"]) == (0, 52, 4, False)


def test_a_step_waits_while_as_many_lives_are_lived_as_there_are_cores(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    life, turns = _begin(client, citizen=5), BoundedSemaphore(1)
    monkeypatch.setattr(client.app.state.shelf, "turns", turns)  # type: ignore[attr-defined]
    with ThreadPoolExecutor(1) as player:
        with turns:
            coming = player.submit(_live, client, life, week=0)
            with pytest.raises(TimeoutError):
                coming.result(timeout=0.1)
        assert coming.result().status_code == 200


def test_a_step_sent_twice_is_lived_once_and_another_one_for_the_same_week_is_refused(client: TestClient) -> None:
    life = _begin(client, citizen=5)
    first = _live(client, life, week=0, do=["volunteer"])
    again = _live(client, life, week=0, do=["volunteer"])
    assert first.status_code == 200
    assert first.json() == again.json()
    assert first.json()["week"] == 4
    for choices in ({"week": 0}, {"week": 8}):
        refused = _live(client, life, **choices)
        assert refused.status_code == 409
        assert "the next is 4" in refused.json()["detail"]


def test_undo_goes_back_a_step_and_not_before_the_beginning(client: TestClient) -> None:
    life = _begin(client, citizen=5)
    _live(client, life, week=0, do=["criticise"])
    back = client.request("DELETE", f"{LIVES}/{life['id']}/weeks/last", headers={"content-type": "application/json"})
    assert back.status_code == 200, back.text
    assert back.json() == life
    none = client.request("DELETE", f"{LIVES}/{life['id']}/weeks/last", headers={"content-type": "application/json"})
    assert none.status_code == 409


def test_all_that_is_wrong_with_choices_is_told_at_once(client: TestClient) -> None:
    life = _begin(client, citizen=5)
    answer = _live(
        client,
        life,
        week=0,
        leave=[[400, "litter"]],
        dare=[[1, "criticise"]],
        do=["fly", "criticise"],
        hold={"tongue": True},
        accounts={"court-list": "quit"},
        ties={"5": "cut"},
    )
    assert answer.status_code == 422
    keys = [problem["key"] for problem in answer.json()["problems"]]
    assert keys == ["leave.0", "dare.0", "dare.0", "do.1", "do.0", "accounts.court-list", "ties.5"]
    assert client.get(f"{LIVES}/{life['id']}").json() == life


def test_an_unknown_key_is_an_error(client: TestClient) -> None:
    life = _begin(client, citizen=5)
    answer = _live(client, life, week=0, say=[])
    assert answer.status_code == 422
    assert [problem["key"] for problem in answer.json()["problems"]] == ["say"]


def test_a_forgotten_life_is_lived_again_from_its_choices(client: TestClient) -> None:
    life = _begin(client, citizen=5, seed=3)
    for week in (0, 4, 8):
        life = _live(client, life, week=week, do=["petition"]).json()
    held = {name: life[name] for name in ("scenario", "seed", "people", "length", "choices", "engine")}
    again = client.post(f"{LIVES}/replay", json={**held, "citizen": 5}).json()
    assert again.pop("id") != life.pop("id")
    assert again == life
    gone = client.get(f"{LIVES}/nobody")
    assert gone.status_code == 404
    assert "replay" in gone.json()["detail"]


def test_a_replay_says_which_step_is_wrong(client: TestClient) -> None:
    steps = [{"week": 0}, {"week": 4, "do": ["fly"]}]
    answer = client.post(f"{LIVES}/replay", json={"people": PEOPLE, "citizen": 5, "length": "short", "choices": steps})
    assert [problem["key"] for problem in answer.json()["problems"]] == ["choices.1.do.0"]
    steps = [{"week": 0}, {"week": 9}]
    answer = client.post(f"{LIVES}/replay", json={"people": PEOPLE, "citizen": 5, "length": "short", "choices": steps})
    assert [problem["key"] for problem in answer.json()["problems"]] == ["choices.1.week"]


def test_why_is_answered_for_one_system_and_adds_up(client: TestClient) -> None:
    life = _begin(client, citizen=5)
    assert client.get(f"{LIVES}/{life['id']}/why").status_code == 422
    _live(client, life, week=0)
    (why,) = client.get(f"{LIVES}/{life['id']}/why", params={"system": "sesame"}).json()
    assert why["adds_up"]
    wrong = client.get(f"{LIVES}/{life['id']}/why", params={"system": "sesam"}).json()
    assert wrong["problems"][0]["nearest"] == "sesame"


def test_why_tells_what_a_fact_says_and_not_its_name(client: TestClient) -> None:
    lives = (_begin(client, citizen=citizen) for citizen in range(5, 40))
    life = next(each for each in lives if any(a["system"] == "sesame" and a["score"] for a in each["accounts"]))
    _live(client, life, week=0)
    (why,) = client.get(f"{LIVES}/{life['id']}/why", params={"system": "sesame"}).json()
    begins = [each for each in why["terms"] if each["what"].startswith("where everybody begins")]
    assert [each["what"].partition(" (")[2] for each in begins] == [
        f"{w} of the scale)" for w in (0.35, 0.25, 0.2, 0.15, 0.05)
    ]
    said = facts.get("sesame_weights_variant_a")
    assert {each["source"] for each in begins} == {f"{said.statement} ({said.source}, {said.as_of})"}
    assert not any((each["source"] or "").startswith("fact ") for each in why["terms"])


def test_the_scenario_is_toml_with_the_decisions(client: TestClient) -> None:
    life = _begin(client, citizen=5)
    _live(client, life, week=0, do=["petition"])
    said = tomllib.loads(client.get(f"{LIVES}/{life['id']}/scenario.toml").text)
    assert (said["extends"], said["panel"], said["citizens"]) == ("year", [5], PEOPLE)
    assert [each["cases"] for each in said["decisions"] if "cases" in each] == ["wait"]
    assert sum("petition" in each.get("do", {}) for each in said["decisions"]) == 4


def test_a_full_shelf_forgets_the_life_that_was_idle_longest() -> None:
    shelf, lives = Shelf(most=2), [begun(citizen=number) for number in range(3)]
    for place, life in enumerate(lives):
        life.name = str(place)
    shelf.put(lives[0])
    shelf.put(lives[1])
    with shelf.hold("0") as held:
        assert held is lives[0]
    shelf.put(lives[2])
    assert len(shelf) == 2
    with pytest.raises(Exception, match="replay"), shelf.hold("1"):
        pass


def test_an_idle_life_is_forgotten() -> None:
    shelf, life = Shelf(idle=-1.0), begun()
    shelf.put(life)
    with pytest.raises(Exception, match="replay"), shelf.hold(life.name):
        pass
    assert len(shelf) == 0


def test_names_are_drawn_by_town_and_stay() -> None:
    names = [name_of(1, citizen) for citizen in range(400)]
    assert names == [name_of(1, citizen) for citizen in range(400)]
    assert len(set(names)) > 350
    assert name_of(2, 0) != name_of(1, 0)
    assert all(len(name.split()) == 2 for name in names)


@pytest.mark.parametrize("path", [LIVES, f"{LIVES}/replay", "/api/v1/classes"])
@pytest.mark.parametrize("there", [True, False])
def test_no_file_is_opened_by_a_name_whether_it_is_there_or_not(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, there: bool
) -> None:
    if there:
        (tmp_path / "mine.toml").write_text('secret_key = "secret value"\n')
    monkeypatch.chdir(tmp_path)
    instead = {"instead": True} if path.endswith("classes") else {}  # a class of another test may be open
    for name in ("mine.toml", "./mine.toml"):
        answer = client.post(path, json={"scenario": name, "people": PEOPLE} | instead)
        assert answer.status_code == 422
        assert "secret" not in answer.text
        assert "no such file" not in answer.text


def test_no_file_is_opened_by_the_name_of_a_cast_or_a_bet(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.toml").write_text('secret_key = "secret value"\n')
    monkeypatch.chdir(tmp_path)
    for path in ("cast/mine.toml", "bets/mine.toml"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code in (404, 422)
        assert "secret" not in answer.text
