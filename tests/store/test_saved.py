"""Towns in files."""

from __future__ import annotations

from pathlib import Path

import pytest

import glasshouse as gh
from glasshouse.errors import DamagedRunError, StorageError
from glasshouse.store import saved


@pytest.fixture(scope="module")
def town() -> gh.Simulation:
    found = gh.Simulation("rongcheng", citizens=900, seed=2, panel=[3], threads=1)
    found.step(4).decide(gh.Decision(citizen=3, days=(4, 9), do={"settle-judgment": [4]}, evade=True))
    return found.step(3)


def test_a_saved_town_goes_on_to_the_same_bits(town, tmp_path: Path) -> None:
    path = town.save(tmp_path / "town.npz")
    again = gh.Simulation.open(path, threads=2)
    assert isinstance(again, gh.Simulation)
    assert (again.day, again.scenario.decisions) == (7, town.scenario.decisions)
    assert again.refused == town.refused != ()
    assert again.state_digest == town.state_digest
    assert again.observables(window=3) == town.observables(window=3)
    assert again.history(3) == town.history(3)
    ahead = town.peek(6)
    assert again.step(6).state_digest == ahead.state_digest
    assert again.go_back(5).state_digest == town.fork().go_back(5).state_digest
    assert not list(tmp_path.glob("*.part"))


def test_what_cannot_be_read_is_told(town, tmp_path: Path, monkeypatch) -> None:
    path = town.save(tmp_path / "town.npz")
    with pytest.raises(gh.InputError, match="found nothing"):
        gh.Simulation.open(tmp_path / "none.npz")
    with pytest.raises(gh.InputError, match="a folder"):
        gh.Simulation.open(tmp_path)
    whole = path.read_bytes()
    for damaged in (b"", b"no town", whole[: len(whole) // 2], whole[:5000] + b"\x07\x07\x07" + whole[5003:]):
        path.write_bytes(damaged)
        with pytest.raises(DamagedRunError, match=r"town\.npz"):
            gh.Simulation.open(path)
    path.write_bytes(whole)
    monkeypatch.setattr(saved, "identity_of", lambda scenarios: "0" * 16)
    with pytest.raises(gh.InputError, match="by this very code"):
        gh.Simulation.open(path)
    with pytest.raises(StorageError):
        town.save(tmp_path / "none" / "town.npz")


def test_why_reads_a_living_town(town) -> None:
    for citizen, day in ((3, None), (3, 4), (500, None)):
        told = gh.why(town, citizen, day=day)
        assert told.adds_up
        again = gh.why(town.past, citizen, day=day)
        assert told == again
    assert town.why(3).citizen == 3
    with pytest.raises(gh.InputError, match="0 to 6"):
        town.why(3, day=7)
