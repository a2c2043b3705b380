"""Messages of the library on stderr, as plain lines: what takes long, where a run goes on, what could not be kept."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class _Lines(logging.Handler):
    """Writes each message as a line to what is stderr at that moment: a progress bar puts itself in its place."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(f"{record.getMessage()}\n")
            sys.stderr.flush()
        except OSError:
            return  # nobody reads us any more


@contextmanager
def messages_on_stderr() -> Iterator[None]:
    """Show the library's messages, from `logging.INFO` on, while a verb runs."""
    log, lines = logging.getLogger("glasshouse"), _Lines()
    level = log.level
    log.addHandler(lines)
    log.setLevel(min(level or logging.INFO, logging.INFO))
    try:
        yield
    finally:
        log.removeHandler(lines)
        log.setLevel(level)
