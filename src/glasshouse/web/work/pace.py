"""How fast an experiment is lived: days a second, pausing, a week on, the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

DAYS_A_SECOND: Final = 40.0
"""The pace at the start: slow enough to see it happen."""
PATIENCE: Final = 600.0
"""Seconds that a paused experiment waits; then it goes on as fast as it can, so that nobody's closed page keeps a worker."""
WORKING: Final = 600.0
"""Seconds that an experiment may be lived, pauses not counted."""


class Pace:
    """Says when the next day may be lived. One thread lives, others may change it.

    Attributes:
        stopped: whether the experiment is to end now.
        why: why it was stopped, where that was not asked for.
    """

    def __init__(
        self,
        days_a_second: float | None = DAYS_A_SECOND,
        *,
        patience: float = PATIENCE,
        working: float = WORKING,
        told: Callable[[bool], None] = lambda paused: None,
    ) -> None:
        """Begin to count.

        Args:
            days_a_second: the pace; None is as fast as it goes.
            patience: seconds that a pause lasts at most.
            working: seconds that the living may take in all.
            told: told when a pause begins and when it ends.
        """
        self._pace, self._patience, self._told = days_a_second, patience, told
        self._changed = threading.Condition()
        self._paused, self._wished, self._until, self._day = False, False, -1, 0
        self._due = time.monotonic()
        self._ends = self._due + working
        self.stopped, self.why = False, ""

    def go(self, days_a_second: float | None, days: int | None = None) -> None:
        """Go on.

        Args:
            days_a_second: the pace from now on; None is as fast as it goes.
            days: pause after so many days; by default not.
        """
        with self._changed:
            self._pace, self._until = days_a_second, -1 if days is None else self._day + days
            self._due = time.monotonic()
            self._set_paused(False)
            self._changed.notify_all()

    def pause(self) -> None:
        """Wait after the day that is being lived. It is told when that day is over."""
        with self._changed:
            self._wished = True
            self._changed.notify_all()

    def stop(self, why: str = "") -> None:
        """End after the day that is being lived."""
        with self._changed:
            self.stopped, self.why = True, self.why or why
            self._changed.notify_all()

    def after(self, day: int, pausing: Callable[[], None] = lambda: None) -> None:
        """Wait until the next day may be lived.

        Args:
            day: how many days are lived.
            pausing: called before a pause on this day is told.
        """
        with self._changed:
            self._day = day
            self._wished = self._wished or day == self._until
            while not self.stopped and self._wait(pausing):
                pass
            if time.monotonic() > self._ends:
                self.stopped, self.why = True, "it took too long"

    def _wait(self, pausing: Callable[[], None]) -> bool:
        """Wait once, if there is reason to; whether there was."""
        now = time.monotonic()
        if self._wished:
            if not self._paused:
                pausing()
                self._set_paused(True)
            if not self._changed.wait(self._patience):
                self._pace, self._until = None, -1
                self._set_paused(False)
            self._ends += time.monotonic() - now
            return True
        if self._pace is None:
            return False
        if self._due > now:
            self._changed.wait(self._due - now)
            self._ends += time.monotonic() - now
            return True
        self._due = max(self._due + 1 / self._pace, now)
        return False

    def _set_paused(self, paused: bool) -> None:
        self._wished = paused
        if paused != self._paused:
            self._paused = paused
            self._told(paused)
