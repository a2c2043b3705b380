"""Answers that take seconds: each is worked out once, off the way of whoever plays, and kept for a while."""

from __future__ import annotations

import asyncio
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final, ParamSpec, TypeVar, cast

from starlette.exceptions import HTTPException

MOST_KEPT: Final = 64
"""Answers that are kept, the last used ones."""
MOST_WAITING: Final = 60
"""Answers that are worked out or wait for it; whoever asks for more is told to wait."""
_NICE: Final = 15
BUSY: Final = "the server works out too much for others at this moment; ask again in a while"
_LOOK: Final = 0.1
"""Seconds between looks at whether a process is done."""
P = ParamSpec("P")
T = TypeVar("T")


class Errands:
    """Works out answers in threads of its own and keeps them by key.

    Attributes:
        closing: set once the server ends: what takes long gives up.
    """

    def __init__(self) -> None:
        """Begin with no answers."""
        self.closing = threading.Event()
        self._prompt = ThreadPoolExecutor(2, "errand")
        self._patient = ThreadPoolExecutor(1, "patient-errand")
        self._worker: _Worker | None = None
        self._waiting: dict[bool, list[Future[object]]] = {False: [], True: []}
        self._kept: OrderedDict[Hashable, Future[object]] = OrderedDict()
        self._lock = threading.Lock()

    def send(self, key: Hashable, work: Callable[[], T], *, patient: bool = False) -> Future[T]:
        """Have something worked out, unless it is already.

        Args:
            key: what is asked: the same key has the same answer.
            work: works it out.
            patient: whether it can wait; then it is worked out one at a time.

        Returns:
            The answer to come. One that failed is tried anew the next time.

        Raises:
            HTTPException: 503, too much is being worked out.
        """
        with self._lock:
            known = self._kept.get(key)
            if known is None or (known.done() and (known.cancelled() or known.exception() is not None)):
                # Each kind by itself: what can wait keeps nobody from what cannot.
                queue = self._waiting[patient] = [each for each in self._waiting[patient] if not each.done()]
                if len(queue) >= MOST_WAITING:
                    raise HTTPException(503, BUSY, headers={"retry-after": "10"})
                self._kept[key] = known = (self._patient if patient else self._prompt).submit(work)
                queue.append(known)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return cast("Future[T]", known)

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """What takes no time to make: made here and now, once, and kept like an answer."""
        with self._lock:
            known = self._kept.get(key)
            if known is None:
                known = Future()
                known.set_result(make())
                self._kept[key] = known
            self._kept.move_to_end(key)
        return cast("T", known.result())

    def fetch(self, key: Hashable, work: Callable[[], T]) -> T:
        """Have something worked out, and wait for it."""
        return self.send(key, work).result()

    async def awaited(self, key: Hashable, work: Callable[[], T]) -> T:
        """The same without a thread that waits. Who goes away leaves the work to those who asked for the same."""
        return await asyncio.shield(asyncio.wrap_future(self.send(key, work)))

    def elsewhere(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Have something worked out by a niced process, which begins with the first task, so that pages stay quick.

        Args:
            work: works it out; a function of a module.
            *arguments: what it is given.
            **named: likewise.

        Raises:
            CancelledError: the server ended meanwhile.
            BrokenProcessPool: the process died; the next task has a new one.
        """
        with self._lock:
            worker = self._worker = self._worker or _Worker()
        try:
            coming = worker.pool.submit(work, *arguments, **named)
            while not coming.done():
                if self.closing.wait(_LOOK):
                    raise CancelledError
            return coming.result()
        except BrokenProcessPool:
            with self._lock:
                if self._worker is worker:
                    self._worker = None
            worker.close()
            raise

    def close(self) -> None:
        """Begin nothing more; what is under way comes to its end or gives up."""
        self.closing.set()
        for pool in (self._prompt, self._patient):
            pool.shutdown(wait=True, cancel_futures=True)
        if self._worker is not None:
            self._worker.close()


class _Worker:
    """A process that works for this one, and ends with it, or at its word, in the middle of a task too.

    Attributes:
        pool: takes its tasks.
    """

    def __init__(self) -> None:
        """Begin; the process itself begins with the first task."""
        context = get_context("spawn")
        theirs, self._ours = context.Pipe(duplex=False)
        self.pool = ProcessPoolExecutor(1, context, _give_way, (theirs,))

    def close(self) -> None:
        """End it."""
        self._ours.close()
        self.pool.shutdown(cancel_futures=True)


def _give_way(until: Connection) -> None:
    """Let this process give way to everything else, where the system lets it, and end once the other end is closed."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    threading.Thread(target=_end_with, args=(until,), daemon=True).start()


def _end_with(other: Connection) -> None:
    with suppress(EOFError, OSError):
        other.recv()
    os._exit(0)
