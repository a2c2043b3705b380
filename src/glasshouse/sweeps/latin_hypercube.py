"""Latin hypercubes: points that fill ranges evenly, drawn with the laboratory's own keyed generator.

Source: McKay, Beckman, Conover, "A comparison of three methods for selecting values of input variables in the analysis
of output from a computer code" (1979).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numba import types

from glasshouse.errors import InputError, Problem
from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import entry_point, table_type
from glasshouse.sweeps.design import Design

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Row, Rows

_WORD = np.dtype("u4")
MOST = 100_000
"""Most points of a hypercube."""


class Varied(Protocol):
    """What a hypercube varies: a key, and the value that lies at a share of its range."""

    @property
    def key(self) -> str:
        """Dotted key of the scenario."""

    def at(self, share: float) -> float:
        """The value at a share of the range, from 0 to 1."""


def latin_hypercube(over: Sequence[Varied], points: int, seed: int, round_: int = 0) -> Design:
    """A design in which each range, cut into as many equal parts as there are points, has one point in each part.

    What a key is set to depends on the seed, the key and the number of points, not on which other keys are varied.

    Args:
        over: the ranges.
        points: how many points.
        seed: seed of the draws.
        round_: number of a further hypercube over the same ranges, with points of its own.

    Raises:
        InputError: too many or too few points, or no range.
    """
    if not 1 <= points <= MOST:
        raise InputError(Problem(key="--lhs", expected=f"a number of points from 1 to {MOST}", found=str(points)))
    if not over:
        raise InputError(Problem(key="--over", expected="at least one key or group to vary", found="none"))
    columns = [[each.at(float(share)) for share in shares(seed, each.key, points, round_)] for each in over]
    return Design(tuple(each.key for each in over), tuple(zip(*columns, strict=True)))


def shares(seed: int, key: str, points: int, round_: int = 0) -> np.ndarray:
    """Shares from 0 to 1 in random order, one in each of as many equal parts as there are points.

    Args:
        seed: seed of the draws.
        key: what the shares are for; another key has another order.
        points: how many.
        round_: number of a further set for the same key.
    """
    words = draws(seed, key, points, round_)
    order = np.argsort(words[:, 0], kind="stable")
    ranks = np.empty(points, "i8")
    ranks[order] = np.arange(points)
    return np.asarray((ranks + words[:, 1] / 2.0**32) / points)


def draws(seed: int, key: str, count: int, round_: int = 0) -> np.ndarray:
    """Random words for a design: four uint32 for each of `count` points, as float64 (count, 4)."""
    item = np.uint32(int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "little"))
    words = np.array(randomness.seed_words(seed), np.uint32)
    found = np.empty((count, 4), "u4")
    _draw_all(words, np.uint32(round_), item, found)
    return found.astype("f8")


@entry_point(lambda: types.void(table_type(_WORD), types.uint32, types.uint32, table_type(_WORD, 2)))
def _draw_all(seed: Row[U4], day: U4, item: U4, found: Rows[U4]) -> None:
    """Four words for each row. Kept compiled: a helper that Python calls would be compiled anew by each process."""
    for i in range(len(found)):
        found[i, 0], found[i, 1], found[i, 2], found[i, 3] = randomness.draw(
            seed, np.uint64(i), day, randomness.DESIGN, item
        )
