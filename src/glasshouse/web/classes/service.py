"""The one class that a server holds, and the clock that lets it go on."""

from __future__ import annotations

import logging
from collections import OrderedDict
from threading import Event, Lock, Thread
from typing import Final

from starlette.exceptions import HTTPException

from glasshouse.web.classes.documents import Opening
from glasshouse.web.classes.pupil import Pupil
from glasshouse.web.classes.room import Room
from glasshouse.web.classes.tokens import Bucket, as_code, holder_of, same

_LOG = logging.getLogger(__name__)
TICK: Final = 0.5
"""Seconds between looks at whether a class is due to go on."""
_GUESSES, _A_SECOND = 20, 0.5
"""Wrong codes that one address may try at once, and a second. A whole class may share an address."""
_ADDRESSES: Final = 256

Who = Pupil | str
"""A pupil, or ``desk``, or ``screen``."""


class Classes:
    """At most one class."""

    def __init__(self, *, allowed: bool) -> None:
        """No class at first.

        Args:
            allowed: whether a class may be opened at all.
        """
        self._allowed = allowed
        self._room: Room | None = None
        self._lock, self._stop = Lock(), Event()
        self._guesses: OrderedDict[str, Bucket] = OrderedDict()
        self._clock = Thread(target=self._tick, name="class-clock", daemon=True)
        self._clock.start()

    def open(self, opening: Opening) -> Room:
        """Open a class, or go back to the one that is open.

        Raises:
            HTTPException: 403 where the server allows none; 409 where one is open, and nothing is said about it.
            InputError: a scenario that there is not or that cannot be lived.
        """
        with self._lock:
            is_open, there = self.is_open, self._room
            if is_open and there is not None and not opening.instead:
                if opening.back:
                    there.used()
                    return there
                raise HTTPException(409, "a class is open on this server; `back` leads to its desk, `instead` ends it")
            room = Room(opening)
            self._room = room
        # Outside the lock: whoever still waits in the old class is told that it has ended.
        if there is not None:
            there.close()
        return room

    @property
    def is_open(self) -> bool:
        """Whether a class is open.

        Raises:
            HTTPException: 403 where the server allows none.
        """
        if not self._allowed:
            raise HTTPException(403, "this server holds no class; `glasshouse serve --class` does")
        room = self._room
        return room is not None and room.phase != "ended" and not room.is_idle

    def find(self, code: str, asks: str) -> Room:
        """The class of a code.

        Args:
            code: the code, as it was typed.
            asks: the address from which it is asked for.

        Raises:
            HTTPException: 404, there is none; 429 after too many wrong codes.
        """
        room = self._room
        if room is not None and not room.is_idle and same(as_code(code), room.code):
            room.used()
            return room
        # Only wrong codes are counted: pupils of one class often share an address.
        if not self._may_guess(asks):
            raise HTTPException(429, "too many wrong codes; wait a minute", headers={"retry-after": "60"})
        raise HTTPException(404, "there is no class with that code on this server; it may have ended")

    def _may_guess(self, asks: str) -> bool:
        bucket = self._guesses.setdefault(asks, Bucket(_GUESSES, _A_SECOND))
        self._guesses.move_to_end(asks)
        if len(self._guesses) > _ADDRESSES:
            self._guesses.popitem(last=False)
        return bucket.take()

    def _tick(self) -> None:
        while not self._stop.wait(TICK):
            room = self._room
            if room is None:
                continue
            try:
                go_on_if_due(room)
            except Exception:
                # The clock outlives a step that fails: the desk can still end the class and open another.
                _LOG.exception("the class could not go on by itself")

    def close(self) -> None:
        """Stop the clock and forget the class."""
        self._stop.set()
        self._clock.join()
        if self._room is not None:
            self._room.close()


def go_on_if_due(room: Room) -> None:
    """Let a class live one step if its pace says so."""
    with room.lock:
        if room.is_due():
            room.live(room.week)


def free_seats(room: Room) -> None:
    """Give the seats back of which nothing was heard lately, as their pupils would: a tab that was closed comes back to none."""
    for pupil in room.pupils:
        if not pupil.is_there:
            room.leave(pupil)


def who_asks(room: Room, token: str) -> Who:
    """Who shows a token.

    Raises:
        HTTPException: 401, nobody's token; 429, a seat that asks too often.
    """
    tokens: list[tuple[str, Who]] = [(room.desk_token, "desk"), (room.screen_token, "screen")]
    found = holder_of(token, [*tokens, *((pupil.token, pupil) for pupil in room.pupils)])
    if found is None:
        raise HTTPException(401, "the class does not know this token; join again")
    if isinstance(found, Pupil):
        if not found.requests.take():
            raise HTTPException(429, "too many requests from this seat", headers={"retry-after": "2"})
        found.hear()
    return found
