"""Sensitivity: known answers on functions whose answer is known, and silence where nothing hangs on anything."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.sweeps import sensitivity
from glasshouse.sweeps.design import cross
from glasshouse.sweeps.grid import read_grid
from glasshouse.sweeps.latin_hypercube import shares
from glasshouse.sweeps.sensitivity import influences
from glasshouse.sweeps.sweep import sweep

KEYS = tuple(f"x{j}" for j in range(6))


def _table(points: int) -> np.ndarray:
    return np.stack([shares(11, key, points) for key in KEYS], 1)


def test_a_result_that_is_one_value_has_the_measure_that_can_be_worked_out() -> None:
    # A slice from k/10 to (k+1)/10 lies max(k, 9-k)/10 from the whole; the median of these is 0.7.
    first, *others = influences(KEYS, _table(1000), _table(1000)[:, 1])
    assert first.key == "x1"
    assert first.measure == pytest.approx(0.7, abs=0.002)
    assert first.direction == pytest.approx(1)
    assert not any(each.counts for each in others)


def test_only_what_the_result_depends_on_stands_out() -> None:
    x = _table(300)
    found = {each.key: each for each in influences(KEYS, x, 3 * x[:, 2] - 2 * x[:, 4])}
    assert [key for key, each in found.items() if each.counts] == ["x2", "x4"]
    assert found["x2"].direction > 0.7
    assert found["x4"].direction < -0.4


def test_what_goes_up_and_down_again_is_found_though_it_has_no_direction() -> None:
    x = _table(300)
    first, *others = influences(KEYS, x, (x[:, 3] - 0.5) ** 2)
    assert (first.key, first.counts) == ("x3", True)
    assert abs(first.direction) < 0.1
    assert not any(each.counts for each in others)


def test_pure_chance_hangs_on_nothing() -> None:
    found = [each for k in range(4) for each in influences(KEYS, _table(100), shares(5, f"noise {k}", 100))]
    assert sum(each.counts for each in found) <= 1


def test_of_many_keys_none_stands_out_by_chance_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sensitivity, "_pawn", _quick_pawn)
    keys = [f"idle{j}" for j in range(61)]
    table = np.stack([shares(7, key, 40) for key in keys], 1)
    named = [any(each.counts for each in influences(keys, table, shares(5, f"result {k}", 40))) for k in range(200)]
    assert sum(named) <= 20  # about ten are to be expected, at one in twenty


@pytest.mark.parametrize("levels", [2, 3, 4])
def test_a_key_of_few_levels_on_which_all_hangs_is_found(monkeypatch: pytest.MonkeyPatch, levels: int) -> None:
    monkeypatch.setattr(sensitivity, "_pawn", _quick_pawn)
    for seed in range(8):
        table = np.stack([shares(seed, key, 50) for key in KEYS], 1)
        table[:, 2] = np.floor(levels * table[:, 2])
        found = influences(KEYS, table, table[:, 2] + 1e-6 * shares(seed, "luck", 50))
        assert [each.key for each in found if each.counts][:1] == ["x2"], seed
        assert found[0].rises == 1


def _quick_pawn(table: np.ndarray, results: np.ndarray) -> np.ndarray:
    """The measure of results that are all different, without the p-values that take SALib long."""
    slices = sensitivity._slices(table)[:, :, np.argsort(results)]
    return sensitivity._medians(slices, np.ones(len(results), bool))


def test_what_it_hangs_on_is_found_among_many_keys_at_the_fewest_points() -> None:
    keys = [f"key{j}" for j in range(61)]
    table = np.stack([shares(7, key, 40) for key in keys], 1)
    found = [each for each in influences(keys, table, table[:, 3] + 0.3 * table[:, 9]) if each.counts]
    assert (found[0].key, found[0].rises) == ("key3", 1)
    assert {each.key for each in found} <= {"key3", "key9"}


def test_there_is_no_sign_where_the_rank_correlation_is_near_nought() -> None:
    x = _table(300)
    found = {each.key: each for each in influences(KEYS, x, (x[:, 3] - 0.5) ** 2 - 0.5 * x[:, 1])}
    assert found["x3"].counts
    assert found["x3"].rises == 0
    assert found["x1"].rises == -1


def test_the_measure_that_is_shuffled_is_the_measure_that_is_told() -> None:
    x, y = _table(83), np.round(shares(3, "result", 83) * 30)  # with results that are equal
    order = np.argsort(y, kind="stable")
    ends = np.append(y[order][1:] != y[order][:-1], True)
    assert sensitivity._medians(sensitivity._slices(x)[:, :, order], ends) == pytest.approx(
        sensitivity._pawn(x, y), abs=1e-6
    )


def test_a_result_that_never_moves_hangs_on_nothing() -> None:
    assert not any(each.counts for each in influences(KEYS, _table(50), np.ones(50)))


def test_points_without_a_result_are_left_out() -> None:
    x = _table(200)
    y = 3 * x[:, 2]
    y[::3] = np.nan
    first, *others = influences(KEYS, x, y)
    assert first.key == "x2"
    assert not any(each.counts for each in others)


def test_too_few_points_tell_nothing() -> None:
    with pytest.raises(InputError, match="40 points with a result"):
        influences(KEYS, _table(39), np.arange(39.0))
    with pytest.raises(InputError, match="x1: expected a value that varies"):
        influences(KEYS[:2], np.stack([np.arange(50.0), np.ones(50)], 1), np.arange(50.0))
    with pytest.raises(InputError, match="numbers that were varied"):
        influences([], np.zeros((50, 0)), np.arange(50.0))


def test_a_sweep_tells_what_its_results_hang_on(tmp_path) -> None:
    base = scenario.load("micro", citizens=256, days=2)
    design = cross([read_grid("conduct.jaywalk.rate=0:0.02:0.001"), read_grid("response.reward=0,1")])
    swept = sweep(base, design, folder=tmp_path, workers=1)
    found = {each.key: each for each in swept.influences("offences_per_1000_days")}
    assert found["conduct.jaywalk.rate"].counts
    assert not found["response.reward"].counts
