"""Observers: what somebody wants to know about every day of a world, without changing it.

An observer has up to two hooks. Its kernel sees each community at the end of its day, the truth and the records, and adds to
counters of its own. Its evening is told of the whole day, and sees the tables as arrays. Neither may write into a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from glasshouse.engine.chunks import Chunk
from glasshouse.engine.day import STAGE
from glasshouse.engine.state import State
from glasshouse.errors import InputError, Problem
from glasshouse.kernels.compilation import function_table


class Observer(Protocol):
    """Somebody who watches a world. Subclass it and write one of the two hooks, or both.

    Attributes:
        name: what it is called; its counters are kept under this name.
        size: how many counters its kernel has.
        kernel: a function `(world, day, c)` in the subset of Python that kernels are written in, or None. It is called for
            each community once its day is lived, before closed cases are removed. `world` is a
            `glasshouse.engine.day.Tables`: the truth of the day in ``world.truth``, its records in ``world.records``, the
            state in tables by row. It adds whole numbers to ``world.extra[world.truth.observer]`` and writes nowhere else.
            In a class, mark it with `staticmethod`.
    """

    name: str
    size: int = 0
    kernel: Callable[..., None] | None = None

    def evening(self, view: View) -> None:
        """Be told of a day that has ended; by default nothing is done."""
        # Said, so that type checkers do not take it for a method that subclasses must write.
        return


@dataclass(frozen=True)
class View:
    """A day that has ended, as an observer sees it in the evening. All arrays are read-only, and hold until the next day.

    Attributes:
        day: the day that has ended.
        counted: what the observer's kernel counted on this day, over the whole society.
        day_counts: the day's counts, one `DAY_COUNTS` record.
        system_counts: the day's counts of each system, `SYSTEM_COUNTS` records.
    """

    day: int
    counted: Any
    day_counts: Any
    system_counts: Any
    _state: State
    _chunks: Sequence[Chunk]

    def table(self, name: str) -> np.ndarray:
        """A table of the state by its name, such as ``response``, ``ledgers`` or ``cases``: one row a community.

        Of ``ledgers`` the first axis is the system; of ``signals`` it is even and odd days.
        """
        found = np.asarray(getattr(self._state, name)).view()
        found.flags.writeable = False
        return found

    @cached_property
    def traces(self) -> np.ndarray:
        """What each citizen did and met on this day, `TRACE` records by community: acts, treatment, what befell them."""
        found = np.concatenate([np.asarray(chunk.trace) for chunk in self._chunks])
        found.flags.writeable = False
        return found


class Observing:
    """The observers of one world, and what their kernels counted.

    Attributes:
        observers: the observers.
        totals: by name of an observer, its counters over all days.
        kernels: their kernels, as the day's driver walks them.
        shape: how many kernels there are, and how many counters the one with the most has.
    """

    def __init__(self, observers: Sequence[Observer] = ()) -> None:
        """Compile the kernels.

        Raises:
            InputError: two observers have the same name.
        """
        names = [observer.name for observer in observers]
        for name in names:
            if names.count(name) > 1:
                raise InputError(
                    Problem(key="observers", expected="observers with names of their own", found=repr(name))
                )
        self.observers = tuple(observers)
        self._counting = [observer for observer in observers if observer.kernel is not None]
        self.kernels = function_table(
            [observer.kernel for observer in self._counting if observer.kernel is not None], STAGE
        )
        self.shape = len(self._counting), max((observer.size for observer in self._counting), default=0)
        self.totals = {observer.name: np.zeros(observer.size, "i8") for observer in observers}
        self._evenings = [each for each in observers if type(each).evening is not Observer.evening]

    _told = True

    @contextmanager
    def silent(self) -> Iterator[None]:
        """For a while count, but tell nobody in the evening."""
        self._told = False
        try:
            yield
        finally:
            self._told = True

    @property
    def sees_traces(self) -> bool:
        """Whether anybody is told in the evening, and may want to see traces."""
        return bool(self._evenings)

    def count(self, extra: np.ndarray) -> dict[str, np.ndarray]:
        """Add a day's counters to the totals.

        Args:
            extra: the day's counters over the whole society (kernels × counters).

        Returns:
            The day's counters by the observers' names.
        """
        today = {observer.name: np.zeros(observer.size, "i8") for observer in self.observers}
        for k, observer in enumerate(self._counting):
            today[observer.name][:] = extra[k, : observer.size]
            self.totals[observer.name] += today[observer.name]
        return today

    def tell(self, today: dict[str, np.ndarray], left: Any, day: int, state: State, chunks: Sequence[Chunk]) -> None:
        """Tell everybody of a day that has ended."""
        for observer in self._evenings if self._told else ():
            observer.evening(View(day, today[observer.name], left.day_counts, left.system_counts, state, chunks))

    def again(self) -> Observing:
        """The same observers with counters of their own, which stand at what was counted so far."""
        other = object.__new__(Observing)
        other.__dict__.update(self.__dict__)
        other.totals = {name: total.copy() for name, total in self.totals.items()}
        return other
