"""Small functions compiled only as parts of the kernels that call them.

Numba makes finished machine code of every function that it compiles, for a caller in Python, and then builds the same
function into each kernel that calls it. In a run Python calls none of our small functions, so that a third of all
compiling would be for nothing. An `InlinedFunction` that a kernel calls is typed and lowered and left at that; it is optimized
once, as part of the kernel; once for each set of types that it is called with, so that callers had better agree on the type
of a place. A helper that Python calls is compiled in full at that moment, like any other function.

A helper cannot call itself, and what it raises inside a kernel cannot carry values. Who refers to which array is counted
only where a function may make one, and in functions of other packages: whoever calls a kernel keeps the tables that it is handed.
"""

from __future__ import annotations

from typing import Any

from numba.core import compiler, ir, lowering, sigutils, typed_passes
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler_lock import global_compiler_lock
from numba.core.compiler_machinery import register_pass
from numba.core.registry import CPUDispatcher
from numba.core.typing.templates import make_concrete_template

from glasshouse.kernels.sources import is_own


class ShortReprTuple(tuple[Any, ...]):
    """A tuple with a short `repr`: Numba formats argument types before every pass, and records have up to 176 fields."""

    def __repr__(self) -> str:
        return f"{len(self)} types"


class _WideLower(lowering.Lower):
    """Lets a function's loops use the full width of AVX-512 where there is any: a fifth faster, and the same bits.

    By default the compiler keeps to half the width, for the sake of programs that use vectors rarely.
    """

    def setup_function(self, fndesc: Any) -> None:
        """Mark the function; the set of attributes itself refuses those that carry a value."""
        super().setup_function(fndesc)
        set.add(self.function.attributes, '"prefer-vector-width"="512"')


@register_pass(mutates_CFG=True, analysis_only=False)
class _WideLowering(typed_passes.NativeLowering):
    """Numba's lowering, for wide vectors."""

    _name = "wide_lowering"

    @property
    def lowering_class(self) -> Any:
        return _WideLower

    def run_pass(self, state: Any) -> bool:
        """Lower a function; one that is handed all its tables without counting who refers to which, which takes 3 % of a day."""
        if is_own(state.func_id.func) and not _makes_arrays(state):
            state.targetctx = state.targetctx.subtarget(enable_nrt=False)
        return bool(super().run_pass(state))


class Wide(compiler.CompilerBase):
    """Numba's usual way to machine code for wide vectors, without the listing of all types that it would keep beside it."""

    def define_pipelines(self) -> list[Any]:
        """The usual passes, but one, and another in place of one."""
        passes = compiler.DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.passes = [
            (_WideLowering, said) if each is typed_passes.NativeLowering else (each, said)
            for each, said in passes.passes
            if each is not typed_passes.AnnotateTypes
        ]
        passes.finalize()
        return [passes]


_VIEWS = frozenset(
    {"getattr", "static_getitem", "getitem", "build_tuple", "cast", "phi", "exhaust_iter", "getiter", "iternext"}
    | {"pair_first", "pair_second"}
)
"""Expressions that give a part of what is there already; of `getitem`, unless an array says which part."""


def _makes_arrays(state: Any) -> bool:
    """Whether a function may hold an array that nobody else keeps, or gives one back, which callers take for counted."""

    def is_counted(kind: Any) -> bool:
        return bool(state.targetctx.data_model_manager[kind].contains_nrt_meminfo())

    def is_made(expression: Any) -> bool:
        is_view = expression.op in _VIEWS
        return not is_view or (expression.op == "getitem" and is_counted(state.typemap[expression.index.name]))

    blocks = state.func_ir.blocks.values()
    assigned = [each for block in blocks for each in block.find_insts(ir.Assign) if isinstance(each.value, ir.Expr)]
    kinds = [state.return_type, *(state.typemap[each.target.name] for each in assigned if is_made(each.value))]
    return any(map(is_counted, kinds))


class UnoptimizedLibrary(JITCodeLibrary):
    """Code that waits to be linked into a kernel; it is neither optimized nor made ready to run."""

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True


class InlinedFunction(CPUDispatcher):
    """A function that compiled code builds in as a part; from Python, a function that Numba compiles as usual."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._parts: dict[tuple[Any, ...], Any] = {}

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """What the typing of a compiled caller asks for; the part for these types is compiled at once."""
        signature, folded = self.fold_argument_types(args, kws)
        kinds = ShortReprTuple(folded)
        if kinds not in self._parts:
            self._parts[kinds] = self._compile_unoptimized(kinds)
        name = self.py_func.__name__
        known = [part.signature for part in self._parts.values()]
        return make_concrete_template(name, name, known), signature, kinds, {}

    def get_overload(self, sig: Any) -> Any:
        """The key under which compiled callers find the part for a signature."""
        kinds, _ = sigutils.normalize_signature(sig)
        return self._parts[kinds].fndesc

    def _compile_unoptimized(self, kinds: tuple[Any, ...]) -> Any:
        context: Any = self.targetctx
        flags: Any = compiler.Flags()
        self.targetdescr.options.parse_as_flags(flags, self.targetoptions)
        flags.no_compile = flags.no_cpython_wrapper = flags.no_cfunc_wrapper = True
        with global_compiler_lock:
            library = UnoptimizedLibrary(context.codegen(), self.py_func.__qualname__)
            part = compiler.compile_extra(
                self.typingctx, context, self.py_func, kinds, None, flags, self.locals, library, Wide
            )
            context.insert_user_function(part.fndesc, part.fndesc, [part.library])
        return part
