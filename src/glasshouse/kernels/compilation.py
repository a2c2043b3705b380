"""How kernels are compiled: the one place that decides.

Kernels are plain functions on records of arrays. A stage is compiled for one explicit signature, so that a driver can
walk a list of addresses and a scenario that names other systems compiles no stage anew. Small functions that stages call are
marked with `kernel_function`. Compiled code is kept in a folder named by a hash of all that kernels can be made from: an edit
anywhere is never ignored.

Importing it changes nothing: no folder is made, and no setting of Numba's. There are two ways to compile, to the same
bits: `glasshouse.kernels.tuned` with Numba's inner parts, and `glasshouse.kernels.plain` with what Numba promises to keep.
The plain way is taken with ``GLASSHOUSE_PLAIN_NUMBA=1``, and with versions of Numba that the other was not tested with.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

import numba
import numpy as np
from numba import types
from numba.np import numpy_support

from glasshouse.kernels.damage import made_again, remove_damaged
from glasshouse.kernels.sources import hash_of, kernels_identity, places_of, read_sources

if TYPE_CHECKING:
    from numba.core.typing.templates import Signature

    from glasshouse.schema.protocols import U4, Index, Row, Rows

Function = TypeVar("Function", bound=Callable[..., Any])
Step: TypeAlias = np.uint64 | Callable[..., Any]
"""A compiled stage by its address; without the compiler, the stage itself."""
Steps: TypeAlias = np.ndarray | Sequence[Callable[..., Any]]
"""Stages that a driver walks."""

TESTED = ("0.68",)
"""Versions of Numba whose inner parts are known; others compile the plain way."""

_UNKEPT: dict[str, Any] = {"error_model": "numpy", "nogil": True}
_OPTIONS: dict[str, Any] = {**_UNKEPT, "cache": True}
_SETTING = threading.RLock()
_SLOWER = "Kernels are compiled the plain way%s: compiling and running take longer"


def is_plain() -> bool:
    """Whether kernels are compiled the plain way: asked for, or because of Numba's version."""
    return os.environ.get("GLASSHOUSE_PLAIN_NUMBA") == "1" or not _is_tested()


def _is_tested() -> bool:
    return str(numba.__version__).startswith(tuple(f"{version}." for version in TESTED))


def is_compiled() -> bool:
    """False if the compiler is switched off by ``NUMBA_DISABLE_JIT=1``; kernels then run as plain Python."""
    return not numba.config.DISABLE_JIT


# At import: files may change on disk while a program runs, the code that it has loaded does not.
kernels_identity()
_IS_PLAIN = is_plain()
_way: Any = import_module(f"glasshouse.kernels.{'plain' if _IS_PLAIN else 'tuned'}")


def cache_folder() -> Path:
    """Where compiled kernels are kept: ``GLASSHOUSE_CACHE`` or the user's cache folder, by what they can be made from."""
    root = os.environ.get("GLASSHOUSE_CACHE")
    home = Path(root) if root else Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "glasshouse"
    return home / f"kernels-{kernels_identity()}{'-plain' if _IS_PLAIN else ''}"


def remove_old_kernels() -> list[Path]:
    """Remove kernels that other code compiled from the folder where they are kept; returns what was removed.

    Raises:
        OSError: a folder cannot be removed.
    """
    now = cache_folder()
    old = [folder for folder in sorted(now.parent.glob("kernels-*")) if folder.name.removesuffix("-plain") != now.name]
    for folder in old:
        shutil.rmtree(folder)
    return old


@cache
def _folder_of(package: str) -> Path:
    """Where kernels of a package are kept: those of others by what they can be made from."""
    if package == "glasshouse":
        return cache_folder()
    sources = [hash_of(read_sources(place, only=".py")) for place in places_of(package)]
    return cache_folder() / f"{package}-{hash_of({}, *sources)}"


@contextmanager
def _kept(function: Callable[..., Any]) -> Iterator[None]:
    """Tell Numba where to keep what it compiles of a function; nobody else's setting is changed for longer."""
    with _SETTING:
        before = numba.config.CACHE_DIR
        numba.config.CACHE_DIR = str(_folder_of(function.__module__.partition(".")[0]))
        try:
            yield
        finally:
            numba.config.CACHE_DIR = before


@cache
def _options() -> dict[str, Any]:
    """The compiler's options. Where the folder cannot be written, nothing is kept."""
    if _IS_PLAIN:
        reason = "" if _is_tested() else f", since nobody has tried Numba {numba.__version__}"
        logging.getLogger(__name__).warning(_SLOWER, reason)
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return _UNKEPT
    remove_damaged(folder)
    return _OPTIONS


def kernel_function(function: Function) -> Function:
    """A small function that kernels call; compiled with whatever calls it, and kept in the cache as part of that."""
    return cast(Function, _inlined_function(function))


def inlined(function: Function) -> Function:
    """Like `kernel_function`, always written into the calling loop, so that the loop can run several lanes at once."""
    return cast(Function, _inlined_function(function, forceinline=True))


@cache
def _inlined_function(function: Callable[..., Any], **options: Any) -> Any:
    """The same for the same function, so that it is typed and lowered once however many rooms call it."""
    return _way.helper(function, {**_UNKEPT, **options}) if is_compiled() else function


def entry_point(signature: Signature | Callable[[], Signature]) -> Callable[[Function], Function]:
    """A function that walks communities and calls stages; compiled for `signature` at its first use.

    It is kept as `part` too, so that another such function can be made of it (see `part_of`).
    """

    def mark(function: Function) -> Function:
        @cache
        def built() -> Any:
            return _way.entry(_compiled_for(function, signature() if callable(signature) else signature))

        def call(*arguments: Any) -> Any:
            return built()(*arguments)

        call.build = built  # type: ignore[attr-defined]
        found: Any = call if is_compiled() else _wrapping(function)
        found.part = function
        return found  # type: ignore[no-any-return]

    return mark


