"""Contacts as they are read, against the ties that the kernel finds."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.schema.limits import LANES
from glasshouse.society.contacts import contacts_of, far_contacts, near_contacts
from glasshouse.testing.lockstep import crowded
from glasshouse.testing.stepping import stepped, steps

DAYS = 29


@pytest.mark.parametrize("rule", ["community", "ring", "random"])
def test_the_ties_that_stand_are_those_that_the_kernel_finds(rule: str) -> None:
    world = stepped(crowded(f"society.ties.rule={rule}", "response.ties_cut=0.1"))
    for _ in range(DAYS):
        world.step()
    compared = cut = 0
    for step in steps(world):
        if step.stage != "society":
            continue
        ties = np.array(step.chunk.truth["ties"])
        for lane in range(int(world.society[step.community]["people"])):
            citizen = step.community * LANES + lane
            row = world.society[step.community]
            found = {
                each.citizen: each for each in contacts_of(world.society, world.response, citizen, world.parameters)
            }
            places = [*near_contacts(row, citizen), *far_contacts(row, citizen)]
            standing = [tie for tie, other in enumerate(places) if other in found and found[other].stands]
            assert standing == [tie for tie in range(10) if int(ties[lane]) >> tie & 1], citizen
            compared, cut = compared + len(found), cut + sum(not each.stands for each in found.values())
    assert compared > 500
    assert (cut > 0) == (rule != "random")
