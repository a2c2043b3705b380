"""The workshop: warm workers, a queue with places, and workers that are replaced when they die."""

from __future__ import annotations

import logging
import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final

from glasshouse.web.work.asked import Done, Failed, Inquiry, Long, Look, Order, Paused, Ready
from glasshouse.web.work.worker import work

_LOG = logging.getLogger(__name__)
DIED: Final = "the process that did it has died; it was replaced, and nothing else was lost"
ENDED: Final = "the server is ending"
SILENCE: Final = 300.0
"""Seconds without a word after which a worker that is not paused is taken for dead."""
_LOOK: Final = 5.0
"""Seconds between looks whether all workers still speak."""

Hear = Callable[[object], None]
"""Told what a worker says of an experiment; the last is `Done` or `Failed`."""


@dataclass
class _Task:
    number: int
    asked: Long | Look
    hear: Hear
    is_paused: bool = False
    is_heard: bool = False
    is_second_try: bool = False
    is_stopped: bool = False
    heard: float = field(default_factory=time.monotonic)

    def is_silent(self, now: float) -> bool:
        """Whether nothing was heard of it for so long that its worker is taken for dead."""
        return not self.is_paused and now - self.heard > SILENCE

    @property
    def is_long(self) -> bool:
        return isinstance(self.asked, Long)

    @property
    def may_wait_again(self) -> bool:
        """Whether it was given to a worker that died before it began; once, since it may be what kills workers."""
        return self.is_long and not (self.is_heard or self.is_second_try or self.is_stopped)

    @property
    def is_inquiry(self) -> bool:
        return isinstance(self.asked, Inquiry)


@dataclass
class _Hand:
    """One worker as the server knows it."""

    process: BaseProcess
    pipe: Connection
    tasks: dict[int, _Task] = field(default_factory=dict)
    is_ready: bool = False

    @property
    def lives(self) -> _Task | None:
        """The experiment or inquiry that it is at, if any."""
        return next((task for task in self.tasks.values() if task.is_long), None)

    def wait_anew(self) -> None:
        """Count silence from now on for the looks: the worker answers one after the other, and has come to the next."""
        now = time.monotonic()
        for task in self.tasks.values():
            task.heard = task.heard if task.is_long else now


