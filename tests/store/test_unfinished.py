"""Folders in the making: what may stand there, what is begun and gone on with, and what comes to its place."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from glasshouse.errors import DamagedRunError, InputError, StorageError
from glasshouse.store import checkpoint, manifest
from glasshouse.store.unfinished import UnfinishedFolder, look, read_json


class _Walk(UnfinishedFolder):
    KIND: ClassVar[str] = "walk"
    OWN: ClassVar[frozenset[str]] = frozenset((manifest.NAME, "steps.json", checkpoint.NAME))

    def __init__(self, place: Path, digest: str = "a", identity: str = "now") -> None:
        super().__init__(place, place)
        self.digest, self.identity = digest, identity

    def marks(self) -> dict[str, Any]:
        return {"digest": self.digest, "identity": self.identity, "title": f"Walk {self.digest}"}

    def is_worth_keeping(self) -> bool:
        return bool(manifest.read(self.folder).data.get("length"))

    def begin(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.mark_begun()

    def finish(self) -> manifest.Manifest:
        self.begin()
        self.write_json("steps.json", [1, 2])
        return self.seal({**self.heading(), "length": 2}, ["steps.json"], [checkpoint.NAME])


class _Swim(_Walk):
    KIND: ClassVar[str] = "swim"


def test_what_is_complete_is_found_and_what_was_begun_is_gone_on_with(tmp_path: Path) -> None:
    place = tmp_path / "walk"
    assert _Walk(place).find(fresh=False) is None
    begun = _Walk(place)
    begun.begin()
    again = _Walk(place)
    assert again.find(fresh=False) is None
    assert again.was_begun
    begun.finish()
    found = _Walk(place).find(fresh=False)
    assert found is not None
    assert found.document == {**found.document, "complete": True, "length": 2, "title": "Walk a"}
    assert _Walk.found_in(place).kind == "walk"


def test_what_other_code_began_or_what_is_asked_for_afresh_is_cleared(tmp_path: Path) -> None:
    place = tmp_path / "walk"
    for identity, fresh in (("then", False), ("now", True)):
        _Walk(place, identity=identity).begin()
        (place / "note.txt").write_text("mine")
        new = _Walk(place)
        assert new.find(fresh=fresh) is None
        assert not new.was_begun
        assert [entry.name for entry in place.iterdir()] == ["note.txt"]
        (place / "note.txt").unlink()


def test_what_is_made_anew_stands_beside_what_is_complete_until_the_end(tmp_path: Path) -> None:
    place = tmp_path / "walk"
    _Walk(place, identity="then").finish()
    (place / "note.txt").write_text("mine")
    new = _Walk(place)
    assert new.find(fresh=False) is None
    assert new.folder == tmp_path / "walk.part"
    new.begin()
    begun = look(new.folder)
    assert begun is not None
    assert _Walk.place_of(begun) == place
    assert _Walk.found_in(place).data["identity"] == "then"
    assert new.finish().folder == place
    assert _Walk.found_in(place).data["identity"] == "now"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["walk"]
    assert (place / "note.txt").read_text() == "mine"


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "walk"
    _Walk(place).finish()
    with pytest.raises(InputError, match="expected a folder for this swim, found another walk, 'Walk a'") as caught:
        _Swim(place).find(fresh=True)
    assert caught.value.problems[0].advice == "choose another folder"
    with pytest.raises(InputError, match="or `--fresh` to replace it"):
        _Walk(place, digest="b").find(fresh=False)
    with pytest.raises(InputError, match="the folder of a swim, found a walk"):
        _Swim.found_in(place)
    with pytest.raises(InputError, match="the folder of a swim, found nothing"):
        _Swim.found_in(tmp_path / "nothing")


def test_what_is_no_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text("{")
    with pytest.raises(DamagedRunError, match=r"cannot read .*bad.json"):
        read_json(tmp_path / "bad.json")
    _Walk(tmp_path).write_json("good.json", {"é": 1.5})
    assert json.loads((tmp_path / "good.json").read_text(encoding="utf-8")) == read_json(tmp_path / "good.json")
    with pytest.raises(ValueError, match="JSON compliant"):
        _Walk(tmp_path).write_json("bad.json", float("nan"))


def test_a_checkpoint_comes_back_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    assert checkpoint.read(tmp_path) is None
    checkpoint.write(tmp_path, {"day": np.int64(3), "rows": np.arange(4)})
    saved = checkpoint.read(tmp_path)
    assert saved is not None
    assert int(saved["day"]) == 3
    assert saved["rows"].tolist() == [0, 1, 2, 3]
    (tmp_path / checkpoint.NAME).write_bytes(b"PK")
    with pytest.raises(DamagedRunError, match="`--fresh` begins again"):
        checkpoint.read(tmp_path)


def test_a_checkpoint_without_room_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(StorageError, match="the disk is full"):
        checkpoint.write(tmp_path, {})
    checkpoint.with_warning(lambda saved: checkpoint.write(tmp_path, saved))({})
    assert "No checkpoint: cannot write" in caplog.messages[0]
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_worth_keeping_is_given_up(tmp_path: Path) -> None:
    begun, done = _Walk(tmp_path / "begun"), _Walk(tmp_path / "done")
    begun.begin()
    done.finish()
    begun.give_up()
    done.give_up()
    assert [entry.name for entry in tmp_path.iterdir()] == ["done"]


def test_where_it_cannot_be_seen_what_is_worth_keeping_nothing_is_raised_and_all_stays(tmp_path: Path) -> None:
    for name, damage in (("damaged", "no manifest"), ("missing", None)):
        walk = _Walk(tmp_path / name)
        walk.begin()
        (walk.folder / "steps.json").write_text("[1]", encoding="utf-8")
        (walk.folder / manifest.NAME).unlink()
        if damage:
            (walk.folder / manifest.NAME).write_text(damage, encoding="utf-8")
        walk.give_up()
        assert (walk.folder / "steps.json").is_file()


def test_what_cannot_take_its_place_leaves_the_old_one_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "walk"
    _Walk(place, identity="then").finish()
    new = _Walk(place)
    new.find(fresh=False)
    rename = Path.rename

    def full(self: Path, target: Path) -> Path:
        if self.name == "walk.part":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(StorageError, match="the disk is full; nothing that was there before is lost"):
        new.finish()
    assert manifest.read(place).data["identity"] == "then"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["walk", "walk.part"]


def test_what_cannot_be_cleared_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = _Walk(tmp_path / "walk")
    walk.begin()
    (walk.folder / checkpoint.NAME).write_text("kept", encoding="utf-8")

    def held(self: Path, missing_ok: bool = False) -> None:
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(StorageError, match=f"cannot remove .*{checkpoint.NAME}: you may not write there"):
        walk.finish()
