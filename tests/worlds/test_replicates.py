"""Differences with intervals: known quantiles, known intervals, and honest gaps."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from glasshouse.observables.observable import Observable
from glasshouse.worlds.intervals import t_quantile
from glasshouse.worlds.replicates import _Cut, _Pair, differences_between, read_events

UNITS = {"x": ("share", "an x")}


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.7062), (4, 2.7764), (19, 2.0930), (30, 2.0423), (40, 2.0211), (120, 1.9799)]
)
def test_quantiles_of_student_are_those_of_the_tables(freedom: int, quantile: float) -> None:
    assert t_quantile(freedom) == pytest.approx(quantile, abs=2e-4)


def _found(ours, theirs):
    return differences_between([{"x": a} for a in ours], [{"x": b} for b in theirs], UNITS)["x"]


def test_the_interval_of_three_differences_is_the_one_by_hand() -> None:
    found = _found([3.0, 5.0, 7.0], [2.0, 3.0, 4.0])
    assert found["value"] == pytest.approx(2.0)
    half = 4.3027 * 1.0 / 3**0.5
    assert found["low"] == pytest.approx(2.0 - half)
    assert found["high"] == pytest.approx(2.0 + half)


def test_worlds_that_are_the_same_differ_by_exactly_nothing_and_it_is_said() -> None:
    found = differences_between([{"x": 1.0}] * 3, [{"x": 1.0}] * 3, UNITS, identical=True)["x"]
    assert (found["value"], found["low"], found["high"]) == (0.0, 0.0, 0.0)
    assert found["reason"] == "the worlds are the same in everything"


def test_equal_differences_of_worlds_that_are_not_the_same_have_no_interval() -> None:
    for base in (1.0, 19.0):
        found = _found([base] * 3, [1.0] * 3)
        assert (found["value"], found["low"], found["high"]) == (base - 1.0, None, None)
        assert "same in every seed" in found["reason"]


def test_the_means_of_both_worlds_subtract() -> None:
    found = _found([3.0, 5.0, 7.0], [2.0, 3.0, 4.0])
    assert (found["base"], found["twin"]) == (5.0, 3.0)
    assert found["base"] - found["twin"] == found["value"]


def test_events_are_added_up_over_the_seeds() -> None:
    pairs = [{"x": 3.0}, {"x": 5.0}], [{"x": 2.0}, {"x": 3.0}]
    few = differences_between(*pairs, UNITS, [read_events({"x": [3, False]}), read_events({"x": [4, False]})])["x"]
    assert (few["low"], few["reason"]) == (None, "too few differing events: 7")
    enough = differences_between(*pairs, UNITS, [read_events({"x": [3, False]}), read_events({"x": [5, False]})])["x"]
    assert enough["low"] is not None


def test_one_replicate_has_no_interval() -> None:
    found = _found([1.0], [0.5])
    assert (found["value"], found["low"], found["high"]) == (0.5, None, None)


def test_what_is_undefined_in_one_world_has_no_difference() -> None:
    found = _found([1.0, None], [0.5, 0.5])
    assert found["value"] is None
    assert found["reason"].startswith("undefined, because")


def test_what_only_one_world_has_is_left_out() -> None:
    assert differences_between([{"x": 1.0}], [{}], UNITS) == {}


def _pair(ours: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> _Pair:
    """Two worlds without gatherings, in which a share has these counts, block by block: its part and the rest."""

    def cut(blocks: list[tuple[int, int]]) -> _Cut:
        whole = [sum(column) for column in zip(*blocks, strict=True)]

        def told(part: int, rest: int) -> dict[str, Observable]:
            return {"s": Observable("s", part / (part + rest), "share", "s", counts=(part, rest))}

        left = [told(whole[0] - part, whole[1] - rest) for part, rest in blocks]
        nothing: Any = SimpleNamespace(kinds=[])
        return _Cut(told(*whole), left, [1 - 1 / len(blocks)] * len(blocks), nothing, nothing)

    return _Pair(cut(ours), cut(theirs), [0.5] * len(ours))


def test_what_is_constant_and_frequent_does_not_decide_how_much_differs() -> None:
    due = [(30 + 5 * (k % 3), 10_000) for k in range(10)]
    less = [(part - 4 - k % 2, rest) for k, (part, rest) in enumerate(due)]
    pair = _pair(due, less)
    assert pair.events("s", pair.half_width("s")).number == 10


def test_what_is_rare_and_did_not_differ_is_not_taken_for_constant() -> None:
    ours = [(1 if k < 3 else 0, 10_000 + k) for k in range(10)]
    theirs = [(part, rest + 5 + k % 4) for k, (part, rest) in enumerate(ours)]
    pair = _pair(ours, theirs)
    assert pair.events("s", pair.half_width("s")).number == 0
