"""A run directory in the making: where a run may be written, its checkpoint, its end."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.engine.run import Run
from glasshouse.errors import DamagedRunError, InputError, Problem
from glasshouse.results import identity_of
from glasshouse.results.build import environment, package_version, results
from glasshouse.scenario import Scenario, digest
from glasshouse.store import manifest
from glasshouse.store.folder import make_folder, put_in_place, remove_own, write_aside, write_text
from glasshouse.store.manifest import Manifest

CHECKPOINT = "checkpoint.npz"
OWN = frozenset(
    (
        manifest.NAME,
        CHECKPOINT,
        "scenario.json",
        "environment.json",
        "series.parquet",
        "snapshots.parquet",
        "panel.parquet",
    )
)
"""Names of the files that belong to a run directory."""


class Directory:
    """A run directory that is being written.

    Attributes:
        folder: where it is written.
        place: where it will stand at the end; elsewhere only while a complete run is still in that place.
        scenario: what is run.
        name: what the scenario was called by.
        is_new: whether nothing was there before.
    """

    def __init__(self, folder: Path, place: Path, scenario: Scenario, name: str) -> None:
        self.folder, self.place, self.scenario, self.name = folder, place, scenario, name
        self.is_new = True

    def begin(self) -> None:
        """Make the folder and say in it what is being run, so that the run can be resumed.

        Raises:
            StorageError: the folder cannot be written.
        """
        make_folder(self.folder)
        (self.folder / CHECKPOINT).unlink(missing_ok=True)
        said = self.scenario.model_dump(mode="json", exclude_none=True)
        write_text(self.folder / "scenario.json", json.dumps(said, indent=1, ensure_ascii=False) + "\n")
        write_text(self.folder / "environment.json", json.dumps(environment(), indent=1) + "\n")
        self._write_manifest(0)

    def keep(self, saved: dict[str, Any]) -> None:
        """Write a checkpoint.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """

        def write(aside: Path) -> None:
            with aside.open("wb") as file:
                np.savez(file, **saved)

        write_aside(self.folder / CHECKPOINT, write)
        self._write_manifest(int(saved["day"]))

    def checkpoint(self) -> dict[str, Any] | None:
        """The arrays of the last checkpoint; None if there is none.

        Raises:
            DamagedRunError: it cannot be read.
        """
        path = self.folder / CHECKPOINT
        if not path.exists():
            return None
        try:
            with np.load(path, allow_pickle=False) as file:
                return {name: file[name] for name in file.files}
        except (OSError, ValueError, zipfile.BadZipFile, EOFError, KeyError) as error:
            raise DamagedRunError(f"cannot read {path}: {error}; `--fresh` begins again") from error

    def finish(self, run: Run) -> Manifest:
        """Write the results and put the directory in its place.

        Raises:
            StorageError: the folder cannot be written, or the disk is full; what was there before is kept.
        """
        from glasshouse.store.parquet import write_tables

        files = ["scenario.json", "environment.json", *write_tables(run, self.folder)]
        if "panel.parquet" not in files:
            (self.folder / "panel.parquet").unlink(missing_ok=True)
        document = results(run, self.name)
        written = manifest.write(self.folder, {**document, **self._marks(), "complete": True}, files)
        (self.folder / CHECKPOINT).unlink(missing_ok=True)
        if self.folder == self.place:
            return written
        put_in_place(self.folder, self.place, OWN)
        return Manifest(self.place, written.data)

    def give_up(self) -> None:
        """Remove what was begun, unless it can be resumed or was there before."""
        if self.is_new and not (self.folder / CHECKPOINT).exists():
            remove_own(self.folder, OWN)

    def _marks(self) -> dict[str, Any]:
        return {
            "kind": "run",
            "identity": identity_of([self.scenario]),
            "panel": list(self.scenario.panel),
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
        }

    def _write_manifest(self, day: int) -> None:
        scenario = self.scenario
        said = {
            "complete": False, **self._marks(), "digest": digest(scenario), "scenario": self.name,
            "title": scenario.title,
            "citizens": scenario.citizens, "days": scenario.days, "seed": scenario.seed, "day": day,
            "replaces": None if self.folder == self.place else str(self.place), "glasshouse": package_version(),
        }  # fmt: skip
        manifest.write(self.folder, said)


def look(folder: Path) -> Manifest | None:
    """What stands in a folder: the manifest of a run, or None where a run may begin.

    Raises:
        InputError: something else is there.
        DamagedRunError: a run is there whose manifest cannot be read.
    """
    if not folder.exists():
        return None
    expected = "a run directory, an empty folder, or a name that is free"
    if not folder.is_dir():
        raise InputError(Problem(key="out", expected=expected, found=f"a file, {folder}"))
    if (folder / manifest.NAME).is_file():
        return manifest.read(folder)
    if any(not entry.name.endswith(".part") for entry in folder.iterdir()):
        found = f"the folder {folder} with other things in it"
        raise InputError(Problem(key="out", expected=expected, found=found, advice="nothing in it was changed"))
    return None
