"""Registration, work unit and personal file: what makes each itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from glasshouse import scenario
from glasshouse.engine.world import World
from glasshouse.schema.codes import EMPLOYED, MIGRANT
from glasshouse.testing.simulated import simulated

CITIZENS = 1_024


def _published(name: str, days: int) -> tuple[World, NDArray[np.uint16]]:
    """A world after some days, and what system `name` had published in the evening of each."""
    world = World(scenario.load(name, citizens=CITIZENS, days=days))
    s, evenings = world.encoded.system_names.index(name), []
    for _ in range(days):
        world.step()
        evenings.append(np.asarray(world.ledgers["published"][s]).ravel()[:CITIZENS].copy())
    return world, np.stack(evenings)


def test_registration_bars_those_from_elsewhere_and_nobody_else_whatever_they_do() -> None:
    world, codes = _published("household-registration", 400)
    migrant = (np.asarray(world.society["status"]).ravel()[:CITIZENS] & MIGRANT) > 0
    assert ((codes > 0) == migrant).all()
    assert (codes == codes[0]).all()


def test_a_place_at_school_is_refused_to_all_from_elsewhere_who_ask() -> None:
    often = ("conduct.apply-for-school.ceiling=0.03", "conduct.apply-for-school.rate=0.01",
             "society.national_migrant=0.1")  # fmt: skip
    life = simulated(scenario.load("household-registration", often, citizens=256, days=30), watch=tuple(range(256)))
    migrant = (np.asarray(life.world.society["status"]).ravel()[:256] & MIGRANT) > 0
    school = np.uint64(1) << np.uint64(life.world.encoded.names.kinds["apply-for-school"])
    tried = np.stack([(day.panel["acts"] & school) > 0 for day in life.days])
    denied = np.stack([(day.panel["denied"] & school) > 0 for day in life.days])
    assert np.array_equal(denied, tried & migrant)
    assert denied.any()


def test_a_work_unit_judges_its_own_people_once_a_year() -> None:
    world, codes = _published("work-unit", 366)
    employed = (np.asarray(world.society["status"]).ravel()[:CITIZENS] & EMPLOYED) > 0
    assert ((codes > 0) == employed).all()
    assert (codes[:364] == codes[0]).all()
    assert (codes[364] != codes[0]).any()


def test_a_personal_file_waits_for_its_papers_and_never_closes() -> None:
    _, codes = _published("personal-file", 900)
    marked = codes == 2
    assert not marked[:180].any(), "entries are half a year late"
    assert (marked[1:] | ~marked[:-1]).all(), "whoever is in it stays in it"
    assert 0 < marked[-1].sum() < CITIZENS / 10


def test_the_older_systems_live_in_the_society_of_their_time() -> None:
    names = ("household-registration", "work-unit", "personal-file")
    then = {name: scenario.load(name).society for name in names}
    assert {name: society.regions.title for name, society in then.items()} == dict.fromkeys(
        names, "Provinces of China at the census of 1982"
    )
    now = scenario.load("rongcheng").society
    # One in five lived in town, and incomes were less unequal than they are now.
    assert all(society.national_town.value < 0.25 for society in then.values() if society.national_town)
    assert all(society.inequality.value < now.inequality.value for society in then.values())
