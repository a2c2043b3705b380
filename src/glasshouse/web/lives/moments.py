"""A town at another time, kept as what is otherwise there: a week changes a third of a town's memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.engine.memory import copy_table
from glasshouse.engine.state import STATE
from glasshouse.schema.alignment import LINE


@dataclass
class _Lines:
    """Lines of a table that are otherwise at another time.

    Attributes:
        places: numbers of the lines.
        bytes: what they are there, one row each.
        rest: the bytes after the last whole line.
    """

    places: np.ndarray
    bytes: np.ndarray
    rest: np.ndarray

    @classmethod
    def between(cls, there: np.ndarray, here: np.ndarray) -> _Lines:
        """Lines that differ between two tables of one shape."""
        other, mine = _bytes(there), _bytes(here)
        whole = len(other) // LINE * LINE
        words = other[:whole].view("u8") != mine[:whole].view("u8")
        # Eight truth values make one word, which is 0 where a line is the same.
        places = np.flatnonzero(words.view("u8")).astype("u4")
        return cls(places, other[:whole].reshape(-1, LINE)[places], other[whole:].copy())

    def exchange(self, table: np.ndarray) -> None:
        """Put the lines into a table, and keep what stood there."""
        mine = _bytes(table)
        whole = len(mine) - len(self.rest)
        lines = mine[:whole].reshape(-1, LINE)
        was, rest = lines[self.places], mine[whole:].copy()
        lines[self.places], mine[whole:] = self.bytes, self.rest
        self.bytes, self.rest = was, rest


def _bytes(table: np.ndarray) -> np.ndarray:
    return np.ndarray(table.nbytes, "u1", table)


class Moment:
    """A town at another time: what a recording saves, but for the panel and the counts of single days.

    Of the state's tables only those lines are kept that differ from a town that stands nearby.
    """

    def __init__(self, there: Mapping[str, Any], here: Mapping[str, Any]) -> None:
        """Compare.

        Args:
            there: what a recording saved at the other time.
            here: what it saves now.
        """
        self._lines = {name: _Lines.between(there[name], here[name]) for name in STATE}
        self._others = _others_of(there)

    def exchange(self, here: Mapping[str, Any]) -> dict[str, Any]:
        """Put the tables of the other time into the live tables; from then on the moment is the one that was left.

        Args:
            here: what the recording saves now, with its live tables.

        Returns:
            What the recording is to restore, but for the panel.
        """
        for name, lines in self._lines.items():
            lines.exchange(here[name])
        others, self._others = self._others, _others_of(here)
        return {**{name: here[name] for name in STATE}, **others}


def state_of(saved: Mapping[str, Any]) -> dict[str, Any]:
    """A recording's state in memory of its own, without the panel and the counts of single days."""
    return {**{name: copy_table(saved[name]) for name in STATE}, **_others_of(saved)}


def _others_of(saved: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: each for name, each in saved.items() if name not in STATE and name != "panel"}
    return {name: _copy(each) for name, each in kept.items() if not name.startswith("recent.")}


def _copy(saved: Any) -> Any:
    if not isinstance(saved, np.ndarray):
        return saved
    return copy_table(saved) if saved.dtype.names and saved.ndim else saved.copy()
