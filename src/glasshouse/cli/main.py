"""The entry point: one verb from its arguments to its exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import typer

from glasshouse.cli.commands import group
from glasshouse.cli.console.errors import report_failure, report_interruption
from glasshouse.cli.console.messages import messages_on_stderr

COMPLETE: Final = "_GLASSHOUSE_COMPLETE"
"""Set by a shell that asks for completions."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb.

    Args:
        arguments: what stands after ``glasshouse`` on the command line; by default that of this process.

    Returns:
        The exit status: 0 done, 1 failed checks or a damaged run, 2 wrong input, 130 interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    _write_whatever_the_terminal_can()
    try:
        _call(list(given))
        sys.stdout.flush()
    except BrokenPipeError:
        _hush()
    except KeyboardInterrupt:
        return report_interruption()
    except Exception as error:
        status = report_failure(error, given)
        if isinstance(error, OSError):
            _hush()
        return status
    return 0


def _call(arguments: list[str]) -> None:
    """Find the verb and run it, with none of the option parser's own ways to end a process."""
    command = group()
    if COMPLETE in os.environ:  # a shell asks what could come next, and reads the answer on stdout
        with suppress(SystemExit):
            command.main(arguments, "glasshouse")
        return
    try:
        with messages_on_stderr(), command.make_context("glasshouse", arguments) as context:
            command.invoke(context)
    except typer.Exit:
        return  # help or the version was asked for


def _write_whatever_the_terminal_can() -> None:
    """Letters that the terminal's encoding lacks become question marks; what goes to a closed stream goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this process
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - lives as long as the process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _hush() -> None:
    """Say nothing more on stdout, not even when Python flushes at the end: its reader is gone, or the disk is full."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the process
