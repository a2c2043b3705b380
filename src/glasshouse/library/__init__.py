"""The library: systems, channels, kinds of conduct, societies and scenarios that ship, as TOML files.

Each section is a folder and each document a file, or a folder with a file of the section's kind and what belongs to it; its
name is the document's name. Nothing here knows what
a document means: that is for the stages and for `glasshouse.scenario`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, get_args

from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.errors import InputError, Problem, nearest_name

__all__ = ["SECTIONS", "Section", "folder", "names", "path", "read"]

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


def names(section: Section) -> list[str]:
    """The names of all documents in a section, in alphabetical order."""
    folder = _root().joinpath(section)
    changed = folder.stat().st_mtime_ns if isinstance(folder, Path) else 0  # what is no folder on a disk stays as it is
    return list(_names(section, str(folder), changed))


def path(section: Section, name: str) -> Traversable:
    """The file of a document.

    Raises:
        InputError: the section has no such document; names the nearest one.
    """
    valid = names(section)
    if name not in valid:
        raise InputError(
            Problem(
                expected=f"the name of a {_SINGULAR[section]} of the library",
                found=repr(name),
                nearest=nearest_name(name, valid),
                advice=f"`glasshouse list {section}` lists them",
            )
        )
    return _file(section, name)


def read(section: Section, name: str) -> dict[str, Any]:
    """A document as plain data, just as its file says.

    Raises:
        InputError: the section has no such document.
    """
    file = path(section, name)
    document = _parsed(read_text(file), f"the library's {_within(section, name)}")
    return {key: _copied(value) for key, value in document.items()}


def folder(section: Section, name: str) -> Traversable | None:
    """The folder of a document that has one of its own, with what lies beside it; None of a document that is a file alone.

    Raises:
        InputError: the section has no such document.
    """
    path(section, name)
    own = _root().joinpath(section, name)
    return own if own.is_dir() else None


def _within(section: Section, name: str) -> str:
    """Where a document lies in the library: a file of its name, or in a folder of its name what its shelf holds."""
    own = _root().joinpath(section, name)
    return f"{section}/{name}/{_SINGULAR[section]}.toml" if own.is_dir() else f"{section}/{name}.toml"


def _file(section: Section, name: str) -> Traversable:
    return _root().joinpath(*_within(section, name).split("/"))


@cache
def _root() -> Traversable:
    return files(__package__)


@lru_cache(maxsize=4 * len(SECTIONS))
def _names(section: Section, folder: str, changed: int) -> tuple[str, ...]:
    """The names of the documents in a section, whose folder was last changed then (ns)."""
    here = _root().joinpath(section)
    return tuple(sorted(name for entry in here.iterdir() if (name := _document(entry, _SINGULAR[section]))))


def _document(entry: Traversable, kind: str) -> str:
    """The name of the document that an entry of a shelf is; empty if it is none."""
    if entry.name.endswith(".toml"):
        return entry.name.removesuffix(".toml")
    return entry.name if entry.is_dir() and entry.joinpath(f"{kind}.toml").is_file() else ""


@lru_cache(maxsize=1024)
def _parsed(text: str, file: str) -> dict[str, Any]:
    """A document, parsed once for as long as its file says the same. Nobody may change it."""
    return parse_toml(text, file)


def _copied(here: object) -> object:
    if isinstance(here, dict):
        return {key: _copied(inner) for key, inner in here.items()}
    return [_copied(inner) for inner in here] if isinstance(here, list) else here
