"""What a user reads when something goes wrong: one clear message on stderr, and the exit status."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any, Final

import typer

from glasshouse.errors import GlasshouseError, InputError, InterruptedRunError, Problem, StorageError, nearest_name

# The exceptions of the option parser live in different places in different versions; this is their common root.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
_IN_THE_WAY: Final = (errno.EEXIST, errno.ENOTDIR, errno.EISDIR)


def report_failure(error: Exception, arguments: Sequence[str]) -> int:
    """Say what went wrong and return the exit status.

    Args:
        error: what ended the verb.
        arguments: what the user typed after ``glasshouse``.
    """
    if isinstance(error, typer.Abort):
        return report_interruption()
    if isinstance(error, _UsageError):
        error = _as_input_error(error, arguments)
    elif isinstance(error, OSError):
        error = _as_storage_error(error)
    elif isinstance(error, MemoryError):
        error = GlasshouseError("there is not enough memory; take fewer citizens (--citizens N)")
    if isinstance(error, GlasshouseError):
        _say(str(error))
        return error.exit_code
    _say(_defect(error))
    return 1


def report_interruption() -> int:
    """Say that the user stopped a verb that keeps no checkpoint, and return the exit status."""
    _say("interrupted")
    return InterruptedRunError.exit_code


def _say(text: str) -> None:
    try:
        sys.stdout.flush()
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:
        return  # nobody reads us any more


def _as_input_error(error: Any, arguments: Sequence[str]) -> InputError:
    """What the option parser found, in the form of every other message."""
    verb = " ".join(["glasshouse", *arguments[:1]]) if not arguments[0].startswith("-") else "glasshouse"
    advice = f"`{verb} --help` lists them"
    option = getattr(error, "option_name", None)
    if option is not None and hasattr(error, "possibilities"):
        nearest = nearest_name(option, _options(error.ctx))
        return InputError(Problem(key=option, expected=f"an option of `{verb}`", nearest=nearest, advice=advice))
    if option is not None:
        return InputError(Problem(key=option, expected="a value", found="nothing", advice=f"see `{verb} --help`"))
    parameter = getattr(error, "param", None)
    if parameter is not None:
        is_option = parameter.param_type_name == "option"
        name = parameter.opts[-1] if is_option else parameter.metavar or parameter.name.upper()
        found = getattr(error, "message", None) or "nothing"
        expected = getattr(parameter, "help", None) or "a value"
        return InputError(Problem(key=name, expected=_as_words(expected), found=found, advice=f"see `{verb} --help`"))
    found = error.format_message().rstrip(".")
    found = (found[:1].lower() + found[1:]).removeprefix("got ").replace("argument(s)", "arguments")
    return InputError(Problem(expected=f"arguments that `{verb} --help` lists", found=found))


def _options(context: Any) -> list[str]:
    return [option for parameter in context.command.params for option in parameter.opts] if context else []


def _as_words(help_text: str) -> str:
    """The first sentence of an option's help, fit to stand after "expected"."""
    first = help_text.partition(".")[0]
    return first[:1].lower() + first[1:]


def _as_storage_error(error: OSError) -> StorageError:
    """What the operating system refused, and what to do about it."""
    if error.errno in _FULL:
        told = "the disk is full; make room, or name a folder on another disk with --out"
    elif error.errno in _FORBIDDEN:
        told = "no right to write there; name another folder with --out"
    elif error.errno in _IN_THE_WAY:
        told = "something else is in the way; name another folder with --out"
    else:
        told = (
            f"{(error.strerror or str(error) or type(error).__name__).lower()}; `glasshouse doctor` checks the machine"
        )
    # A failed write does not say to which file.
    return StorageError(told if error.filename is None else f"{os.fsdecode(error.filename)}: {told}")


def _defect(error: Exception) -> str:
    """A mistake of ours, not of the user's: short, unless all of it is asked for."""
    if os.environ.get("GLASSHOUSE_TRACEBACK"):
        return "".join(traceback.format_exception(error)).rstrip()
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({os.path.basename(frames[-1].filename)}, line {frames[-1].lineno})" if frames else ""
    return f"a fault in Glasshouse itself: {what}{where}\nGLASSHOUSE_TRACEBACK=1 shows all of it; please report it"
