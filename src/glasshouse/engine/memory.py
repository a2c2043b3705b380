"""Memory for tables: rooms that begin at a cache line, and tables laid out in one."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np

from glasshouse.kernels.compilation import attribute_view
from glasshouse.schema.alignment import LINE

Shapes = Mapping[str, tuple[tuple[int, ...], np.dtype[Any]]]
"""By name of a table, its shape and its record type."""


def room(size: int) -> np.ndarray:
    """So many bytes, all 0, the first at the beginning of a cache line."""
    whole = np.zeros(size + LINE, "u1")
    first = -whole.ctypes.data % LINE
    return whole[first : first + size]


def table(shape: int | tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """A table of zeros that begins at a cache line, as the rows of most of its records then do."""
    return view(room(int(np.prod(shape)) * dtype.itemsize), shape, dtype)


def view(whole: np.ndarray, shape: int | tuple[int, ...], dtype: np.dtype, first: int = 0) -> np.ndarray:
    """A table of that shape and record type in a contiguous array, from its byte `first` on."""
    return attribute_view(np.ndarray(shape, dtype, whole, first))


def copy_table(table: np.ndarray) -> np.ndarray:
    """A copy of a contiguous table, byte by byte: NumPy copies long records field by field, in twenty times the time."""
    whole = room(table.nbytes)
    whole[...] = np.ndarray(table.nbytes, "u1", table)
    return view(whole, table.shape, table.dtype)


def put_table(table: np.ndarray, other: np.ndarray) -> None:
    """Put another table's records in place of a table's: byte by byte where both lie in one piece, as in `copy_table`."""
    in_one_piece = table.flags.c_contiguous and other.flags.c_contiguous
    if in_one_piece and (table.shape, table.dtype) == (other.shape, other.dtype):
        np.ndarray(table.nbytes, "u1", table)[...] = np.ndarray(other.nbytes, "u1", other)
    else:
        table[...] = other


def size_of(shapes: Shapes) -> int:
    """Bytes that tables need one after another, each from the beginning of a cache line on."""
    return sum(_lines(prod(shape) * dtype.itemsize) for shape, dtype in shapes.values())


def lay_out(whole: np.ndarray, shapes: Shapes) -> dict[str, np.ndarray]:
    """Tables one after another in a room of `size_of` bytes, by name."""
    tables, first = {}, 0
    for name, (shape, dtype) in shapes.items():
        tables[name] = view(whole, shape, dtype, first)
        first += _lines(prod(shape) * dtype.itemsize)
    return tables


def _lines(size: int) -> int:
    """A size rounded up to whole cache lines."""
    return -(-size // LINE) * LINE
