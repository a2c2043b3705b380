"""The one random generator: Threefry-4x32 with 13 rounds, keyed by seed, citizen, day and purpose.

A draw depends on nothing but its key, never on the order of computation, so that twins share their luck and threads
change nothing. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (2011); the tests
hold the published known answers for 13 and 20 rounds.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from glasshouse.kernels.compilation import inlined, kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, U4, U8, Index, Records, Row, Truth

Word = np.uint32
Words: TypeAlias = tuple[Word, Word, Word, Word]
"""One block of the generator: four uint32 words."""
TwoBlocks: TypeAlias = tuple[Word, Word, Word, Word, Word, Word, Word, Word]
"""Two blocks, one after the other."""

_PARITY = np.uint32(0x1BD11BDA)

# Purposes: what a draw is for. Numbers are part of a run's identity; never reuse one.
TRAITS = np.uint32(1)
REACH = np.uint32(2)
MEMBERSHIP = np.uint32(3)
TIES = np.uint32(4)
ACTS = np.uint32(5)
SIGHT = np.uint32(6)
PROFILE = np.uint32(7)
CASES = np.uint32(8)
REACTION = np.uint32(9)
DEALS = np.uint32(10)
START = np.uint32(11)
FIRMS = np.uint32(12)
JOINING = np.uint32(13)
TASTE = np.uint32(14)
REFERRAL = np.uint32(15)
SAMPLE = np.uint32(16)
FALSE_RECORDS = np.uint32(17)
FIRM_ACTS = np.uint32(18)
NOISE = np.uint32(21)
LEAVING = np.uint32(22)
REMOVAL = np.uint32(40)
ARREST = np.uint32(41)
ROUSING = np.uint32(42)
LOCAL = np.uint32(43)
PATROL = np.uint32(44)
HOLDINGS = np.uint32(45)
PASSING = np.uint32(46)
PERSUASION = np.uint32(47)
ATTRIBUTES = np.uint32(48)
DISCLOSURE = np.uint32(49)
PLACES = np.uint32(50)
DEBTS = np.uint32(51)
HUMAN_REVIEW = np.uint32(52)
TURNOVER = np.uint32(53)
AGES = np.uint32(54)
TRADE = np.uint32(20)
VALIDATION = np.uint32(90)
AUDITORS = np.uint32(91)
DESIGN = np.uint32(100)


@inlined
def rotate(x: U4, n: U4) -> U4:
    """`x` with its 32 bits rotated left by `n`."""
    return np.uint32((x << n) | (x >> np.uint32(32 - n)))


@inlined
def _mix(a: U4, b: U4, n: U4) -> tuple[U4, U4]:
    """One mixing step: `b` added to `a`, then rotated and crossed with it."""
    a = np.uint32(a + b)
    return a, np.uint32(rotate(b, n) ^ a)


@inlined
def _four_rounds(a: U4, b: U4, c: U4, d: U4, turns: tuple[int, ...]) -> Words:
    for m in range(0, 8, 4):
        a, b = _mix(a, b, np.uint32(turns[m]))
        c, d = _mix(c, d, np.uint32(turns[m + 1]))
        a, d = _mix(a, d, np.uint32(turns[m + 2]))
        c, b = _mix(c, b, np.uint32(turns[m + 3]))
    return a, b, c, d


# Rotations of Threefry-4x32, two for each round: rounds 0 to 3, then 4 to 7.
_EVEN = (10, 26, 11, 21, 13, 27, 23, 5)
_ODD = (6, 20, 17, 11, 25, 10, 18, 20)


@inlined
def threefry(c0: U4, c1: U4, c2: U4, c3: U4, k0: U4, k1: U4, k2: U4, k3: U4) -> Words:
    """Four random words for the counter (c0 … c3) and the key (k0 … k3); 13 rounds.

    Args:
        c0: counter words, uint32 each; c1, c2 and c3 likewise.
        c1: see `c0`.
        c2: see `c0`.
        c3: see `c0`.
        k0: key words, uint32 each; k1, k2 and k3 likewise.
        k1: see `k0`.
        k2: see `k0`.
        k3: see `k0`.

    Returns:
        Four uint32 words.
    """
    # Threefry-4x32 (Salmon and others 2011). uint32 constructors wrap additions to 32 bits.
    u = np.uint32
    k4 = u(_PARITY ^ k0 ^ k1 ^ k2 ^ k3)
    a, b, c, d = u(c0 + k0), u(c1 + k1), u(c2 + k2), u(c3 + k3)
    # Key injection after every four rounds: the key words rotate by one, and the last word takes the count of injections.
    a, b, c, d = _four_rounds(a, b, c, d, _EVEN)
    a, b, c, d = u(a + k1), u(b + k2), u(c + k3), u(d + k4 + u(1))
    a, b, c, d = _four_rounds(a, b, c, d, _ODD)
    a, b, c, d = u(a + k2), u(b + k3), u(c + k4), u(d + k0 + u(2))
    a, b, c, d = _four_rounds(a, b, c, d, _EVEN)
    a, b, c, d = u(a + k3), u(b + k4), u(c + k0), u(d + k1 + u(3))
    # The thirteenth round.
    a, b = _mix(a, b, u(6))
    c, d = _mix(c, d, u(20))
    return a, b, c, d


@inlined
def _four_rounds_twice(a: U4, b: U4, c: U4, d: U4, e: U4, f: U4, g: U4, h: U4, turns: tuple[int, ...]) -> TwoBlocks:
    for m in range(0, 8, 4):
        a, b = _mix(a, b, np.uint32(turns[m]))
        e, f = _mix(e, f, np.uint32(turns[m]))
        c, d = _mix(c, d, np.uint32(turns[m + 1]))
        g, h = _mix(g, h, np.uint32(turns[m + 1]))
        a, d = _mix(a, d, np.uint32(turns[m + 2]))
        e, h = _mix(e, h, np.uint32(turns[m + 2]))
        c, b = _mix(c, b, np.uint32(turns[m + 3]))
        g, f = _mix(g, f, np.uint32(turns[m + 3]))
    return a, b, c, d, e, f, g, h


@inlined
def threefry_twice(c0: U4, c1: U4, c2: U4, c3: U4, g3: U4, k0: U4, k1: U4, k2: U4, k3: U4) -> TwoBlocks:
    """Two interleaved Threefry blocks, for instruction-level parallelism.

    Args:
        c0: counter words of both, uint32 each; c1 and c2 likewise.
        c1: see `c0`.
        c2: see `c0`.
        c3: last counter word of the first.
        g3: last counter word of the second.
        k0: key words, uint32 each; k1, k2 and k3 likewise.
        k1: see `k0`.
        k2: see `k0`.
        k3: see `k0`.

    Returns:
        Eight uint32 words: four of the first, then four of the second.
    """
    # The same steps as `threefry`, line by line for two counters that differ in their last word only.
    u = np.uint32
    k4 = u(_PARITY ^ k0 ^ k1 ^ k2 ^ k3)
    a, b, c, d = u(c0 + k0), u(c1 + k1), u(c2 + k2), u(c3 + k3)
    e, f, g, h = u(c0 + k0), u(c1 + k1), u(c2 + k2), u(g3 + k3)
    a, b, c, d, e, f, g, h = _four_rounds_twice(a, b, c, d, e, f, g, h, _EVEN)
    a, b, c, d = u(a + k1), u(b + k2), u(c + k3), u(d + k4 + u(1))
    e, f, g, h = u(e + k1), u(f + k2), u(g + k3), u(h + k4 + u(1))
    a, b, c, d, e, f, g, h = _four_rounds_twice(a, b, c, d, e, f, g, h, _ODD)
    a, b, c, d = u(a + k2), u(b + k3), u(c + k4), u(d + k0 + u(2))
    e, f, g, h = u(e + k2), u(f + k3), u(g + k4), u(h + k0 + u(2))
    a, b, c, d, e, f, g, h = _four_rounds_twice(a, b, c, d, e, f, g, h, _EVEN)
    a, b, c, d = u(a + k3), u(b + k4), u(c + k0), u(d + k1 + u(3))
    e, f, g, h = u(e + k3), u(f + k4), u(g + k0), u(h + k1 + u(3))
    # The thirteenth round.
    a, b = _mix(a, b, u(6))
    e, f = _mix(e, f, u(6))
    c, d = _mix(c, d, u(20))
    g, h = _mix(g, h, u(20))
    return a, b, c, d, e, f, g, h


@kernel_function
def draw(seed: Row[U4], citizen: U8, day: U4, purpose: U4, item: U4) -> Words:
    """Four words for one citizen, day, purpose and item (a kind, a channel, a system; 0 if there is only one).

    Args:
        seed: array of two uint32, the run's seed, low word first.
        citizen: the citizen's number, uint64.
        day: the day, uint32.
        purpose: one of this module's purposes.
        item: what the draw is about within its purpose, uint32.
    """
    low = np.uint32(citizen & np.uint64(0xFFFFFFFF))
    high = np.uint32(citizen >> np.uint64(32))
    return threefry(low, high, day, item, seed[0], seed[1], purpose, np.uint32(0))


@kernel_function
def person(community: Truth | Records, i: Index) -> U8:
    """Whom the draws of lane `i` are keyed by: the citizen's number, and the generation of who sits there now.

    Args:
        community: scratch of one community: the number of its first citizen, and the generation of every lane.
        i: the lane.
    """
    # `generation` is kept as it stands in the high word of the counter (see `glasshouse.schema.truth`).
    return community.citizen + np.uint64(i) + (np.uint64(community.generation[i]) << np.uint64(32))


@kernel_function
def unit(word: U4) -> F4:
    """A float32 from 0 (included) to 1 (excluded) from the high 24 bits of a word."""
    # 24 bits are what a float32 holds exactly; int32 first, since signed conversion is one vector instruction.
    return np.float32(np.int32(word >> np.uint32(8))) * np.float32(2.0**-24)


@kernel_function
def derived(word: U4, item: Index) -> U4:
    """A uint32 below 65 536 derived from a word's low bits for one of several items, without another draw."""
    # A multiplicative hash: the multiplier is odd for every item (a multiple of 8 plus an odd number); the high 16 bits
    # of the product depend on all bits of the word below them.
    odd = np.uint32(np.uint32(item) * np.uint32(0x9E3779B8) + np.uint32(0x85EBCA6B))
    return np.uint32(np.uint32(word * odd) >> np.uint32(16))


def key_of(name: str) -> int:
    """A number that belongs to a name, whatever its place in a list, for keyed draws."""
    return zlib.crc32(name.encode())


def seed_words(seed: int) -> tuple[int, int]:
    """A seed from 0 to 2^64 - 1 as two words, low first."""
    return seed & 0xFFFFFFFF, seed >> 32
