"""Where a scenario's numbers come from: a walk over all its quantities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from glasshouse.documents.quantity import Quantity
from glasshouse.documents.strict import Document
from glasshouse.scenario.merging import Keys, join, names_in_list


def quantities(scenario: BaseModel, *, in_lists: bool = True) -> list[tuple[str, Quantity]]:
    """Every quantity of a scenario (or of any document) with its dotted key, in the document's order.

    Its `status` says how it is known.

    Args:
        scenario: the scenario.
        in_lists: whether those in lists are told too. Keys call an entry by its name, else by its place from 0.
    """
    return [(join(keys), quantity) for keys, quantity in _walk((), scenario, in_lists)]


def _walk(keys: Keys, here: object, in_lists: bool) -> Iterator[tuple[Keys, Quantity]]:
    if isinstance(here, Quantity):
        yield keys, here
        return
    for name, inner in _inside(here, in_lists):
        yield from _walk((*keys, name), inner, in_lists)


def _inside(here: object, in_lists: bool) -> Iterator[tuple[str, object]]:
    """What a part of a document holds, by the key that leads to it."""
    if isinstance(here, BaseModel):
        for name in () if isinstance(here, Document) and here.is_idle else type(here).model_fields:
            yield name, getattr(here, name)
    elif isinstance(here, Mapping):
        yield from here.items()
    elif isinstance(here, tuple) and in_lists:
        yield from zip(names_in_list(here), here, strict=True)
