"""The library: systems, channels, kinds of conduct, societies and scenarios that ship, as TOML files.

Each section is a folder and each document a file; a file's name is the document's name. Nothing here knows what
a document means: that is for the stages and for `glasshouse.scenario`.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.errors import InputError, Problem, nearest_name

__all__ = ["SECTIONS", "Section", "names", "path", "read"]

Section = Literal["systems", "channels", "conduct", "societies", "scenarios"]
"""The shelves of the library."""

SECTIONS: tuple[Section, ...] = get_args(Section)

_SINGULAR = {
    "systems": "system",
    "channels": "channel",
    "conduct": "kind of conduct",
    "societies": "society",
    "scenarios": "scenario",
}


def names(section: Section) -> list[str]:
    """The names of all documents in a section, in alphabetical order."""
    entries = (entry.name for entry in files(__package__).joinpath(section).iterdir())
    return sorted(name.removesuffix(".toml") for name in entries if name.endswith(".toml"))


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
    return files(__package__).joinpath(section, f"{name}.toml")


def read(section: Section, name: str) -> dict[str, Any]:
    """A document as plain data, just as its file says.

    Raises:
        InputError: the section has no such document.
    """
    return parse_toml(read_text(path(section, name)), f"the library's {section}/{name}.toml")
