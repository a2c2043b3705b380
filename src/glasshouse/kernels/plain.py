"""The plain way to compile: with what Numba promises to keep, for versions of it that nobody has tried yet.

It gives the same bits as `glasshouse.kernels.tuned` and has the same names. Helpers are Numba's own compiled functions;
stages are C callbacks, which take their tables by value and print what they raise; nothing is fetched ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import numpy as np
from llvmlite import ir
from numba import cfunc, njit, types
from numba.core.imputils import impl_ret_borrowed
from numba.extending import intrinsic, register_jitable

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


def helper(function: Callable[..., Any], options: Mapping[str, Any]) -> Any:
    """A small function that kernels call."""
    return njit(**options)(function)


def compiled_for(
    function: Callable[..., Any], signature: Signature, options: Mapping[str, Any], kept: AbstractContextManager[None]
) -> Any:
    """A function compiled for one signature, to be called from Python; what drivers are.

    Args:
        function: what to compile.
        signature: what for.
        options: of the compiler.
        kept: while it is entered, Numba is told where compiled code is kept.
    """
    with kept:
        return njit(signature, **options)(function)


def stage(
    function: Callable[..., Any], signature: Signature, options: Mapping[str, Any], kept: AbstractContextManager[None]
) -> Any:
    """A stage compiled for one signature, as a C callback; see `compiled_for`."""
    with kept:
        return cfunc(signature, **options)(function)


def entry(found: Any) -> Any:
    """What `compiled_for` gave, as Python calls it."""
    return found


def address(code: Any) -> int:
    """Where a `stage` is."""
    return int(code.address)


def struct_pointer_type(kind: type, fields: Mapping[str, Any]) -> Any:
    """The type of a named tuple of tables as a stage's argument: the tuple itself."""
    return types.NamedTuple([fields[name] for name in kind._fields], kind)  # type: ignore[attr-defined]


def given(kind: Any) -> Any:
    """The type of an argument before it is handed on."""
    return kind


@intrinsic
def spill(typingctx: Any, tables: Any) -> Any:
    """A named tuple of tables, to be handed on as it is; a compiled function could not return the records in it."""

    def generate(context: Any, builder: Any, signature: Signature, values: Any) -> Any:
        return impl_ret_borrowed(context, builder, signature.return_type, values[0])

    return tables(tables), generate


@intrinsic
def call_address(typingctx: Any, address: Any, arguments: Any) -> Any:
    """Call a stage at its address with a tuple of arguments, as C would."""

    def generate(context: Any, builder: Any, signature: Signature, values: Any) -> Any:
        given = [builder.extract_value(values[1], k) for k in range(len(signature.args[1].types))]
        returned = context.get_value_type(types.none)
        kind = ir.FunctionType(returned, [value.type for value in given])
        builder.call(builder.inttoptr(values[0], kind.as_pointer()), given)
        return context.get_dummy_value()

    return types.void(address, arguments), generate


@register_jitable
def fetch_lines(table: Any, row: Any, first: Any, lines: Any) -> None:
    """Nothing: to ask ahead takes an instruction that Numba has no word for."""


@register_jitable
def read_word(rows: Any, n: Any) -> Any:
    """Four bytes of contiguous rows as one number, wherever they begin."""
    return rows.reshape(-1).view(np.uint32)[n]
