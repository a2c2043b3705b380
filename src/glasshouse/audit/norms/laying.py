"""How somebody's norms are laid over the tables: tables merge, lists gain what they lack, numbers and words are replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glasshouse.audit.norms.schema import Head

HEAD = tuple(Head.model_fields)
"""The keys by which a table says whose choice it is."""


def laid_over(table: Mapping[str, Any], difference: Mapping[str, Any], head: Mapping[str, Any]) -> dict[str, Any]:
    """A table with a difference laid over it; its head names both.

    Args:
        table: the table as its file says it.
        difference: what is said otherwise, in the table's own shape.
        head: the head of the difference: version, as_of, chosen_by, source, note.
    """
    found = _laid(table, difference)
    found["version"] = f"{table['version']} + {head['version']}"
    found["as_of"] = max(table["as_of"], head["as_of"])
    for key in ("chosen_by", "source", "note"):
        found[key] = f"{table[key]}; laid over it: {head[key]}"
    return found


def _laid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """One table over another; both stay as they are."""
    return {**below, **{key: _joined(below.get(key), value) for key, value in above.items()}}


def _joined(below: object, above: object) -> object:
    """One value over another. A table with a `value` replaces a number as a whole, so that no source outlives its number."""
    if isinstance(below, Mapping) and isinstance(above, Mapping) and "value" not in above:
        return _laid(below, above)
    if isinstance(below, list) and isinstance(above, list):
        return [*below, *(entry for entry in above if entry not in below)]
    return above
