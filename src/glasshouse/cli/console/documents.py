"""Documents of the library as lines to read: each value with its unit and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from glasshouse import library
from glasshouse.conduct.kinds import Kind
from glasshouse.documents.quantity import Quantity
from glasshouse.documents.strict import validate_document
from glasshouse.errors import InputError
from glasshouse.observation.channels import Channel
from glasshouse.observation.holders import NamedHolder
from glasshouse.scenario import load
from glasshouse.scenario.document import read_system
from glasshouse.scenario.lookup import layers
from glasshouse.scenario.merging import Draft, Source
from glasshouse.society.configuration import Society

_MODELS: Final[dict[library.Section, type[BaseModel]]] = {
    "channels": Channel,
    "conduct": Kind,
    "holders": NamedHolder,
    "societies": Society,
}
_NAMED_ONLY: Final = ("conduct", "channels", "systems", "holders")
"""Parts of a scenario that are shown by name: they are documents of their own."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A line about one value, or the heading of several.

    Attributes:
        depth: how deep it lies in the document.
        name: the key.
        value: the value with its unit; empty for a heading.
        origin: where the value comes from; empty where it needs no source.
        fact: the fact that it rests on, if any.
    """

    depth: int
    name: str
    value: str = ""
    origin: str = ""
    fact: str | None = None


def read_document(section: library.Section, name: str) -> Any:
    """A document of the library (or a scenario's file), complete with all that it extends.

    Raises:
        InputError: there is no such document, or it is not as it should be.
    """
    if section == "scenarios":
        return load(name)
    draft = Draft()
    for layer in layers(section, name):
        draft.lay((name,), layer.data, Source(layer.file))
    data = draft.get((name,))
    try:
        return read_system(data) if section == "systems" else validate_document(data, _MODELS[section])
    except InputError as error:
        raise InputError(draft.trace(problem.inside(name)) for problem in error.problems) from None


def leaves(document: BaseModel, depth: int = 0) -> Iterator[Leaf]:
    """The document's values, line by line, in its own order."""
    for name in type(document).model_fields:
        value = getattr(document, name)
        if isinstance(value, Society):
            yield Leaf(depth, name, value.title)
        elif depth == 0 and name in _NAMED_ONLY and isinstance(value, Mapping):
            yield Leaf(depth, name, ", ".join(value) or "none")
        elif value is not None:
            yield from _lines(name, value, depth)


def _lines(name: str, value: object, depth: int) -> Iterator[Leaf]:
    if isinstance(value, Quantity):
        yield Leaf(depth, name, f"{value.value:,.12g} {value.unit}", origin(value), value.fact)
    elif isinstance(value, BaseModel):
        yield from _section(name, list(leaves(value, depth + 1)), depth)
    elif isinstance(value, Mapping):
        inner = [line for key, part in value.items() for line in _lines(str(key), part, depth + 1)]
        yield from _section(name, inner, depth)
    elif isinstance(value, tuple) and any(isinstance(part, BaseModel) for part in value):
        yield from _section(name, list(_entries(value, depth + 1)), depth)
    else:
        yield Leaf(depth, name, _words(value))


def _entries(parts: tuple[Any, ...], depth: int) -> Iterator[Leaf]:
    """What is below a list of tables: each by its name, its region or its place."""
    for place, part in enumerate(parts):
        name = getattr(part, "name", None) or getattr(part, "region", place)
        yield from (line for line in _lines(str(name), part, depth) if not (line.name == "name" and line.value))


def _section(name: str, inner: list[Leaf], depth: int) -> Iterator[Leaf]:
    """A heading and what is below it; one value alone stands on the heading's own line."""
    if len(inner) == 1 and inner[0].depth == depth + 1:
        yield Leaf(depth, f"{name}.{inner[0].name}", inner[0].value, inner[0].origin, inner[0].fact)
    elif inner:
        yield Leaf(depth, name)
        yield from inner


def origin(quantity: Quantity) -> str:
    """Where a value comes from, in words."""
    low, high = quantity.range or (quantity.value, quantity.value)
    span = f", {low:g} to {high:g}" if low < high else ""
    fact = f"fact {quantity.fact}"
    if quantity.derived:
        head = f"derived from {fact}" if quantity.fact else "derived"
        return " ".join(filter(None, (f"{head}{span}: {quantity.derived}", quantity.note)))
    if quantity.fact:
        said = f"{fact}{span}" + (f": {quantity.note}" if quantity.note else "")
        return f"{said.rstrip('.')}. Fixed: {quantity.fixed}" if quantity.fixed else said
    if quantity.assumption:
        return " ".join(filter(None, (f"assumed{span}: {quantity.assumption}", quantity.note)))
    return (
        " ".join(filter(None, (f"by definition: {quantity.fixed}", quantity.note)))
        if quantity.fixed
        else "set by the user"
    )


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return str(value)
