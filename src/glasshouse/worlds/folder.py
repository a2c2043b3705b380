"""The folder of a comparison: the worlds as run directories, the replicates, the checkpoint."""

from __future__ import annotations

import json
import logging
import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.documents.strict import validate_document
from glasshouse.engine.loop import Save
from glasshouse.engine.run import Run
from glasshouse.errors import DamagedRunError, InputError, Problem, StorageError
from glasshouse.results import identity_of
from glasshouse.scenario import Scenario
from glasshouse.store import manifest
from glasshouse.store.directory import CHECKPOINT, Directory, look
from glasshouse.store.folder import clear_own, make_folder, put_in_place, remove_own, write_aside, write_text
from glasshouse.store.manifest import Manifest

_LOG = logging.getLogger(__name__)
_SCENARIOS = "scenarios.json"
_OWN = frozenset(("worlds", "replicates", _SCENARIOS, CHECKPOINT, manifest.NAME))


class ComparisonFolder:
    """A comparison's folder in the making.

    Attributes:
        folder: where it is written.
        place: where it will stand; elsewhere only while a complete comparison is still in that place.
        scenarios: the worlds' scenarios by name, the base first.
        replicates: how many seeds.
        digest: digest of the comparison's inputs.
        identity: what identifies the code that makes its numbers.
    """

    def __init__(self, place: Path, scenarios: Mapping[str, Scenario], replicates: int, digest: str) -> None:
        self.folder = self.place = place
        self.scenarios, self.replicates, self.digest = dict(scenarios), replicates, digest
        self.identity = identity_of(self.scenarios.values())
        self.places = {name: f"worlds/{k}-{_slug(name)}" for k, name in enumerate(scenarios)}

    @classmethod
    def reopen(cls, folder: Path) -> tuple[ComparisonFolder, Manifest | None]:
        """A comparison's folder, and its manifest if it is complete.

        Raises:
            InputError: there is no comparison, or it was begun by other code.
            DamagedRunError: its files cannot be read.
        """
        found = look(folder) if folder.exists() else None
        if found is None or found.kind != "comparison":
            words = "nothing" if found is None else f"a {found.kind}"
            raise InputError(Problem(file=str(folder), expected="the folder of a comparison", found=words))
        path = folder / _SCENARIOS
        try:
            said = json.loads(path.read_text(encoding="utf-8"))
            scenarios = {name: validate_document(each, Scenario, str(path)) for name, each in said.items()}
        except (OSError, ValueError) as error:
            raise DamagedRunError(f"cannot read {path}: {error}") from error
        place = Path(found.data.get("replaces") or folder)
        kept = cls(place, scenarios, int(found.data["replicates"]), str(found.data["digest"]))
        kept.folder = folder
        if found.is_complete:
            found.check()
            return kept, found
        if found.data.get("identity") != kept.identity:
            expected = "a comparison that was begun by this very code"
            raise InputError(Problem(file=str(folder), expected=expected, found="another code's"))
        return kept, None

    def find(self, fresh: bool) -> Manifest | None:
        """The comparison, if it is there and complete; a folder that may not be used is refused.

        Raises:
            InputError: something else is there.
            DamagedRunError: it is damaged.
        """
        found = look(self.place)
        if found is not None and found.is_complete:
            self._check_same(found, fresh)
            if not fresh and found.data.get("identity") == self.identity:
                found.check()
                return found
            self.folder = self.place.with_name(f"{self.place.name}.part")
            found = look(self.folder)
        if found is not None:
            self._check_same(found, fresh)
            if fresh or found.data.get("identity") != self.identity:
                clear_own(self.folder, _OWN)
        return None

    def _check_same(self, found: Manifest, fresh: bool) -> None:
        if found.kind == "comparison" and (found.data["digest"] == self.digest or fresh):
            return
        words = f"another {found.kind}, {found.data.get('title')!r}, in {found.folder}"
        advice = "choose another folder"
        if found.kind == "comparison":
            advice += ", or `--fresh` to replace it"
        raise InputError(Problem(key="out", expected="a folder for this comparison", found=words, advice=advice))

    def begin(self) -> None:
        """Make the folder and say in it what is compared.

        Raises:
            StorageError: the folder cannot be written.
        """
        make_folder(self.folder / "replicates")
        said = {name: each.model_dump(mode="json", exclude_none=True) for name, each in self.scenarios.items()}
        write_text(self.folder / _SCENARIOS, json.dumps(said, ensure_ascii=False) + "\n")
        replaces = None if self.folder == self.place else str(self.place)
        manifest.write(self.folder, {**self._marks(), "complete": False, "replaces": replaces})

    def has(self, r: int) -> bool:
        """Whether a replicate was made already."""
        return (self.folder / _replicate(r)).is_file()

    def replicate(self, r: int) -> dict[str, Any]:
        """What was kept of a replicate."""
        path = self.folder / _replicate(r)
        try:
            return dict(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise DamagedRunError(f"cannot read {path}: {error}") from error

    def put(self, r: int, kept: Mapping[str, Any]) -> None:
        """Keep a replicate.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """
        write_text(self.folder / _replicate(r), json.dumps(kept, allow_nan=False) + "\n")
        (self.folder / CHECKPOINT).unlink(missing_ok=True)

    def put_worlds(self, runs: Mapping[str, Run]) -> None:
        """Keep the worlds of the first replicate as run directories.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """
        for name, run in runs.items():
            folder = self.folder / self.places[name]
            directory = Directory(folder, folder, run.scenario, name)
            directory.begin()
            directory.finish(run)

    def documents(self) -> dict[str, Any]:
        """The worlds' results documents."""
        return {name: manifest.read(self.folder / place).document for name, place in self.places.items()}

    def saving(self, r: int) -> Save:
        """Keeps checkpoints of a replicate."""

        def save(saved: dict[str, Any]) -> None:
            def write(aside: Path) -> None:
                with aside.open("wb") as file:
                    np.savez(file, **saved, replicate=np.int64(r))

            try:
                write_aside(self.folder / CHECKPOINT, write)
            except StorageError as error:
                _LOG.warning("No checkpoint: %s", error)

        return save

    def checkpoint(self, r: int) -> dict[str, Any] | None:
        """The arrays of a replicate's last checkpoint; None if there is none.

        Raises:
            DamagedRunError: it cannot be read.
        """
        path = self.folder / CHECKPOINT
        if not path.exists():
            return None
        try:
            with np.load(path, allow_pickle=False) as file:
                saved = {name: file[name] for name in file.files}
        except (OSError, ValueError, zipfile.BadZipFile, EOFError, KeyError) as error:
            raise DamagedRunError(f"cannot read {path}: {error}; `--fresh` begins again") from error
        return saved if int(saved["replicate"]) == r else None

    def finish(self, document: Mapping[str, Any]) -> Manifest:
        """Write the manifest, the last thing of all.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """
        files = [_SCENARIOS, *(_replicate(r) for r in range(self.replicates))]
        files += [f"{place}/{manifest.NAME}" for place in self.places.values()]
        found = manifest.write(self.folder, {**self._marks(), **document, "complete": True}, files)
        (self.folder / CHECKPOINT).unlink(missing_ok=True)
        if self.folder == self.place:
            return found
        put_in_place(self.folder, self.place, _OWN)
        return Manifest(self.place, found.data)

    def give_up(self) -> None:
        """Remove what was begun, unless it can be resumed."""
        made = any(self.has(r) for r in range(self.replicates)) or (self.folder / CHECKPOINT).exists()
        with suppress(OSError):
            if not made and not manifest.read(self.folder).is_complete:
                remove_own(self.folder, _OWN)

    def _marks(self) -> dict[str, Any]:
        base = next(iter(self.scenarios.values()))
        return {
            "kind": "comparison", "digest": self.digest, "identity": self.identity, "places": self.places,
            "scenario": " | ".join(self.scenarios), "title": f"{base.title}, compared", "citizens": base.citizens,
            "days": base.days, "seed": base.seed, "replicates": self.replicates,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
        }  # fmt: skip


def _replicate(r: int) -> str:
    return f"replicates/{r + 1}.json"


def _slug(name: str) -> str:
    """A name that any file system takes."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")[:40] or "world"
