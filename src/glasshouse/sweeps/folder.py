"""The folder of a sweep: what is run, the outcomes so far, and at the end the tables and the manifest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from glasshouse.documents.strict import validate_document
from glasshouse.errors import DamagedRunError, InputError, Problem
from glasshouse.results.build import environment, package_version
from glasshouse.results.schema import SCHEMA_VERSION
from glasshouse.scenario import Scenario
from glasshouse.store import manifest
from glasshouse.store.directory import look
from glasshouse.store.folder import clear_own, make_folder, put_in_place, remove_own, write_text
from glasshouse.store.manifest import Manifest
from glasshouse.store.parquet import write_all
from glasshouse.sweeps.outcome import Outcome
from glasshouse.sweeps.study import Job, Study, read_study
from glasshouse.sweeps.tidy import figures_table, points_table, results_table, titles

RESULTS, POINTS, FIGURES = "results.parquet", "points.parquet", "figures.parquet"
_STUDY, _OUTCOMES = "study.json", "outcomes"
_OWN = frozenset((manifest.NAME, RESULTS, POINTS, FIGURES, _STUDY, _OUTCOMES))


class SweepFolder:
    """A sweep's folder in the making.

    Attributes:
        folder: where it is written.
        place: where it will stand; elsewhere only while a complete sweep is still in that place.
        study: what is run.
        digest: digest of the study.
        identity: what identifies the code that makes its numbers.
    """

    def __init__(self, place: Path, study: Study) -> None:
        self.folder = self.place = place
        self.study, self.digest, self.identity = study, study.digest(), study.identity()

    @classmethod
    def reopen(cls, folder: Path) -> tuple[SweepFolder, Manifest | None]:
        """A sweep's folder, and its manifest if it is complete.

        Raises:
            InputError: there is no sweep, it was begun by other code, or a variant means something else now.
            DamagedRunError: its files cannot be read.
        """
        found = look(folder) if folder.exists() else None
        if found is None or found.kind != "sweep":
            words = "nothing" if found is None else f"a {found.kind}"
            raise InputError(Problem(file=str(folder), expected="the folder of a sweep", found=words))
        opened = cls(Path(found.data.get("replaces") or folder), _read(folder / _STUDY))
        opened.folder = folder
        if found.is_complete:
            found.check()
            return opened, found
        if found.data.get("identity") != opened.identity or found.data["digest"] != opened.digest:
            expected = "a sweep that was begun by this very code, with variants that are still the same"
            raise InputError(Problem(file=str(folder), expected=expected, found="another", advice="begin anew"))
        return opened, None

    def find(self, fresh: bool, resume: bool) -> Manifest | None:
        """The sweep, if it is there and complete; a folder that may not be used is refused.

        Raises:
            InputError: something else is there, or nothing was begun and `resume` asks for it.
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
                found = None
        if found is None and resume:
            expected = "a sweep of just these inputs that was begun"
            advice = "leave --resume out to begin"
            raise InputError(Problem(key="resume", expected=expected, found=f"none in {self.place}", advice=advice))
        return None

    def _check_same(self, found: Manifest, fresh: bool) -> None:
        if found.kind == "sweep" and (found.data["digest"] == self.digest or fresh):
            return
        advice = "choose another folder" + (", or `--fresh` to replace it" if found.kind == "sweep" else "")
        words = f"another {found.kind}, {found.data.get('title')!r}, in {found.folder}"
        raise InputError(Problem(key="out", expected="a folder for this sweep", found=words, advice=advice))

    def begin(self) -> None:
        """Make the folder and say in it what is run.

        Raises:
            StorageError: the folder cannot be written.
        """
        make_folder(self.folder / _OUTCOMES)
        write_text(self.folder / _STUDY, json.dumps(self.study.document(), ensure_ascii=False) + "\n")
        replaces = None if self.folder == self.place else str(self.place)
        manifest.write(self.folder, {**self._marks(), "complete": False, "replaces": replaces})

    def has(self, job: Job) -> bool:
        """Whether the outcome of a job is kept."""
        return self._path(job.number).is_file()

    def put(self, job: Job, outcome: Outcome) -> None:
        """Keep the outcome of a job.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """
        write_text(self._path(job.number), json.dumps(outcome, allow_nan=False) + "\n")

    def outcome(self, number: int) -> Outcome:
        """What was kept of a job.

        Raises:
            DamagedRunError: it cannot be read.
        """
        path = self._path(number)
        try:
            return dict(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise DamagedRunError(f"cannot read {path}: {error}") from error

    def finish(self) -> Manifest:
        """Write the tables, and last of all the manifest.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
            DamagedRunError: an outcome cannot be read any more.
        """
        outcomes = [self.outcome(number) for number in range(len(self.study))]
        tables = {
            RESULTS: results_table(self.study, outcomes),
            FIGURES: figures_table(self.study, outcomes),
            POINTS: points_table(self.study),
        }
        write_all({self.folder / name: columns for name, columns in tables.items()})
        document = {
            "schema_version": SCHEMA_VERSION,
            "complete": True,
            "worlds": list(self.study.worlds),
            "keys": list(self.study.design.keys),
            "points": [dict(row) for row in self.study.design.rows()],
            "observables": titles(outcomes),
            "state_digests": [{n: w["state_digest"] for n, w in each["worlds"].items()} for each in outcomes],
            "seconds": sum(each["seconds"] for each in outcomes),
            "environment": environment(),
        }
        files = [_STUDY, RESULTS, FIGURES, POINTS]
        found = manifest.write(self.folder, {**self._marks(), **document}, files)
        clear_own(self.folder, (_OUTCOMES,))
        if self.folder == self.place:
            return found
        put_in_place(self.folder, self.place, _OWN)
        return Manifest(self.place, found.data)

    def give_up(self) -> None:
        """Remove what was begun, unless outcomes are kept."""
        with suppress(OSError):
            outcomes = self.folder / _OUTCOMES
            if outcomes.is_dir() and not any(outcomes.iterdir()):
                remove_own(self.folder, _OWN)

    def _path(self, number: int) -> Path:
        return self.folder / _OUTCOMES / f"{number:06d}.json"

    def _marks(self) -> Mapping[str, Any]:
        base, study = self.study.base, self.study
        return {
            "kind": "sweep", "digest": self.digest, "identity": self.identity, "scenario": study.name,
            "title": f"{base.title}, swept", "base_title": base.title, "citizens": base.citizens, "days": base.days,
            "seed": base.seed, "replicates": study.replicates, "seeds": [base.seed + r for r in range(study.replicates)],
            "glasshouse": package_version(), "made": datetime.now(UTC).isoformat(timespec="seconds"),
        }  # fmt: skip


def _read(path: Path) -> Study:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return read_study(said, lambda data: validate_document(data, Scenario, str(path)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedRunError(f"cannot read {path}: {error}") from error
