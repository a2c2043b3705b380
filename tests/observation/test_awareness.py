"""Being watched unknown to oneself frightens nobody; on the day on which it is known, people search less."""

from __future__ import annotations

import numpy as np

from glasshouse import scenario
from glasshouse.testing.simulated import SimulatedWorld, simulated

CHANNELS = ("commerce", "payment", "search", "social", "telecom")


def _life(*settings: str, days: int = 40) -> SimulatedWorld:
    return simulated(scenario.load("awareness", settings, citizens=20_000, days=days))


def test_what_nobody_reckons_with_frightens_nobody() -> None:
    life = _life(*(f"channels.{name}.known=0" for name in CHANNELS), days=20)
    assert np.array(life.world.response["perceived_risk"]).max() == 0
    assert int(life.day_counts["recorded"].sum()) > 0


def test_searching_falls_from_the_day_on_which_it_is_known() -> None:
    """An interrupted time series against the twin to whom it stays unknown: the same luck, so that only that day differs."""
    days = 320
    found = scenario.load("awareness", citizens=20_000, days=days)
    assert [change.day for change in found.later] == [180]
    life = simulated(found)
    kind = life.world.encoded.names.kinds["search-sensitive"]
    shares = []
    for first, last in ((60, 180), (240, days)):
        held = sum(int(day.day_counts["withheld"][kind]) for day in life.days[first:last])
        done = sum(int(day.day_counts["happened"][kind]) for day in life.days[first:last])
        shares.append(held / (held + done))
    assert shares[0] < 0.02
    assert shares[1] > 2 * shares[0]
