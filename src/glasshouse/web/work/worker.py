"""A worker: a niced process that does one experiment or inquiry at a time and answers looks beside it."""

from __future__ import annotations

import importlib
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Final

from glasshouse.engine.warmup import prepare
from glasshouse.scenario import load
from glasshouse.web.work.asked import Done, Experiment, Failed, Inquiry, Long, Look, Order, Paused, Ready
from glasshouse.web.work.inquiring import WORKING, inquire
from glasshouse.web.work.living import live
from glasshouse.web.work.looking import look
from glasshouse.web.work.pace import Pace

_LOG = logging.getLogger(__name__)
NICE: Final = 15
"""How far a worker stands back behind the server, so that pages stay quick."""
MEMORY: Final = 6 << 30
"""Bytes of data that a worker may hold, where the system can keep it to that.

Data and not addresses: what draws charts reserves many addresses that it never uses.
"""
WARM: Final = "rongcheng"
"""The scenario whose kernels a worker loads before it is asked anything."""


def work(pipe: Connection) -> None:
    """Do what is asked through a pipe, until it is closed.

    Messages are pairs: the task's number, and what is asked or said.
    """
    _stand_back()
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    prepare(load(WARM, citizens=256, days=1), traced=True)
    worker = _Worker(pipe)
    worker.say(0, Ready())
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            number, asked = pipe.recv()
            worker.take(number, asked)
    os._exit(0)  # whatever is being lived is nobody's any more


class _Worker:
    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._sending = pipe, threading.Lock()
        self._looks = ThreadPoolExecutor(1)
        self._pace: Pace | None = None

    def say(self, number: int, said: object) -> None:
        """Say something about a task."""
        with self._sending, suppress(OSError):  # a server that has ended hears nothing
            self._pipe.send((number, said))

    def take(self, number: int, asked: Long | Look | Order) -> None:
        """Begin what is asked."""
        if isinstance(asked, Order):
            self._obey(asked)
        elif isinstance(asked, Experiment):
            pace = Pace(asked.days_a_second, told=lambda paused: self.say(number, Paused(paused)))
            self._begin(number, pace, partial(live, asked, pace, partial(self.say, number)))
        elif isinstance(asked, Inquiry):
            pace = Pace(None, working=WORKING)
            self._begin(number, pace, partial(inquire, asked, pace, partial(self.say, number)))
        else:
            self._looks.submit(self._answer, number, partial(look, asked))

    def _begin(self, number: int, pace: Pace, task: Callable[[], Done | Failed]) -> None:
        self._pace = pace
        threading.Thread(target=self._answer, args=(number, task), daemon=True).start()

    def _obey(self, order: Order) -> None:
        pace = self._pace
        if pace is None:
            return
        if order.what == "go":
            pace.go(order.days_a_second, order.days)
        elif order.what == "pause":
            pace.pause()
        else:
            pace.stop()

    def _answer(self, number: int, task: Callable[[], Done | Failed]) -> None:
        try:
            said = task()
        except Exception:
            _LOG.exception("a task failed")
            said = Failed("it failed; the server's log says where")
        self.say(number, said)


def _end_with_the_server() -> None:
    """End at once when the server is no more, also while kernels compile and nobody listens to the pipe."""
    server = parent_process()
    if server is not None:
        server.join()
        os._exit(0)


def _stand_back() -> None:
    """Leave the machine to the server first, and keep to a limit of memory, as far as the system knows how."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    with suppress(ImportError):
        resource = importlib.import_module("resource")
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
        with suppress(ValueError, OSError):  # some systems know the limit and do not keep it
            resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
