"""Figures: one number out of a fact, by a dotted path."""

from __future__ import annotations

import dataclasses

import pytest

from glasshouse import facts
from glasshouse.errors import InputError


def test_a_figure_carries_everything_needed_to_cite_it() -> None:
    figure = facts.number("blacklist_flows_2024.restored_million")
    fact = facts.get("blacklist_flows_2024")
    assert (figure.fact, figure.path) == (fact.id, "blacklist_flows_2024.restored_million")
    assert (figure.as_of, figure.source, figure.basis) == (fact.as_of, fact.source, fact.basis)
    assert figure.confidence == "verified"
    assert float(figure) == 2.821


def test_a_figure_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        facts.number("pilot_awareness").value = 0.5  # type: ignore[misc]


def test_a_figure_can_be_asked_for_in_another_unit() -> None:
    assert facts.number("blacklist_current_stock.2020-02").to("persons") == 5_700_000
    with pytest.raises(InputError):
        facts.number("pilot_awareness").to("persons")


def test_an_unknown_fact_is_refused_with_the_nearest_id() -> None:
    with pytest.raises(InputError) as caught:
        facts.number("blacklist_flow_2024.added_million")
    assert caught.value.problems[0].nearest == "blacklist_flows_2024"


def test_an_unknown_step_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(InputError) as caught:
        facts.number("blacklist_flows_2024.aded_million")
    assert caught.value.problems[0].nearest == "added_million"


@pytest.mark.parametrize(
    "path",
    [
        "blacklist_flows_2024",
        "sesame_score_range",
        "sesame_dimensions.0",
        "rongcheng_cutoffs.AAA.1",
        "pilot_awareness.0",
    ],
)
def test_what_is_not_a_single_number_is_no_figure(path: str) -> None:
    with pytest.raises(InputError) as caught:
        facts.number(path)
    assert caught.value.problems[0].key == path


def test_a_path_that_stops_too_early_says_how_to_go_on() -> None:
    with pytest.raises(InputError, match="go on with one of 0, 1"):
        facts.number("sesame_score_range")


def test_labels_with_dots_and_signs_can_be_steps() -> None:
    assert facts.number("payback_members.2025 (spring)").value == 33
