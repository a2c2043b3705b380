"""A run directory in the making: where a run may be written, its checkpoint, its end."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from glasshouse.engine.run import Run
from glasshouse.errors import StorageError
from glasshouse.results import identity_of
from glasshouse.results.build import environment, package_version, results
from glasshouse.scenario import Scenario, digest, words_digest
from glasshouse.store import checkpoint, manifest, totals
from glasshouse.store.folder import clear_own, make_folder
from glasshouse.store.manifest import Manifest, spoken
from glasshouse.store.unfinished import UnfinishedFolder

_FILES = ("scenario.json", "environment.json", totals.NAME, "series.parquet", "snapshots.parquet", "panel.parquet")


class Directory(UnfinishedFolder):
    """A run directory that is being written.

    Attributes:
        scenario: what is run.
        name: what the scenario was called by.
        is_new: whether nothing was there before.
    """

    KIND: ClassVar[str] = "run"
    OWN: ClassVar[frozenset[str]] = frozenset((manifest.NAME, checkpoint.NAME, *_FILES))

    def __init__(self, folder: Path, place: Path, scenario: Scenario, name: str) -> None:
        super().__init__(folder, place)
        self.scenario, self.name, self.is_new = scenario, name, True

    def begin(self) -> None:
        """Make the folder and say in it what is being run, so that the run can be resumed.

        Raises:
            StorageError: the folder cannot be written.
        """
        make_folder(self.folder)
        clear_own(self.folder, [checkpoint.NAME])
        self._write_scenario()
        self.write_json("environment.json", environment(), indent=1)
        self.mark_begun(day=0)

    def _write_scenario(self) -> None:
        self.write_json("scenario.json", self.scenario.model_dump(mode="json", exclude_none=True), indent=1)

    def keep(self, saved: dict[str, Any]) -> None:
        """Write a checkpoint.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """
        checkpoint.write(self.folder, saved)
        self.mark_begun(day=int(saved["day"]))

    def checkpoint(self) -> dict[str, Any] | None:
        """The arrays of the last checkpoint; None if there is none.

        Raises:
            DamagedRunError: it cannot be read.
        """
        return checkpoint.read(self.folder)

    def finish(self, run: Run) -> Manifest:
        """Write the results and put the directory in its place.

        Raises:
            StorageError: the folder cannot be written, or the disk is full; what was there before is kept.
        """
        from glasshouse.store.parquet import write_tables

        self._write_scenario()  # its words may have changed since the run was begun
        totals.write(self.folder, run)
        files = ["scenario.json", "environment.json", totals.NAME, *write_tables(run, self.folder)]
        if "panel.parquet" not in files:
            clear_own(self.folder, ["panel.parquet"])
        return self.seal({**results(run, self.name), **self.heading()}, files, [checkpoint.NAME])

    def finish_anew(self, run: Run) -> Manifest:
        """Begin and finish in a folder that may be another than before.

        Raises:
            StorageError: it cannot be written either.
        """
        self.begin()
        return self.finish(run)

    def in_these_words(self, found: Manifest) -> Manifest:
        """A complete run of the same digest, said in the titles, notes and sources of this scenario, and by its name.

        Where the folder cannot be written, it stays as it is, and what is returned says it in these words all the same.

        Raises:
            DamagedRunError: its totals cannot be read.
        """
        marks = self.marks()
        if all(found.data.get(name) == marks[name] for name in ("words", "scenario")):
            return found
        outcome = totals.read(self.folder, self.scenario, found.document)
        self.scenario = self.scenario.model_copy(update={"panel": tuple(found.data["panel"])})
        said = {**results(outcome, self.name), "environment": found.data["environment"], **self.heading()}
        written = self.folder / "scenario.json"
        before = written.read_bytes() if written.is_file() else None
        try:
            self._write_scenario()
            return self.seal(said, found.data["files"], ())
        except StorageError as error:
            if before is not None:
                with suppress(OSError):  # the manifest that stays holds its checksum
                    written.write_bytes(before)
            return spoken(found, said, error)

    def is_worth_keeping(self) -> bool:
        """Whether it was there before, or has a checkpoint."""
        return not self.is_new or (self.folder / checkpoint.NAME).exists()

    def marks(self) -> dict[str, Any]:
        """What is run, and by which code."""
        scenario = self.scenario
        return {
            "identity": identity_of([scenario]), "panel": list(scenario.panel), "digest": digest(scenario),
            "words": words_digest(scenario),
            "scenario": self.name, "title": scenario.title, "citizens": scenario.citizens, "days": scenario.days,
            "seed": scenario.seed, "glasshouse": package_version(),
        }  # fmt: skip
