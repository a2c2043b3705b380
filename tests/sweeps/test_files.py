"""A sweep is made from what its files say when it begins: by contents, not by names, and edits on the way change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.errors import InputError, InterruptedRunError
from glasshouse.sweeps import sweep as sweeps
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.grid import read_grid
from glasshouse.sweeps.study import Study

TOWN = 'extends = "rongcheng"\ngrievance_mean = {share}\n'
MILDER = "[change.response]\nconformity = {share}\n"


def _base() -> scenario.Scenario:
    return scenario.load("rongcheng", citizens=300, days=2)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    _write(tmp_path, 0.6)
    return tmp_path


def _write(folder: Path, share: float) -> None:
    for name, text in (("town.toml", TOWN), ("milder.toml", MILDER)):
        (folder / name).write_text(text.format(share=share), encoding="utf-8")


def _study() -> Study:
    variants = {"milder.toml": "milder.toml"}
    return Study("rongcheng", _base(), variants, read_grid("society=rongcheng,town.toml")).with_files()


def test_what_is_edited_after_the_beginning_changes_nothing(files: Path) -> None:
    study = _study()
    before = [job.worlds() for job in study.jobs()]
    _write(files, 0.3)
    assert [job.worlds() for job in study.jobs()] == before
    assert before[1]["rongcheng"].society.grievance_mean.value == 0.6
    assert before[0]["milder.toml"].response.conformity.value == 0.6
    (files / "town.toml").unlink()
    assert [job.worlds() for job in study.jobs()] == before


@pytest.mark.parametrize("edited", ["town.toml", "milder.toml"])
def test_a_file_counts_by_what_it_says(files: Path, edited: str) -> None:
    before = _study().digest()
    path = files / edited
    text = path.read_text(encoding="utf-8")
    path.write_text(f"# a note\n{text}", encoding="utf-8")
    assert _study().digest() == before
    path.write_text(text.replace("0.6", "0.3"), encoding="utf-8")
    assert _study().digest() != before


def test_a_sweep_that_goes_on_takes_the_files_as_they_were(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    design = Design(("response.neutrality",), ((0.1,), (0.2,), (0.3,), (0.4,)))
    whole = sweeps.sweep(_base(), design, ["milder.toml"], workers=1, out="whole")

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(InterruptedRunError):
        sweeps.sweep(_base(), design, ["milder.toml"], workers=1, out="stopped", progress=stop)
    _write(files, 0.3)
    again = sweeps.resume("stopped", workers=1)
    name = "mean_self_censorship"
    assert again.values(name).tolist() == whole.values(name).tolist()
    assert again.document["digest"] == whole.document["digest"]


def test_no_table_is_begun_by_one_program_and_ended_by_another(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    design = Design(("response.neutrality",), ((0.1,), (0.2,)))
    told: list[int] = []

    def stop(done: int, _total: int) -> None:
        told.append(done)
        if len(told) == 1:
            raise KeyboardInterrupt

    with pytest.raises(InterruptedRunError):
        sweeps.sweep(_base(), design, workers=1, out="stopped", progress=stop)
    with monkeypatch.context() as edited:
        edited.setattr(Study, "identity", lambda _: "0" * 16)
        with pytest.raises(InputError, match="begun by this very code"):
            sweeps.resume("stopped", workers=1)
        sweeps.sweep(_base(), design, workers=1, out="stopped", progress=stop)
    assert told == [1, 1, 2], "what the program before had lived was lived again"
