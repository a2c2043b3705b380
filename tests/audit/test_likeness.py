"""How far people differ from each other: known answers."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.likeness import difference, likeness

DAYS, PEOPLE = 60, 4_000


def _shares(chances: np.ndarray) -> np.ndarray:
    """Shares of days of people with these chances, drawn."""
    return np.random.default_rng(3).binomial(DAYS, chances) / DAYS


def test_luck_alone_makes_nobody_differ() -> None:
    shares = _shares(np.full((PEOPLE, 1), 0.3))
    assert shares.std() / shares.mean() > 0.15
    assert difference(shares, DAYS) == pytest.approx(0.0, abs=0.06)


def test_two_sorts_of_people_differ_by_what_lies_between_them() -> None:
    chances = np.where(np.arange(PEOPLE) % 2, 0.2, 0.6)[:, None]
    # Half at 0.2 and half at 0.6: a standard deviation of 0.2 around a mean of 0.4.
    assert difference(_shares(chances), DAYS) == pytest.approx(0.5, rel=0.03)


def test_where_nothing_is_done_often_enough_nothing_can_be_told() -> None:
    assert difference(np.full((10, 2), 0.001), DAYS) is None
    assert difference(np.full((10, 2), 0.5), 1) is None


def test_in_a_town_people_differ_and_a_seed_says_it_again() -> None:
    town = scenario.load("nothing", citizens=512, days=20)
    first, again = (likeness(town)["difference_between_people"] for _ in range(2))
    assert first.value is not None
    assert first.value == again.value > 0.1
