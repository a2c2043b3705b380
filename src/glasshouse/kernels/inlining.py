"""Small functions compiled only as parts of the kernels that call them.

Numba makes finished machine code of every function that it compiles, for a caller in Python, and then builds the same
function into each kernel that calls it. In a run Python calls none of our small functions, so that a third of all
compiling would be for nothing. An `InlinedFunction` that a kernel calls is typed and lowered and left at that; it is optimized
once, as part of the kernel; once for each set of types that it is called with, so that callers had better agree on the type
of a place. A helper that Python calls is compiled in full at that moment, like any other function.

A helper cannot call itself, and what it raises inside a kernel cannot carry values. Functions of this package make no arrays,
so that nobody counts who refers to which: whoever calls a kernel keeps the tables that it is handed. Those of other packages
may make some.
"""

from __future__ import annotations

from typing import Any

from numba.core import compiler, lowering, sigutils, typed_passes
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
        """Lower a function; one of this package without counting who refers to which table, which takes 4 % of a day."""
        returned = state.targetctx.data_model_manager[state.return_type]
        # A caller that counts takes what it is given for counted.
        if is_own(state.func_id.func) and not returned.contains_nrt_meminfo():
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
        types = ShortReprTuple(folded)
        if types not in self._parts:
            self._parts[types] = self._compile_unoptimized(types)
        name = self.py_func.__name__
        known = [part.signature for part in self._parts.values()]
        return make_concrete_template(name, name, known), signature, types, {}

    def get_overload(self, sig: Any) -> Any:
        """The key under which compiled callers find the part for a signature."""
        types, _ = sigutils.normalize_signature(sig)
        return self._parts[types].fndesc

    def _compile_unoptimized(self, types: tuple[Any, ...]) -> Any:
        context: Any = self.targetctx
        flags: Any = compiler.Flags()
        self.targetdescr.options.parse_as_flags(flags, self.targetoptions)
        flags.no_compile = flags.no_cpython_wrapper = flags.no_cfunc_wrapper = True
        with global_compiler_lock:
            library = UnoptimizedLibrary(context.codegen(), self.py_func.__qualname__)
            part = compiler.compile_extra(
                self.typingctx, context, self.py_func, types, None, flags, self.locals, library, Wide
            )
            context.insert_user_function(part.fndesc, part.fndesc, [part.library])
        return part
