"""The generator: published known answers, evenness and independence of what is derived from it."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine import day as days
from glasshouse.kernels import randomness
from glasshouse.scoring.rules import key_of

N = 200_000
"""Draws in each of the smoke tests. Tolerances are five standard errors, so that a sound generator fails one time in
about 1.7 million comparisons."""
SIGMAS = 5.0


def _words(text: str) -> list[np.uint32]:
    return [np.uint32(int(word, 16)) for word in text.split()]


def _draws(seed: int = 7, purpose: np.uint32 = randomness.ACTS) -> np.ndarray:
    words = np.zeros((N, 4), "u4")
    days.draw_words(words, np.uint32(seed), np.uint32(0), purpose)
    return words


def _z_of_table(table: np.ndarray) -> float:
    """How many standard errors a table of counts is away from evenness (chi-square, normal approximation)."""
    expected = table.sum() / table.size
    chi = float((((table - expected) ** 2) / expected).sum())
    return (chi - (table.size - 1)) / math.sqrt(2 * (table.size - 1))


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ("0 0 0 0", "0 0 0 0", "531c7e4f 39491ee5 2c855a92 3d6abf9a"),
        (
            "ffffffff ffffffff ffffffff ffffffff",
            "ffffffff ffffffff ffffffff ffffffff",
            "c4189358 1c9cc83a d5881c67 6a0a89e0",
        ),
        (
            "243f6a88 85a308d3 13198a2e 03707344",
            "a4093822 299f31d0 082efa98 ec4e6c89",
            "4aa71d8f 734738c2 431fc6a8 ae6debf1",
        ),
    ],
    ids=["zeros", "ones", "digits of pi"],
)
def test_the_generator_gives_the_published_answers(counter: str, key: str, answer: str) -> None:
    with np.errstate(over="ignore"):
        found = randomness.threefry(*_words(counter), *_words(key))
        *most, last = _words(counter)
        both = randomness.threefry_twice(*most, np.uint32(last ^ 5), last, *_words(key))
        other = randomness.threefry(*most, np.uint32(last ^ 5), *_words(key))
    assert [int(word) for word in found] == [int(word) for word in _words(answer)]
    assert both == (*other, *found)


def test_a_draw_is_the_generator_keyed_by_citizen_day_purpose_and_item() -> None:
    citizen = (5 << 32) | 17
    with np.errstate(over="ignore"):
        drawn = randomness.draw(
            np.array([3, 4], "u4"), np.uint64(citizen), np.uint32(9), randomness.CASES, np.uint32(11)
        )
        asked = (17, 5, 9, 11, 3, 4, int(randomness.CASES), 0)
        expected = randomness.threefry(*(np.uint32(word) for word in asked))
    assert tuple(map(int, drawn)) == tuple(map(int, expected))


def test_every_part_of_the_key_changes_the_draw() -> None:
    seed = np.array([3, 4], "u4")
    usual = (seed, np.uint64(17), np.uint32(9), randomness.CASES, np.uint32(11))
    others = [
        (np.array([3, 5], "u4"), *usual[1:]),
        (np.array([2, 4], "u4"), *usual[1:]),
        (seed, np.uint64(18), *usual[2:]),
        (seed, np.uint64(17 + (1 << 32)), *usual[2:]),
        (*usual[:2], np.uint32(10), *usual[3:]),
        (*usual[:3], randomness.DEALS, usual[4]),
        (*usual[:4], np.uint32(12)),
    ]
    with np.errstate(over="ignore"):
        seen = {tuple(map(int, randomness.draw(*key))) for key in (usual, *others)}
    assert len(seen) == 1 + len(others)


def test_purposes_have_numbers_of_their_own() -> None:
    numbers = [int(value) for name, value in vars(randomness).items() if name.isupper() and name != "_PARITY"
               and isinstance(value, np.uint32) and not name.startswith("_")]  # fmt: skip
    assert len(set(numbers)) == len(numbers) >= 12


@pytest.mark.parametrize("place", range(4))
def test_words_are_even(place: int) -> None:
    words = _draws()[:, place]
    assert abs(_z_of_table(np.bincount(words >> 24, minlength=256))) < SIGMAS
    assert abs(_z_of_table(np.bincount(words & 0xFF, minlength=256))) < SIGMAS


def test_every_bit_is_set_half_of_the_time() -> None:
    words = _draws()
    for place in range(4):
        for bit in range(32):
            share = float(((words[:, place] >> np.uint32(bit)) & np.uint32(1)).mean())
            assert abs(share - 0.5) < SIGMAS * 0.5 / math.sqrt(N), (place, bit)


def test_the_four_words_of_a_draw_are_independent() -> None:
    words = _draws() >> np.uint32(28)
    for a, b in combinations(range(4), 2):
        assert abs(_z_of_table(np.bincount(words[:, a] * 16 + words[:, b], minlength=256))) < SIGMAS, (a, b)


@pytest.mark.parametrize("other", ["neighbour", "seed", "purpose"])
def test_draws_with_neighbouring_keys_are_independent(other: str) -> None:
    mine = _draws()[:, 0] >> np.uint32(28)
    theirs = {
        "neighbour": np.roll(_draws()[:, 0], 1),
        "seed": _draws(seed=8)[:, 0],
        "purpose": _draws(purpose=randomness.SIGHT)[:, 0],
    }[other] >> np.uint32(28)
    assert abs(_z_of_table(np.bincount(mine * 16 + theirs, minlength=256))) < SIGMAS


def test_a_unit_draw_lies_from_zero_to_just_below_one() -> None:
    assert randomness.unit(np.uint32(0)) == np.float32(0)
    assert randomness.unit(np.uint32(0xFFFFFFFF)) == np.float32(1 - 2**-24)


def test_a_seed_is_two_words() -> None:
    assert randomness.seed_words((7 << 32) + 5) == (5, 7)


def _derived(words: np.ndarray, item: int) -> np.ndarray:
    """What `randomness.derived` gives, for many words at once (held to it below)."""
    odd = (item * 0x9E3779B8 + 0x85EBCA6B) & 0xFFFFFFFF
    return ((words * np.uint64(odd)) & np.uint64(0xFFFFFFFF)) >> np.uint64(16)


def _items() -> dict[str, int]:
    channels = {name: key_of(name) for name in scenario.load("rongcheng").channels}
    return channels | {"rounding": 77, "cutting": 78}


def test_derived_values_are_those_of_the_kernel() -> None:
    words = _draws()[:50, 0]
    for item in _items().values():
        with np.errstate(over="ignore"):
            kernel = [int(randomness.derived(word, np.uint32(item))) for word in words]
        assert kernel == _derived(words.astype("u8"), item).tolist()


@pytest.mark.parametrize("share", [1.0, 0.3, 0.05, 0.01])
def test_derived_items_are_even_among_those_to_whom_something_happened(share: float) -> None:
    """What happened has a low word; of those the derived luck must still be even: n about 200,000 times the share."""
    words = _draws()[:, 0].astype("u8")
    words = words[words < share * 2**32]
    for name, item in _items().items():
        table = np.bincount((_derived(words, item) >> np.uint64(12)).astype("i8"), minlength=16)
        assert abs(_z_of_table(table)) < SIGMAS, name


@pytest.mark.parametrize("share", [1.0, 0.3, 0.05, 0.01])
def test_derived_items_are_nearly_independent_of_each_other(share: float) -> None:
    """Every pair of the library's channels, in 4 x 4 cells: no cell is off by more than a tenth of what is expected
    beyond five standard errors."""
    words = _draws()[:, 0].astype("u8")
    words = words[words < share * 2**32]
    quarter = {name: (_derived(words, item) >> np.uint64(14)).astype("i8") for name, item in _items().items()}
    expected = len(words) / 16
    room = 0.1 * expected + SIGMAS * math.sqrt(expected)
    for a, b in combinations(quarter, 2):
        table = np.bincount(quarter[a] * 4 + quarter[b], minlength=16)
        assert np.abs(table - expected).max() < room, (a, b, table / expected)
