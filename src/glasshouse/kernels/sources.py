"""The files that numbers are made from, and what identifies them.

What only shows or checks results is left out. All else counts: a list of what matters would be too short one day.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import llvmlite
import numba

PACKAGE = Path(__file__).parent.parent
"""The folder of this package."""

ABOVE = frozenset(("benchmark", "cli", "docs", "report", "testing", "web"))
"""Rooms that make no numbers: they show results, check them, or measure how long they take."""

WITHOUT_KERNELS = frozenset(
    (
        "audit",
        "calibration",
        "claims",
        "essay",
        "heldout",
        "protections",
        "registry",
        "results",
        "store",
        "sweeps",
        "worlds",
    )
)
"""Rooms that make numbers out of finished runs: no kernel contains them, since kernels import from below alone."""

_LENGTH = 16


def read_sources(root: Path, without: Collection[str] = (), only: str = "") -> dict[str, bytes]:
    """SHA-256 of every file below a folder, by its path there; for a single file, its own by its name.

    Args:
        root: the folder or file. Hidden files and what Python compiled are left out.
        without: names of folders directly in it that are left out.
        only: how the names end of files that count; by default all do.

    Raises:
        OSError: a file cannot be read.
    """
    if root.is_file():
        return {root.name: hashlib.sha256(root.read_bytes()).digest()}
    start = len(str(root)) + 1
    found = {}
    for path in _files(str(root), without):
        if not path.endswith(only):
            continue
        with open(path, "rb", buffering=0) as file:  # a Path for each of 500 files would double the time
            found[path[start:].replace(os.sep, "/")] = hashlib.sha256(file.read()).digest()
    return found


def hash_of(sources: Mapping[str, bytes], *more: str) -> str:
    """What identifies files: a hash of their names and contents, and of further words; 16 hexadecimal digits."""
    seen = hashlib.sha256("\n".join(more).encode())
    for name in sorted(sources):
        seen.update(b"\0" + name.encode() + b"\0" + sources[name])
    return seen.hexdigest()[:_LENGTH]


@cache
def own_sources() -> Mapping[str, bytes]:
    """This package's files that make numbers; read once, since a process keeps to what it has loaded."""
    _stamps()
    return read_sources(PACKAGE, ABOVE)


def have_changed() -> bool:
    """Whether a Python file of this package was changed, added or removed since `own_sources` read them."""
    return _stamps.__wrapped__() != _stamps()


@cache
def _stamps() -> set[tuple[str, int, int]]:
    """Names of the package's Python files, with the time of their last change (ns) and their size (bytes)."""
    found = set()
    for path in _files(str(PACKAGE), ABOVE):
        if path.endswith(".py"):
            said = os.stat(path)
            found.add((path, said.st_mtime_ns, said.st_size))
    return found


def of_kernels(sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those of the package's files that kernels can be made from."""
    return {
        name: said
        for name, said in sources.items()
        if name.endswith(".py") and name.partition("/")[0] not in WITHOUT_KERNELS
    }


@cache
def kernels_identity() -> str:
    """What identifies compiled kernels: every Python file that one can contain, and the compiler's versions.

    Which files a kernel does contain cannot be seen from any one of them, so that all count. Data do not: no scenario is
    compiled in. Python's version and the processor are in the compiler's own index.
    """
    return hash_of(of_kernels(own_sources()), f"numba {numba.__version__}", f"llvmlite {llvmlite.__version__}")


def places_of(name: str) -> list[Path]:
    """The folder of the package that a module belongs to, or the module's file where it belongs to none.

    Of packages that share a namespace, only the one that the module is in.

    Raises:
        ImportError: there is no such module.
    """
    import_module(name)
    parts = name.split(".")
    for n in range(1, len(parts) + 1):
        outer = sys.modules[".".join(parts[:n])]
        if getattr(outer, "__file__", None):
            is_package = hasattr(outer, "__path__")
            return [Path(folder) for folder in outer.__path__] if is_package else [Path(str(outer.__file__))]
    return []


def is_own(function: Callable[..., object]) -> bool:
    """Whether a function stands in this package."""
    return function.__module__.partition(".")[0] == "glasshouse"


def _files(folder: str, without: Collection[str]) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(".") or name == "__pycache__" or name in without:
                continue
            if entry.is_dir():
                yield from _files(entry.path, ())
            elif not name.endswith((".pyc", "~")):
                yield entry.path
