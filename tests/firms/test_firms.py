"""Firms: they act at their rates, by themselves; what their standing brings falls on those who work there, and on no one else."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.schema.limits import FIRMS, LANES
from glasshouse.testing.simulated import simulated

HARSH = (
    "systems.companies.publish_every=1",
    "systems.companies.publish_on=0",
    "systems.companies.rules.firm-breaches-safety.points=-400",
    "channels.safety-office.sensitivity.firm-breaches-safety=1",
    "response.enabled=false",
)


def town(*settings: str, citizens: int = 20_000, days: int = 40) -> Any:
    return scenario.load("companies", settings, citizens=citizens, days=days, panel=())


def total(world: World, days: int) -> Any:
    all_day_counts = [world.step().day_counts for _ in range(days)]
    return {
        name: np.sum([np.asarray(day_counts[name]) for day_counts in all_day_counts], axis=0)
        for name in all_day_counts[0].dtype.names
    }


@pytest.fixture(scope="module")
def year() -> tuple[World, Any]:
    world = World(town(*HARSH))
    return world, total(world, 40)


def test_firms_act_at_their_rates(year: tuple[World, Any]) -> None:
    world, counted = year
    for name in ("firm-breaches-safety", "firm-bids", "firm-passes-inspection"):
        k = world.encoded.names.kinds[name]
        expected = world.scenario.conduct[name].rate.value * int(counted["firms"])
        assert abs(int(counted["happened"][k]) - expected) < 5 * math.sqrt(expected), name


def test_there_is_a_firm_wherever_somebody_works(year: tuple[World, Any]) -> None:
    world, counted = year
    work, people = np.asarray(world.society["workplace"]), np.asarray(world.society["people"])
    there = [len({int(f) for f in row[:n] if f < FIRMS}) for row, n in zip(work, people, strict=True)]
    assert int(counted["firms"]) == 40 * sum(there)


def test_an_inspector_who_sees_everything_misses_nothing(year: tuple[World, Any]) -> None:
    world, counted = year
    k = world.encoded.names.kinds["firm-breaches-safety"]
    assert counted["missed"][k] == 0
    assert counted["recorded"][k] == counted["happened"][k] > 0


def test_sanctions_fall_on_those_who_work_there_and_managers_bear_more() -> None:
    watched = tuple(range(3_000))
    again = World(town(*HARSH, citizens=3_000), watch=watched)
    s = again.encoded.system_names.index("companies")
    work = np.asarray(again.society["workplace"])
    for _ in range(40):
        again.step()
    published = np.asarray(again.ledgers["published"][s]).copy()
    day = again.step()
    bits = {m: 1 << k for (name, m), k in again.encoded.names.measures.items() if name == "companies"}
    line = int(again.systems["band_code"][s][1])
    low = {(c, f) for c in range(again.communities) for f in range(FIRMS) if 0 < published[c, f] < line}
    assert low
    managers = {}
    for citizen in watched:
        where = divmod(citizen, LANES)
        managers.setdefault((where[0], int(work[where])), citizen)
    for citizen in watched:
        c, i = divmod(citizen, LANES)
        treatment, firm = int(day.panel[citizen]["treatment"]), (c, int(work[c, i]))
        assert bool(treatment & bits["workers-marked"]) == (firm in low)
        assert bool(treatment & bits["managers-held"]) == (firm in low and managers[firm] == citizen)
        assert not treatment & bits["no-tenders"]


def test_a_low_firm_bids_in_vain(year: tuple[World, Any]) -> None:
    world, counted = year
    k = world.encoded.names.kinds["firm-bids"]
    assert 0 < counted["denied"][k] < counted["happened"][k]


def test_citizens_do_nothing_that_needs_a_firm() -> None:
    life = simulated(town("society.firms=false", 'systems=["court-list"]', citizens=2_000, days=20))
    theirs = [k for name, k in life.world.encoded.names.kinds.items() if name.startswith("firm-")]
    assert len(theirs) == 5
    for name in ("happened", "recorded", "missed", "invented"):
        assert not np.asarray(life.day_counts[name])[theirs].any()
    assert life.day_counts["firms"] == 0


def test_firms_move_no_ones_conduct_while_nobody_reacts() -> None:
    with_firms = simulated(town("response.enabled=false", citizens=2_000, days=60))
    without = simulated(town("society.firms=false", "systems=[]", "response.enabled=false", citizens=2_000, days=60))
    assert with_firms.digests["conduct"] == without.digests["conduct"]
    assert with_firms.digests["records"] != without.digests["records"]


def test_firms_that_are_judged_breach_fewer_rules_when_they_react() -> None:
    k, found = "firm-breaches-safety", {}
    for enabled in ("true", "false"):
        world = World(town(*HARSH[:-1], f"response.enabled={enabled}", "conduct.firm-breaches-safety.rate=0.002"))
        found[enabled] = int(total(world, 40)["happened"][world.encoded.names.kinds[k]])
    assert found["true"] < 0.95 * found["false"]


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        (("society.firms=false",), "systems.companies.account_holders"),
        (("systems.companies.account_holders=citizens",), "systems.companies.rules.firm-evades-tax"),
        (("systems.court-list.account_holders=firms",), "systems.court-list.form"),
        (
            ("systems.court-list.measures.no-flights.falls_on=workers",),
            "systems.court-list.measures.no-flights.falls_on",
        ),
        (('conduct.volunteer.effect="costs workers"',), "conduct.volunteer.effect"),
    ],
)
def test_what_does_not_fit_is_told(settings: tuple[str, ...], key: str) -> None:
    with pytest.raises(InputError) as caught:
        town(*settings)
    assert key in {problem.key for problem in caught.value.problems}
