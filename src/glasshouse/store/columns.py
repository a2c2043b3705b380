"""From records with fields of many lengths to named columns, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from glasshouse.engine.labels import Labels
from glasshouse.measurement.snapshots import GROUPS
from glasshouse.schema.tables import CHANNELS, DIMENSIONS, KINDS, NOTED, PEOPLE_GROUPS, SYSTEMS

Axes = Mapping[int, Sequence[str]]
"""Names along an axis by its length; positions beyond the names are not in use."""


def axes(labels: Labels) -> Axes:
    """What the axes of a scenario's records stand for. Lengths differ, so that each has one meaning."""
    return {
        KINDS: [kind.name for kind in labels.kinds],
        CHANNELS: labels.channels,
        SYSTEMS: [system.name for system in labels.systems],
        PEOPLE_GROUPS: [group.replace(" ", "-") for group in GROUPS],
        DIMENSIONS: [str(d) for d in range(DIMENSIONS)],
        NOTED: [str(m) for m in range(NOTED)],
        2: ("state", "commercial"),
    }


def to_columns(rows: Any, names: Axes, suffix: str = "") -> dict[str, Any]:
    """Columns ``field.name…`` of an array of records.

    Args:
        rows: records, one a row of the table.
        names: what the axes stand for.
        suffix: added to each column's name after a dot.
    """
    end = f".{suffix}" if suffix else ""
    found = {}
    for field, label, place in _places(rows.dtype, names):
        every_row: Any = (slice(None), *place)
        found[f"{label}{end}"] = np.ascontiguousarray(rows[field][every_row])
    return found


def from_columns(columns: Mapping[str, Any], dtype: Any, names: Axes) -> Any:
    """The array of records again."""
    length = len(next(iter(columns.values()))) if columns else 0
    rows = np.zeros(length, dtype)
    for field, label, place in _places(dtype, names):
        every_row: Any = (slice(None), *place)
        rows[field][every_row] = columns[label]
    return rows


def _places(dtype: Any, names: Axes) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Field, label and place of every number in a record that is in use."""
    for field in dtype.names:
        lengths = dtype[field].shape
        for place in product(*(range(len(names[length])) for length in lengths)):
            label = ".".join((field, *(names[n][at] for n, at in zip(lengths, place, strict=True))))
            yield field, label, place
