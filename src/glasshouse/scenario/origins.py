"""Where a scenario's numbers come from: a walk over all its quantities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from glasshouse.documents.quantity import Quantity
from glasshouse.scenario.merging import Keys, join


def quantities(scenario: BaseModel) -> list[tuple[str, Quantity]]:
    """Every quantity of a scenario (or of any document) with its dotted key, in the document's order.

    One that rests on a fact has `fact`, one that is assumed has `assumption`; with neither, a user set it.
    """
    return [(join(keys), quantity) for keys, quantity in _walk((), scenario)]


def _walk(keys: Keys, here: Any) -> Iterator[tuple[Keys, Quantity]]:
    if isinstance(here, Quantity):
        yield keys, here
    elif isinstance(here, BaseModel):
        for name in type(here).model_fields:
            yield from _walk((*keys, name), getattr(here, name))
    elif isinstance(here, Mapping):
        for name, inner in here.items():
            yield from _walk((*keys, name), inner)
    elif isinstance(here, tuple):
        for place, inner in enumerate(here):
            yield from _walk((*keys, str(place)), inner)
