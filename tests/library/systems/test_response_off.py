"""Every system moves conduct through response alone."""

from __future__ import annotations

import pytest

from glasshouse import library, scenario
from glasshouse.testing.simulated import simulated

SMALL = {"citizens": 1_500, "days": 40, "panel": ()}
UNMOVED = ("response.enabled=false",)
NAMES = [name for name in library.names("scenarios") if name in library.names("systems")]


@pytest.mark.parametrize("name", NAMES)
def test_where_nobody_responds_people_do_what_they_do_without_any_system(name: str) -> None:
    base = scenario.load(name, UNMOVED, **SMALL)
    assert simulated(base).digests["conduct"] == simulated(scenario.variant(base, "nothing")).digests["conduct"]
