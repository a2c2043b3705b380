"""Messages of the library on stderr while a verb runs, and at no other time."""

from __future__ import annotations

import logging

from glasshouse.cli.console.messages import messages_on_stderr

_LOG = logging.getLogger("glasshouse.store.running")


def test_messages_are_plain_lines_on_stderr_while_a_verb_runs(capfd) -> None:
    with messages_on_stderr():
        _LOG.info("Going on from day %d of %d", 6, 14)
        _LOG.debug("for those who look for faults")
    _LOG.warning("nobody listens any more")
    assert capfd.readouterr() == ("", "Going on from day 6 of 14\n")


def test_a_verb_leaves_logging_as_it_was() -> None:
    log = logging.getLogger("glasshouse")
    before = (log.level, list(log.handlers))
    with messages_on_stderr():
        assert log.handlers != before[1]
    assert (log.level, log.handlers) == before


def test_who_asked_for_more_keeps_it(capfd) -> None:
    log = logging.getLogger("glasshouse")
    log.setLevel(logging.DEBUG)
    try:
        with messages_on_stderr():
            _LOG.debug("a detail")
    finally:
        log.setLevel(logging.NOTSET)
    assert capfd.readouterr().err == "a detail\n"
