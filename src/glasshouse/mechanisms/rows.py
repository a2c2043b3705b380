"""Rows of days: on which day of a row a prize falls, told for many people at once.

A remainder would be divided out person by person; the product with a rounded-up inverse is the same for rows that a ledger
can hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import inlined

if TYPE_CHECKING:
    from glasshouse.schema.protocols import I4, U4

_ONE = 1 << 16


@inlined
def row_of(every: U4) -> I4:
    """Days of a row that brings a prize: as they are set, or 1 for 0."""
    return max(np.int32(every), np.int32(1))


@inlined
def inverse(every: U4) -> I4:
    """The inverse of `row_of` the same, in parts of 65,536, rounded up."""
    return np.int32(np.int32(_ONE // row_of(every)) + np.int32(1))


@inlined
def ends_row(days: I4, every: I4, parts: I4) -> I4:
    """1 if `days` in a row (0 to 127) are a whole number of rows of `every` days, else 0; no day is none.

    Args:
        days: days in a row.
        every: days of a row that brings a prize, from `row_of`.
        parts: its `inverse`.
    """
    # days // every without a division: exact, since days <= 127 and the inverse is rounded up in parts of 2^16.
    rows = np.int32(np.int32(days * parts) >> np.int32(16))
    return np.int32(np.int32(rows * every) == days) & np.int32(days > np.int32(0))
