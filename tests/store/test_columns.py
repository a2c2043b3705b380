"""Records become named columns and come back as they were."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from glasshouse.schema.counts import COUNTS, PANEL, TALLY
from glasshouse.store.columns import from_columns, to_columns

NAMES = {
    64: ["pay", "miss", "lie"],
    32: ["court", "camera"],
    24: ["points", "list"],
    4: ["a", "b", "c", "d"],
    5: list("01234"),
    8: list("01234567"),
    2: ("state", "commercial"),
}


@given(some.sampled_from([TALLY, COUNTS, PANEL]), some.binary(min_size=64, max_size=64))
def test_what_is_in_use_comes_back(dtype, seed: bytes) -> None:
    draw = np.random.default_rng(list(seed))
    rows = np.zeros(3, dtype)
    for name in dtype.names:
        field = rows[name]
        field[...] = draw.integers(0, 100, field.shape)
    columns = to_columns(rows, NAMES)
    back = from_columns(columns, dtype, NAMES)
    again = to_columns(back, NAMES)
    assert list(columns) == list(again)
    assert all(np.array_equal(columns[name], again[name]) for name in columns)


def test_columns_are_named_by_field_kind_and_system() -> None:
    assert "happened.miss" in to_columns(np.zeros(1, TALLY), NAMES)
    assert "opened.rongcheng" in to_columns(np.zeros(1, COUNTS), NAMES, "rongcheng")
    assert "gain.points.4" in to_columns(np.zeros(1, PANEL), NAMES)


def test_what_is_not_in_use_is_left_out() -> None:
    assert len([name for name in to_columns(np.zeros(1, TALLY), NAMES) if name.startswith("happened.")]) == 3
