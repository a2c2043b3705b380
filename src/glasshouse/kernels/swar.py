"""SIMD within a register: rows of bytes are read as 32-bit words, and several bytes are added in one step.

Even and odd bytes of a word are summed apart in 16-bit halves, so that a row of 256 bytes adds up without overflow
(64 words of at most 2 x 255 a half are 32,640).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.kernels.compilation import kernel_function, word
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U1, U4, Index, Row, Rows

_WORDS = LANES // 4
_HALVES = np.uint32(0x00FF00FF)
_ODD = np.uint32(0x9E3779B1)
EACH = 0x01010101
"""Times a byte: that byte in each place of a word."""
FLAGS = np.uint32(EACH)


@kernel_function
def sum_of_bytes(row: Row[U1], mask: U4) -> U4:
    """The sum of a row of bytes, of those bits alone that `mask` has in each place."""
    total = np.uint32(0)
    for n in range(_WORDS):
        # Two 16-bit lanes: bytes 0 and 2 stay in place, bytes 1 and 3 are shifted down onto them.
        four = np.uint32(word(row, n) & mask)
        total = np.uint32(total + np.uint32((four & _HALVES) + ((four >> np.uint32(8)) & _HALVES)))
    # Low lane plus high lane.
    return np.uint32(np.uint32(total & np.uint32(0xFFFF)) + np.uint32(total >> np.uint32(16)))


@kernel_function
def sums_of_flags(one: Row[U1], other: Row[U1]) -> tuple[U4, U4]:
    """How many of a row of flags are set, and in how many places those of another row are set as well."""
    total, both = np.uint32(0), np.uint32(0)
    for n in range(_WORDS):
        four = word(one, n)
        # Each byte counts to at most 64 (one flag in each of 64 words), so bytes need no lanes until the end.
        total = np.uint32(total + four)
        both = np.uint32(both + np.uint32(four & word(other, n)))
    return _across(total), _across(both)


@kernel_function
def _across(total: U4) -> U4:
    # Four byte counts, first to two 16-bit sums, then to one.
    pairs = np.uint32((total & _HALVES) + ((total >> np.uint32(8)) & _HALVES))
    return np.uint32(np.uint32(pairs & np.uint32(0xFFFF)) + np.uint32(pairs >> np.uint32(16)))


@kernel_function
def fold(rows: Row[Any] | Rows[Any], words: Index) -> U4:
    """The first so many words of rows of whole numbers as one word: each times an odd number of its own.

    Before, a word's high half is crossed with its low half: two odd numbers differ by an even one, so that high bits that
    change places would be lost.
    """
    total = np.uint32(0)
    for n in range(words):
        four = word(rows, n)
        # x ^ (x >> 16) is invertible, so no difference is lost here.
        four = np.uint32(four ^ (four >> np.uint32(16)))
        # The multiplier is odd, hence invertible modulo 2^32, and differs for each place.
        total = np.uint32(total + np.uint32(four * np.uint32(np.uint32(2 * n + 1) * _ODD)))
    return total
