"""Long calls in Python, where nobody asked to be told: the log says once how far they are and how to be told more."""

from __future__ import annotations

import logging
import time
from typing import Final

_LOG = logging.getLogger(__name__)

AFTER: Final = 10.0
"""Seconds after which a call is long."""


class Patience:
    """Progress that is told to nobody but the log, and there once."""

    def __init__(self, title: str, unit: str = "day") -> None:
        """Wait for a call about what `title` names, whose progress is counted in `unit`."""
        self._title, self._unit = title, unit
        self._began: float | None = None
        self._first = 0
        self._is_told = False

    def __call__(self, done: int, of: int) -> None:
        """Take note of what is done; log it once, when the call turns out to be long."""
        now = time.monotonic()
        if self._began is None:  # what went before, such as compiling, says nothing about what is to come
            self._began, self._first = now, done
        elif not self._is_told and now - self._began >= AFTER and done < of:
            self._is_told = True
            left = (now - self._began) / max(1, done - self._first) * (of - done)
            how = f"about {left:.0f} seconds left; `progress=` takes a function that is told after each {self._unit}"
            _LOG.info("%s: %s %d of %d, %s", self._title, self._unit, done, of, how)
