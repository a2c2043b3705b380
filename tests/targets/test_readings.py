"""Gauges: what each reads from a results document, and that it reads nothing from nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.targets.readings import GAUGES, Reading

EMPTY = Reading({"citizens": 10, "days": 10})
NAMES = {
    "denied per listed year": ("list", "kind"), "denied ratio": ("a", "b"), "negative share": ("points", "A"),
    "share between": ("points", "1", "2"), "relative change": ("x", "nothing"), "individual differences": ("silenced", "nothing"),
}  # fmt: skip


@pytest.mark.parametrize("gauge", GAUGES)
def test_a_gauge_reads_nothing_from_an_empty_run(gauge: str) -> None:
    assert GAUGES[gauge](EMPTY, NAMES.get(gauge, ("x", "y"))) in (None, 0.0)


@given(st.lists(st.integers(0, 50), min_size=64, max_size=64), st.floats(0, 1000), st.floats(0, 1000))
def test_shares_between_scores_add_up(bins: list[int], a: float, b: float) -> None:
    bins[0] += 1
    reading = Reading({"citizens": 1, "days": 1, "systems": {"s": {"histogram": bins, "low": 0, "high": 1000}}})
    low, high = sorted((a, b))
    gauge = GAUGES["share between"]
    parts = [gauge(reading, ("s", str(x), str(y))) for x, y in ((0, low), (low, high), (high, 1000))]
    assert sum(part for part in parts if part is not None) == pytest.approx(1)


def test_where_nobody_has_an_account_there_is_no_negative_share() -> None:
    bands = {name: {"start": start, "share": None} for name, start in (("C", 0), ("A", 600))}
    assert GAUGES["negative share"](Reading({"systems": {"s": {"bands": bands}}}), ("s", "A")) is None


def test_the_negative_share_is_of_those_who_left_the_start_band() -> None:
    bands = {"B": {"share": 0.06, "start": 1}, "A": {"share": 0.9, "start": 2}, "AA": {"share": 0.04, "start": 3}}
    reading = Reading({"citizens": 1, "days": 1, "systems": {"s": {"bands": bands}}})
    assert GAUGES["negative share"](reading, ("s", "A")) == pytest.approx(0.6)
    assert GAUGES["band share"](reading, ("s", "A", "AA")) == pytest.approx(0.94)


def test_people_leave_a_list_in_three_ways() -> None:
    rates = {"repaired": 2.0, "expired": 1.0, "corrected": 0.5, "listings": 7.0}
    observables = {f"{way}_per_1000_years_l": {"value": value} for way, value in rates.items()}
    observables["listed_share_l"] = {"value": 0.01}
    reading = Reading({"citizens": 1, "days": 1, "observables": observables})
    assert GAUGES["leaving share"](reading, ("l",)) == pytest.approx(0.35)
    assert GAUGES["repaired share"](reading, ("l",)) == pytest.approx(0.2)
    assert GAUGES["leaving per listing"](reading, ("l",)) == pytest.approx(0.5)


def test_refusals_are_counted_over_the_years_of_listed_people() -> None:
    document = {
        "citizens": 1000, "days": 73, "kinds": {"book-flight": {"denied": 3, "happened": 60}},
        "systems": {"l": {"listed": {"share": 0.05}}},
    }  # fmt: skip
    assert GAUGES["denied per listed year"](Reading(document), ("l", "book-flight")) == pytest.approx(0.3)
    assert GAUGES["denied share"](Reading(document), ("book-flight",)) == pytest.approx(0.05)


def test_totals_stand_in_where_no_observable_does() -> None:
    document = {"citizens": 100, "days": 365, "systems": {"s": {"deductions": 20, "rewards": 5}}}
    assert GAUGES["deductions"](Reading(document), ("s",)) == pytest.approx(0.2)
    assert GAUGES["rewards per deduction"](Reading(document), ("s",)) == pytest.approx(0.25)


def test_the_base_is_no_twin_of_itself() -> None:
    worlds = {"a": {"citizens": 1, "days": 1}, "b": {"citizens": 1, "days": 1}}
    reading = Reading(worlds["a"], {"base": "a", "worlds": worlds})
    assert reading.twin("a") is None
    assert reading.twin("b") is worlds["b"]
