"""Rows read four bytes at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasshouse.kernels.compilation import word
from glasshouse.kernels.swar import EACH, FLAGS, fold, sum_of_bytes, sums_of_flags
from glasshouse.schema.limits import LANES

ROWS = st.binary(min_size=LANES, max_size=LANES).map(lambda data: np.frombuffer(data, "u1").copy())


@settings(deadline=None)
@given(ROWS, st.integers(0, 255))
def test_bytes_are_added_up_whatever_they_are(row, bits) -> None:
    assert sum_of_bytes(row, np.uint32(bits * EACH)) == int((row & np.uint8(bits)).sum())


def test_a_row_of_the_greatest_bytes_does_not_run_over() -> None:
    assert sum_of_bytes(np.full(LANES, 255, "u1"), np.uint32(255 * EACH)) == 255 * LANES


@settings(deadline=None)
@given(ROWS, ROWS)
def test_flags_are_counted_alone_and_together(one, other) -> None:
    one, other = one & np.uint8(1), other & np.uint8(1)
    assert sums_of_flags(one, other) == (one.sum(), (one & other).sum())
    assert sum_of_bytes(one, FLAGS) == one.sum()


def test_all_flags_of_a_row_can_be_set() -> None:
    row = np.ones(LANES, "u1")
    assert sums_of_flags(row, row) == (LANES, LANES)


@pytest.mark.parametrize("code", ["u1", "i2", "u4", "u8"])
def test_rows_of_any_numbers_are_read_four_bytes_at_a_time(code) -> None:
    rows = np.arange(3 * LANES).reshape(3, LANES).astype(code)
    assert [word(rows, n) for n in range(rows.nbytes // 4)] == rows.reshape(-1).view("u4").tolist()


@settings(deadline=None)
@given(st.data())
def test_a_fold_tells_a_changed_lane_and_two_that_changed_places(data) -> None:
    row = data.draw(st.lists(st.integers(0, 65535), min_size=LANES, max_size=LANES))
    i, j = data.draw(st.lists(st.integers(0, LANES - 1), min_size=2, max_size=2, unique=True))
    rows = np.array([row, row, row], "u2")
    rows[1, i] ^= np.uint16(1 << data.draw(st.integers(0, 15)))
    rows[2, [i, j]] = rows[2, [j, i]]
    with np.errstate(over="ignore"):
        was, changed, moved = (int(fold(each, LANES // 2)) for each in rows)
    assert changed != was
    assert moved != was or row[i] == row[j]


def test_a_fold_tells_high_bits_that_changed_places() -> None:
    rows = np.zeros((2, LANES), "u4")
    rows[0, 7] = rows[1, 9] = 1 << 31
    with np.errstate(over="ignore"):
        assert fold(rows[0], LANES) != fold(rows[1], LANES)
