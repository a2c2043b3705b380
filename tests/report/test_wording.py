"""Numbers in words: few digits, right signs, no powers of ten."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.documents.wording import in_days, times
from glasshouse.report.wording import amount, count, inside, interval, listing, number, pair, share, signed, with_ends


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"), (0.0042, "0.0042"), (0.00999, "0.010"), (9.84, "9.8"), (9.97, "10"), (99.7, "100"), (136.2, "136"),
        (1234.5, "1,234"), (-3.25, "−3.2"), (1e-7, "0.00000010"), (-1e-17, "0"), (float("nan"), "–"),
    ],
)  # fmt: skip
def test_a_number_keeps_the_digits_that_count(value: float, said: str) -> None:
    assert number(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0%"), (1, "100%"), (0.154, "15%"), (0.0052, "0.52%"), (0.996, "99.6%"), (0.99995, "99.995%")],
)
def test_a_share_is_said_in_per_cent(value: float, said: str) -> None:
    assert share(value) == said


@given(st.floats(min_value=1e-6, max_value=1 - 1e-6))
def test_only_nothing_and_everything_are_said_as_such(value: float) -> None:
    assert share(value) not in ("0%", "100%") or value > 1 - 1e-6


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False))
def test_a_number_is_read_back_near_its_value(value: float) -> None:
    said = number(value, 3)
    assert re.fullmatch(r"−?[\d,]*\.?\d+", said)
    if abs(value) > 1e-6:
        assert float(said.replace("−", "-").replace(",", "")) == pytest.approx(value, rel=0.006)


@given(st.floats(min_value=0.001, max_value=1e5), st.floats(min_value=1.001, max_value=3))
def test_two_values_that_differ_are_told_apart(value: float, factor: float) -> None:
    here, there, _ = pair(value, value * factor, "per day")
    assert here != there


def test_a_value_has_as_many_digits_as_the_ends_of_its_interval() -> None:
    assert with_ends(0.0312, 0.029, 0.034, "share") == "3.1% (2.9% to 3.4%)"
    assert with_ends(0.03123, 0.03119, 0.03128, "share") == "3.12% (3.12% to 3.13%)"
    assert with_ends(0.03123, 0.031221, 0.031239, "share") == "3.123% (3.122% to 3.124%)"
    assert with_ends(0.9996, 0.998, 0.9998, "share") == "99.96% (99.8% to 99.98%)"
    assert with_ends(2.0012, 2.0009, 2.0021, "per adult and year") == "2.001 per adult and year (2.001 to 2.002)"


def test_a_unit_follows_its_number() -> None:
    assert amount(0.25, "share") == "25%"
    assert amount(0.25, "share of adults") == "25%"
    assert amount(-0.05, "relative change") == "−5.0%"
    assert amount(12345, "count") == "12,345"
    assert amount(4.5, "ratio") == "4.5"
    assert amount(2.2, "per adult and year") == "2.2 per adult and year"
    assert amount(None, "share") == "undefined"


def test_an_interval_carries_signs_and_its_unit() -> None:
    assert interval(-0.012, 0.034, "share") == "−1.2 to +3.4 percentage points"
    assert interval(-2, -1, "per day") == "−2.0 to −1.0 per day"
    assert interval(None, 1, "per day") == ""
    assert signed(0) == "0"


def test_lists_and_titles_fit_into_sentences() -> None:
    assert [listing(list(letters)) for letters in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert inside("The court's list") == "the court's list"
    assert inside("Rongcheng's points") == "“Rongcheng's points”"
    assert count(740000) == "740,000"


def test_ends_of_an_interval_are_told_apart() -> None:
    assert interval(0.00791, 0.00794, "ratio") == "+0.00791 to +0.00794"
    assert interval(0.0079, 0.0079, "ratio") == "+0.0079 to +0.0079"
    assert interval(0.001, 0.002, "share") == "+0.10 to +0.20 percentage points"


def test_one_day_is_not_days_and_one_time_is_once() -> None:
    assert [in_days(number) for number in (0, 1, 2, 3650)] == ["0 days", "1 day", "2 days", "3,650 days"]
    assert [times(number) for number in (1, 2, 1234)] == ["once", "2 times", "1,234 times"]
