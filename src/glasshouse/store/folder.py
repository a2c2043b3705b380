"""Files of a run directory: written aside and then renamed, and known by their checksums."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from glasshouse.errors import StorageError

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the quota is used up",
    errno.EFBIG: "files may not grow so large here",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.ENOTDIR: "part of the path is a file",
    errno.EEXIST: "a file of that name is there",
}


@contextmanager
def storage_errors(path: Path, doing: str = "write") -> Iterator[None]:
    """Turn an operating system's refusal into a `StorageError` that names the path.

    Args:
        path: what is being written or read.
        doing: the verb for the message.

    Raises:
        StorageError: the system refused.
    """
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
        raise StorageError(f"cannot {doing} {path}: {reason}; nothing that was there before is lost") from error


def make_folder(path: Path) -> None:
    """Make a folder, with all above it.

    Raises:
        StorageError: it cannot be made.
    """
    with storage_errors(path, "make the folder"):
        path.mkdir(parents=True, exist_ok=True)


def write_aside(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make a file under another name beside `path`, then give it its name; a failure leaves nothing.

    Raises:
        StorageError: the folder cannot be written, or the disk is full.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with storage_errors(path):
            write(aside)
            _flush(aside)
            aside.replace(path)
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write a text file aside, then rename it.

    Raises:
        StorageError: the folder cannot be written, or the disk is full.
    """

    def write(aside: Path) -> None:
        aside.write_text(text, encoding="utf-8")

    write_aside(path, write)


def checksum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remove_own(folder: Path, names: frozenset[str]) -> None:
    """Remove the named files and folders of a folder, and the folder itself if nothing else is in it."""
    with suppress(OSError, StorageError):
        clear_own(folder, names)
        folder.rmdir()


def clear_own(folder: Path, names: Iterable[str]) -> None:
    """Remove the named files and folders of a folder; what others put there stays.

    Raises:
        StorageError: one of them cannot be removed.
    """
    for name in names:
        path = folder / name
        with storage_errors(path, "remove"):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def put_in_place(new: Path, place: Path, own: frozenset[str]) -> None:
    """Let a finished folder take the place of an old one; what others put into the old one is kept.

    Raises:
        StorageError: the folders cannot be renamed; the old one then stays in its place.
    """
    old = place.with_name(f".{place.name}.{os.getpid()}.old")
    with storage_errors(place, "replace"):
        place.rename(old)
        try:
            new.rename(place)
        except OSError:
            with suppress(OSError):
                old.rename(place)
            raise
        for entry in sorted(old.iterdir()):
            if entry.name not in own and not (place / entry.name).exists():
                shutil.move(entry, place / entry.name)
    remove_own(old, own)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
