"""The folder of a comparison: the worlds as run directories, the replicates, the checkpoint."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from glasshouse.documents.strict import validate_document
from glasshouse.engine.loop import Save
from glasshouse.engine.run import Run
from glasshouse.errors import InputError, Problem, StorageError
from glasshouse.results import identity_of
from glasshouse.scenario import Scenario, words_digest
from glasshouse.store import checkpoint, manifest
from glasshouse.store.directory import Directory
from glasshouse.store.folder import clear_own, make_folder
from glasshouse.store.manifest import Manifest, spoken
from glasshouse.store.unfinished import UnfinishedFolder, read_json, reading

_SCENARIOS = "scenarios.json"


class ComparisonFolder(UnfinishedFolder):
    """A comparison's folder in the making.

    Attributes:
        scenarios: the worlds' scenarios by name, the base first.
        replicates: how many seeds.
        digest: digest of the comparison's inputs.
        identity: what identifies the code that makes its numbers.
        words: digest of all that the scenarios say, titles and sources too.
    """

    KIND: ClassVar[str] = "comparison"
    OWN: ClassVar[frozenset[str]] = frozenset(("worlds", "replicates", _SCENARIOS, checkpoint.NAME, manifest.NAME))

    def __init__(self, place: Path, scenarios: Mapping[str, Scenario], replicates: int, digest: str) -> None:
        super().__init__(place, place)
        self.scenarios, self.replicates, self.digest = dict(scenarios), replicates, digest
        self.identity = identity_of(self.scenarios.values())
        self.words = hashlib.sha256("\n".join(map(words_digest, self.scenarios.values())).encode()).hexdigest()
        self.places = {name: f"worlds/{k}-{_slug(name)}" for k, name in enumerate(scenarios)}

    @classmethod
    def reopen(cls, folder: Path) -> tuple[ComparisonFolder, Manifest | None]:
        """A comparison's folder, and its manifest if it is complete.

        Raises:
            InputError: there is no comparison, or it was begun by other code.
            DamagedRunError: its files cannot be read.
        """
        found, path = cls.found_in(folder), folder / _SCENARIOS
        with reading(path):
            said = read_json(path)
            scenarios = {name: validate_document(each, Scenario, str(path)) for name, each in said.items()}
        kept = cls(cls.place_of(found), scenarios, int(found.data["replicates"]), str(found.data["digest"]))
        kept.folder = folder
        if found.is_complete:
            found.check()
            return kept, found
        if not kept.is_current(found):
            expected = "a comparison that was begun by this very code"
            raise InputError(Problem(file=str(folder), expected=expected, found="another code's"))
        return kept, None

    def begin(self) -> None:
        """Make the folder and say in it what is compared.

        Raises:
            StorageError: the folder cannot be written.
        """
        make_folder(self.folder / "replicates")
        said = {name: each.model_dump(mode="json", exclude_none=True) for name, each in self.scenarios.items()}
        self.write_json(_SCENARIOS, said)
        self.mark_begun()

    def has(self, r: int) -> bool:
        """Whether a replicate was made already."""
        return (self.folder / _replicate(r)).is_file()

    def replicate(self, r: int) -> dict[str, Any]:
        """What was kept of a replicate.

        Raises:
            DamagedRunError: it cannot be read.
        """
        return dict(read_json(self.folder / _replicate(r)))

    def in_these_words(self, found: Manifest, document: Callable[[], Mapping[str, Any]]) -> Manifest:
        """A complete comparison of the same digest, said in the titles, notes and sources of these scenarios.

        Args:
            found: its manifest.
            document: gives the results document, from the worlds' documents.

        Where the folder cannot be written, it stays as it is, and what is returned says it in these words all the same.

        Raises:
            StorageError: the disk was full on the way.
            DamagedRunError: a world cannot be read.
        """
        if found.data.get("words") == self.marks()["words"]:
            return found
        try:
            self.begin()  # so that whoever is stopped here goes on
        except StorageError as error:
            return spoken(found, {**self.heading(), **document()}, error)
        return self.finish(document())

    def put(self, r: int, kept: Mapping[str, Any]) -> None:
        """Keep a replicate.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """
        self.write_json(_replicate(r), kept)
        clear_own(self.folder, [checkpoint.NAME])

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
        """The worlds' results documents, in the words of the scenarios.

        Raises:
            StorageError: a world cannot be written.
            DamagedRunError: a world cannot be read.
        """
        found = {}
        for name, place in self.places.items():
            folder = self.folder / place
            directory = Directory(folder, folder, self.scenarios[name], name)
            found[name] = directory.in_these_words(manifest.read(folder)).document
        return found

    def saving(self, r: int) -> Save:
        """Keeps checkpoints of a replicate."""
        return checkpoint.with_warning(lambda saved: checkpoint.write(self.folder, {**saved, "replicate": np.int64(r)}))

    def checkpoint(self, r: int) -> dict[str, Any] | None:
        """The arrays of a replicate's last checkpoint; None if there is none.

        Raises:
            DamagedRunError: it cannot be read.
        """
        saved = checkpoint.read(self.folder)
        return saved if saved is not None and int(saved["replicate"]) == r else None

    def finish(self, document: Mapping[str, Any]) -> Manifest:
        """Write the manifest, the last thing of all.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """
        files = [_SCENARIOS, *(_replicate(r) for r in range(self.replicates))]
        files += [f"{place}/{manifest.NAME}" for place in self.places.values()]
        return self.seal({**self.heading(), **document}, files, [checkpoint.NAME])

    def is_anything_kept(self) -> bool:
        """Whether there is a replicate, or a checkpoint of one."""
        return any(self.has(r) for r in range(self.replicates)) or (self.folder / checkpoint.NAME).exists()

    def is_worth_keeping(self) -> bool:
        """Whether anything is kept that can be gone on with, or all of it."""
        sealed = self.folder / manifest.NAME
        return self.is_anything_kept() or (sealed.exists() and manifest.read(self.folder).is_complete)

    def marks(self) -> dict[str, Any]:
        """What is compared, and by which code."""
        base = next(iter(self.scenarios.values()))
        return {
            "digest": self.digest, "identity": self.identity, "words": self.words, "places": self.places,
            "scenario": " | ".join(self.scenarios), "title": f"{base.title}, compared", "citizens": base.citizens,
            "days": base.days, "seed": base.seed, "replicates": self.replicates,
        }  # fmt: skip


def _replicate(r: int) -> str:
    return f"replicates/{r + 1}.json"


def _slug(name: str) -> str:
    """A name that any file system takes."""
    return re.sub(r"[^a-z0-9.]+", "-", name.lower()).strip("-.")[:40] or "world"
