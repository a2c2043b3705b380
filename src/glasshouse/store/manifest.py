"""The manifest of a run directory: what the run was, whether it is complete, and what its files must be."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glasshouse.errors import DamagedRunError, StorageError
from glasshouse.store.folder import checksum, storage_errors, write_text

_LOG = logging.getLogger(__name__)

NAME = "manifest.json"
FORMAT = 3
"""Raised when a results document changes its shape; runs of another format are made anew, and not opened."""
_OWN = ("format", "kind", "identity", "words", "panel", "made", "files", "replaces", "day", "seal")
"""Keys of a manifest that are not part of the results document."""


@dataclass(frozen=True)
class Manifest:
    """The manifest of one run directory.

    Attributes:
        folder: the directory.
        data: what the manifest says.
    """

    folder: Path
    data: dict[str, Any]

    @property
    def is_complete(self) -> bool:
        """Whether the run came to its end."""
        return bool(self.data.get("complete"))

    @property
    def kind(self) -> str:
        """``run`` or ``comparison``."""
        return str(self.data.get("kind", "run"))

    @property
    def document(self) -> dict[str, Any]:
        """The results document, with the folder as its ``run``."""
        kept = {key: value for key, value in self.data.items() if key not in _OWN}
        return {**kept, "run": str(self.folder)}

    def check(self) -> None:
        """See whether every file is as it was written.

        Raises:
            DamagedRunError: a file is missing or was changed; names it.
        """
        for name, known in self.data.get("files", {}).items():
            path = self.folder / name
            if not path.is_file():
                raise DamagedRunError(f"{path} is missing; `--fresh` makes the run again")
            with storage_errors(path, "read"):
                if path.stat().st_size != known["bytes"] or checksum(path) != known["sha256"]:
                    raise DamagedRunError(f"{path} is not as it was written; `--fresh` makes the run again")


def write(folder: Path, data: dict[str, Any], files: Iterable[str] = ()) -> Manifest:
    """Seal and write a manifest; the last thing that a run writes.

    Args:
        folder: the run directory.
        data: what it says.
        files: names of files whose checksums it holds.

    Raises:
        StorageError: the folder cannot be written, or the disk is full.
    """
    sums = {}
    for name in files:
        with storage_errors(folder / name, "read"):
            sums[name] = {"bytes": (folder / name).stat().st_size, "sha256": checksum(folder / name)}
    data = json.loads(json.dumps({"format": FORMAT, **data, "files": sums}, allow_nan=False))
    data["seal"] = _seal(data)
    write_text(folder / NAME, json.dumps(data, indent=1, ensure_ascii=False) + "\n")
    return Manifest(folder, data)


def spoken(found: Manifest, said: Mapping[str, Any], error: StorageError) -> Manifest:
    """A manifest that says something else than its file, which cannot be written; the log says so.

    Args:
        found: the manifest as it stands in its file.
        said: what it is to say.
        error: why it cannot be written.
    """
    _LOG.info("%s is not said anew in today's titles and sources: %s", found.folder, error)
    return Manifest(found.folder, json.loads(json.dumps({**found.data, **said, "complete": True}, allow_nan=False)))


def read(folder: Path) -> Manifest:
    """The manifest of a folder that has one.

    Raises:
        DamagedRunError: it is not a manifest, or it was changed.
        StorageError: it cannot be read.
    """
    path = folder / NAME
    try:
        with storage_errors(path, "read"):
            data = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise DamagedRunError(f"{path} is no manifest: {error}") from error
    except StorageError:
        if path.exists():
            raise
        raise DamagedRunError(f"{path} is missing") from None
    if not isinstance(data, dict) or "complete" not in data or "digest" not in data:
        raise DamagedRunError(f"{path} is no manifest of a run")
    if data.get("seal") != _seal(data):
        raise DamagedRunError(f"{path} was changed after it was written")
    return Manifest(folder, data)


def _seal(data: dict[str, Any]) -> str:
    """SHA-256 of what a manifest says, apart from the seal itself."""
    told = {key: value for key, value in data.items() if key != "seal"}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
