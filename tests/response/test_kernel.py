"""Response: people change by what is done to them and around them; appeals; nothing moves where it is off."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.engine.world import World
from glasshouse.schema.codes import ACCEPTED, APPEALED, DECIDED, TOLD
from glasshouse.testing.lockstep import SCENES, compared, crowded, differing
from glasshouse.testing.simulated import simulated


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(("stage", "least"), [("complaints", 10_000), ("response", 200_000)])
def test_the_kernel_does_what_its_plain_twin_does(stage: str, least: int, scene: str) -> None:
    assert compared(stage, scene) > least
    assert differing(stage, scene) == {}


def test_with_response_off_nobody_changes() -> None:
    world = World(crowded("response.enabled=false"))
    before = {name: np.asarray(getattr(world, name)).copy() for name in ("response", "society")}
    for _ in range(20):
        world.step()
    for name, table in before.items():
        assert np.asarray(getattr(world, name)).tobytes() == table.tobytes(), name


def test_where_nothing_follows_only_being_watched_raises_felt_risk_and_guard() -> None:
    free = ("consequences.enabled=false", "response.officers=0")
    quiet = simulated(crowded(*free, "response.risk_exposure=0"))
    watched = simulated(crowded(*free, "response.risk_exposure=0.05"))
    assert quiet.day_counts["perceived_risk"] == 0
    assert watched.day_counts["perceived_risk"] > 0
    assert watched.day_counts["self_censorship"] > quiet.day_counts["self_censorship"]


def test_the_more_weight_conformity_has_the_less_guard_spreads_apart() -> None:
    def spread(conformity: float) -> float:
        world = World(crowded(f"response.conformity={conformity}", "response.reactance=0"))
        for _ in range(29):
            world.step()
        return float(np.std(np.asarray(world.response["self_censorship"])[:2]))

    assert spread(0.9) < spread(0.0)


def test_ties_are_only_cut_where_contacts_count() -> None:
    counts = simulated(crowded())
    alone = simulated(crowded("systems.sesame.contacts.weight=0", "systems.rongcheng.contacts.weight=0",
                          "systems.sesame.dimensions.relationships.weight=0",
                          "systems.sesame.dimensions.behaviour.weight=0.3"))  # fmt: skip
    assert np.asarray(counts.world.response["cut"]).any()
    assert not np.asarray(alone.world.response["cut"]).any()


def test_each_case_is_considered_once_and_an_appeal_is_decided_once() -> None:
    world = World(crowded())
    appeals = decided = 0
    for _ in range(29):
        day = world.step()
        appeals += int(day.day_counts["appeals"])
        decided += int(day.day_counts["overturned"]) + int(day.day_counts["upheld"])
        for c in range(world.communities):
            cases = world.cases[c]
            flags = cases["flags"][: int(cases["count"])]
            assert not ((flags & APPEALED > 0) & (flags & ACCEPTED > 0)).any()
            assert not ((flags & DECIDED > 0) & (flags & APPEALED == 0)).any()
            assert ((flags & TOLD == 0) | (flags & (APPEALED | ACCEPTED) > 0)).all()
    assert appeals >= decided > 0


def test_a_case_that_was_closed_the_same_day_is_not_appealed() -> None:
    """A notice so long that every debtor settles first: all are told at once, so each case is considered once."""
    settle_at_once = simulated(crowded("conduct.settle-judgment.rate=0.15", "response.appeal=1", "response.appeal_right=1",
                                   "response.neutrality=0", "response.appeal_means=0",
                                   "systems.court-list.redress.told=1", "systems.rongcheng.redress.appeals=false",
                                   "systems.merits.redress.appeals=false", "systems.lenders.redress.appeals=false"))  # fmt: skip
    court = settle_at_once.world.encoded.system_names.index("court-list")
    opened = sum(int(day.system_counts["opened"][court]) for day in settle_at_once.days)
    assert 0 < settle_at_once.day_counts["appeals"] <= opened + 60


def test_wronged_people_are_under_sanction() -> None:
    life = simulated(crowded(), traced=True)
    ends = np.stack([trace["ends"] for trace in life.traces])
    wronged, sanctioned = (ends & 4) > 0, (ends & 8) > 0
    assert wronged.sum() == life.day_counts["wrongly_sanctioned"].sum() > 0
    assert sanctioned.sum() == life.day_counts["sanctioned"].sum()
    assert not (wronged & ~sanctioned).any()


def test_without_false_records_nobody_is_wronged() -> None:
    base = crowded()
    honest = {name: channel.model_copy(update={"false_records": {}}) for name, channel in base.channels.items()}
    total = simulated(base.model_copy(update={"channels": honest})).day_counts
    assert total["invented"].sum() == total["wrongly_sanctioned"].sum() == 0
    assert total["sanctioned"].sum() > 0


def test_who_weighs_speech_holds_back_what_is_not_worth_its_punishment_and_nothing_where_all_is_tolerated() -> None:
    weighs = ("response.weighing=1", "response.conformity=0", "response.self_censorship_speed=1")
    bold = simulated(crowded(*weighs, "response.punishment=0"))
    afraid = simulated(crowded(*weighs, "response.punishment=3", "response.tolerance=0"))
    tolerated = simulated(crowded(*weighs, "response.punishment=3", "response.tolerance=1"))
    none = 32767 * bold.world.scenario.citizens * bold.world.scenario.days
    assert bold.day_counts["self_censorship"] == tolerated.day_counts["self_censorship"] == none
    assert afraid.day_counts["self_censorship"] > none
