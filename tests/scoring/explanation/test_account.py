"""When an explanation accounts for what was published, and when it must not claim to."""

from __future__ import annotations

from glasshouse.scoring.explanation.account import ROUNDING, Account, Contribution

SCORED = Account("s", "S", "points", 10.0, "A", 3, (Contribution("start", 10.0),), step=0.1)


def test_terms_that_sum_to_the_score_add_up() -> None:
    assert SCORED.adds_up
    assert SCORED.document["sum"] == 10.0


def test_a_score_of_which_nothing_is_told_does_not_add_up_not_even_zero() -> None:
    assert not Account("s", "S", "points", 0.0, "A", 3).adds_up


def test_what_is_left_over_does_not_add_up() -> None:
    assert not Account("s", "S", "points", 10.0, "A", 3, (Contribution("start", 9.0),), step=0.1).adds_up
    assert not Account("s", "S", "points", 10.0, "A", 3, SCORED.items, step=0.1, unexplained=0.5).adds_up
    rounded = (Contribution("start", 9.0), Contribution(ROUNDING, 1.0))
    assert not Account("s", "S", "points", 10.0, "A", 3, rounded, step=0.1).adds_up


def test_a_band_without_a_score_must_say_what_it_follows_from() -> None:
    assert not Account("s", "S", "list", None, "on", 3).adds_up
    assert Account("s", "S", "list", None, "on", 3, explained=True).adds_up


def test_where_nothing_was_published_there_is_nothing_to_account_for() -> None:
    assert Account("s", "S", "points", None, None).adds_up
