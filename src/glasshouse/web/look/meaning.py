"""What a number of a document is, in words: the parts that it stands in, and what its field means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from glasshouse import library
from glasshouse.documents.meanings import meanings
from glasshouse.documents.quantity import Quantity
from glasshouse.facts import Fact
from glasshouse.facts import load as facts
from glasshouse.library import Section
from glasshouse.scenario.merging import name_in_list, place_in_list, split


@dataclass(frozen=True)
class Said:
    """What a key of a document says.

    Attributes:
        where: titles of the parts that lead to it, the outermost first.
        meaning: what its field means.
    """

    where: tuple[str, ...]
    meaning: str


def said_of(document: BaseModel, key: str) -> Said:
    """What a dotted key of a document says.

    Args:
        document: the document.
        key: the key, as `glasshouse.scenario.quantities` gives it.
    """
    here: object = document
    where: list[str] = []
    meaning = ""
    for part in split(key):
        if isinstance(here, BaseModel):
            told = _meanings(type(here)).get(part)
            meaning, here = told or meaning, getattr(here, part, None)
        elif isinstance(here, Mapping):
            here = here.get(part)
            where.append(_title(part, here))
        elif isinstance(here, Sequence):
            place = place_in_list(here, part)
            where.append(part if place is None else name_in_list(here, place))
            here = None if place is None else here[place]
    return Said(tuple(where), meaning.rstrip("."))


def kind_title(name: str) -> str:
    """The title of a kind of conduct; its name where the library has none."""
    return _titles("conduct").get(name, name)


def channel_title(name: str) -> str:
    """The title of a channel; its name where the library has none."""
    return _titles("channels").get(name, name)


def system_title(name: str) -> str:
    """The title of a system; its name where the library has none."""
    return _titles("systems").get(name, name)


def facts_of(quantity: Quantity) -> Fact | None:
    """The published fact that stands behind a number, if one does."""
    return facts().get((quantity.fact or "").partition(".")[0])


@cache
def _meanings(model: type[BaseModel]) -> Mapping[str, str]:
    return meanings(model)


@cache
def _titles(section: Section) -> Mapping[str, str]:
    return {name: str(library.look(section, name).get("title", name)) for name in library.names(section)}


def _title(name: str, part: object) -> str:
    own = getattr(part, "title", None)
    if isinstance(own, str):
        return own
    return _titles("conduct").get(name) or _titles("channels").get(name) or name.replace("-", " ").replace("_", " ")
