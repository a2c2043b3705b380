"""The list of runs is read from the manifests."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.cli import main
from glasshouse.errors import InterruptedRunError
from glasshouse.store.listing import runs
from glasshouse.store.running import run
from glasshouse.sweeps.design import cross
from glasshouse.sweeps.grid import read_grid
from glasshouse.sweeps.sweep import sweep
from glasshouse.worlds.comparison import compare


def _scenario(seed: int):
    return scenario.load("rongcheng", citizens=300, days=3, seed=seed)


def test_no_folder_means_no_runs(tmp_path: Path) -> None:
    assert runs(tmp_path / "none") == []
    assert runs(tmp_path) == []


def test_complete_stopped_and_damaged_runs_are_listed_as_such(tmp_path: Path) -> None:
    complete = run(_scenario(2**63), name="rongcheng", folder=tmp_path)
    with pytest.raises(InterruptedRunError):
        run(_scenario(2), folder=tmp_path, stop=lambda: True)
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "manifest.json").write_text('{"complete": tru')
    (tmp_path / "other").mkdir()
    found = {Path(row["path"]).name: row for row in runs(tmp_path)}
    assert len(found) == 3
    first = found[complete.path.name]
    assert first["scenario"] == "rongcheng"
    assert first["state_digest"] == complete.document["state_digest"]
    assert int(first["seed"]) == 2**63
    assert [row["complete"] for row in found.values()].count(True) == 1
    assert found["torn"]["damaged"] is True
    assert sum(row["damaged"] for row in found.values()) == 1
    stopped = next(row for row in found.values() if not row["complete"] and not row["damaged"])
    assert (stopped["day"], stopped["days"]) == (1, 3)


def test_what_is_kept_of_a_stopped_sweep_and_comparison_is_listed(glasshouse_runs, tmp_path: Path) -> None:
    town = _scenario(1)

    def _once(kept: str):
        return lambda: any(tmp_path.glob(f"{kept}/*.json"))

    with pytest.raises(InterruptedRunError):
        sweep(
            town,
            cross([read_grid("response.conformity=0,0.2,0.4")]),
            folder=tmp_path,
            workers=1,
            stop=_once("sweep-*/outcomes"),
        )
    with pytest.raises(InterruptedRunError):
        compare(town, ["nothing"], replicates=2, folder=tmp_path, stop=_once("compare-*/replicates"))
    found = {row["kind"]: row for row in runs(tmp_path)}
    assert (found["sweep"]["done"], found["sweep"]["runs"]) == (1, 3)
    assert (found["comparison"]["done"], found["comparison"]["replicates"]) == (1, 2)
    said = glasshouse_runs(tmp_path)
    assert "stopped after 1 of 3 runs" in said
    assert "of 2 seeds" in said


@pytest.fixture
def glasshouse_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    def call(folder: Path) -> str:
        monkeypatch.chdir(folder)  # paths are short then, and no cell is broken
        assert main(["runs", "."]) == 0
        return " ".join(capsys.readouterr().out.split())

    return call
