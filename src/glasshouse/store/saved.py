"""Towns in files: a simulation as it stands, with all that it needs to go on to the same bits."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from glasshouse.documents.strict import validate_document
from glasshouse.engine.observers import Observer
from glasshouse.engine.simulation import Made, Simulation
from glasshouse.errors import DamagedRunError, InputError, Problem
from glasshouse.results import identity_of
from glasshouse.results.build import package_version
from glasshouse.scenario import Decision, Scenario
from glasshouse.store.folder import storage_errors, write_aside

FORMAT = 1
"""Format of the file; another one cannot be read."""
_HEAD = "head"
_ABSENT = "a file that `save` wrote"
Town = TypeVar("Town", bound=Simulation)


def save(town: Simulation, path: Path) -> Path:
    """Write a town to a file, aside and then renamed. Observers and the state that was kept last are not written.

    Raises:
        StorageError: the file cannot be written.
    """
    head = {
        "format": FORMAT,
        "identity": identity_of([town.scenario]),
        "glasshouse": package_version(),
        "founding": town.founding.model_dump(mode="json", exclude_none=True),
        "series": town.recording.series,
        "made": [[each.day, each.decision.model_dump(mode="json", exclude_none=True)] for each in town.made],
    }
    named: dict[str, Any] = {_HEAD: np.array(json.dumps(head, ensure_ascii=False)), **town.recording.save()}

    def write(aside: Path) -> None:
        with aside.open("wb") as file:
            np.savez(file, **named)

    write_aside(path, write)
    return path


def read(kind: type[Town], path: Path, *, threads: int | None = None, observers: Sequence[Observer] = ()) -> Town:
    """A town from a file.

    Args:
        kind: the class of the town.
        path: the file.
        threads: threads to use.
        observers: who watches from now on.

    Raises:
        InputError: there is no such file, or other code wrote it.
        DamagedRunError: it cannot be read.
    """
    if not path.is_file():
        raise InputError(
            Problem(file=str(path), expected=_ABSENT, found="nothing" if not path.exists() else "a folder")
        )
    try:
        arrays = _arrays(path)
        head = json.loads(str(arrays.pop(_HEAD)))
        _check_identity(path, head)
        founding = validate_document(head["founding"], Scenario, str(path))
        made = tuple(Made(int(day), validate_document(said, Decision, str(path))) for day, said in head["made"])
        town = kind(founding, threads=threads, observers=observers, series=bool(head["series"]))
        town.resume(made, arrays)
    except _OtherCodeError as error:
        raise InputError(error.problem) from None
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedRunError(f"cannot read {path}: {error}") from error
    return town


class _OtherCodeError(Exception):
    """Another version wrote the file."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _check_identity(path: Path, head: Mapping[str, Any]) -> None:
    founding = validate_document(head["founding"], Scenario, str(path)) if head["format"] == FORMAT else None
    if founding is None or head["identity"] != identity_of([founding]):
        raise _OtherCodeError(
            Problem(
                file=str(path),
                expected="a town that was saved by this very code",
                found=f"one saved by Glasshouse {head['glasshouse']}, of other code",
                advice="its scenario and decisions stand in the file; found it again and live it",
            )
        )


def _arrays(path: Path) -> dict[str, Any]:
    """All arrays of a file; each is checked against its checksum.

    Raises:
        DamagedRunError: it is no such file, or a part is missing or was changed.
    """
    try:
        with storage_errors(path, "read"), np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (ValueError, zipfile.BadZipFile, EOFError, KeyError, AttributeError) as error:
        raise DamagedRunError(f"cannot read {path}: {error}; it is not {_ABSENT}") from error
