"""A bell between threads and the event loop: workers' news wakes whoever streams it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Bell:
    """Rung from any thread, heard by coroutines."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ears: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    def ring(self) -> None:
        """Wake everybody who listens."""
        with self._lock:
            ears = list(self._ears.items())
        for ear, loop in ears:
            with suppress(RuntimeError):  # a loop that is being closed
                loop.call_soon_threadsafe(ear.set)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[asyncio.Event]:
        """An event that is set when the bell rings; clear it before looking."""
        ear = asyncio.Event()
        with self._lock:
            self._ears[ear] = asyncio.get_running_loop()
        try:
            yield ear
        finally:
            with self._lock:
                self._ears.pop(ear, None)
