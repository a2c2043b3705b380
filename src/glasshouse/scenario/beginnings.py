"""Documents to begin with: small, complete and commented, for whoever writes one of their own."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from glasshouse.errors import InputError, Problem, StorageError, nearest_name

BEGINNINGS: Final = ("system", "scenario", "claim", "society", "channel", "holder", "calibration")
"""Kinds of document that one can begin."""

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def new(kind: str, path: str | Path | None = None) -> Path:
    """Write a small, complete, commented document to begin with; what is there is never overwritten.

    Args:
        kind: what to begin: ``system``, ``scenario``, ``claim``, ``society``, ``channel``, ``holder`` or
            ``calibration``.
        path: the file; ``.toml`` is added where it lacks. By default ``my-KIND.toml`` in the working directory.

    Returns:
        The file.

    Raises:
        InputError: there is no such kind, the file is there already, or its name cannot be the name of a document.
        StorageError: the folder cannot be written, or the disk is full.
    """
    place = Path(path if path is not None else f"my-{kind}")
    if place.suffix != ".toml":
        place = place.with_name(f"{place.name}.toml")
    problems = [*_problems(kind, place)]
    if problems:
        raise InputError(problems)
    text = (files("glasshouse.library") / "beginnings" / f"{kind}.toml").read_text(encoding="utf-8")
    words = place.stem.replace("-", " ").replace("_", " ")
    text = text.replace("TITLE", f"{words[:1].upper()}{words[1:]}").replace("FILE", place.name)
    # "x" fails where a file is, even one that came to be since it was looked for.
    try:
        with place.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(_taken(place)) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise StorageError(f"cannot write {place}: {reason}; nothing that was there before is lost") from error
    return place


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
