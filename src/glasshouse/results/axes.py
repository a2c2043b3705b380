"""Every field named with its axes: from records with fields of many axes to named columns, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from glasshouse.documents.vocabulary import POOLS
from glasshouse.engine.labels import Labels
from glasshouse.measurement.snapshots import GROUPS
from glasshouse.schema.codes import ATTRIBUTES, HEADINGS
from glasshouse.schema.counts import AXES, SYSTEM_COUNTS
from glasshouse.schema.limits import BANDS, DIMENSIONS, NOTED, SIZES

Places = Mapping[str, Sequence[str]]
"""Names of the places along each axis; places beyond the names are not in use."""


def places(labels: Labels) -> Places:
    """What the places along the axes of a scenario's records are called."""
    return {
        "kind": [kind.name for kind in labels.kinds],
        "channel": labels.channels,
        "system": [system.name for system in labels.systems],
        "group": [group.replace(" ", "-") for group in GROUPS],
        "pool": POOLS,
        "heading": HEADINGS,
        "holder": labels.holder_names,
        "origin": ("own", "copied"),
        "attribute": ATTRIBUTES,
        "declared": labels.attribute_names,
        "good": [good.name for good in labels.goods],
        "debt": [debt.name for debt in labels.debts],
        "evasion": ("open", "evading"),
        "size": _numbers(SIZES),
        "band": _numbers(BANDS),
        "dimension": _numbers(DIMENSIONS),
        "noted": _numbers(NOTED),
    }


def to_columns(rows: np.ndarray, names: Places, suffix: str = "") -> dict[str, np.ndarray]:
    """Columns ``field.place…`` of an array of records.

    Args:
        rows: records of a type in `glasshouse.schema.counts.AXES`, one a row of the table.
        names: what the places along each axis are called.
        suffix: added to each column's name after a dot.
    """
    end = f".{suffix}" if suffix else ""
    found = {}
    for field, label, place in _columns(rows.dtype, names):
        every_row: Any = (slice(None), *place)
        found[f"{label}{end}"] = np.ascontiguousarray(rows[field][every_row])
    return found


def from_columns(columns: Mapping[str, Any], dtype: np.dtype, names: Places) -> np.ndarray:
    """The array of records again."""
    length = len(next(iter(columns.values()))) if columns else 0
    rows = np.zeros(length, dtype)
    for field, label, place in _columns(dtype, names):
        every_row: Any = (slice(None), *place)
        rows[field][every_row] = columns[label]
    return rows


def split_name(column: str) -> tuple[str, tuple[str, ...]]:
    """The field of a column of ``series.parquet``, and its places: the system first where it has one, then along its axes.

    Args:
        column: ``field``, ``field.place…`` or ``field.place….system``.
    """
    field, _, rest = column.partition(".")
    if field not in (SYSTEM_COUNTS.names or ()):
        return field, tuple(rest.split(".")) if rest else ()
    *places, system = rest.split(".", len(AXES[SYSTEM_COUNTS].get(field, ())))
    return field, (system, *places)


def _columns(dtype: np.dtype, names: Places) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Field, label and place of every number in a record that is in use."""
    axes = AXES[dtype]
    for field in dtype.names or ():
        along = [names[axis] for axis in axes.get(field, ())]
        for place in product(*(range(len(each)) for each in along)):
            label = ".".join((field, *(each[at] for each, at in zip(along, place, strict=True))))
            yield field, label, place


def _numbers(length: int) -> list[str]:
    return [str(n) for n in range(length)]
