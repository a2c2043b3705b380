"""How kernels are compiled: the one place that decides.

Kernels are plain functions on records of arrays. A stage is compiled for one explicit signature, so that a driver can
walk a list of addresses and a scenario that names other systems compiles nothing. Small functions that stages call are
marked with `scalar`. Compiled code is kept in a folder named by a hash of the kernels' sources: an edit anywhere is
never ignored.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast

import llvmlite.binding
import numba
import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.core.registry import cpu_target
from numba.extending import intrinsic
from numba.np import numpy_support

from glasshouse.kernels import by_reference as handing
from glasshouse.kernels.inlining import Helper, Unlisted
from glasshouse.kernels.sources import kernels_identity

Function = TypeVar("Function", bound=Callable[..., Any])

_UNKEPT: dict[str, Any] = {"error_model": "numpy", "nogil": True}
_OPTIONS: dict[str, Any] = {**_UNKEPT, "cache": True, "pipeline_class": Unlisted}
_NOT_FROM_PYTHON: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def is_compiled() -> bool:
    """False if the compiler is switched off by ``NUMBA_DISABLE_JIT=1``; kernels then run as plain Python."""
    return not numba.config.DISABLE_JIT


def cache_folder() -> Path:
    """Where compiled kernels are kept: ``GLASSHOUSE_CACHE`` or the user's cache folder, by hash of the sources."""
    root = os.environ.get("GLASSHOUSE_CACHE")
    home = Path(root) if root else Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "glasshouse"
    return home / f"kernels-{kernels_identity()}"


def _allow_wide_vectors() -> None:
    """Let the compiler use the full width of AVX-512 where there is any: a fifth faster, and the same bits.

    By default it keeps to half the width, for the sake of programs that use vectors rarely.
    """
    features = llvmlite.binding.get_host_cpu_features()
    if numba.config.CPU_FEATURES is None and features.get("avx512vl"):
        numba.config.CPU_FEATURES = features.flatten() + ",-prefer-256-bit"


