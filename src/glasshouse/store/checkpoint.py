"""Checkpoints: the arrays from which a run or a replicate goes on."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.errors import DamagedRunError, InterruptedRunError, StorageError
from glasshouse.store.folder import write_aside

_LOG = logging.getLogger(__name__)

NAME = "checkpoint.npz"
"""The file of a checkpoint in its folder."""


def write(folder: Path, arrays: Mapping[str, Any]) -> None:
    """Write a folder's checkpoint in place of the last one.

    Raises:
        StorageError: the folder cannot be written, or the disk is full.
    """

    def save(aside: Path) -> None:
        with aside.open("wb") as file:
            np.savez(file, **arrays)

    write_aside(folder / NAME, save)


def read(folder: Path) -> dict[str, Any] | None:
    """The arrays of a folder's checkpoint; None if there is none.

    Raises:
        DamagedRunError: it cannot be read.
    """
    path = folder / NAME
    if not path.exists():
        return None
    try:
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, zipfile.BadZipFile, EOFError, KeyError) as error:
        raise DamagedRunError(f"cannot read {path}: {error}; `--fresh` begins again") from error


def interruption(folder: Path, error: BaseException, *, is_kept: bool) -> InterruptedRunError:
    """What to tell who stopped something: what was lived, and whether it can be gone on with.

    Args:
        folder: the folder.
        error: what ended it.
        is_kept: whether anything is kept.
    """
    what = str(error) or "stopped at once"
    if is_kept:
        return InterruptedRunError(
            f"{what}; the checkpoint is kept: `glasshouse resume {folder}` goes on to the same bits"
        )
    return InterruptedRunError(f"{what}; no checkpoint had been written yet: `glasshouse resume {folder}` begins anew")


def with_warning(keep: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    """What keeps a checkpoint, but warns where there is no room: the days lived so far are worth more."""

    def save(saved: dict[str, Any]) -> None:
        try:
            keep(saved)
        except StorageError as error:
            _LOG.warning("No checkpoint: %s", error)

    return save
