"""What was lived is worth more than the folder that it should go to: where that is full, it is kept elsewhere, and said to be."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.errors import StorageError
from glasshouse.store import folder
from glasshouse.store.result import read_run
from glasshouse.store.running import run
from glasshouse.worlds.comparison import compare
from glasshouse.worlds.comparison import resume as resume_comparison


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder whose disk is full once something was begun in it, beside temporary files and a home that have room."""
    for name in ("full", "temporary", "home"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    flush, places = folder._flush, [tmp_path / "full"]

    def no_room(path: Path) -> None:
        if any(place in path.parents for place in places) and path.name.split(".")[1] in ("totals", "series", "1"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(path)

    monkeypatch.setattr(folder, "_flush", no_room)
    return places


def _town(seed: int = 1) -> scenario.Scenario:
    return scenario.load("rongcheng", citizens=300, days=3, seed=seed)


def _named(error: StorageError) -> Path:
    found = re.search(r"what was lived is kept in (\S+) instead", str(error))
    assert found is not None
    return Path(found[1])


def test_a_finished_run_is_kept_elsewhere_and_the_message_says_where(full, tmp_path) -> None:
    with pytest.raises(StorageError, match="the disk is full") as refused:
        run(_town(), folder=full[0])
    kept = read_run(_named(refused.value))
    assert kept.path.parent.parent == tmp_path / "temporary"
    assert "all 3 days are in it" in str(refused.value)
    assert kept.document["state_digest"] == run(_town(), folder=tmp_path / "usual").document["state_digest"]
    assert not any(full[0].iterdir())


def test_a_run_moved_to_its_place_is_taken_for_what_it_is(full, tmp_path) -> None:
    with pytest.raises(StorageError) as refused:
        run(_town(), folder=full[0])
    kept = _named(refused.value)
    (tmp_path / "usual").mkdir()
    kept.rename(tmp_path / "usual" / kept.name)
    assert run(_town(), folder=tmp_path / "usual").cached


def test_a_comparison_goes_on_from_the_other_folder(full, tmp_path) -> None:
    with pytest.raises(StorageError) as refused:
        compare(_town(), ["nothing"], folder=full[0])
    made = resume_comparison(_named(refused.value))
    usual = compare(_town(), ["nothing"], folder=tmp_path / "usual")
    assert made.document["differences"] == usual.document["differences"]


def test_where_no_folder_has_room_the_message_says_so_and_nothing_is_left(full, tmp_path) -> None:
    full += [tmp_path / "temporary", tmp_path / "home"]
    with pytest.raises(StorageError, match="no other folder takes it either") as refused:
        run(_town(), folder=full[0])
    assert "--out" in str(refused.value)
    assert not any(path.is_dir() for place in full for path in place.iterdir())


@pytest.mark.parametrize("written", ["scenarios.json", "manifest.json"])
def test_a_comparison_that_cannot_be_begun_says_why_and_leaves_nothing(tmp_path, monkeypatch, written) -> None:
    flush = folder._flush

    def no_room(path: Path) -> None:
        if path.name.startswith(f".{written}"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(path)

    monkeypatch.setattr(folder, "_flush", no_room)
    with pytest.raises(StorageError, match=rf"cannot write \S+{written}: the disk is full"):
        compare(_town(), ["nothing"], out=tmp_path / "twins")
    assert not (tmp_path / "twins").exists()
