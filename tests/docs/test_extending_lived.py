"""What `docs/extending.md` adds in files of one's own takes part: kinds happen, channels record, observables are told."""

from __future__ import annotations

import re
import sys
import types
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest

import glasshouse as gh
from glasshouse import scenario
from glasshouse.observables import installed
from glasshouse.observables.observable import Observable
from glasshouse.results import identity, results_identity
from glasshouse.testing.simulated import SimulatedWorld, simulated

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```toml\n# (\S+\.toml)\n(.*?)```", PAGE, re.DOTALL))
HARSHNESS = re.search(r"```python\n# harshness\.py\n(.*?)```", PAGE, re.DOTALL)
OFTEN = ("response.enabled=false", "conduct.blow-the-whistle.rate=0.02", "conduct.blow-the-whistle.ceiling=0.03")


def _town(folder: Path, file: str, *settings: str, days: int = 20) -> SimulatedWorld:
    (folder / file).write_text(FILES[file], encoding="utf-8")
    return simulated(scenario.load(folder / file, settings, citizens=1_024, days=days), traced=True)


def test_a_kind_of_ones_own_happens_and_is_recorded(tmp_path) -> None:
    life = _town(tmp_path, "whistle.toml", *OFTEN)
    kind = life.world.encoded.names.kinds["blow-the-whistle"]
    assert int(life.day_counts["happened"][kind]) == life.happened("blow-the-whistle").sum() > 50
    assert 0 < int(life.day_counts["recorded"][kind]) < int(life.day_counts["happened"][kind])


def test_a_kind_of_ones_own_moves_nobody_elses_luck(tmp_path) -> None:
    usual = simulated(scenario.load("rongcheng", OFTEN[:1], citizens=1_024, days=20), traced=True)
    life = _town(tmp_path, "whistle.toml", *OFTEN)
    for kind in usual.world.scenario.conduct:
        assert np.array_equal(usual.happened(kind), life.happened(kind)), kind


def test_a_channel_of_ones_own_records_and_a_system_reads_it(tmp_path) -> None:
    covered = tuple(f"channels.school.coverage.{place}=1" for place in ("town", "country"))
    settings = ("response.enabled=false", "channels.school.delay=0", *covered)
    life = _town(tmp_path, "school.toml", *settings)
    blind = _town(tmp_path, "school.toml", *settings, "channels.school.sensitivity.apply-for-school=0")
    kind = life.world.encoded.names.kinds["apply-for-school"]
    assert life.happened("apply-for-school").sum() > 0
    assert int(life.day_counts["recorded"][kind]) > int(blind.day_counts["recorded"][kind])


@pytest.fixture
def harshness(tmp_path, monkeypatch):
    assert HARSHNESS is not None
    (tmp_path / "harshness.py").write_text(HARSHNESS[1], encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    points = [EntryPoint("harshness", "harshness:observables", "glasshouse.observables")]
    yield from _with(points, monkeypatch)
    monkeypatch.delitem(sys.modules, "harshness", raising=False)


def _with(points, monkeypatch):
    monkeypatch.setattr(installed, "entry_points", lambda group: points)
    installed.installed_observables.cache_clear()
    yield points
    installed.installed_observables.cache_clear()


def test_an_observable_of_ones_own_is_told_of_every_run_and_twin(tmp_path, harshness) -> None:
    found = gh.compare("rongcheng", "nothing", citizens=512, days=20, folder=tmp_path / "runs").document
    observables, twins = (found["worlds"][name]["observables"] for name in ("rongcheng", "nothing"))
    ours, theirs = observables["harshness"], twins["harshness"]
    counts = {key: observables[f"{key}_attempts_per_1000_years"]["value"] for key in ("denied", "eased")}
    assert ours["value"] == pytest.approx(counts["denied"] / sum(counts.values()))
    assert (theirs["value"], theirs["reason"]) == (None, "undefined, because nothing was denied or eased")
    assert "harshness" in found["differences"]["nothing"]


def test_an_observable_of_ones_own_identifies_the_results(harshness, tmp_path) -> None:
    with_it = results_identity()
    harshness.clear()
    installed.installed_observables.cache_clear()
    assert results_identity() != with_it
    identity._read.cache_clear()


def test_an_observable_that_fails_or_takes_anothers_name_is_left_out_and_said(monkeypatch, caplog) -> None:
    def broken(*_):
        raise ZeroDivisionError("no members")

    def taken(*_):
        return [Observable("mean_effort", 7.0, "share", "another's")]

    monkeypatch.setattr(installed, "_told", set())
    points = [types.SimpleNamespace(name=f.__name__, load=lambda f=f: f) for f in (broken, taken)]
    for _ in _with(points, monkeypatch):
        town = gh.Simulation("nothing", citizens=256, seed=1)
        town.step(days=2)
        for _ in range(3):
            assert town.observables()["mean_effort"].value != 7
    said = caplog.text
    assert said.count("observables 'broken' failed and are left out") == 1
    assert "no members" in said
    assert "'mean_effort' of 'taken' is left out" in said
