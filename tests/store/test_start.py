"""What a run does once: reading the library's documents, and writing its scenario out for the digest."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from glasshouse import library, scenario
from glasshouse.scenario.digest import _remembered
from glasshouse.store.running import run
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.study import Study


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each document of the library is parsed from now on."""
    found: Counter[str] = Counter()
    parse = library.parse_toml

    def counted(text: str, file: str) -> dict[str, object]:
        found[file] += 1
        return parse(text, file)

    library._parsed.cache_clear()
    monkeypatch.setattr(library, "parse_toml", counted)
    return found


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often scenarios are written out for a digest from now on, by title."""
    found: Counter[str] = Counter()
    write = _remembered._make

    def counted(each: scenario.Scenario) -> str:
        found[each.title] += 1
        return write(each)

    monkeypatch.setattr(_remembered, "_make", counted)
    return found


def test_a_run_parses_each_document_once_and_writes_its_scenario_out_once(
    parsed: Counter[str], written: Counter[str], tmp_path: Path
) -> None:
    here = scenario.load("rongcheng", citizens=256, days=1)
    done = run(here, name="rongcheng", out=tmp_path / "run")
    assert done.document["settings"] == []
    assert {"the library's scenarios/rongcheng.toml", "the library's conduct/jaywalk.toml"} <= parsed.keys()
    assert set(parsed.values()) == {1}
    # The other is the scenario as the library has it, in which the results look for what was set.
    assert written == {here.title: 2}


def test_another_run_of_the_same_scenario_writes_nothing_out_anew(written: Counter[str], tmp_path: Path) -> None:
    here = scenario.load("rongcheng", citizens=256, days=1)
    run(here, out=tmp_path / "run")
    before = written.copy()
    assert run(here, out=tmp_path / "run").document["cached"]
    assert written == before


def test_the_jobs_of_a_sweep_parse_nothing(parsed: Counter[str]) -> None:
    base = scenario.load("rongcheng", citizens=256, days=1)
    study = Study("rongcheng", base, {"nothing": "nothing"}, Design(("response.conformity",), ((0.1,), (0.2,))))
    parsed.clear()
    worlds = [job.worlds() for job in study.jobs()]
    assert [len(each) for each in worlds] == [2, 2]
    assert not parsed
