"""Meeting: who is here today, and what contacts showed yesterday."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.schema.limits import LANES, QUARTER
from glasshouse.testing.lockstep import COMPARED, SCENES, compared, crowded, differing, walk_together
from glasshouse.testing.stepping import stepped, steps


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("stage", ["founding", "society", "tidying"])
def test_the_kernel_does_what_its_plain_twin_does(stage: str, scene: str) -> None:
    assert compared(stage, scene) > 500
    assert differing(stage, scene) == {}


def test_nobody_is_in_the_lanes_that_fill_up_the_last_community() -> None:
    world = stepped(crowded())
    for _ in range(20):
        world.step()
    beyond = np.arange(LANES) >= int(world.society["people"][-1])
    assert beyond.sum() == 3 * LANES - 600
    for table in (world.society, world.response, world.dossier, world.conduct, *world.signals, *world.ledgers):
        row = table[-1]
        for name in row.dtype.names:
            if row[name].shape[-1:] == (LANES,):
                none = 32767 if table is world.response else 127
                rest = none if name.startswith("self_censorship") else 0
                assert (row[name][..., beyond] == rest).all(), name


def test_a_tie_has_two_ends() -> None:
    world = stepped(crowded())
    for _ in range(25):
        world.step()
    met = {}
    for step in steps(world):
        if step.stage == "society":
            met[step.community] = step.chunk.truth["ties"].copy()
    row = world.society
    ends = {}
    for c, ties in met.items():
        for i in range(LANES):
            for tie in range(8):
                if ties[i] >> tie & 1:
                    distance = int(row["near"][c, tie // 2])
                    ends[c, i, c, (i + (distance if tie % 2 == 0 else -distance)) % LANES, tie // 2] = True
            for m in range(2):
                if ties[i] >> (8 + m) & 1:
                    ends[c, i, int(row["far"][c, m, i // QUARTER]), i, 4] = True
    assert len(ends) > 4_000
    assert all((d, j, c, i, which) in ends for c, i, d, j, which in ends)
    assert np.bitwise_count(np.asarray(world.response["cut"])).sum() > 100, "some ties were cut"


def test_a_far_contact_is_somebody() -> None:
    """Far contacts of a full community who would live in empty lanes of the last are nobody, and count for nothing."""
    world = stepped(crowded())
    for step in steps(world):
        if step.stage == "society":
            row, ties = world.society[step.community], step.chunk.truth["ties"]
            for m in range(2):
                there = np.arange(LANES) < world.society["people"][row["far"][m, np.arange(LANES) // QUARTER]]
                here = np.arange(LANES) < int(row["people"])
                assert np.array_equal((ties >> (8 + m)) & 1 == 1, there & here)


def test_where_everybody_has_all_ten_contacts_the_kernel_does_what_its_plain_twin_does() -> None:
    """Whole communities in which nobody has cut a tie take a way of their own."""
    settings = ("citizens=512", "panel=[]", "response.ties_cut=0")
    world = crowded(*settings)
    found = walk_together(world, 6, 2)["society"]
    assert found[COMPARED] > 10_000
    assert set(found) == {COMPARED}
    lived = stepped(world)
    for step in steps(lived):
        if step.stage == "society":
            assert (step.chunk.truth["ties"] == 0x3FF).all()
