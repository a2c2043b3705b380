"""The smallest differences that matter: one for every observable, each with a reason; and what may be said by them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.engine.expected import observables_by_stand_in
from glasshouse.observables.answers import WORDS, answer
from glasshouse.observables.observable import Observable
from glasshouse.observables.smallest import SMALLEST, Smallest, read_smallest, smallest_of


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Every observable that can come out of a run, systems under stand-in names."""
    return [each.name for each in observables_by_stand_in()] + ["inferred_loyal", "difference_between_people"]


def test_every_observable_has_a_smallest_size_that_matters(names: list[str]) -> None:
    assert len(names) > 100
    assert [name for name in names if smallest_of(name) is None] == []


def test_no_size_is_for_an_observable_that_there_is_not(names: list[str]) -> None:
    used = {id(smallest_of(name)) for name in names}
    assert [name for name, each in SMALLEST.items() if id(each) not in used] == []


@pytest.mark.parametrize("name", SMALLEST)
def test_each_size_has_a_reason_and_is_above_nought(name: str) -> None:
    each = SMALLEST[name]
    assert each.value > 0
    assert each.why.endswith(".")
    assert each.of == "unit" or each.value < 1


def test_what_lives_without_systems_is_held_against_the_twin_and_what_they_make_is_not() -> None:
    assert smallest_of("offences_per_1000_days").size(80.0) == pytest.approx(4.0)
    assert smallest_of("offences_per_1000_days").size(0.0) is None
    assert smallest_of("offences_per_1000_days").size(None) is None
    assert smallest_of("sanctioned_share_of_days").size(0.0) == 0.001
    assert smallest_of("listed_share_my-list") == smallest_of("listed_share_court-list")
    assert smallest_of("something_of_another_package") is None


def test_a_results_document_says_it_and_is_believed() -> None:
    own = Smallest(3.0, "unit", "Three.")
    document = Observable("of_another_package", 1.0, "units", "theirs", smallest=own).document
    assert read_smallest("of_another_package", document) == own
    assert "smallest" not in Observable("unheard_of", 1.0, "units", "theirs").document
    assert read_smallest("dose", {"value": 1.0}) == smallest_of("dose")


@pytest.mark.parametrize(
    ("value", "low", "high", "smallest", "said"),
    [
        (2.0, 1.5, 2.5, 1.0, "changed"),
        (1.2, 0.2, 2.2, 1.0, "changed"),
        (0.5, 0.1, 0.9, 1.0, "too small"),
        (0.0, -0.9, 0.9, 1.0, "too small"),
        (0.5, -0.1, 1.1, 1.0, "chance"),
        (5.0, -1.0, 11.0, 1.0, "chance"),
        (0.8, 0.2, 1.4, 1.0, "cannot be told"),
        (-0.8, -1.4, -0.2, 1.0, "cannot be told"),
        (5.0, None, None, 1.0, "cannot be told"),
        (0.1, 0.05, 0.15, None, "changed"),
        (0.1, -0.05, 0.25, None, "chance"),
    ],
)
def test_four_answers(value: float, low: float | None, high: float | None, smallest: float | None, said: str) -> None:
    assert answer(value, low, high, smallest) == said
    if low is not None and high is not None:
        assert answer(-value, -high, -low, smallest) == said


@given(st.floats(-10, 10), st.floats(0, 5), st.floats(0.1, 5))
def test_a_narrower_interval_never_turns_a_clear_answer_round(value: float, half: float, smallest: float) -> None:
    wide, narrow = (answer(value, value - h, value + h, smallest) for h in (half, half / 2))
    assert wide in WORDS
    if wide in ("changed", "too small"):
        assert narrow == wide
