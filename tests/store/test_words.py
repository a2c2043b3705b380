"""Words of the scenario at hand: titles, notes and sources change no number, and are told anew where numbers are reused."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

import glasshouse as gh
from glasshouse.errors import DamagedRunError
from glasshouse.store import folder, totals

BEFORE = """
extends = "rongcheng"
title = "First title"
citizens = 512
days = 20
[change.systems.rongcheng]
title = "Points of the town"
known = { value = 0.7, unit = "share", assumption = "A guess.", range = [0.1, 0.9] }
"""
AFTER = BEFORE.replace("First title", "Second title").replace("Points of the town", "The council's points")
AFTER = AFTER.replace("A guess.", "Council survey says 70 per cent.").replace("[0.1, 0.9]", "[0.6, 0.8]")
MADE = ("seconds", "ns_per_citizen_day", "cached", "run", "report", "peak_rss_mib")


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "town.toml"
    path.write_text(BEFORE, encoding="utf-8")
    return path


def _said(document: dict) -> str:
    return json.dumps({key: value for key, value in document.items() if key not in MADE}, sort_keys=True)


def test_a_reused_run_says_the_words_at_hand_in_everything_that_it_left(town: Path) -> None:
    first = gh.run(town, panel=(3,))
    town.write_text(AFTER, encoding="utf-8")
    again = gh.run(town)
    assert again.cached
    assert again.document["state_digest"] == first.document["state_digest"]
    assert _said(again.document) == _said(gh.run(town, out="anew").document)
    for text in (_said(again.document), (again.path / "scenario.json").read_text(encoding="utf-8")):
        assert "Council survey" in text
        assert "A guess." not in text
        assert "First title" not in text
    assert again.panel is not None
    assert gh.open_result(again.path).document["title"] == "Second title"
    assert again.document["systems"]["rongcheng"]["title"] == "The council's points"


def test_a_reused_comparison_says_them_too(town: Path) -> None:
    gh.compare(town, "nothing", replicates=2)
    town.write_text(AFTER, encoding="utf-8")
    again = gh.compare(town, "nothing", replicates=2)
    anew = gh.compare(town, "nothing", replicates=2, out="anew")
    assert again.document["cached"]
    assert not anew.document["cached"]
    for name, world in again.document["worlds"].items():
        assert _said(world) == _said(anew.document["worlds"][name])
    for part in ("title", "differences", "individual_differences", "examples"):
        assert again.document[part] == anew.document[part], part
    assert "First title" not in json.dumps(again.document)
    assert gh.open_result(again.path).document["worlds"].keys() == again.document["worlds"].keys()


def test_one_that_was_stopped_while_it_was_said_anew_is_said_to_the_end(town: Path, monkeypatch) -> None:
    gh.compare(town, "nothing")
    town.write_text(AFTER, encoding="utf-8")

    def killed(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("glasshouse.worlds.folder.ComparisonFolder.finish", killed)
        with pytest.raises(SystemExit):
            gh.compare(town, "nothing")
    again = gh.compare(town, "nothing")
    assert "First title" not in json.dumps(again.document)


def test_a_resumed_run_leaves_the_words_at_hand(town: Path) -> None:
    from glasshouse import scenario
    from glasshouse.store import running

    with pytest.raises(gh.GlasshouseError):
        running.run(scenario.load(town), name="town", out="here", checkpoint_every=0, stop=lambda: True)
    town.write_text(AFTER, encoding="utf-8")
    done = gh.run(town, out="here")
    assert "Council survey" in (done.path / "scenario.json").read_text(encoding="utf-8")
    assert done.document["title"] == "Second title"


def test_damaged_totals_are_named(town: Path) -> None:
    first = gh.run(town)
    (first.path / totals.NAME).write_bytes(b"")
    with pytest.raises(DamagedRunError, match=totals.NAME):
        gh.run(town)


@pytest.fixture
def unwritable(monkeypatch: pytest.MonkeyPatch):
    """Nothing can be written from when it is called on."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    return lambda: monkeypatch.setattr(folder, "_flush", refuse)


def test_a_reused_run_says_them_where_nothing_can_be_written(town: Path, unwritable) -> None:
    made = gh.run(town)
    town.write_text(AFTER, encoding="utf-8")
    anew = gh.run(town, out="anew")
    unwritable()
    again = gh.run(town)
    assert again.cached
    assert _said(again.document) == _said(anew.document)
    assert "First title" in (made.path / "manifest.json").read_text(encoding="utf-8")
    assert gh.open_result(made.path).document["title"] == "First title"


def test_a_reused_comparison_says_them_where_nothing_can_be_written(town: Path, unwritable) -> None:
    made = gh.compare(town, "nothing")
    town.write_text(AFTER, encoding="utf-8")
    unwritable()
    again = gh.compare(town, "nothing")
    assert again.document["cached"]
    assert again.document["worlds"][str(town)]["title"] == "Second title"
    assert gh.open_result(made.path).document["worlds"][str(town)]["title"] == "First title"
