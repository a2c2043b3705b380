"""What was lived and cannot be kept where it should: it is kept elsewhere, and said to be."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from glasshouse.errors import StorageError
from glasshouse.store import checkpoint
from glasshouse.store.unfinished import UnfinishedFolder


def keep_elsewhere(
    unfinished: UnfinishedFolder, error: StorageError, keep: Callable[[], object], hint: str
) -> NoReturn:
    """Keep what was lived in another folder: the one for temporary files, or the user's own.

    Args:
        unfinished: what could not be kept; while `keep` is called, its folder is the other one.
        error: why not.
        keep: writes what was lived; what lay in the folder is there by then, but for its checkpoint.
        hint: what can be done with the other folder, which stands for ``FOLDER`` in it.

    Raises:
        StorageError: always; it names the other folder, or says that none has room either.
    """
    before = unfinished.folder, unfinished.place
    tried = []
    for root in _roots():
        other: Path | None = None
        try:
            other = Path(tempfile.mkdtemp(prefix="glasshouse-", dir=root)) / before[1].name
            _copy(before[0], other)
            unfinished.folder = unfinished.place = other
            keep()
        except (OSError, StorageError):
            tried.append(str(root))
            if other is not None:
                shutil.rmtree(other.parent, ignore_errors=True)
        else:
            told = f"{error}\nwhat was lived is kept in {other} instead: {hint.replace('FOLDER', str(other))}"
            raise StorageError(told) from error
        finally:
            unfinished.folder, unfinished.place = before
    is_kept = (before[0] / checkpoint.NAME).exists()
    rest = f"; the last checkpoint is kept: `glasshouse resume {before[0]}` goes on from there" if is_kept else ""
    where = f"no other folder takes it either ({', '.join(tried)})" if tried else "there is no other folder for it"
    raise StorageError(
        f"{error}\n{where}{rest or '; make room, or name a folder with --out, and run it again'}"
    ) from error


def _roots() -> list[Path]:
    """Folders to try, each once."""
    found = [Path(tempfile.gettempdir())]
    with suppress(RuntimeError):  # nobody's home
        found.append(Path.home())
    return list(dict.fromkeys(found))


def _copy(folder: Path, other: Path) -> None:
    if folder.is_dir():
        shutil.copytree(folder, other, ignore=shutil.ignore_patterns(checkpoint.NAME, "*.part"))
