"""What a result hangs on: chance is seldom named, what is there is found, with its direction."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.sweeps.confirmation import depends_on

KEYS = tuple(f"k{j}" for j in range(60))


def samples(effect, seed: int, points: int = 128):
    luck = np.random.default_rng(seed)
    tables = [luck.random((points, len(KEYS))) for _ in range(2)]
    return [(table, effect(table) + luck.normal(size=points)) for table in tables]


def test_on_noise_hardly_anything_is_named_and_nothing_confirmed() -> None:
    found = [depends_on(KEYS, *samples(lambda table: 0.0, seed)) for seed in range(20)]
    # One in twenty is expected to name something: more than four of twenty would come by chance in one of four hundred.
    assert sum(bool(each.named) for each in found) <= 4
    assert sum(bool(each.confirmed) for each in found) <= 1


def test_a_quantity_that_carries_a_quarter_of_the_spread_is_confirmed_with_its_direction_and_share() -> None:
    for sign in (1, -1):
        found = depends_on(KEYS, *samples(lambda table, sign=sign: sign * 2.0 * table[:, 7], 3, 400))
        assert [(each.key, each.direction) for each in found.confirmed] == [("k7", sign)]
        assert found.confirmed[0].share == pytest.approx(0.25, abs=0.1)
        assert found.unexplained == pytest.approx(1 - found.confirmed[0].share)


def test_what_goes_up_and_down_again_is_seen() -> None:
    found = depends_on(KEYS, *samples(lambda table: 12 * (table[:, 3] - 0.5) ** 2, 5, 400))
    assert [(each.key, each.direction) for each in found.confirmed] == [("k3", 0)]


def test_what_only_the_first_sample_shows_is_named_and_not_confirmed() -> None:
    first, _ = samples(lambda table: 3 * table[:, 1], 1)
    _, fresh = samples(lambda table: 0.0, 2)
    found = depends_on(KEYS, first, fresh)
    assert "k1" in found.named
    assert found.confirmed == ()


def test_without_a_fresh_sample_or_with_a_result_that_never_moves_nothing_is_confirmed() -> None:
    first, _ = samples(lambda table: 3 * table[:, 1], 1)
    nothing = (np.empty((0, 0)), np.empty(0))
    alone = depends_on(KEYS, first, nothing)
    assert "k1" in alone.named
    assert alone.confirmed == ()
    still = (first[0], np.zeros(len(first[1])))
    assert depends_on(KEYS, still, still) == depends_on(KEYS, still, nothing)


def test_points_at_which_the_result_is_undefined_are_left_out() -> None:
    (table, result), fresh = samples(lambda table: 3 * table[:, 1], 1, 200)
    holes = result.copy()
    holes[::4] = np.nan
    known = ~np.isnan(holes)
    assert depends_on(KEYS, (table, holes), fresh) == depends_on(KEYS, (table[known], result[known]), fresh)
