"""Progress on stderr: a bar on a terminal, a few plain lines everywhere else."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any, Final, Self

from glasshouse.cli.console.wording import duration

_PAUSE: Final = 10.0
"""Seconds between two plain lines, at least."""


class Progress:
    """Shows how far a run has come. Used as a context manager, and called after each day.

    >>> with Progress("Rongcheng") as progress:
    ...     progress(1, 365)
    """

    def __init__(self, title: str, unit: str = "day") -> None:
        """Prepare to show the progress of what `title` names, counted in `unit`; nothing is shown before the first."""
        self._title, self._unit = title, unit
        self._bar: Any = None
        self._task: Any = None
        self._began: float | None = None
        self._first = 0
        self._told = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def say(self, text: str) -> None:
        """Write a line to stderr, above the bar where there is one."""
        if self._bar is not None:
            self._bar.console.print(text, highlight=False, markup=False, soft_wrap=True)
        else:
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()

    def __call__(self, day: int, days: int) -> None:
        """Show that `day` of `days` days are lived."""
        if sys.stderr.isatty():
            self._move_bar(day, days)
            return
        now = time.monotonic()
        if self._began is None:  # what went before, such as compiling, says nothing about the days to come
            self._began, self._first, self._told = now, day, now
        elif now - self._told >= _PAUSE and day < days:
            self._told = now
            came = day - self._first  # none yet where one step takes long
            left = f", about {duration((now - self._began) / came * (days - day))} left" if came else ""
            self.say(f"{self._title}: {self._unit} {day} of {days}{left}")

    def _move_bar(self, day: int, days: int) -> None:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn(f"{self._unit}s"),
            )
            self._bar = Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(self._title, total=days)
            self._bar.start()
        self._bar.update(self._task, completed=day, total=days)
