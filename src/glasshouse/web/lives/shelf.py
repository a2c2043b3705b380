"""The lives that a server holds: how many, for how long, one request a life at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock, RLock
from time import monotonic
from typing import Final

from starlette.exceptions import HTTPException

from glasshouse.engine.machine import cores
from glasshouse.web.lives.life import Lived

MOST: Final = 64
"""Lives that are held at once."""
IDLE: Final = 7_200.0
"""Seconds after which a life that nobody asked for is forgotten."""


@dataclass
class _Place:
    life: Lived
    used: float
    lock: RLock = field(default_factory=RLock)


class Shelf:
    """Lives by name. The one that was idle longest makes room for a new one; its page can have it lived again.

    Attributes:
        turns: to be held while a step is lived. As many live at once as there are cores: more would share them, and all be late.
    """

    def __init__(self, most: int = MOST, idle: float = IDLE) -> None:
        """An empty shelf.

        Args:
            most: lives that are held at once.
            idle: seconds after which a life is forgotten.
        """
        self._most, self._idle = most, idle
        self._places: dict[str, _Place] = {}
        self._lock = Lock()
        self.turns = BoundedSemaphore(cores())

    def __len__(self) -> int:
        return len(self._places)

    @staticmethod
    def new_name() -> str:
        """A name that nobody guesses."""
        return secrets.token_urlsafe(12)

    def put(self, life: Lived) -> None:
        """Keep a life under its name."""
        with self._lock:
            self._tidy(room=1)
            self._places[life.name] = _Place(life, monotonic())

    @contextmanager
    def hold(self, name: str) -> Iterator[Lived]:
        """A life, for one request at a time.

        Raises:
            HTTPException: 404, the server holds none of that name.
        """
        with self._lock:
            self._tidy()
            place = self._places.get(name)
        if place is None:
            raise HTTPException(404, "the server does not hold this life any more; POST lives/replay lives it again")
        # One request a life at a time; requests for other lives go on meanwhile.
        with place.lock:
            place.used = monotonic()
            yield place.life
            place.used = monotonic()

    def close(self) -> None:
        """Forget all lives."""
        with self._lock:
            for name in list(self._places):
                self._drop(name)

    def _tidy(self, room: int = 0) -> None:
        """Forget lives that are idle, and as many of the others as are too many."""
        late = monotonic() - self._idle
        for name in [name for name, place in self._places.items() if place.used < late]:
            self._drop(name)
        by_use = sorted(self._places, key=lambda name: self._places[name].used)
        for name in by_use[: max(0, len(by_use) + room - self._most)]:
            self._drop(name)

    def _drop(self, name: str) -> None:
        """Take a life off the shelf; a request that still has it ends with it first."""
        place = self._places.pop(name)
        if place.lock.acquire(blocking=False):
            place.life.close()
            place.lock.release()
