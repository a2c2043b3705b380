"""Propaganda that persuades: people do less out of grievance while it lasts, and feel what they felt."""

from __future__ import annotations

import numpy as np

from glasshouse import scenario
from glasshouse.testing.simulated import SimulatedWorld, simulated


def _life(*settings: str) -> SimulatedWorld:
    settings = ("response.risk_exposure=0", *settings)
    return simulated(scenario.load("propaganda", settings, citizens=40_000, days=30))


def _grievance(life: SimulatedWorld) -> np.ndarray:
    return np.array(life.world.response["grievance"])


def test_who_is_reached_criticises_less_and_feels_the_same() -> None:
    none, some = _life("systems.propaganda.persuasion.effect=0"), _life("systems.propaganda.persuasion.effect=0.5")
    kind = none.world.encoded.names.kinds["criticise"]
    said = [int(life.day_counts["happened"][kind]) for life in (none, some)]
    assert 0.5 * said[0] < said[1] < 0.95 * said[0]
    assert np.array_equal(_grievance(none), _grievance(some))


def test_it_reaches_as_many_as_it_says() -> None:
    """All grievance of all who are reached: what is left is said by the others and by those without grievance."""
    half, everybody = (
        _life("systems.propaganda.persuasion.effect=0.5", f"systems.propaganda.persuasion.reach={share}")
        for share in (0.45, 0.9)
    )
    none = _life("systems.propaganda.persuasion.effect=0")
    kind = none.world.encoded.names.kinds["criticise"]
    said = [int(life.day_counts["happened"][kind]) for life in (none, half, everybody)]
    assert said[0] - said[1] == np.clip(said[0] - said[1], 0.3 * (said[0] - said[2]), 0.7 * (said[0] - said[2]))


def test_without_response_nobody_is_moved() -> None:
    lives = [_life("response.enabled=false", f"systems.propaganda.persuasion.effect={e}") for e in (0, 0.5)]
    assert np.array_equal(*(life.day_counts["happened"] for life in lives))
