"""The keyed generator with whole numbers of any size: Threefry-4x32 as its authors describe it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

PURPOSES = {
    "traits": 1, "reach": 2, "membership": 3, "ties": 4, "acts": 5, "sight": 6, "profile": 7, "cases": 8,
    "reaction": 9, "deals": 10, "start": 11, "firms": 12, "joining": 13, "taste": 14, "referral": 15, "sample": 16, "trade": 20,
    "false_records": 17, "firm_acts": 18,
    "noise": 21,
    "leaving": 22, "removal": 40, "arrest": 41, "rousing": 42, "local": 43, "patrol": 44, "holdings": 45, "passing": 46,
    "persuasion": 47, "attributes": 48, "disclosure": 49, "places": 50, "debts": 51, "human_review": 52, "turnover": 53,
    "ages": 54,
    "validation": 90, "auditors": 91, "design": 100,
}  # fmt: skip
"""What a draw is for; the number is part of its key."""

_WORD = 0xFFFFFFFF
_PARITY = 0x1BD11BDA
_ROTATIONS = ((10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20))


def threefry(counter: Sequence[int], key: Sequence[int], rounds: int = 13) -> list[int]:
    """Four random words for four counter words and four key words."""
    return list(_words(tuple(counter), tuple(key), rounds))


@lru_cache(maxsize=1 << 16)  # what is drawn once for a person is asked for again on many days
def _words(counter: tuple[int, ...], key: tuple[int, ...], rounds: int) -> tuple[int, ...]:
    keys = [*key, _PARITY ^ key[0] ^ key[1] ^ key[2] ^ key[3]]
    x = [(c + k) & _WORD for c, k in zip(counter, key, strict=True)]
    for turn in range(rounds):
        pairs = ((0, 1), (2, 3)) if turn % 2 == 0 else ((0, 3), (2, 1))
        for (a, b), bits in zip(pairs, _ROTATIONS[turn % 8], strict=True):
            x[a] = (x[a] + x[b]) & _WORD
            x[b] = ((x[b] << bits | x[b] >> (32 - bits)) & _WORD) ^ x[a]
        if turn % 4 == 3:
            times = turn // 4 + 1
            x = [(word + keys[(times + n) % 5]) & _WORD for n, word in enumerate(x)]
            x[3] = (x[3] + times) & _WORD
    return tuple(x)


def draw(seed: np.ndarray, citizen: int, day: int, purpose: str, item: int = 0, form: int = 0) -> list[int]:
    """Four words for one citizen, day, purpose and item; `form` tells items by number (0) from items by name (1)."""
    key = [int(seed[0]), int(seed[1]), PURPOSES[purpose], form]
    return threefry([citizen & _WORD, citizen >> 32, day, item], key)


def unit(word: int) -> np.float32:
    """A float from 0 to below 1 from a word's high 24 bits."""
    return np.float32(word >> 8) * np.float32(2.0**-24)


def derived(word: int, item: int) -> int:
    """A number below 65 536 for one of several items, from one word."""
    odd = (item * 0x9E3779B8 + 0x85EBCA6B) & _WORD
    return (word * odd & _WORD) >> 16
