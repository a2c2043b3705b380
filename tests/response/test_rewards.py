"""What lasts of a reward carries effort on when the game has worn off."""

from __future__ import annotations

from functools import cache

import numpy as np

from glasshouse import scenario
from glasshouse.testing.simulated import simulated

FEARLESS = ("response.risk_sanction=0", "response.risk_contacts=0", "response.risk_exposure=0")


@cache
def _effort(*settings: str) -> float:
    """Mean effort after a year, as a share of full effort."""
    life = simulated(scenario.load("rongcheng", settings, citizens=2_048, days=365))
    return float(np.asarray(life.world.response["effort"]).mean()) / 65_535


def test_where_nothing_of_a_reward_lasts_most_effort_is_gone_after_a_year() -> None:
    assert _effort() > 0.002
    assert _effort("response.reward_lasting=0") < 0.3 * _effort()
    assert _effort("response.reward_lasting=1") > 1.5 * _effort()


def test_effort_hangs_on_rewards_and_not_on_fear() -> None:
    fearless = _effort(*FEARLESS)
    assert 0.9 * _effort() < fearless < 1.1 * _effort()
    assert _effort("response.reward=0", *FEARLESS) == 0
