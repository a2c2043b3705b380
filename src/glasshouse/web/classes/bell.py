"""Waiting for news without holding a thread: a page asks what is newer than what it has, and the answer waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from threading import Lock
from time import monotonic
from typing import Final

SLICE: Final = 1.0
"""Seconds after which is looked whether the one who waits is still there."""


class Bell:
    """Wakes all who wait; it may be rung from any thread."""

    def __init__(self) -> None:
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._lock = Lock()

    def ring(self) -> None:
        """Wake all who wait."""
        with self._lock:
            waiting = list(self._waiting)
        for loop, event in waiting:
            # A loop that has closed has nobody left who waits.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(event.set)

    async def wait(self, is_new: Callable[[], bool], has_left: Callable[[], Awaitable[bool]], seconds: float) -> None:
        """Wait until there is news, until nobody waits for it any more, or for so long.

        Args:
            is_new: whether there is news.
            has_left: whether the one who asked has gone.
            seconds: how long at most.
        """
        mine = asyncio.get_running_loop(), asyncio.Event()
        until = monotonic() + seconds
        with self._lock:
            self._waiting.add(mine)
        try:
            while not is_new() and monotonic() < until and not await has_left():
                # Cleared before looking: what comes between the look and the wait sets it again.
                mine[1].clear()
                if is_new():
                    return
                try:
                    await asyncio.wait_for(mine[1].wait(), min(SLICE, max(0.0, until - monotonic())))
                except TimeoutError:
                    continue
        finally:
            with self._lock:
                self._waiting.discard(mine)
