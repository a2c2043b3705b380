"""Inquiries by the interface: an audit, remedies and a portrait are begun, followed, ended and kept."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from glasshouse.audit.rights.document import TableFound
from glasshouse.audit.rights.study import audit
from glasshouse.audit.rights.tables import as_csv
from glasshouse.portraits.size import QUICK as PORTRAIT
from glasshouse.protections.size import QUICK as REMEDIES
from glasshouse.scenario import load
from glasshouse.web.interface.experiments import OWN
from glasshouse.web.interface.inquiry_sizes import MOST_PEOPLE, InquiryRequest
from glasshouse.web.interface.inquiry_telling import found_of
from glasshouse.web.work.asked import Inquiry, InquiryKind
from glasshouse.web.work.inquiries import MOST_OPEN, Inquiries, Making
from glasshouse.web.work.inquiring import inquire
from glasshouse.web.work.pace import Pace
from glasshouse.web.work.workshop import Workshop

TINY = {"base": "narrow-penalty", "citizens": 256, "days": 10, "seed": 3}


def begun(client: TestClient, **asked: Any) -> str:
    answer = client.post("/api/v1/inquiries", json={**TINY, "kind": "audit", **asked})
    assert answer.status_code == 202, answer.text
    return str(answer.json()["inquiry"])


def wait(client: TestClient, inquiry: str, *statuses: str) -> dict[str, Any]:
    ends = time.monotonic() + 600
    while time.monotonic() < ends:
        told = dict(client.get(f"/api/v1/inquiries/{inquiry}").json())
        if told["status"] in statuses:
            return told
        time.sleep(0.05)
    pytest.fail(f"{inquiry} is {told}")


@pytest.fixture(scope="module")
def done(client: TestClient) -> str:
    inquiry = begun(client)
    assert wait(client, inquiry, "done", "failed")["status"] == "done"
    return inquiry


def test_an_audit_has_the_same_numbers_as_the_command_line(client: TestClient, done: str, tmp_path: Path) -> None:
    scheme = load("narrow-penalty", citizens=256, days=10, seed=3)
    theirs = audit(scheme, name="narrow-penalty", quick=True, folder=tmp_path, threads=1).document
    ours = client.get(f"/api/v1/inquiries/{done}/document").json()
    assert ours == json.loads(json.dumps(theirs))
    table = next(iter(theirs["tables"]))
    saved = client.get(f"/api/v1/inquiries/{done}/tables/{table}.csv")
    assert saved.text == as_csv(TableFound.model_validate(theirs["tables"][table]))


def test_its_report_runs_no_script_and_names_no_folder(client: TestClient, done: str) -> None:
    for path in (f"/inquiries/{done}/report", f"/api/v1/inquiries/{done}/report"):
        page = client.get(path)
        assert "script-src" not in page.headers["content-security-policy"]
        assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
        assert "Rights audit" in page.text
        assert "Do it again" in page.text
        assert "/tmp" not in page.text


def test_what_was_found_is_told_in_sentences_with_the_command_that_finds_it_again(
    client: TestClient, done: str
) -> None:
    found = client.get(f"/api/v1/inquiries/{done}/found").json()
    assert all(each["title"] and each["sentence"] for each in found["sentences"])
    assert found["command"].endswith("--citizens 256 --days 10 --seed 3 --quick")
    assert len(found["tables"]) > 5


def test_of_a_scheme_that_came_as_text_the_command_names_the_file_that_the_laboratory_saves() -> None:
    scheme = load("narrow-penalty", citizens=256, days=10, seed=3)
    making = Making("made", Inquiry("remedies", scheme, OWN, (), Path()))
    making.__dict__["document"] = {"command": "", "digest": "", "moves": [], "base": {}}
    assert found_of(making).command == "glasshouse remedies experiment.toml --citizens 256 --days 10 --seed 3 --quick"


def test_the_worlds_of_an_inquiry_go_when_it_is_done(client: TestClient, done: str) -> None:
    making = client.app.state.inquiries.get(done)  # type: ignore[attr-defined]
    assert sorted(path.name for path in making.asked.folder.iterdir()) == ["document.json", "page.html"]


def test_one_that_is_stopped_keeps_nothing_and_cannot_be_read(client: TestClient) -> None:
    inquiry = begun(client, citizens=MOST_PEOPLE, days=365)
    told = client.post(f"/api/v1/inquiries/{inquiry}/stop", json={}).json()
    assert told["status"] in ("queued", "running", "stopped")
    assert wait(client, inquiry, "stopped")["why"] == ""
    assert client.get(f"/api/v1/inquiries/{inquiry}/found").status_code == 409
    assert client.post(f"/api/v1/inquiries/{inquiry}/stop", json={}).status_code == 409
    making = client.app.state.inquiries.get(inquiry)  # type: ignore[attr-defined]
    assert not making.asked.folder.exists()


def test_what_cannot_be_audited_says_why(client: TestClient) -> None:
    inquiry = begun(client, settings=["turnover.enabled=true"])
    told = wait(client, inquiry, "failed")
    assert [each["key"] for each in told["problems"]] == ["turnover.enabled"]


def test_all_that_is_wrong_with_a_request_is_said_at_once(client: TestClient) -> None:
    wrong = client.post("/api/v1/inquiries", json={"kind": "verdict", "base": "rongcheng", "citizens": MOST_PEOPLE + 1})
    assert wrong.status_code == 422
    assert sorted(each["key"] for each in wrong.json()["problems"]) == ["citizens", "kind"]
    unknown = client.post("/api/v1/inquiries", json={"kind": "audit", "base": "/etc/passwd.toml"})
    assert unknown.status_code == 422
    assert "root:" not in unknown.text


def test_costs_are_told_beforehand_and_grow_with_the_town(client: TestClient) -> None:
    few, many = (
        client.post("/api/v1/inquiries/costs", json={"base": "rongcheng", "citizens": citizens}).json()
        for citizens in (2_560, 20_000)
    )
    assert [each["kind"] for each in few] == ["audit", "remedies", "portrait"]
    assert [each["days"] for each in few] == [365, 90, 3650]
    assert all(less["seconds"] < more["seconds"] for less, more in zip(few, many, strict=True))


def test_events_end_with_how_it_came_out(client: TestClient, done: str) -> None:
    blocks = client.get(f"/api/v1/inquiries/{done}/events").text.split("\n\n")
    assert blocks[0].startswith("event: end\ndata: ")
    assert json.loads(blocks[0].partition("data: ")[2])["status"] == "done"


def test_who_asks_too_much_is_told_and_an_unknown_one_is_no_page(client: TestClient) -> None:
    held = Inquiries(Workshop(workers=0))
    scheme = load("narrow-penalty", citizens=256, days=1)
    for _ in range(MOST_OPEN):
        held.begin("audit", scheme, "narrow-penalty", ())
    with pytest.raises(Exception, match="fewer than"):
        held.begin("audit", scheme, "narrow-penalty", ())
    held.close()
    assert client.get("/inquiries/0123456789abcdef").status_code == 404


def test_ten_years_of_a_large_scheme_are_lived_with_few_people() -> None:
    for citizens in (None, 2_560):
        asked = InquiryRequest(kind="portrait", base="municipal-trust", days=3_650, citizens=citizens)
        assert (asked.scheme().citizens, asked.scheme().days) == (2_560, 3_650)


def test_a_document_of_a_large_town_is_looked_into_at_the_size_of_the_inquiry() -> None:
    toml = 'extends = "narrow-penalty"\ncitizens = 900_000\ndays = 3_000\n'
    scheme = InquiryRequest(kind="remedies", toml=toml).scheme()
    assert (scheme.citizens, scheme.days) == (2_560, 90)


@pytest.mark.parametrize("kind", ["remedies", "portrait"])
def test_remedies_and_a_portrait_are_made_to_the_end(
    kind: InquiryKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = {"remedies": "glasshouse.protections.study", "portrait": "glasshouse.portraits.study"}[kind]
    small = replace(REMEDIES if kind == "remedies" else PORTRAIT, seeds=2, points=0)
    monkeypatch.setattr(f"{module}.QUICK", small)
    making = Making("made", Inquiry(kind, load("nothing", citizens=256, days=2), "nothing", (), tmp_path))
    making.hear(inquire(making.asked, Pace(None), making.hear))
    assert making.status == "done"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["document.json", "page.html"]
    found = found_of(making)
    assert found.command.startswith(f"glasshouse {kind} nothing")
    assert all(each.sentence for each in found.sentences)
    assert "/tmp" not in making.page
