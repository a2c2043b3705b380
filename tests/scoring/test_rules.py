"""Numbers that kernels read of a system, at the ends of their types."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.encode import encode_scenario
from glasshouse.testing.simulated import simulated


@pytest.mark.parametrize(("points", "end"), [("-1e300", 1), ("1e300", 65_534), ("-1e9", 1)])
def test_points_beyond_the_scale_lead_to_its_end(points: str, end: int) -> None:
    setting = f"systems.rongcheng.rules.jaywalk.points={points}"
    base = scenario.load("rongcheng", [setting, "response.enabled=false"], citizens=512, days=40)
    encoded = encode_scenario(base)
    life = simulated(base)
    s = encoded.names.systems["rongcheng"]
    codes = np.asarray(life.world.ledgers["published"][s]).ravel()
    members = codes[codes > 0]
    assert (members == end).any()
    assert set(np.unique(members[(members < 1_000) | (members > 65_000)])) == {end}
