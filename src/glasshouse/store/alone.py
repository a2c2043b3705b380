"""One process at a time for one folder of results: whoever comes second waits, and finds what the first has made."""

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

_LOG = logging.getLogger(__name__)
_PAUSE: Final = 0.1
"""Seconds between two looks whether the other is done."""


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


def _wait_for(lock: int, place: Path) -> None:
    import fcntl

    is_told = False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if not is_told:
                _LOG.info("Another process is making %s; waiting until it is done, to take what it has made", place)
                is_told = True
            time.sleep(_PAUSE)
        except OSError:
            return  # a disk that knows no locks


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
