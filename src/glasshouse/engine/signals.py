"""Interruption: a signal lets the day end first, so that a checkpoint always holds whole days."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_HANGUP = getattr(signal, "SIGHUP", None)
_ASKING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""An interrupt, a request to end, and a terminal that was closed, where the system knows them."""


class StopRequest:
    """Whether somebody asked to stop."""

    def __init__(self) -> None:
        self.asked = False

    def ask(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask to stop at the end of the day; a second time stops at once."""
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


@contextmanager
def stop_requested() -> Iterator[StopRequest]:
    """Turn an interrupt or a termination signal into a request to stop, in the main thread of a program.

    Inside another one it is the other's request: who walks through many worlds hears of what came on the last day of one.
    So do other threads that begin meanwhile: an interrupt is the whole program's. As a decorator it holds for all that a
    function does, such as several sweeps in a row.
    """
    outer = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
    if isinstance(outer, StopRequest):
        yield outer
        return
    request = StopRequest()
    if threading.current_thread() is not threading.main_thread():
        yield request
        return
    before: dict[Any, Any] = {}
    try:
        for number in _ASKING:
            if number != _HANGUP or signal.getsignal(number) is not signal.SIG_IGN:  # ignored by who starts with nohup
                before[number] = signal.signal(number, request.ask)
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
