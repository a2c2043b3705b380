"""Members: whom a system is for, by the register and the personnel office."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.engine.world import World
from glasshouse.schema.codes import EMPLOYED, MIGRANT
from glasshouse.testing.lockstep import crowded

WHO = {
    "everybody": lambda status: status >= 0,
    "registered here": lambda status: (status & MIGRANT) == 0,
    "registered elsewhere": lambda status: (status & MIGRANT) > 0,
    "employed": lambda status: (status & EMPLOYED) > 0,
}


@pytest.mark.parametrize("who", WHO)
def test_nobody_else_has_an_account(who: str) -> None:
    world = World(crowded(f'systems.rongcheng.members.eligible="{who}"', f'systems.merits.members.eligible="{who}"'))
    status = np.asarray(world.society["status"]).ravel()[:600]
    for name, has_all in (("rongcheng", True), ("merits", False)):
        s = world.encoded.system_names.index(name)
        members = np.asarray(world.ledgers["published"][s]).ravel()[:600] > 0
        assert not members[~WHO[who](status)].any(), name
        assert members[WHO[who](status)].all() == has_all, name
