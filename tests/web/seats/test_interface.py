"""The interface to both seats."""

from __future__ import annotations

from fastapi.testclient import TestClient

from glasshouse.web.application import make_application
from glasshouse.web.seats.office import Office
from glasshouse.web.settings import ServerSettings

TOWN = "seed=1&people=30000"


def test_a_clerks_weeks_are_asked_for_decided_and_closed(client: TestClient, worked: Office) -> None:
    rules = client.get(f"/api/v1/clerk?{TOWN}").json()
    assert (rules["minutes"], rules["minutes_visit"], rules["weeks"]) == (2400, 240, worked.weeks)
    assert (rules["clears_nothing"], rules["clears_something"], rules["follows"]) == (0.7, 0.2, 0.5)
    assert len(client.get(f"/api/v1/clerk/weeks/1?{TOWN}").json()["cases"]) == rules["cases"]
    assert set(client.get(f"/api/v1/clerk/weeks/0/cases/3/visit?{TOWN}").json()) == {"found"}
    decisions = [{"case": 0, "verdict": "impose"}, {"case": 1, "verdict": "dismiss", "read": False}]
    asked = {"seed": 1, "people": 30_000, "weeks": [{"week": 0, "decisions": decisions}]}
    closed = client.post("/api/v1/clerk/closing", json=asked).json()
    assert (closed["weeks"][0]["handled"], closed["weeks"][0]["minutes"]) == (2, 35)


def test_what_does_not_fit_is_told_by_its_key(client: TestClient, worked: Office) -> None:
    late = client.get(f"/api/v1/clerk/weeks/{worked.weeks}?{TOWN}")
    assert (late.status_code, late.json()["problems"][0]["key"]) == (422, "week")
    assert client.get("/api/v1/clerk?people=1000000").status_code == 422
    twice = {"file": 0, "entry": None}
    asked = {"seed": 2, "people": 5_000, "verdicts": [twice, twice]}
    assert "each file once" in client.post("/api/v1/auditor/verdicts", json=asked).json()["problems"][0]["text"]
    unknown = client.post("/api/v1/auditor/verdicts", json={**asked, "name": "somebody"})
    assert unknown.status_code == 422


def test_an_auditors_files_are_read_and_asked_about(client: TestClient) -> None:
    town = "seed=2&people=5000"
    audit = client.get(f"/api/v1/auditor?{town}").json()
    assert len(audit["files"]) == 8
    for tool in ("person", "twin"):
        found = client.get(f"/api/v1/auditor/files/0/{tool}?{town}").json()["entries"]
        assert set(found) <= {each["number"] for each in audit["files"][0]["entries"] if each["record"]}


def test_behind_a_token_the_pages_open_and_the_towns_need_it() -> None:
    guarded = make_application(ServerSettings(token="a-long-token-for-tests"))
    with TestClient(guarded, base_url="http://127.0.0.1") as asked:
        assert asked.get("/clerk").status_code == asked.get("/auditor").status_code == 200
        assert asked.get("/api/v1/auditor?seed=2&people=5000").status_code == 401
        with_token = {"authorization": "Bearer a-long-token-for-tests"}
        assert asked.get("/api/v1/auditor?seed=2&people=5000", headers=with_token).status_code == 200
