"""A disk that is full, or a folder that is gone: said plainly, by the worker and by the server."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from glasshouse.scenario import load
from glasshouse.web.work.asked import Drawing, Experiment, Failed
from glasshouse.web.work.living import live
from glasshouse.web.work.looking import look
from glasshouse.web.work.pace import Pace


def lived(folder: Path) -> object:
    """What comes of a short experiment that is to be written into a folder."""
    base = load("rongcheng", citizens=2_560, days=2)
    return live(Experiment(base, "rongcheng", ("nothing",), (), folder, None), Pace(None), lambda told: None)


@pytest.mark.skipif(sys.platform == "win32", reason="this system keeps no file to a size")
def test_an_experiment_whose_result_cannot_be_written_says_why(tmp_path: Path) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, before[1]))  # as on a full disk, no file grows any more
    try:
        said = lived(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert isinstance(said, Failed)
    assert said.why == "its result could not be written; the server's disk may be full"


def test_a_look_at_a_result_that_is_gone_says_so(tmp_path: Path) -> None:
    said = look(Drawing(tmp_path / "gone", "charts"))
    assert isinstance(said, Failed)
    assert said.why or said.problems


def test_a_server_that_cannot_keep_an_experiment_says_so(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    application = client.app
    assert isinstance(application, FastAPI)
    (tmp_path / "file").touch()
    monkeypatch.setattr(application.state.experiments, "_place", tmp_path / "file")
    answer = client.post("/api/v1/runs", json={"base": "rongcheng", "citizens": 2_560, "days": 2})
    assert answer.status_code == 507
    assert answer.json()["detail"] == "the server could not read or write a file of its own (Not a directory)"
