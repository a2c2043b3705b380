"""Records by day, in a table that grows with the days."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.engine.memory import put_table


class Series:
    """One record, or one row of records, for each day.

    Attributes:
        days: how many days are noted.
    """

    def __init__(self, shape: tuple[int, ...], dtype: np.dtype[Any], room: int = 0) -> None:
        """Make it empty.

        Args:
            shape: shape of a day's records.
            dtype: their type.
            room: for how many days to make room at once; beyond them the table grows.
        """
        self.days, self._table = 0, np.zeros((room, *shape), dtype)

    @property
    def rows(self) -> np.ndarray:
        """The records of all days that are noted, first axis the day (a view)."""
        return self._table[: self.days]

    def append(self, records: np.ndarray | np.void) -> None:
        """Note a day's records."""
        if self.days == len(self._table):
            self._grow(max(16, 2 * self.days))
        # As bytes: NumPy copies long records field by field, in twenty times the time.
        _bytes(self._table[self.days : self.days + 1])[...] = _bytes(np.ascontiguousarray(records))
        self.days += 1

    def put(self, rows: np.ndarray) -> None:
        """Replace all days by others."""
        if len(rows) > len(self._table):
            self._grow(len(rows))
        put_table(self._table[: len(rows)], rows)
        self.days = len(rows)

    def copy(self) -> Series:
        """The same days, in memory of their own."""
        other = object.__new__(Series)
        other.days, other._table = self.days, np.empty_like(self._table[: self.days])
        if other._table.size:
            _bytes(other._table)[...] = _bytes(self.rows)
        return other

    def _grow(self, room: int) -> None:
        was, self._table = self.rows, np.zeros((room, *self._table.shape[1:]), self._table.dtype)
        if was.size:
            _bytes(self._table[: self.days])[...] = _bytes(was)


def _bytes(records: np.ndarray) -> np.ndarray:
    """The bytes of contiguous records."""
    return np.ndarray(records.nbytes, "u1", records)
