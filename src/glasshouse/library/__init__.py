"""The library: systems, channels, kinds of conduct, societies and scenarios that ship, as TOML files.

Each shelf is a folder and each document a file; a file's name is the document's name. Nothing here knows what
a document means: that is for the stages and for `glasshouse.scenario`.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

from glasshouse.documents.strict import parse_toml, read_text
from glasshouse.errors import InputError, Problem, nearest_name

__all__ = ["SHELVES", "Shelf", "names", "path", "read"]

Shelf = Literal["systems", "channels", "conduct", "societies", "scenarios"]
"""The shelves of the library."""

SHELVES: tuple[Shelf, ...] = get_args(Shelf)

_SINGULAR = {
    "systems": "system",
    "channels": "channel",
    "conduct": "kind of conduct",
    "societies": "society",
    "scenarios": "scenario",
}


def names(shelf: Shelf) -> list[str]:
    """The names of all documents on a shelf, in alphabetical order."""
    entries = (entry.name for entry in files(__package__).joinpath(shelf).iterdir())
    return sorted(name.removesuffix(".toml") for name in entries if name.endswith(".toml"))


def path(shelf: Shelf, name: str) -> Traversable:
    """The file of a document.

    Raises:
        InputError: the shelf has no such document; names the nearest one.
    """
    valid = names(shelf)
    if name not in valid:
        raise InputError(
            Problem(
                expected=f"the name of a {_SINGULAR[shelf]} of the library",
                found=repr(name),
                nearest=nearest_name(name, valid),
                advice=f"`glasshouse list {shelf}` lists them",
            )
        )
    return files(__package__).joinpath(shelf, f"{name}.toml")


def read(shelf: Shelf, name: str) -> dict[str, Any]:
    """A document as plain data, just as its file says.

    Raises:
        InputError: the shelf has no such document.
    """
    return parse_toml(read_text(path(shelf, name)), f"the library's {shelf}/{name}.toml")
