"""The gallery: which systems are shown, in which families, and where each can be tried."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from starlette.exceptions import HTTPException

from glasshouse import library
from glasshouse.scenario import load
from glasshouse.scenario.document import read_system
from glasshouse.scenario.lookup import layers
from glasshouse.scenario.merging import Draft, Source
from glasshouse.scoring.systems import System


@dataclass(frozen=True)
class Entry:
    """A system of the gallery.

    Attributes:
        name: the name of its page.
        family: the family that it stands with.
        place: where it is or was.
        years: the years of the rules and figures that it follows; empty where there are none.
        status: ``real``, ``kind``, ``example`` or ``what-if``.
        scenario: the scenario of the library in which it can be tried.
        system: its name in that scenario.
        setting: the setting that brings it into that scenario, which has it not by itself; empty for none.
    """

    name: str
    family: str
    place: str
    years: str
    status: str
    scenario: str
    system: str
    setting: str = ""

    @property
    def is_of_library(self) -> bool:
        """Whether the library has it as a document of its own."""
        return self.name in library.names("systems")


@cache
def entries() -> Mapping[str, Entry]:
    """All systems of the gallery by the names of their pages, family by family."""
    told = tomllib.loads((files(__package__) / "gallery.toml").read_text(encoding="utf-8"))
    return {
        name: Entry(**{"name": name, "family": family, "system": name, **said})
        for family, shelf in told.items()
        for name, said in shelf.items()
    }


def entry(name: str) -> Entry:
    """The system of a page.

    Raises:
        HTTPException: there is none of that name (404).
    """
    found = entries().get(name)
    if found is None:
        raise HTTPException(404, "there is no system of that name")
    return found


@cache
def system_of(name: str) -> System:
    """The system of a page, as its document says."""
    shown = entries()[name]
    if not shown.is_of_library:
        return load(shown.scenario).systems[shown.system]
    # As a scenario would read it, but without the society, which takes fifty times as long.
    draft = Draft()
    for layer in layers("systems", name):
        draft.lay(("system",), layer.data, Source(layer.file))
    return read_system(draft.data["system"])
