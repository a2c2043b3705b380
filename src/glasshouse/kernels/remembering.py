"""Compiling in less time: what Numba works out again and again is kept while a kernel is compiled.

Numba's front end is Python, and takes more than half of the time that a kernel needs. A good part of that is spent on
things whose answers do not change: whether two sets of compiler options are the same (every option is read, for every
operator of a program), what an operator gives for operands of known types (every overload is tried until one fits), which
variables an instruction reads and writes, whether what lowers an operator asks where it stands in the source, and the
messages about overloads that did not fit, with all fields of all records in colour, which nobody sees.
One thing is not worked out at all: after nearly every pass Numba asks which variables live where each block begins, which only
generators and code for Python objects are asked about later.
Within `remembering` they are answered in a shorter way, to the same machine code; what is Numba's is put back at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from numba.core import base, errors, ir, postproc, transforms, types
from numba.core.compiler_lock import global_compiler_lock
from numba.core.targetconfig import ConfigStack, TargetConfig
from numba.core.typing.templates import Signature

_compare_all: Callable[[TargetConfig, object], bool] = TargetConfig.__eq__
_resolve = types.BaseFunction.get_call_type
_follow_variables: Callable[..., None] = postproc.PostProcessor.run
_is_on = False


@contextmanager
def remembering() -> Iterator[None]:
    """While it is entered, Numba compiles in less time. Nobody else compiles meanwhile; entered again, it does nothing more."""
    global _is_on
    with ExitStack() as left:
        left.enter_context(global_compiler_lock)
        if not _is_on:
            left.enter_context(_replaced(TargetConfig, "__hash__", _hash_of_options))
            left.enter_context(_replaced(TargetConfig, "__eq__", _are_same_options))
            left.enter_context(_replaced(types.BaseFunction, "get_call_type", _remembered_calls()))
            left.enter_context(_replaced(ir.Inst, "_rec_list_vars", _list_variables))
            left.enter_context(_replaced(postproc.PostProcessor, "run", _put_in_order))
            left.enter_context(_replaced(types.Record, "__repr__", cache(types.Record.__repr__)))
            left.enter_context(_replaced(base, "_has_loc", cache(base._has_loc)))
            if hasattr(errors.termcolor(), "_markup"):  # messages have colours where colorama is installed
                left.enter_context(_replaced(type(errors.termcolor()), "_markup", _as_it_is))
            _is_on = True
            left.callback(_switch_off)
        yield


def _switch_off() -> None:
    global _is_on
    _is_on = False


@contextmanager
def _replaced(owner: object, name: str, value: object) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def _hash_of_options(options: TargetConfig) -> int:
    """Numba hashes the options' names, which are the same for all of a class."""
    return hash(type(options))


def _are_same_options(options: TargetConfig, others: object) -> bool:
    """Whether two sets of options say the same: surely if both had the same ones set; else every option is read."""
    if options is others:
        return True
    if isinstance(others, type(options)) and options._values == others._values:
        return True
    return _compare_all(options, others)


def _remembered_calls() -> Callable[..., Signature | None]:
    """What a function gives for arguments of known types, and what implements it, worked out once for each set of options."""
    known: dict[tuple[object, ...], tuple[Signature, object]] = {}

    def get_call_type(
        function: Any, context: Any, arguments: tuple[types.Type, ...], by_name: Mapping[str, types.Type]
    ) -> Signature | None:
        key = (function, context, arguments, tuple(by_name.items()), ConfigStack.top_or_none())  # type: ignore[no-untyped-call]
        found = known.get(key)
        if found is None:
            resolved = _resolve(function, context, arguments, by_name)
            if resolved is None:
                return None
            found = known[key] = resolved, function._impl_keys[resolved.args]
        signature, implementation = found
        function._impl_keys[signature.args] = implementation
        return signature

    return get_call_type


_NEITHER = frozenset({str, int, bool, float, type(None), ir.Loc})
"""What stands in instructions, and is neither a variable nor holds one."""


def _list_variables(instruction: ir.Inst, part: object) -> list[ir.Var]:
    found: list[ir.Var] = []
    _gather(part, found)
    return found


def _gather(part: object, found: list[ir.Var]) -> None:
    """Add the variables of a part of an instruction, in the order in which Numba lists them."""
    kind = type(part)
    if isinstance(part, ir.Var):
        found.append(part)
    elif kind in _NEITHER:
        return
    elif isinstance(part, ir.Inst):
        found.extend(part.list_vars())  # type: ignore[no-untyped-call]
    elif isinstance(part, dict):
        for each in part.values():
            _gather(each, found)
    elif isinstance(part, list | tuple):
        for each in part:
            _gather(each, found)


def _put_in_order(processor: Any, emit_dels: bool = False, extend_lifetimes: bool = False) -> None:
    """Put a program's blocks in order after a pass; what lives where is worked out when something asks for it.

    Where variables are to be deleted (`emit_dels`) and for generators, Numba does all that it usually does.
    """
    program = processor.func_ir
    if emit_dels or program.is_generator:
        _follow_variables(processor, emit_dels, extend_lifetimes)
        return
    program.blocks = transforms.canonicalize_cfg(program.blocks)  # type: ignore[no-untyped-call]
    program.variable_lifetime = postproc.VariableLifetime(program.blocks)  # type: ignore[no-untyped-call]
    program.generator_info = None


def _as_it_is(scheme: object, message: str, *colours: object) -> str:
    return message
