"""The two controls of a verdict's interval: chance alone, and planted effects, on made differences and on a small pair."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from glasshouse.benchmark.controls import (
    KINDS,
    REGIONS,
    SEEDS,
    Kind,
    differences,
    factor_for,
    null,
    planted,
    power_of,
    smallest_effect,
    worlds,
)

KIND = Kind("rate", "x", "criticise")


def made(mean: float, trials: int, seed: int = 1, events: int = 9) -> list[dict[str, dict[str, object]]]:
    luck = np.random.default_rng(seed)
    return [
        {"x": {"value": float(value), "events": events, "counts_once": False}}
        for value in luck.normal(mean, 1.0, trials * SEEDS)
    ]


def test_chance_alone_is_found_in_one_trial_of_twenty() -> None:
    found = null(KIND, made(0, 600))
    assert found.trials == found.given == 600
    assert 0.03 < found.document["false_positives"] < 0.07


def test_trials_with_too_few_events_give_no_interval_and_are_not_counted() -> None:
    found = null(KIND, made(0, 10, events=0))
    assert (found.given, found.found, found.document["false_positives"]) == (0, 0, None)


@pytest.mark.parametrize("times", [1, 2, 4])
def test_planted_effects_are_found_as_often_as_computed(times: float) -> None:
    smallest = smallest_effect("x", made(0, 300))
    assert smallest == pytest.approx(1 / SEEDS**0.5 / 0.3, rel=0.05)
    found = planted(KIND, times, smallest, made(times * smallest, 300, seed=2))
    assert found.moved == pytest.approx(times, rel=0.05)
    assert found.document["share"] == pytest.approx(found.power, abs=0.1)


def test_a_trial_with_too_few_events_is_expected_to_find_nothing() -> None:
    enough, few = made(9, 1), made(9, 1, events=0)
    assert planted(KIND, 9, 1, enough).power == pytest.approx(1, abs=1e-3)
    assert planted(KIND, 9, 1, enough + few).power == pytest.approx(0.5, abs=1e-3)
    assert planted(KIND, 9, 1, enough + few).document["share"] == 0.5
    assert planted(KIND, 9, 1, few).power == 0
    assert power_of(1, 0) == 0


def test_power_is_the_level_where_there_is_nothing_and_one_where_there_is_much() -> None:
    assert power_of(0, 1) == pytest.approx(0.025, abs=1e-3)
    assert power_of(5, 1) == pytest.approx(1, abs=1e-3)
    # A standard error of 0.3 s: nine or eight in ten, as the size of a claim is chosen.
    assert 0.75 < power_of(1 / SEEDS**0.5 / 0.3, 1) < 0.9


def test_the_twin_has_the_same_people_with_other_luck_in_a_region_and_the_base_the_raised_rate() -> None:
    pair = worlds("golden-shield", 2560, 10, 3, {"criticise": 1.5})
    assert pair["twin"].other_luck == REGIONS
    assert pair["base"].other_luck == ()
    rates = [pair[name].conduct["criticise"].rate.value for name in ("base", "twin")]
    assert rates[0] == pytest.approx(1.5 * rates[1])


def test_a_small_pair_of_worlds_gives_every_observable_of_the_controls(tmp_path: Path) -> None:
    told = []
    live = partial(differences, "golden-shield", 5120, 6, 1, kept=tmp_path / "null.jsonl")
    found = live({}, told=lambda *said: told.append(said))
    assert told[-1] == (SEEDS, SEEDS)
    for kind in KINDS:
        assert found[0][kind.observable]["value"] is not None
    assert any(each["criticism_per_1000_days"]["value"] for each in found)
    # Cut off in the middle of the fourth pair, three are read again and the rest are lived to the same figures.
    whole = (tmp_path / "null.jsonl").read_text()
    (tmp_path / "null.jsonl").write_text("".join(whole.splitlines(keepends=True)[:4]) + '{"criticism')
    told.clear()
    assert live({}, told=lambda *said: told.append(said)) == found
    assert told[0] == (4, SEEDS)
    assert (tmp_path / "null.jsonl").read_text() == whole
    # Pairs of other rules are no use.
    told.clear()
    assert live({"criticise": 2.0}, told=lambda *said: told.append(said)) != found
    assert told[0] == (1, SEEDS)


def test_a_factor_moves_a_level_by_an_effect() -> None:
    assert factor_for(2, 10) * 10 == pytest.approx(12)
