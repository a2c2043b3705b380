"""The library: systems, channels, kinds of conduct, societies and scenarios that ship, as TOML files.

Each section is a folder and each document a file, or a folder with a file of the section's kind and what belongs to it; its
name is the document's name. Nothing here knows what
a document means: that is for the stages and for `glasshouse.scenario`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.errors import InputError, Problem, nearest_name

__all__ = ["SECTIONS", "Section", "folder", "look", "names", "path", "read"]

Section = Literal["systems", "channels", "conduct", "holders", "societies", "scenarios"]
"""The shelves of the library."""

SECTIONS: tuple[Section, ...] = get_args(Section)

_SINGULAR = {
    "systems": "system",
    "channels": "channel",
    "conduct": "kind of conduct",
    "holders": "holder",
    "societies": "society",
    "scenarios": "scenario",
}


class _Place(NamedTuple):
    """Where a document of the library lies.

    Attributes:
        file: its file.
        within: the file's path in the library, as messages name it.
        folder: the folder of its own, if it has one.
    """

    file: Traversable
    within: str
    folder: Traversable | None


def names(section: Section) -> list[str]:
    """The names of all documents in a section, in alphabetical order."""
    return list(_shelf(section))


def path(section: Section, name: str) -> Traversable:
    """The file of a document.

    Raises:
        InputError: the section has no such document; names the nearest one.
    """
    return _place(section, name).file


def read(section: Section, name: str) -> dict[str, Any]:
    """A document as plain data, just as its file says.

    Raises:
        InputError: the section has no such document.
    """
    return {key: _copied(value) for key, value in look(section, name).items()}


def look(section: Section, name: str) -> Mapping[str, Any]:
    """What `read` gives, for those who change nothing in it: it may be in use elsewhere.

    Raises:
        InputError: the section has no such document.
    """
    place = _place(section, name)
    return _parsed(read_text(place.file), f"the library's {place.within}")


def folder(section: Section, name: str) -> Traversable | None:
    """The folder of a document that has one of its own, with what lies beside it; None of a document that is a file alone.

    Raises:
        InputError: the section has no such document.
    """
    return _place(section, name).folder


def _place(section: Section, name: str) -> _Place:
    """Where a document lies.

    Raises:
        InputError: the section has no such document; names the nearest one.
    """
    shelf = _shelf(section)
    if name not in shelf:
        raise InputError(
            Problem(
                expected=f"the name of a {_SINGULAR[section]} of the library",
                found=repr(name),
                nearest=nearest_name(name, shelf),
                advice=f"`glasshouse list {section}` lists them",
            )
        )
    return shelf[name]


def _shelf(section: Section) -> Mapping[str, _Place]:
    """Where the documents of a section lie, by name in alphabetical order."""
    folder = _root().joinpath(section)
    changed = folder.stat().st_mtime_ns if isinstance(folder, Path) else 0  # what is no folder on a disk stays as it is
    return _places(section, str(folder), changed)


@cache
def _root() -> Traversable:
    return files(__package__)


@lru_cache(maxsize=4 * len(SECTIONS))
def _places(section: Section, folder: str, changed: int) -> Mapping[str, _Place]:
    """Where the documents of a section lie, whose folder was last changed then (ns)."""
    found: dict[str, _Place] = {}
    for entry in _root().joinpath(section).iterdir():
        within = entry.joinpath(f"{_SINGULAR[section]}.toml")
        if entry.name.endswith(".toml"):
            found.setdefault(entry.name.removesuffix(".toml"), _Place(entry, f"{section}/{entry.name}", None))
        elif entry.is_dir() and within.is_file():
            found[entry.name] = _Place(within, f"{section}/{entry.name}/{within.name}", entry)
    return dict(sorted(found.items()))


@lru_cache(maxsize=1024)
def _parsed(text: str, file: str) -> dict[str, Any]:
    """A document, parsed once for as long as its file says the same. Nobody may change it."""
    return parse_toml(text, file)


def _copied(here: object) -> object:
    if isinstance(here, dict):
        return {key: _copied(inner) for key, inner in here.items()}
    return [_copied(inner) for inner in here] if isinstance(here, list) else here
