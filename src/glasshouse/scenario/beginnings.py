"""Documents to begin with: small, complete and commented, for whoever writes one of their own."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from glasshouse.documents.arguments import checked
from glasshouse.errors import InputError, Problem, StorageError, nearest_name

BEGINNINGS: Final = ("system", "scenario", "audit", "claim", "society", "country", "channel", "holder", "calibration")
"""Kinds of document that one can begin; a country is a folder: a society with a table of regions."""
_FOLDERS: Final = ("country",)
_WITH_NORMS: Final = ("audit",)
"""Kinds beside which a file of norms is begun: nothing that norms say of a scheme of one's own has a default."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@checked
def new(kind: str, path: str | Path | None = None) -> Path:
    """Write a small, complete, commented document to begin with; what is there is never overwritten.

    Args:
        kind: what to begin: ``system``, ``scenario``, ``audit``, ``claim``, ``society``, ``country``, ``channel``,
            ``holder`` or ``calibration``.
        path: the file; ``.toml`` is added where it lacks. By default ``my-KIND.toml`` in the working directory. Of a country
            the folder, by default ``my-country``. Of an audit the proposed scheme; a file of norms is written `beside` it.

    Returns:
        The file, or the folder.

    Raises:
        InputError: there is no such kind, the file is there already, or its name cannot be the name of a document.
        StorageError: the folder cannot be written, or the disk is full.
    """
    place = Path(path if path is not None else f"my-{kind}")
    if kind in _FOLDERS:
        return _new_folder(kind, place)
    if place.suffix != ".toml":
        place = place.with_name(f"{place.name}.toml")
    others = beside(kind, place)
    problems = [*_problems(kind, place), *(_taken(other) for other in others if other.exists())]
    if problems:
        raise InputError(problems)
    begun = files("glasshouse.library") / "beginnings"
    _write(place, (begun / f"{kind}.toml").read_text(encoding="utf-8"), place)
    for other in others:
        _write(other, (begun / f"{kind}-norms.toml").read_text(encoding="utf-8"), place)
    return place


def beside(kind: str, place: Path) -> tuple[Path, ...]:
    """The files that belong to a document that was begun, and lie beside it.

    Args:
        kind: what was begun.
        place: its file.
    """
    return (_norms_of(place),) if kind in _WITH_NORMS else ()


def _norms_of(place: Path) -> Path:
    return place.with_name(f"{place.stem}-norms.toml")


def _new_folder(kind: str, place: Path) -> Path:
    """Write a folder of documents that belong together.

    Raises:
        InputError: it is there already, or its name cannot be the name of a document.
        StorageError: the folder cannot be written, or the disk is full.
    """
    problems = [*_problems(kind, place)]
    if problems:
        raise InputError(problems)
    try:
        place.mkdir(parents=True)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise StorageError(f"cannot make {place}: {reason}") from error
    for part in sorted((files("glasshouse.library") / "beginnings" / kind).iterdir(), key=lambda part: part.name):
        _write(place / part.name, part.read_text(encoding="utf-8"), place)
    return place


def _write(file: Path, text: str, place: Path) -> None:
    """Write one document, with the words of its name in it; what is there is never overwritten.

    Raises:
        InputError: the file is there already.
        StorageError: it cannot be written.
    """
    words = place.stem.replace("-", " ").replace("_", " ")
    said = {
        "TITLE": f"{words[:1].upper()}{words[1:]}",
        "FILE": place.name,
        "NORMS": _norms_of(place).name,
        "FOLDER": str(place),
    }
    text = re.sub("|".join(said), lambda found: said[found[0]], text)
    # "x" fails where a file is, even one that came to be since it was looked for.
    try:
        with file.open("x", encoding="utf-8") as written:
            written.write(text)
    except FileExistsError:
        raise InputError(_taken(file)) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise StorageError(f"cannot write {file}: {reason}; nothing that was there before is lost") from error


def _problems(kind: str, place: Path) -> list[Problem]:
    found = []
    if kind not in BEGINNINGS:
        expected = f"one of {', '.join(BEGINNINGS)}"
        found.append(Problem(key="KIND", expected=expected, found=repr(kind), nearest=nearest_name(kind, BEGINNINGS)))
    if not _NAME.fullmatch(place.stem):
        expected = "a name of letters, digits, hyphens and underscores: it becomes part of dotted keys"
        found.append(Problem(key="NAME", expected=expected, found=repr(place.stem)))
    if place.exists():
        found.append(_taken(place))
    return found


def _taken(place: Path) -> Problem:
    return Problem(
        key="NAME", expected="the name of a file that is not there yet", found=str(place), advice="nothing was changed"
    )
