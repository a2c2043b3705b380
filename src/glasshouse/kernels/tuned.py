"""The fast way to compile: with Numba's inner parts, for the versions of Numba that it was tested with.

Small functions become parts of the kernels that call them (`glasshouse.kernels.inlining`), tables are handed by one address
(`glasshouse.kernels.by_reference`), stages are called by their addresses, and loops use the full width of vectors.
`glasshouse.kernels.plain` does the same with less of Numba's inner parts, to the same bits;
`glasshouse.kernels.compilation` chooses between the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from llvmlite import binding, ir
from numba import njit, types
from numba.core import cgutils
from numba.core.compiler import CompileResult
from numba.core.registry import cpu_target
from numba.core.runtime.nrt import rtsys
from numba.extending import intrinsic

from glasshouse.kernels import by_reference as handing
from glasshouse.kernels.by_reference import spill
from glasshouse.kernels.inlining import InlinedFunction, Wide
from glasshouse.kernels.remembering import remembering
from glasshouse.kernels.sources import have_changed, is_own

if TYPE_CHECKING:
    from numba.core.typing.templates import Signature

__all__ = [
    "address",
    "call_address",
    "compiled_for",
    "entry",
    "fetch_lines",
    "given",
    "helper",
    "read_word",
    "spill",
    "stage",
    "struct_pointer_type",
]

_NOT_FROM_PYTHON: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


@cache
def _load_compiler() -> None:
    """Let Numba load all that it knows, without importing SciPy's linear algebra only to see that it is there.

    That takes a fifth of a start, and no kernel uses it. Whoever does use it gets it then: Numba asks again.
    """
    linear_algebra: Any = import_module("numba.np.linalg")
    ask = linear_algebra.ensure_blas
    linear_algebra.ensure_blas = _is_there
    try:
        cpu_target.target_context.refresh()
    finally:
        linear_algebra.ensure_blas = ask
        # It was imported while nothing was asked, and keeps what it saw then.
        mathematics: Any = import_module("numba.np.arraymath")
        mathematics.ensure_blas = ask


def _is_there() -> None:
    """SciPy belongs to this package's dependencies."""


def helper(function: Callable[..., Any], options: Mapping[str, Any]) -> Any:
    """A small function that becomes a part of each kernel that calls it."""
    return InlinedFunction(function, targetoptions={"nopython": True, **options})


def compiled_for(
    function: Callable[..., Any], signature: Signature, options: Mapping[str, Any], kept: AbstractContextManager[None]
) -> Any:
    """A function compiled for one signature, to be called from Python with just that; what drivers are.

    Args:
        function: what to compile.
        signature: what for.
        options: of the compiler.
        kept: while it is entered, Numba is told where compiled code is kept; it need not be told while compiling.
    """
    with kept:
        found = njit(**options, pipeline_class=Wide)(function)
    _keep_only_what_was_read(found._cache)
    _load_only_what_runs(found._cache, is_own(function), not options.get("no_cpython_wrapper"))
    with remembering():
        found.compile(signature)
    found.disable_compile()
    return found


def _keep_only_what_was_read(kept: Any) -> None:
    """Let nothing be kept under the name of sources that changed while this process ran: it may hold what it was before."""
    save = kept.save_overload

    def save_if_unchanged(signature: Signature, code: Any) -> None:
        if not have_changed():
            save(signature, code)

    kept.save_overload = save_if_unchanged


def _load_only_what_runs(kept: Any, is_own: bool, from_python: bool) -> None:
    """Load machine code from the cache folder without what only compiling needs; that is loaded once something is compiled.

    Numba would load all that it knows before it looks into the folder, a tenth of a start, and parse the code that it keeps
    beside the machine code for linking into other kernels; ours are called by their addresses. A kernel of another package
    may need symbols that only loading all of Numba defines: for such a kernel it is loaded first.

    Args:
        kept: Numba's cache of one function.
        is_own: whether it is a function of this package.
        from_python: whether it was compiled with an entrance for Python.
    """
    read = getattr(kept, "_load_overload", None)  # there is none where nothing is kept

    def load(signature: Signature, context: Any) -> Any:
        if not is_own or read is None:
            _load_compiler()
        rtsys.initialize(context)
        found = read and read(signature, context)
        if found is None:
            _load_compiler()
        return found

    def rebuild(context: Any, saved: Any) -> Any:
        (name, kind, (code, _)), described, *rest = saved
        # Numba would find these names in the code for linking.
        names = [described.llvm_func_name] + [described.llvm_cpython_wrapper_name] * from_python
        context.codegen()._engine._defined_symbols.update(names)
        return CompileResult._rebuild(context, (name, kind, (code, _empty_module())), described, *rest)

    kept.load_overload = load
    if is_own and read is not None:
        kept._impl.rebuild = rebuild


