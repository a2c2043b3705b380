"""Intervals over luck of shares of people: Wilson's, for as many people as communities are worth."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.worlds.individual_differences import _luck


def _people(shows: np.ndarray) -> np.ndarray:
    return np.full(len(shows), shows.shape[1])


def _spread(each: list[int]) -> np.ndarray:
    """Communities of 100 people, to so many of whom something happened."""
    shows = np.zeros((len(each), 100), bool)
    for community, happened in enumerate(each):
        shows[community, :happened] = True
    return shows


def test_where_communities_are_alike_it_is_wilsons_interval_for_all_people() -> None:
    shows = _spread([50] * 10)
    found = _luck(shows, _people(shows))
    assert found["low"] == pytest.approx(0.469, abs=5e-4)
    assert found["high"] == pytest.approx(0.531, abs=5e-4)


def test_where_it_happens_to_whole_communities_there_are_only_so_many_people() -> None:
    apart, together = (_luck(s, _people(s)) for s in (_spread([50] * 10), _spread([100, 0] * 5)))
    assert together["high"] - together["low"] > 8 * (apart["high"] - apart["low"])


def test_what_happened_to_nobody_may_still_happen() -> None:
    shows = _spread([0] * 10)
    found = _luck(shows, _people(shows))
    assert found["low"] == 0.0
    assert found["high"] == pytest.approx(0.00383, abs=1e-4)


def test_one_community_has_no_interval() -> None:
    shows = _spread([5])
    assert _luck(shows, _people(shows)) == {"low": None, "high": None}


def test_the_interval_holds_the_share_nineteen_times_in_twenty() -> None:
    held = 0
    for draw in range(200):
        rng = np.random.default_rng(draw)
        shows = rng.random((40, 100)) < rng.beta(2, 18, 40)[:, None]
        found = _luck(shows, _people(shows))
        held += found["low"] <= 0.1 <= found["high"]
    assert held >= 180
