"""The folder of a sweep: what is run, the outcomes so far, and at the end the tables and the manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from glasshouse.documents.strict import validate_document
from glasshouse.errors import InputError, Problem
from glasshouse.results.build import environment, package_version
from glasshouse.results.schema import SCHEMA_VERSION
from glasshouse.scenario import Scenario, seed_after
from glasshouse.store import manifest
from glasshouse.store.folder import make_folder
from glasshouse.store.manifest import Manifest
from glasshouse.store.parquet import write_all
from glasshouse.store.unfinished import UnfinishedFolder, read_json, reading
from glasshouse.sweeps.outcome import Outcome
from glasshouse.sweeps.study import Job, Study, read_study
from glasshouse.sweeps.tidy import figures_table, points_table, results_table, titles

RESULTS, POINTS, FIGURES = "results.parquet", "points.parquet", "figures.parquet"
_STUDY, _OUTCOMES = "study.json", "outcomes"


class SweepFolder(UnfinishedFolder):
    """A sweep's folder in the making.

    Attributes:
        study: what is run.
        digest: digest of the study.
        identity: what identifies the code that makes its numbers.
    """

    KIND: ClassVar[str] = "sweep"
    OWN: ClassVar[frozenset[str]] = frozenset((manifest.NAME, RESULTS, POINTS, FIGURES, _STUDY, _OUTCOMES))

    def __init__(self, place: Path, study: Study) -> None:
        super().__init__(place, place)
        self.study, self.digest, self.identity = study, study.digest(), study.identity()

    @classmethod
    def reopen(cls, folder: Path) -> tuple[SweepFolder, Manifest | None]:
        """A sweep's folder, and its manifest if it is complete.

        Raises:
            InputError: there is no sweep, or it was begun by other code.
            DamagedRunError: its files cannot be read.
        """
        found = cls.found_in(folder)
        opened = cls(cls.place_of(found), _read(folder / _STUDY))
        opened.folder = folder
        if found.is_complete:
            found.check()
            return opened, found
        if not opened.is_current(found) or not opened.is_same(found):
            expected = "a sweep that was begun by this very code"
            raise InputError(Problem(file=str(folder), expected=expected, found="another", advice="begin anew"))
        return opened, None

    def find_or_resume(self, fresh: bool, resume: bool) -> Manifest | None:
        """The sweep, if it is there and complete (see `find`).

        Raises:
            InputError: something else is there, or nothing was begun and `resume` asks for it.
            DamagedRunError: it is damaged.
        """
        made = self.find(fresh)
        if made is None and resume and not self.was_begun:
            expected = "a sweep of just these inputs that was begun"
            advice = "leave --resume out to begin"
            raise InputError(Problem(key="resume", expected=expected, found=f"none in {self.place}", advice=advice))
        return made

    def begin(self) -> None:
        """Make the folder and say in it what is run.

        Raises:
            StorageError: the folder cannot be written.
        """
        make_folder(self.folder / _OUTCOMES)
        self.write_json(_STUDY, self.study.document())
        self.mark_begun(runs=len(self.study))

    def has(self, job: Job) -> bool:
        """Whether the outcome of a job is kept."""
        return (self.folder / _outcome(job.number)).is_file()

    def put(self, job: Job, outcome: Outcome) -> None:
        """Keep the outcome of a job.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """
        self.write_json(_outcome(job.number), outcome)

    def outcome(self, number: int) -> Outcome:
        """What was kept of a job.

        Raises:
            DamagedRunError: it cannot be read.
        """
        return dict(read_json(self.folder / _outcome(number)))

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
            "command": self.study.command(),
            "intervals": self.study.intervals,
            "worlds": list(self.study.worlds),
            "keys": list(self.study.design.keys),
            "points": [dict(row) for row in self.study.design.rows()],
            "observables": titles(outcomes),
            "state_digests": [{n: w["state_digest"] for n, w in each["worlds"].items()} for each in outcomes],
            "seconds": sum(each["seconds"] for each in outcomes),
            "environment": environment(),
        }
        return self.seal({**self.heading(), **document}, [_STUDY, RESULTS, FIGURES, POINTS], [_OUTCOMES])

    def is_worth_keeping(self) -> bool:
        """Whether outcomes are kept, or their tables."""
        outcomes = self.folder / _OUTCOMES
        return not outcomes.is_dir() or any(outcomes.iterdir())

    def marks(self) -> dict[str, Any]:
        """What is run, and by which code."""
        base, study = self.study.base, self.study
        return {
            "digest": self.digest, "identity": self.identity, "scenario": study.name, "title": f"{base.title}, swept",
            "base_title": base.title, "citizens": base.citizens, "days": base.days, "seed": base.seed,
            "replicates": study.replicates, "seeds": [seed_after(base.seed, r) for r in range(study.replicates)],
            "glasshouse": package_version(),
        }  # fmt: skip


def _outcome(number: int) -> str:
    return f"{_OUTCOMES}/{number:06d}.json"


def _read(path: Path) -> Study:
    with reading(path):
        return read_study(read_json(path), lambda data: validate_document(data, Scenario, str(path)))
