"""Who may ask what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from starlette.middleware import Middleware

from glasshouse.errors import InputError
from glasshouse.web.guard import HEADERS, Guard
from glasshouse.web.settings import ServerSettings

TOKEN = "a token that is long"


def guarded(settings: ServerSettings) -> TestClient:
    application = FastAPI(middleware=[Middleware(Guard, settings=settings)])

    @application.post("/api/v1/echo")
    async def echo(request: Request) -> int:
        return len(await request.body())

    @application.get("/api/v1/open")
    @application.get("/page")
    def page() -> str:
        return "here"

    return TestClient(application, base_url="http://127.0.0.1:8077")


@pytest.fixture(scope="module")
def here() -> Iterator[TestClient]:
    with guarded(ServerSettings()) as client:
        yield client


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8077", "[::1]:8077"])
def test_a_loopback_server_answers_to_names_of_this_machine(here: TestClient, host: str) -> None:
    assert here.get("/page", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.7", "", "localhost.evil.example:8077", "[", "[evil]"]
)
def test_a_name_that_is_rebound_to_this_machine_is_refused(here: TestClient, host: str) -> None:
    assert here.get("/page", headers={"host": host}).status_code == 421


def test_a_name_that_was_given_is_answered() -> None:
    with guarded(ServerSettings(names=("school.example",))) as client:
        assert client.get("/page", headers={"host": "school.example"}).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1:8077"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_changes_are_taken_from_own_pages_only(here: TestClient, headers: dict[str, str], status: int) -> None:
    assert (
        here.post("/api/v1/echo", content="{}", headers={"content-type": "application/json", **headers}).status_code
        == status
    )


def test_a_page_of_others_cannot_make_the_server_work_by_a_picture_either(here: TestClient) -> None:
    for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)):
        assert here.get("/api/v1/open", headers={"sec-fetch-site": site}).status_code == status
    assert here.get("/page", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_a_request_that_is_too_long_is_refused_whether_it_says_so_or_not(here: TestClient) -> None:
    headers = {"content-type": "application/json"}
    assert here.post("/api/v1/echo", content=b" " * 65_536, headers=headers).json() == 65_536
    assert here.post("/api/v1/echo", content=b" " * 65_537, headers=headers).status_code == 413
    assert here.post("/api/v1/echo", content=iter([b" " * 40_000] * 2), headers=headers).status_code == 413


def test_beyond_this_machine_the_interface_needs_the_token() -> None:
    with guarded(ServerSettings(host="0.0.0.0", token=TOKEN)) as client:
        client.headers["host"] = "192.168.1.7:8077"
        assert client.get("/page").status_code == 200
        assert client.get("/api/v1/open").status_code == 401
        assert client.get("/api/v1/open", headers={"authorization": "Bearer guess"}).status_code == 401
        assert client.get("/api/v1/open", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_every_answer_has_the_headers_also_a_refusal(here: TestClient) -> None:
    for answer in (here.get("/page"), here.get("/page", headers={"host": "evil.example"}), here.get("/nothing")):
        assert HEADERS.items() <= dict(answer.headers).items()


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        (ServerSettings(host="0.0.0.0"), "--host"),
        (ServerSettings(host="0.0.0.0", token="short"), "--token"),
        (ServerSettings(port=70_000), "--port"),
    ],
)
def test_settings_that_let_anybody_in_are_refused(settings: ServerSettings, key: str) -> None:
    with pytest.raises(InputError, match=key):
        settings.check()
