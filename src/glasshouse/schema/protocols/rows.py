"""Scalars, numbers of any kind and rows as kernels' parameters have them, for the type checker only."""

from __future__ import annotations

from typing import Any, Protocol, Self, TypeAlias, TypeVar, overload

import numpy as np

U1: TypeAlias = np.uint8
U2: TypeAlias = np.uint16
U4: TypeAlias = np.uint32
U8: TypeAlias = np.uint64
I2: TypeAlias = np.int16
I4: TypeAlias = np.int32
I8: TypeAlias = np.int64
F4: TypeAlias = np.float32
"""Scalars: letter and bytes."""

Index: TypeAlias = int | np.integer[Any]
"""A place in a row, or so many things: a Python number in loops, a scalar of any width elsewhere."""
Flag: TypeAlias = bool | np.bool_
"""A condition."""


class Arithmetic(Protocol):
    """What can be added and multiplied: a number, or an array of numbers. Sums and products stay what they are made of."""

    def __neg__(self) -> Self: ...
    def __add__(self, other: Any, /) -> Self: ...
    def __sub__(self, other: Any, /) -> Self: ...
    def __mul__(self, other: Any, /) -> Self: ...
    def __truediv__(self, other: Any, /) -> Self: ...
    def __radd__(self, other: Any, /) -> Self: ...
    def __rsub__(self, other: Any, /) -> Self: ...
    def __rmul__(self, other: Any, /) -> Self: ...
    def __rtruediv__(self, other: Any, /) -> Self: ...


class Ordered(Arithmetic, Protocol):
    """A single number, which is more or less than another: no array."""

    def __int__(self) -> int: ...
    def __lt__(self, other: Any, /) -> Flag: ...
    def __le__(self, other: Any, /) -> Flag: ...
    def __gt__(self, other: Any, /) -> Flag: ...
    def __ge__(self, other: Any, /) -> Flag: ...


Number = TypeVar("Number", bound=Arithmetic)
"""What a mechanism is given and gives back, all of one kind: 32-bit floats in a day, 64-bit floats in a case, or arrays.

Literals of a compiled case count as 64-bit floats. Kinds that are mixed are an error.
"""
Real = TypeVar("Real", bound=Ordered)
"""As `Number`, for rules that compare: never an array."""

Item = TypeVar("Item")


class Row(Protocol[Item]):
    """A row of numbers, or a table of records."""

    def __len__(self) -> int:
        """Places in it."""

    def __getitem__(self, at: Index, /) -> Item:
        """What stands at a place."""

    def __setitem__(self, at: Index, value: Item, /) -> None:
        """Put something at a place."""


class Rows(Protocol[Item]):
    """Rows of numbers, or tables of records, one below the other."""

    def __len__(self) -> int:
        """Rows in it."""

    @overload
    def __getitem__(self, at: tuple[Index, Index], /) -> Item: ...
    @overload
    def __getitem__(self, at: Index, /) -> Row[Item]: ...

    def __setitem__(self, at: tuple[Index, Index], value: Item, /) -> None:
        """Put something at a place of a row."""


class Blocks(Protocol[Item]):
    """Blocks of rows."""

    @overload
    def __getitem__(self, at: tuple[Index, Index, Index], /) -> Item: ...
    @overload
    def __getitem__(self, at: tuple[Index, Index], /) -> Row[Item]: ...
    @overload
    def __getitem__(self, at: Index, /) -> Rows[Item]: ...

    def __setitem__(self, at: tuple[Index, Index, Index], value: Item, /) -> None:
        """Put something at a place of a row of a block."""