def _use_cache_folder() -> None:
    folder = cache_folder()
    numba.config.CACHE_DIR = str(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"x")
        probe.unlink()
    except OSError:
        _OPTIONS["cache"] = False
        return
    others = sorted(folder.parent.glob("kernels-*"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in others[4:]:
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)


@cache
def _wake_compiler() -> None:
    """Let Numba load all that it knows, without importing SciPy's linear algebra only to see that it is there.

    No kernel uses it, and it takes a fifth of a start. Whoever does use it gets it then: Numba asks again.
    """
    asked = "scipy.linalg.cython_blas"
    if asked not in sys.modules:
        sys.modules[asked] = ModuleType(asked)
        try:
            cpu_target.target_context.refresh()
        finally:
            del sys.modules[asked]


_allow_wide_vectors()
_use_cache_folder()


def scalar(function: Function) -> Function:
    """A small function that kernels call; compiled with whatever calls it, and kept in the cache as part of that."""
    return cast(Function, _helper(function))


def inlined(function: Function) -> Function:
    """Like `scalar`, always written into the calling loop, so that the loop can run several lanes at once."""
    return cast(Function, _helper(function, forceinline=True))


def _helper(function: Any, **options: Any) -> Any:
    return Helper(function, targetoptions={"nopython": True, **_UNKEPT, **options}) if is_compiled() else function


def driver(signature: Any) -> Callable[[Function], Function]:
    """A function that walks communities and calls stages; compiled for `signature` at its first use."""

    def mark(function: Function) -> Function:
        @cache
        def built() -> Any:
            """The compiled function itself: it is called with what its signature says, so that nobody need ask each time."""
            _wake_compiler()
            (only,) = njit(signature() if callable(signature) else signature, **_OPTIONS)(function).overloads.values()
            return only.entry_point

        def call(*arguments: Any) -> Any:
            return built()(*arguments)

        call.build = built  # type: ignore[attr-defined]
        return call if is_compiled() else _wrapping(function)  # type: ignore[return-value]

    return mark


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
def compiled(function: Callable[..., Any], signature: Any) -> Any:
    """`function` compiled for one explicit signature, to be called from Python; the same object for the same pair.

    Its machine code only knows compiled callers. All functions of one signature share what lets Python call them. What is
    handed by its address is given as the named tuple itself.
    """
    if not is_compiled():
        return function
    address, enter = np.uint64(_address(function, signature)), _entrance(signature)
    return lambda *arguments: enter(address, arguments)


@cache
def _entrance(signature: Any) -> Any:
    given = [kind.given if isinstance(kind, handing.Handed) else kind for kind in signature.args]
    arguments = types.Tuple(given)  # type: ignore[no-untyped-call]
    return njit(types.void(types.uint64, arguments), **_OPTIONS)(_enter)


def _enter(step: Any, arguments: Any) -> None:
    call(step, arguments)


@cache
def _machine_code(function: Callable[..., Any], signature: Any) -> Any:
    _wake_compiler()
    return njit(signature, **_OPTIONS, **_NOT_FROM_PYTHON)(function).overloads[signature.args]


@cache
def _address(function: Callable[..., Any], signature: Any) -> int:
    code = _machine_code(function, signature)
    return int(code.library.get_pointer_to_function(code.fndesc.llvm_func_name))


def steps(functions: Sequence[Callable[..., Any]], signature: Any) -> Any:
    """Functions of one signature as something that a compiled driver can walk: an array of their addresses.

    Without the compiler, the list of functions itself. Numba's own functions as values cost 0.1 ms each whenever they are
    handed to compiled code (see ``benchmarks/composition.py``); addresses cost nothing.
    """
    if not is_compiled():
        return list(functions)
    return np.array([_address(function, signature) for function in functions], "u8")


@intrinsic
def _call_address(typingctx: Any, address: Any, arguments: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        kinds = list(signature.args[1].types)
        given = [builder.extract_value(values[1], k) for k in range(len(kinds))]
        for k, kind in enumerate(kinds):
            if isinstance(kind, types.NamedTuple):
                kinds[k], given[k] = types.voidptr, handing.put_down(builder, given[k])
        convention = context.call_conv
        pointer = builder.inttoptr(values[0], convention.get_function_type(types.none, kinds).as_pointer())
        status, _ = convention.call_function(builder, pointer, types.none, kinds, given)
        with cgutils.if_unlikely(builder, status.is_error):  # type: ignore[no-untyped-call]
            convention.return_status_propagate(builder, status)
        return context.get_dummy_value()

    return types.void(address, arguments), generate


@intrinsic
def _fetch_lines(typingctx: Any, table: Any, row: Any, first: Any, lines: Any) -> Any:
    size = int(table.dtype.size)

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        word, byte, number = ir.IntType(64), ir.IntType(8), ir.IntType(32)
        array = context.make_array(signature.args[0])(context, builder, values[0])
        at, first, lines = (builder.zext(value, word) for value in values[1:])
        start = builder.add(builder.ptrtoint(array.data, word), builder.mul(at, ir.Constant(word, size)))
        kind = ir.FunctionType(ir.VoidType(), [byte.as_pointer(), number, number, number])
        prefetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")  # type: ignore[no-untyped-call]
        read, into_second_cache, data = (ir.Constant(number, n) for n in (0, 2, 1))
        with cgutils.for_range(builder, lines) as loop:
            line = builder.mul(builder.add(first, loop.index), ir.Constant(word, 64))
            pointer = builder.inttoptr(builder.add(start, line), byte.as_pointer())
            builder.call(prefetch, [pointer, read, into_second_cache, data])
        return context.get_dummy_value()

    return types.void(table, row, first, lines), generate


@intrinsic
def _read_word(typingctx: Any, rows: Any, n: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, values[0])
        words = builder.bitcast(array.data, ir.IntType(32).as_pointer())
        return builder.load(builder.gep(words, [values[1]], inbounds=True), align=1)

    return types.uint32(rows, types.uint64), generate


if is_compiled():

    @inlined
    def word(rows: Any, n: Any) -> Any:
        """The four bytes at place `n` of contiguous rows of whole numbers, as one uint32, whatever the numbers' size."""
        return _read_word(rows, np.uint64(n))  # type: ignore[call-arg]  # the compiler gives the typing context

    @scalar
    def fetch(table: Any, row: Any, first: Any, lines: Any) -> None:
        """Ask for so many cache lines of a table's record, from the first on, ahead of their use. Changes nothing."""
        _fetch_lines(table, np.uint32(row), np.uint32(first), np.uint32(lines))  # type: ignore[call-arg]  # the compiler gives the typing context

    @scalar
    def call(step: Any, arguments: Any) -> None:
        """Call one of `steps` with a tuple of arguments, which must be exactly those of its signature."""
        _call_address(step, arguments)  # type: ignore[call-arg]  # the compiler gives the typing context

    keep: Any = handing.keep

else:

    def word(rows: Any, n: Any) -> Any:
        """The four bytes at place `n` of contiguous rows of whole numbers, as one uint32, whatever the numbers' size."""
        return rows.reshape(-1).view("u4")[n]

    def fetch(table: Any, row: Any, first: Any, lines: Any) -> None:
        """Ask for so many cache lines of a table's record, from the first on, ahead of their use. Changes nothing."""

    def call(step: Any, arguments: Any) -> None:
        """Call one of `steps` with a tuple of arguments, which must be exactly those of its signature."""
        step(*arguments)

    def keep(tables: Any) -> Any:
        """Put a named tuple of tables down for as long as the calling function runs; what it returns is handed on."""
        return tables


class _Record(np.record):  # type: ignore[misc]  # the stubs call it final; NumPy lets records be derived
    """A record whose fields come before NumPy's own attributes, some of which share their names (`flags`, `base`)."""

    def __getattribute__(self, name: str) -> Any:
        try:
            return self[name]
        except (KeyError, ValueError):
            return super().__getattribute__(name)


def records(table: Any) -> Any:
    """A table as kernels read it: without the compiler, its records answer to their fields' names."""
    return table if is_compiled() else table.view(np.dtype((_Record, table.dtype)))


def record_type(dtype: Any) -> Any:
    """The compiler's type for one record of `dtype`."""
    return numpy_support.from_dtype(dtype)


def handed_type(kind: type, fields: Mapping[str, Any]) -> Any:
    """The compiler's type for a named tuple that a kernel is handed by its address, by the types of its fields."""
    return handing.Handed(kind, fields)


def table_type(dtype: Any, dimensions: int = 1) -> Any:
    """The compiler's type for a contiguous array of records or numbers."""
    return types.Array(numpy_support.from_dtype(dtype), dimensions, "C")
