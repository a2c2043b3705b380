"""Observation: records true and false, files, reviews; nothing beyond a channel's reach."""

from __future__ import annotations

import math

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import EVERYBODY
from glasshouse.testing.lockstep import SCENES, compared, crowded, differing
from glasshouse.testing.simulated import simulated


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("stage", ["observation", "copies", "provenance"])
def test_the_kernel_does_what_its_plain_twin_does(stage: str, scene: str) -> None:
    assert compared(stage, scene) > 500
    assert differing(stage, scene) == {}


@pytest.fixture(scope="module")
def town() -> Scenario:
    return scenario.load("rongcheng", citizens=60_000, days=10, seed=4, panel=())


def test_what_happened_was_recorded_or_missed(town: Scenario) -> None:
    total = simulated(town).day_counts
    assert np.array_equal(total["recorded"] + total["missed"], total["happened"])
    assert (total["recorded"] > 0).sum() > 20
    assert total["invented"].sum() == total["invented_group"].sum() > 0


def test_without_channels_nothing_is_recorded(town: Scenario) -> None:
    total = simulated(scenario.variant(town, "nothing")).day_counts
    assert total["recorded"].sum() == total["invented"].sum() == 0
    assert np.array_equal(total["missed"], total["happened"])


def test_a_channel_records_its_share_of_what_it_can_see() -> None:
    """One channel that reaches everybody, nobody evades: recorded acts within five standard errors of its sensitivity."""
    base = scenario.load("sensing", citizens=60_000, days=10, seed=4, panel=())
    police = base.channels["police"]
    equal = type(police.sensitivity_by_group)()
    alone = police.model_copy(update={"sensitivity_by_group": equal, "false_records": {}})
    coverage = alone.coverage.model_copy(update={"town": type(alone.coverage.town)(value=1.0, unit="share"),
                                                 "country": type(alone.coverage.town)(value=1.0, unit="share")})  # fmt: skip
    channels = {"police": alone.model_copy(update={"coverage": coverage})}
    life = simulated(base.model_copy(update={"channels": channels}))
    for name, share in police.sensitivity.items():
        k = life.world.encoded.names.kinds[name]
        happened, recorded = int(life.day_counts["happened"][k]), int(life.day_counts["recorded"][k])
        error = math.sqrt(max(happened * share.value * (1 - share.value), 1))
        assert abs(recorded - happened * share.value) <= 5 * error, name


def test_false_records_come_at_their_rate_and_only_of_people_within_reach() -> None:
    life = simulated(crowded(), watch=tuple(range(600)))
    names, reach = life.world.encoded.names.channels, np.asarray(life.world.society["reach"]).ravel()[:600]
    bits = life.world.parameters["reach_bit"]
    false = np.stack([day.panel["false"] for day in life.days])
    for ch in names.values():
        within = (reach >> bits[ch]) & 1 == 1 if bits[ch] < EVERYBODY else np.ones(600, bool)
        assert not false[:, ~within, ch].any()
    litter = np.uint64(life.world.encoded.names.kinds["litter"])
    found = ((false[:, :, names["informant"]] >> litter) & np.uint64(1)).sum()
    within = (reach >> bits[names["informant"]]) & 1 == 1
    group = (np.asarray(life.world.society["status"]).ravel()[:600] & 6) >> 1
    factors = life.world.parameters["false_records_by_group"][names["informant"]]
    expected = 0.004 * factors[group[within]].sum() * len(life.days)
    assert abs(found - expected) < 5 * math.sqrt(expected)


def test_false_records_are_of_people_who_did_nothing() -> None:
    life = simulated(crowded(), watch=tuple(range(600)))
    for day in life.days:
        acts = day.panel["acts"][:, None]
        assert not (day.panel["false"] & acts).any()
        assert not (day.panel["seen"] & ~acts).any()


def test_the_panel_holds_the_days_records() -> None:
    life = simulated(crowded(), watch=tuple(range(600)))
    for day in life.days:
        seen = np.bitwise_or.reduce(day.panel["seen"], axis=1)
        for k in life.kinds_of_citizens:
            recorded = int(((seen >> np.uint64(k)) & np.uint64(1)).sum())
            assert recorded == int(day.day_counts["recorded"][k]), life.world.encoded.kinds[k]


def test_files_hold_at_most_fifteen_records_and_forget_when_the_law_says_so() -> None:
    world = World(crowded())
    commercial = []
    for _ in range(29):
        world.step()
        files = np.asarray(world.dossier["recent"])
        assert (files & 15).max() <= 15
        commercial.append(int((files[:, 1] >> 4).sum()))
    assert int(np.asarray(world.parameters["age_every"])[1].max()) == 4
    assert commercial[2] == 0
    assert commercial[3] > 0, "on the fourth day what is recent grows old"
    assert int((np.asarray(world.dossier["recent"])[:, 0] >> 4).sum()) == 0, "the state forgets nothing"


def test_groups_that_are_watched_more_are_recorded_wrongly_more() -> None:
    life = simulated(crowded())
    people, false = life.day_counts["people"], life.day_counts["invented_group"]
    assert people.sum() == 600 * len(life.days)
    assert false[3] / people[3] > false[0] / people[0]
