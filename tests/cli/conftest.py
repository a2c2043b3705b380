"""The command line, called in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from markupsafe import Markup

from glasshouse.cli import main
from glasshouse.report.drawing import Picture


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str

    def json(self) -> Any:
        import json

        return json.loads(self.out)


Glasshouse = Callable[..., Outcome]


@pytest.fixture
def glasshouse(capsys: pytest.CaptureFixture[str]) -> Glasshouse:
    """Calls one verb; arguments may be given as one text or as several."""

    def call(*arguments: str) -> Outcome:
        capsys.readouterr()
        given = arguments[0].split() if len(arguments) == 1 else list(arguments)
        status = main(given)
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return call


@pytest.fixture(autouse=True)
def _undrawn(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the drawings of pages empty, which take a second a page, but for tests that ask for `drawn`."""
    if "drawn" not in request.fixturenames:
        monkeypatch.setattr(Picture, "svg", Markup('<svg viewBox="0 0 1 1"></svg>'))


@pytest.fixture
def drawn() -> None:
    """Pages are whole."""
