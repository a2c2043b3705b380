"""Kept kernels that cannot be read any more: a disk that was full, a copy that broke off. They are removed and made again."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeVar

_LOG = logging.getLogger(__name__)

Made = TypeVar("Made")
_UNREADABLE: Final = (
    EOFError,
    pickle.UnpicklingError,
    AttributeError,
    ImportError,
    IndexError,
    KeyError,
    ValueError,
    MemoryError,
)
"""What a pickle that is not as it was written may raise."""


def damaged_kernels(folder: Path) -> list[Path]:
    """Files of kept kernels that break off, below a folder. Each is a pickle, and a whole one ends with a full stop."""
    return [path for path in sorted(folder.glob("**/*.nb[ic]")) if not _ends(path)]


def _ends(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - 1))
            return file.read() == pickle.STOP
    except OSError:
        return True  # it went away meanwhile, or is nobody's to judge


def remove_damaged(folder: Path) -> None:
    """Remove the files of kept kernels that break off, and say so; what they held is compiled anew."""
    damaged = damaged_kernels(folder)
    if damaged:
        names = ", ".join(path.name for path in damaged[:3]) + (" …" if len(damaged) > 3 else "")
        _LOG.warning(
            "Of the kernels kept in %s, some are damaged (%s): they are removed and compiled anew", folder, names
        )
        _remove(damaged)


def made_again(make: Callable[[], Made], folder: Path) -> Made:
    """What `make` makes with kept kernels; where one of them cannot be read, all are removed and it is made without.

    Args:
        make: compiles, or loads what was kept.
        folder: where kernels are kept.
    """
    try:
        return make()
    except _UNREADABLE as error:
        kept = list(folder.glob("**/*.nb[ic]"))
        if not kept or not _is_of_reading(error):
            raise
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        _LOG.warning("Kernels kept in %s are damaged (%s): they are removed and compiled anew", folder, reason)
        _remove(kept)
        return make()


def _is_of_reading(error: BaseException) -> bool:
    """Whether an error arose while Numba read what it had kept, and not while it compiled."""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_name in ("_load_index", "_load_data", "rebuild", "_rebuild") and "caching" in code.co_filename:
            return True
        trace = trace.tb_next
    return False


def _remove(paths: list[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink()
