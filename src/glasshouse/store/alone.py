"""One process at a time for one folder of results: whoever comes second waits for what the first makes, or is told so."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from glasshouse.errors import InputError, Problem

_LOG = logging.getLogger(__name__)
_PAUSE: Final = 0.1
"""Seconds between two looks whether the other is done."""
_LOOKS: Final = 20
"""Looks before whoever comes second is sent away: the other may only be reading what is there, which is over in a moment."""


@contextmanager
def alone_in(place: Path) -> Iterator[None]:
    """Within, no other process of this machine makes what belongs in a folder; waits, and says so, until the other is done.

    A process that dies lets go. Where the system offers no locks of this kind, nobody waits.

    Args:
        place: the folder, which need not exist yet.
    """
    lock = _opened(place)
    if lock is None:
        yield
        return
    try:
        _wait_for(lock, place)
        yield
    finally:
        os.close(lock)  # lets go of the lock as well


@contextmanager
def first_in(place: Path) -> Iterator[None]:
    """Like `alone_in`, for what takes long: whoever comes second does not wait, and is told.

    Args:
        place: the folder, which need not exist yet.

    Raises:
        InputError: another process is at work there.
    """
    lock = _opened(place)
    if lock is None:
        yield
        return
    try:
        if not _is_free_soon(lock):
            expected, found = "a folder in which nobody else is at work", "another process that is making the same now"
            advice = "wait until it is done: the same command then takes what it has made"
            raise InputError(Problem(file=str(place), expected=expected, found=found, advice=advice))
        yield
    finally:
        os.close(lock)


def _is_free_soon(lock: int) -> bool:
    for _ in range(_LOOKS):
        if _is_free(lock):
            return True
        time.sleep(_PAUSE)
    return False


def _is_free(lock: int) -> bool:
    """Take a lock, if nobody has it; where a disk knows no locks, nobody has."""
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True


def _wait_for(lock: int, place: Path) -> None:
    is_told = False
    while not _is_free(lock):
        if not is_told:
            _LOG.info("Another process is making %s; waiting until it is done, to take what it has made", place)
            is_told = True
        time.sleep(_PAUSE)


def _opened(place: Path) -> int | None:
    """The lock of a folder: a file among the temporary ones, since a folder that is to be replaced cannot hold it."""
    try:
        import fcntl  # noqa: F401 - looks whether there is such a thing
    except ImportError:  # Windows
        return None
    name = hashlib.sha256(str(place.absolute()).encode()).hexdigest()[:24]
    path = Path(tempfile.gettempdir()) / f"glasshouse-{os.getuid()}-{name}.lock"
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError:
        return None
