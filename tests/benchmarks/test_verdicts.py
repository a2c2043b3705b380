"""Verdicts that are kept: they hold only as long as their claims say what they said."""

from __future__ import annotations

import importlib.util
import json
from importlib.resources import files
from pathlib import Path

import pytest

from glasshouse.claims.catalogue import claims
from glasshouse.claims.record import digest_of, is_stale

_PLACE = Path(__file__).parents[2] / "benchmarks" / "verdicts.py"
_SPEC = importlib.util.spec_from_file_location("verdicts", _PLACE)
assert _SPEC is not None
assert _SPEC.loader is not None
verdicts = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(verdicts)


class Trial:
    def __init__(self, name: str) -> None:
        self.name = name

    def rows(self) -> list[dict[str, object]]:
        known = dict.fromkeys(verdicts.KEPT) | {"id": self.name, "verdict": "holds"}
        known["digest_of_file"] = digest_of(claims()[self.name])
        return [{**known, "confirmed": [], "secondaries": []}]


def test_a_verdict_is_stale_once_its_claim_says_something_else_or_is_no_more() -> None:
    claim = claims()["C01"]
    now = digest_of(claim)
    assert not is_stale("C01", now)
    assert is_stale("C01", digest_of(claim.model_copy(update={"title": "another"})))
    assert is_stale("C99", now)
    kept = {"C01": {"digest_of_file": now}, "C02": {"digest_of_file": now}, "C99": {"digest_of_file": now}}
    assert verdicts.stale_of(kept) == ["C02", "C99"]


def test_what_is_stale_is_said_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = {name: verdicts.row(Trial(name).rows()[0], "2026-01-01") for name in claims()}
    rows["C02"]["digest_of_file"] = "of another text"
    place = tmp_path / "verdicts.json"
    place.write_text(json.dumps(rows), encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(verdicts, "PLACE", place)
    monkeypatch.setattr(verdicts.gh, "run_claims", lambda name: asked.append(name) or Trial(name))
    verdicts.main([])
    assert asked == ["C02"]
    assert "stale, since their claims have changed: C02" in capsys.readouterr().out
    kept = json.loads(place.read_text(encoding="utf-8"))
    assert not verdicts.stale_of(kept)
    assert kept["C02"]["date"] != rows["C01"]["date"] == kept["C01"]["date"]


_KEPT = json.loads((files("glasshouse.library") / "verdicts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", [name for name, each in _KEPT.items() if each["reach"]])
def test_the_observable_of_a_kept_verdict_can_see_what_is_compared(name: str) -> None:
    """An exact 0 wherever it was looked is no finding: the observable counts something else, or nothing is compared."""
    assert _KEPT[name]["effect"] != 0
    assert abs(_KEPT[name]["reach"]["value"]) > 0
