"""Letters about a weighted score, through the public functions and the command."""

from __future__ import annotations

import dataclasses

import pytest
from tests.audit.rights.cases import small_case

import glasshouse as gh
from glasshouse.audit.explain import Explanation, explain_history
from glasshouse.audit.letter import MOST_WORDS
from glasshouse.audit.rights.panel import panel_of
from glasshouse.errors import InputError


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Explanation]:
    """People under a sanction of a weighted score, one in a community."""
    panel = panel_of(small_case("tax-selection", tmp_path_factory.mktemp("worlds"), citizens=4_096, days=120))
    return [explain_history(panel.history(int(citizen)), panel.day) for citizen in panel.sanctioned]


def test_a_letter_about_a_weighted_score_is_short_and_names_what_cost(told: list[Explanation]) -> None:
    assert told
    for why in told:
        text = why.letter()
        assert len(text.split()) <= MOST_WORDS
        assert "accounts and home inspected (Selection of returns for inspection)" in text
        assert "  1. " in text
        assert "hears no appeal against this" in text
        assert "A way out." in text


def test_a_letter_tells_what_is_on_file_and_not_so(told: list[Explanation]) -> None:
    """An attribute that is on file and not so is told as false wherever it is among the reasons."""
    checked = 0
    for why in told:
        (account,) = why.accounts
        false = [item for item in account.items if "which is not so" in item.what and item.points < 0]
        for item in false:
            title = item.what.partition(", which")[0]
            named = [line for line in why.letter().splitlines() if title in line]
            assert all("this is false" in line for line in named)
            checked += len(named)
    assert checked


def test_an_explanation_without_days_has_no_letter(told: list[Explanation]) -> None:
    with pytest.raises(InputError, match="days"):
        dataclasses.replace(told[0], history=None).letter()
    assert isinstance(told[0], gh.Explanation)
