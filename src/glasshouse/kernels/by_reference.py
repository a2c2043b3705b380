"""Handing many tables to a kernel at once, by one address.

To its caller a table is seven words, and fifteen tables are some ninety, which would be put down in memory for each call
anew. `spill` puts a named tuple of tables down once; a kernel that is `StructPointer` the tuple takes up from the address what it
names. It borrows: whoever keeps the tuple owns the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.datamodel import models
from numba.core.datamodel.registry import register_default
from numba.extending import intrinsic

_ADDRESS = ir.IntType(8).as_pointer()
_OWNERS = 2
"""Leading members (meminfo, parent) of Numba's array struct. Set to null in the callee, so that no atomic reference count is
touched."""


class StructPointer(types.NamedTuple):
    """A named tuple that a function is handed by its address."""

    def __init__(self, kind: type, fields: Mapping[str, Any]) -> None:
        super().__init__([fields[name] for name in kind._fields], kind)  # type: ignore[attr-defined]
        self.name = f"handed {self.name}"

    @property
    def given(self) -> Any:
        """The type of such a tuple before it is put down."""
        return types.NamedTuple(self.types, self.instance_class)


@register_default(StructPointer)
class _StructPointerModel(models.TupleModel):
    """A tuple as a value, an address as an argument."""

    def get_argument_type(self) -> Any:
        return _ADDRESS

    def from_argument(self, builder: Any, value: Any) -> Any:
        kind = self.get_value_type()
        found = builder.load(builder.bitcast(value, kind.as_pointer()))
        for k, part in enumerate(self._members):
            for m in range(_OWNERS if isinstance(part, types.Array) else 0):
                nobody = ir.Constant(kind.elements[k].elements[m], None)
                found = builder.insert_value(found, nobody, [k, m])
        return found


def spill_to_stack(builder: Any, value: Any) -> Any:
    """Put a tuple down for as long as the calling function runs; its address."""
    slot = cgutils.alloca_once(builder, value.type)
    builder.store(value, slot)
    return builder.bitcast(slot, _ADDRESS)


@intrinsic
def spill(typingctx: Any, tables: Any) -> Any:
    """Put a named tuple of tables down for as long as the calling function runs; what it returns is handed on."""

    def generate(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        return spill_to_stack(builder, values[0])

    return types.voidptr(tables), generate
