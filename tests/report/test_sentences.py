"""Sentences about differences: the direction, the size and the certainty are those of the numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.report.difference import SUBJECTS, Difference, Subject
from glasshouse.report.sentences import state

OFFENCES = Subject("offences", "aim")
UNIT = "per 1,000 people and day"


def differ(
    base_value: float,
    twin_value: float,
    low: float | None,
    high: float | None,
    unit: str = UNIT,
    value: float | None = None,
) -> Difference:
    value = base_value - twin_value if value is None else value
    return Difference(OFFENCES, "nothing", base_value, twin_value, unit, value, low, high)


@given(st.floats(0.5, 100), st.floats(0.01, 50), st.booleans())
def test_the_verb_follows_the_sign(twin_value: float, size: float, up: bool) -> None:
    value = size if up else -size
    said = state(differ(twin_value + value, twin_value, value - size / 2, value + size / 2, value=value))
    assert said.change.startswith("rose by" if up else "fell by")


@given(st.floats(-10, 0), st.floats(0, 10), st.floats(-5, 5))
def test_an_interval_that_holds_zero_is_never_a_rise_or_a_fall(low: float, high: float, value: float) -> None:
    difference = differ(50 + value, 50, low, high, value=value)
    assert difference.is_unclear
    assert "no difference that can be told from chance" in state(difference).change


def test_the_size_is_a_part_of_the_twins_value() -> None:
    assert str(state(differ(80, 100, -22, -18))) == (
        "Offences fell by 20% (80 against 100 per 1,000 people and day; "
        "95% interval of the difference −22 to −18 per 1,000 people and day)."
    )


def test_where_the_twin_has_nothing_or_next_to_nothing_the_size_is_in_its_unit() -> None:
    assert state(differ(14, 0, 10, 18)).change == f"rose by 14 {UNIT}"
    assert state(differ(14, 0.0044, 10, 18)).change == f"rose by 14 {UNIT}"
    assert state(differ(10.7, 2.0, 8, 9)).change == "rose by 435%"
    assert state(differ(10.7, 2.0, 8, 12)).change == f"rose by 8.7 {UNIT}"


def test_a_difference_of_shares_is_in_percentage_points_never_in_per_cent() -> None:
    assert state(differ(0.0087, 0, 0.008, 0.009, "share")).change == "rose by 0.87 percentage points"
    assert state(differ(0.2950, 0.2946, 0.0001, 0.0005, "share")).change == "rose by 0.040 percentage points"
    assert state(differ(0.40, 0.50, -0.11, -0.09, "share of adults")).change == "fell by 10 percentage points"


@given(st.floats(-1e3, 1e3), st.floats(0, 1e3), st.floats(0, 100), st.sampled_from((UNIT, "share", "ratio")))
def test_no_percentage_is_written_of_next_to_nothing(value: float, twin_value: float, half: float, unit: str) -> None:
    difference = differ(twin_value + value, twin_value, value - half, value + half, unit, value)
    percentages = [size for size in (difference.size, difference.signed_size) if size.endswith("%")]
    assert not percentages or abs(value) <= 5 * twin_value
    assert not percentages or difference.is_clear
    assert not percentages or unit != "share"


def test_without_an_interval_it_says_so() -> None:
    assert "no interval was worked out" in state(differ(80, 100, None, None)).figures


@pytest.mark.parametrize("name", SUBJECTS)
def test_both_sides_of_the_ledger_are_named_in_plain_words(name: str) -> None:
    subject = SUBJECTS[name]
    assert subject.side in ("aim", "cost")
    assert subject.noun == subject.noun.lower()
    assert "_" not in subject.noun


def test_what_is_too_small_to_matter_is_said_to_be_and_not_to_rise() -> None:
    small = Difference(OFFENCES, "nothing", 80.1, 80.0, UNIT, 0.1, 0.05, 0.15, smallest=4.0)
    assert state(small).change == "rose by 0.12%, too small to matter"
    assert small.answer == "too small"


def test_a_small_difference_with_a_wide_interval_may_matter_or_not() -> None:
    wide = Difference(OFFENCES, "nothing", 83.0, 80.0, UNIT, 3.0, 1.0, 5.0, smallest=4.0)
    assert state(wide).change == "rose by 3.8%; it cannot be told whether it matters"


def test_the_reason_why_there_is_no_interval_is_given() -> None:
    rare = Difference(
        OFFENCES, "nothing", 18, 0, UNIT, 18, None, None, smallest=1.0, reason="fewer than 8 events differ"
    )
    assert state(rare).figures.endswith("no interval: fewer than 8 events differ")
    assert "cannot be told" in state(rare).change