def part_of(entry: Any) -> Any:
    """What an entry point does, as a small function that other entry points call."""
    return kernel_function(entry.part)


def _compiled_for(function: Callable[..., Any], signature: Signature) -> Any:
    options = _options()
    return made_again(lambda: _way.compiled_for(function, signature, options, _kept(function)), cache_folder())


def build(drivers: Sequence[Any]) -> None:
    """Compile drivers before their first use, or load them."""
    for each in drivers if is_compiled() else ():
        each.build()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the garbage collector from looking through the compiler's many objects again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _wrapping(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` as plain Python, where whole numbers wrap around as they do when compiled, without a warning."""

    def call(*arguments: Any) -> Any:
        with np.errstate(over="ignore"):
            return function(*arguments)

    return call


@cache
def compiled(function: Callable[..., Any], signature: Signature) -> Any:
    """`function` compiled for one explicit signature, to be called from Python; the same object for the same pair.

    Its machine code only knows compiled callers. All functions of one signature share what lets Python call them. What is
    handed by its address is given as the named tuple itself.
    """
    if not is_compiled():
        return function
    address, enter = np.uint64(_address(function, signature)), _entrance(signature)
    return lambda *arguments: enter(address, arguments)


@cache
def _entrance(signature: Signature) -> Any:
    arguments = types.Tuple([_way.given(kind) for kind in signature.args])  # type: ignore[no-untyped-call]
    return _compiled_for(_enter, types.void(types.uint64, arguments))


def _enter(step: Step, arguments: tuple[Any, ...]) -> None:
    call_at(step, arguments)


@cache
def _machine_code(function: Callable[..., Any], signature: Signature) -> Any:
    options = _options()
    return made_again(lambda: _way.stage(function, signature, options, _kept(function)), cache_folder())


@cache
def _address(function: Callable[..., Any], signature: Signature) -> int:
    return int(_way.address(_machine_code(function, signature)))


def function_table(functions: Sequence[Callable[..., Any]], signature: Signature) -> Steps:
    """Functions of one signature as something that a compiled driver can walk: an array of their addresses.

    Without the compiler, the list of functions itself. Numba's own functions as values cost 0.1 ms each whenever they are
    handed to compiled code (see ``benchmarks/composition.py``); addresses cost nothing.
    """
    if not is_compiled():
        return list(functions)
    return np.array([_address(function, signature) for function in functions], "u8")


_call_address, _fetch_lines, _read_word = _way.call_address, _way.fetch_lines, _way.read_word


if is_compiled():

    @inlined
    def word(rows: Row[Any] | Rows[Any], n: Index) -> U4:
        """The four bytes at place `n` of contiguous rows of whole numbers, as one uint32, whatever the numbers' size."""
        read: U4 = _read_word(rows, np.uint64(n))
        return read

    @kernel_function
    def fetch(table: Row[Any], row: Index, first: Index, lines: Index) -> None:
        """Ask for so many cache lines of a table's record, from the first on, ahead of their use. Changes nothing."""
        _fetch_lines(table, np.uint32(row), np.uint32(first), np.uint32(lines))

    @kernel_function
    def call_at(step: Step, arguments: tuple[Any, ...]) -> None:
        """Call one of `steps` with a tuple of arguments, which must be exactly those of its signature."""
        _call_address(step, arguments)

    spill: Any = _way.spill

else:

    def word(rows: Row[Any] | Rows[Any], n: Index) -> U4:
        """The four bytes at place `n` of contiguous rows of whole numbers, as one uint32, whatever the numbers' size."""
        read: U4 = np.asarray(rows).reshape(-1).view("u4")[n]
        return read

    def fetch(table: Row[Any], row: Index, first: Index, lines: Index) -> None:
        """Ask for so many cache lines of a table's record, from the first on, ahead of their use. Changes nothing."""

    def call_at(step: Step, arguments: tuple[Any, ...]) -> None:
        """Call one of `steps` with a tuple of arguments, which must be exactly those of its signature."""
        assert callable(step)
        step(*arguments)

    def spill(tables: Any) -> Any:
        """Put a named tuple of tables down for as long as the calling function runs; what it returns is handed on."""
        return tables


class _Record(np.record):  # type: ignore[misc]  # the stubs call it final; NumPy lets records be derived
    """A record whose fields come before NumPy's own attributes, some of which share their names (`flags`, `base`)."""

    def __getattribute__(self, name: str) -> Any:
        try:
            return self[name]
        except (KeyError, ValueError):
            return super().__getattribute__(name)


def attribute_view(table: np.ndarray) -> np.ndarray:
    """A table as kernels read it: without the compiler, its records answer to their fields' names."""
    return table if is_compiled() else table.view(np.dtype((_Record, table.dtype)))


def record_type(dtype: np.dtype) -> Any:
    """The compiler's type for one record of `dtype`."""
    return _record_type(dtype, dtype.isalignedstruct)


@cache
def _record_type(dtype: Any, is_aligned: bool) -> Any:
    """The same, made once: Numba makes each of up to 176 fields anew. Dtypes that differ in alignment alone may be equal."""
    return numpy_support.from_dtype(dtype)


def struct_pointer_type(kind: type, fields: Mapping[str, Any]) -> Any:
    """The compiler's type for a named tuple that a kernel is handed by its address, by the types of its fields."""
    return _way.struct_pointer_type(kind, fields)


def table_type(dtype: np.dtype, dimensions: int = 1) -> Any:
    """The compiler's type for a contiguous array of records or numbers."""
    return types.Array(record_type(dtype), dimensions, "C")
