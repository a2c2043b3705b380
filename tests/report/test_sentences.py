"""Sentences about differences: the direction, the size and the certainty are those of the numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.report.sentences import SUBJECTS, Subject, is_unclear, state

OFFENCES = Subject("offences", "aim")
UNIT = "per 1,000 people and day"


def entry(value: float, low: float | None, high: float | None, unit: str = UNIT) -> dict[str, object]:
    return {"value": value, "low": low, "high": high, "unit": unit}


@given(st.floats(0.5, 100), st.floats(0.01, 50), st.booleans())
def test_the_verb_follows_the_sign(theirs: float, size: float, up: bool) -> None:
    value = size if up else -size
    said = state(OFFENCES, theirs + value, theirs, entry(value, value - size / 2, value + size / 2))
    assert said.change.startswith("rose by" if up else "fell by")


@given(st.floats(-10, 0), st.floats(0, 10), st.floats(-5, 5))
def test_an_interval_that_holds_zero_is_never_a_rise_or_a_fall(low: float, high: float, value: float) -> None:
    said = state(OFFENCES, 50 + value, 50, entry(value, low, high))
    assert is_unclear(entry(value, low, high))
    assert "no difference that can be told from chance" in said.change


def test_the_size_is_a_part_of_the_twins_value() -> None:
    said = state(OFFENCES, 80, 100, entry(-20, -22, -18))
    assert str(said) == (
        "Offences fell by 20% (80 against 100 per 1,000 people and day; "
        "95% interval of the difference −22 to −18 per 1,000 people and day)."
    )


def test_where_the_twin_has_nothing_the_size_is_in_its_unit() -> None:
    assert state(OFFENCES, 14, 0, entry(14, 10, 18)).change == f"rose by 14 {UNIT}"
    shares = entry(0.0087, 0.008, 0.009, "share")
    assert state(OFFENCES, 0.0087, 0, shares).change == "rose by 0.87 percentage points"
    assert state(OFFENCES, 0.0092, 0.0005, shares).change == "rose by 0.87 percentage points"
    assert state(OFFENCES, 0.0107, 0.002, shares).change == "rose by 435%"


def test_without_an_interval_it_says_so() -> None:
    assert "no interval was worked out" in state(OFFENCES, 80, 100, entry(-20, None, None)).figures


@pytest.mark.parametrize("name", SUBJECTS)
def test_both_sides_of_the_ledger_are_named_in_plain_words(name: str) -> None:
    subject = SUBJECTS[name]
    assert subject.side in ("aim", "cost")
    assert subject.noun == subject.noun.lower()
    assert "_" not in subject.noun