@cache
def _empty_module() -> bytes:
    """LLVM's code of a module with nothing in it."""
    return bytes(binding.parse_assembly("").as_bitcode())


def stage(
    function: Callable[..., Any], signature: Signature, options: Mapping[str, Any], kept: AbstractContextManager[None]
) -> Any:
    """A stage compiled for one signature, which only knows compiled callers; see `compiled_for`."""
    found = compiled_for(function, signature, {**options, **_NOT_FROM_PYTHON}, kept)
    return found.overloads[signature.args]


def entry(found: Any) -> Any:
    """What `compiled_for` gave, as Python calls it with least ado: nobody asks each time what it is called with."""
    (only,) = found.overloads.values()
    return only.entry_point


def address(code: Any) -> int:
    """Where a `stage` is."""
    return int(code.library.get_pointer_to_function(code.fndesc.llvm_func_name))


def struct_pointer_type(kind: type, fields: Mapping[str, Any]) -> Any:
    """The type of a named tuple of tables as a stage's argument: its address."""
    return handing.StructPointer(kind, fields)


def given(kind: Any) -> Any:
    """The type of an argument before it is handed on."""
    return kind.given if isinstance(kind, handing.StructPointer) else kind


@intrinsic
def call_address(typingctx: Any, address: Any, arguments: Any) -> Any:
    """Call a stage at its address with a tuple of arguments, by Numba's own convention; what it raises is raised."""

    def generate(context: Any, builder: Any, signature: Signature, values: Any) -> Any:
        kinds = list(signature.args[1].types)
        given = [builder.extract_value(values[1], k) for k in range(len(kinds))]
        for k, kind in enumerate(kinds):
            if isinstance(kind, types.NamedTuple):
                kinds[k], given[k] = types.voidptr, handing.spill_to_stack(builder, given[k])
        convention = context.call_conv
        pointer = builder.inttoptr(values[0], convention.get_function_type(types.none, kinds).as_pointer())
        status, _ = convention.call_function(builder, pointer, types.none, kinds, given)
        with cgutils.if_unlikely(builder, status.is_error):
            convention.return_status_propagate(builder, status)
        return context.get_dummy_value()

    return types.void(address, arguments), generate


@intrinsic
def fetch_lines(typingctx: Any, table: Any, row: Any, first: Any, lines: Any) -> Any:
    """Ask the processor for so many cache lines of a table's record, from the first on."""
    size = int(table.dtype.size)

    def generate(context: Any, builder: Any, signature: Signature, values: Any) -> Any:
        word, byte, number = ir.IntType(64), ir.IntType(8), ir.IntType(32)
        array = context.make_array(signature.args[0])(context, builder, values[0])
        at, first, lines = (builder.zext(value, word) for value in values[1:])
        start = builder.add(builder.ptrtoint(array.data, word), builder.mul(at, ir.Constant(word, size)))
        kind = ir.FunctionType(ir.VoidType(), [byte.as_pointer(), number, number, number])
        prefetch = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        read, into_second_cache, data = (ir.Constant(number, n) for n in (0, 2, 1))
        with cgutils.for_range(builder, lines) as loop:
            line = builder.mul(builder.add(first, loop.index), ir.Constant(word, 64))
            pointer = builder.inttoptr(builder.add(start, line), byte.as_pointer())
            builder.call(prefetch, [pointer, read, into_second_cache, data])
        return context.get_dummy_value()

    return types.void(table, row, first, lines), generate


@intrinsic
def read_word(typingctx: Any, rows: Any, n: Any) -> Any:
    """Four bytes of contiguous rows as one number, wherever they begin."""

    def generate(context: Any, builder: Any, signature: Signature, values: Any) -> Any:
        array = context.make_array(signature.args[0])(context, builder, values[0])
        words = builder.bitcast(array.data, ir.IntType(32).as_pointer())
        return builder.load(builder.gep(words, [values[1]], inbounds=True), align=1)

    return types.uint32(rows, types.uint64), generate