class Workshop:
    """Experiments wait for a free worker; looks go to the one with the least to do."""

    def __init__(self, workers: int = 2) -> None:
        """Set the workshop up; workers start with the first task, or when it is warmed."""
        self._wanted = self._experiments = workers
        self._numbers = count(1)
        self._lock = threading.RLock()
        self._hands: list[_Hand] = []
        self._waiting: deque[_Task] = deque()
        self._closed = False
        self._context = multiprocessing.get_context("spawn")

    def warm(self) -> None:
        """Start the workers that are missing; a second one only when the first is ready, so that they do not compile twice."""
        with self._lock:
            if self._closed or len(self._hands) >= self._wanted or not all(hand.is_ready for hand in self._hands):
                return
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=work, args=(theirs,), daemon=True, name="glasshouse-worker")
            with _not_interrupted():
                process.start()
            theirs.close()
            hand = _Hand(process, ours)
            self._hands.append(hand)
        threading.Thread(target=self._listen, args=(hand,), daemon=True).start()
        threading.Thread(target=self._watch, args=(hand,), daemon=True).start()

    def live(self, asked: Long, hear: Hear) -> int:
        """Let an experiment or an inquiry wait for a worker.

        Args:
            asked: the experiment or inquiry.
            hear: told what the worker says, from another thread.

        Returns:
            The task's number.
        """
        task = _Task(next(self._numbers), asked, hear)
        with self._lock:
            self._waiting.append(task)
            if task.is_inquiry and self._wanted == 1:
                self._wanted = 2  # an only worker would keep experiments waiting for minutes
        self.warm()
        self._hand_out()
        return task.number

    def look(self, asked: Look) -> Future[Done | Failed]:
        """Ask a question with one answer."""
        answer: Future[Done | Failed] = Future()
        task = _Task(next(self._numbers), asked, lambda said: _resolve(answer, said))
        self.warm()
        with self._lock:
            hands = [hand for hand in self._hands if hand.process.is_alive()]
            if not hands or self._closed:
                task.hear(Failed(ENDED))
                return answer
            hand = min(hands, key=lambda each: (not each.is_ready, len(each.tasks)))  # a new one does not listen yet
            self._give(hand, task)
        return answer

    def order(self, number: int, order: Order) -> bool:
        """Change the course of an experiment; one that waits can only be stopped.

        Returns:
            Whether it was there to be ordered.
        """
        with self._lock:
            for hand in self._hands:
                if number in hand.tasks:
                    hand.tasks[number].is_stopped |= order.what == "stop"
                    with suppress(OSError):
                        hand.pipe.send((number, order))
                    return True
            waits = next((task for task in self._waiting if task.number == number), None)
            if waits is None or order.what != "stop":
                return False
            self._waiting.remove(waits)
        waits.hear(Failed("", stopped=True))
        return True

    def place(self, number: int) -> int:
        """How many of its kind are to begin before one that waits, it included; 0 for one that does not wait."""
        with self._lock:
            waits = next((task for task in self._waiting if task.number == number), None)
            if waits is None:
                return 0
            alike = [task.number for task in self._waiting if task.is_inquiry == waits.is_inquiry]
            return alike.index(number) + 1

    @property
    def processes(self) -> tuple[int, ...]:
        """Numbers of the workers' processes."""
        with self._lock:
            return tuple(hand.process.pid or 0 for hand in self._hands)

    def close(self) -> None:
        """End all workers."""
        with self._lock:
            self._closed = True
            hands, waiting = list(self._hands), list(self._waiting)
            self._waiting.clear()
        for task in waiting:
            task.hear(Failed(ENDED))
        for hand in hands:
            hand.process.terminate()
        for hand in hands:
            hand.process.join(timeout=5)

    def _hand_out(self) -> None:
        """Give what waits to workers that are free."""
        with self._lock:
            for hand in self._hands:
                if hand.is_ready and hand.lives is None and hand.process.is_alive() and (task := self._next()):
                    self._waiting.remove(task)
                    self._give(hand, task)

    def _next(self) -> _Task | None:
        """What comes next. Inquiries take minutes: one at a time, so that experiments find a worker."""
        lived = [task.is_inquiry for hand in self._hands if (task := hand.lives)]
        is_full = {True: any(lived), False: lived.count(False) >= max(1, self._experiments)}
        return next((task for task in self._waiting if not is_full[task.is_inquiry]), None)

    def _give(self, hand: _Hand, task: _Task) -> None:
        hand.tasks[task.number] = task
        task.heard = time.monotonic()
        with suppress(OSError):  # of a worker that has just died; the listener tells
            hand.pipe.send((task.number, task.asked))

    def _listen(self, hand: _Hand) -> None:
        """Pass on what a worker says, until it is gone."""
        with suppress(EOFError, OSError):
            while True:
                number, said = hand.pipe.recv()
                self._heard(hand, number, said)
        with self._lock:
            left, was_ready = self._let_go(hand), hand.is_ready
        hand.pipe.close()
        for task in left:
            task.hear(Failed("", stopped=True) if task.is_stopped else Failed(ENDED if self._closed else DIED))
        if self._closed:
            return
        _LOG.warning("a worker has died")
        if was_ready:
            self.warm()
            self._hand_out()
            return
        with self._lock:
            waiting = list(self._waiting)
            self._waiting.clear()
        for task in waiting:
            task.hear(Failed("no worker can be started"))

    def _let_go(self, hand: _Hand) -> list[_Task]:
        """Forget a worker that is gone; what it had not begun waits once more.

        Returns:
            What is lost with it.
        """
        self._hands.remove(hand)
        left = list(hand.tasks.values())
        hand.tasks.clear()
        if self._closed or not hand.is_ready:
            return left
        again = [task for task in left if task.may_wait_again]
        for task in again:
            task.is_second_try = True
        self._waiting.extendleft(reversed(again))
        return [task for task in left if task not in again]

    def _heard(self, hand: _Hand, number: int, said: object) -> None:
        if isinstance(said, Ready):
            with self._lock:
                hand.is_ready = True
                hand.wait_anew()
            self.warm()
        else:
            self._tell(hand, number, said)
        if isinstance(said, Ready | Done | Failed):
            self._hand_out()

    def _tell(self, hand: _Hand, number: int, said: object) -> None:
        ends = isinstance(said, Done | Failed)
        with self._lock:
            task = hand.tasks.pop(number, None) if ends else hand.tasks.get(number)
        if task is None:
            return
        task.is_heard, task.heard = True, time.monotonic()
        if not task.is_long:
            with self._lock:
                hand.wait_anew()
        if isinstance(said, Paused):
            task.is_paused = said.paused
        task.hear(said)

    def _watch(self, hand: _Hand) -> None:
        """End a worker that has fallen silent over any of its work: a look that hangs is not hidden by what goes on beside it."""
        while hand.process.is_alive() and not self._closed:
            hand.process.join(_LOOK)
            with self._lock:
                is_silent = any(task.is_silent(time.monotonic()) for task in hand.tasks.values())
            if is_silent:
                hand.process.kill()


@contextmanager
def _not_interrupted() -> Iterator[None]:
    """Within, processes start that Ctrl-C does not reach: the server ends them itself, without their tracebacks."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # started with the first process otherwise, and then lets the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _resolve(answer: Future[Done | Failed], said: object) -> None:
    if isinstance(said, Done | Failed) and not answer.done():
        answer.set_result(said)
