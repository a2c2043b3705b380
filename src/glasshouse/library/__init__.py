"""The library: systems, channels, kinds of conduct, societies and scenarios that ship, as TOML files.

Each section is a folder and each document a file; a file's name is the document's name. Nothing here knows what
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

__all__ = ["SECTIONS", "Section", "names", "path", "read"]

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
    return _root().joinpath(section, f"{name}.toml")


def read(section: Section, name: str) -> dict[str, Any]:
    """A document as plain data, just as its file says.

    Raises:
        InputError: the section has no such document.
    """
    document = _parsed(read_text(path(section, name)), f"the library's {section}/{name}.toml")
    return {key: _copied(value) for key, value in document.items()}


@cache
def _root() -> Traversable:
    return files(__package__)


@lru_cache(maxsize=4 * len(SECTIONS))
def _names(section: Section, folder: str, changed: int) -> tuple[str, ...]:
    """The names of the documents in a section, whose folder was last changed then (ns)."""
    entries = (entry.name for entry in _root().joinpath(section).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in entries if name.endswith(".toml")))


@lru_cache(maxsize=1024)
def _parsed(text: str, file: str) -> dict[str, Any]:
    """A document, parsed once for as long as its file says the same. Nobody may change it."""
    return parse_toml(text, file)


def _copied(here: object) -> object:
    if isinstance(here, dict):
        return {key: _copied(inner) for key, inner in here.items()}
    return [_copied(inner) for inner in here] if isinstance(here, list) else here
