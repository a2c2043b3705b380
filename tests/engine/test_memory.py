"""Tables are copied as bytes where they lie in one piece, and record by record where they don't; the result is the same."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.engine.memory import put_table, table

RECORD = np.dtype([("a", "u1"), ("b", "f4", (3,))])


def _filled(rows: int) -> np.ndarray:
    found = table(rows, RECORD)
    found["a"], found["b"] = np.arange(rows), np.arange(3 * rows).reshape(rows, 3)
    return found


@pytest.mark.parametrize("step", [1, 2])
def test_records_are_put_in_place_of_others(step: int) -> None:
    mine, others = table(6, RECORD)[::step], _filled(6)[::step]
    put_table(mine, others)
    assert mine.tobytes() == others.tobytes()


def test_records_of_another_layout_are_put_field_by_field() -> None:
    mine, others = table(4, RECORD), np.zeros(4, np.dtype(RECORD.descr, align=True))
    others["a"], others["b"] = 7, 0.5
    put_table(mine, others)
    assert mine["a"].tolist() == [7] * 4
    assert (mine["b"] == 0.5).all()
