"""A class in a small town, for the tests of classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from glasshouse.web.classes.documents import Opening
from glasshouse.web.classes.room import Room

SMALL = {"people": 2_560, "seats": 6, "length": "short", "seed": 3}


@pytest.fixture
def room() -> Iterator[Room]:
    """A class of six seats that goes four weeks at a step."""
    made = Room(Opening.model_validate(SMALL))
    yield made
    made.close()


class Asked:
    """A class as its pages see it, over the interface."""

    def __init__(self, client: TestClient, **opening: object) -> None:
        answer = client.post("/api/v1/classes", json={**SMALL, "instead": True, **opening})
        assert answer.status_code == 201, answer.text
        self.client, self.opened = client, answer.json()
        self.path = f"/api/v1/classes/{self.opened['code']}"

    def sit(self) -> str:
        """Take a seat; its token."""
        return str(self.post("seats", None, {}, 201)["seat_token"])

    def post(self, path: str, token: str | None, body: object, status: int = 200) -> dict[str, object]:
        """Say something, and expect an answer of that status."""
        answer = self.client.post(f"{self.path}/{path}", json=body, headers=_bearer(token))
        assert answer.status_code == status, answer.text
        found: dict[str, object] = answer.json() if answer.content else {}
        return found

    def desk(self, path: str, body: object, status: int = 200) -> dict[str, object]:
        """Say something at the desk."""
        return self.post(path, self.opened["desk_token"], body, status)

    def state(self, token: str, after: int = 0) -> dict[str, object]:
        """The class as the holder of a token sees it."""
        answer = self.client.get(f"{self.path}/state?after={after}", headers=_bearer(token))
        assert answer.status_code == 200, answer.text
        found: dict[str, object] = answer.json()
        return found

    def look_back(self, token: str, status: int = 200) -> dict[str, Any]:
        """The look back of the holder of a token, or why there is none."""
        answer = self.client.get(f"{self.path}/end", headers=_bearer(token))
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json()
        return found


def _bearer(token: str | None) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"} if token else {}


@pytest.fixture
def a_class(client: TestClient) -> Callable[..., Asked]:
    """Opens a class on the server."""
    return lambda **opening: Asked(client, **opening)
