"""Conduct: rates from traits and states, a slot of luck for each kind."""

from __future__ import annotations

import math

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.conduct.encoding import order_kinds
from glasshouse.schema.codes import NO_KIND
from glasshouse.testing.lockstep import SCENES, compared, crowded, differing
from glasshouse.testing.simulated import simulated


@pytest.mark.parametrize("scene", SCENES)
def test_the_kernel_does_what_its_plain_twin_does(scene: str) -> None:
    assert compared("conduct", scene) > 100_000
    assert differing("conduct", scene) == {}


def test_rates_are_met_where_nothing_leans_on_them() -> None:
    """100,000 citizens, 30 days, every kind without leans: each within five standard errors of its rate."""
    base = scenario.load("nothing", citizens=100_000, days=30, seed=2, panel=())
    plain = {name: kind.model_copy(update={"leans": type(kind.leans)(), "needs": "nothing", "effect": "none"})
             for name, kind in base.conduct.items()}  # fmt: skip
    life = simulated(base.model_copy(update={"conduct": plain}))
    for name, kind in plain.items():
        expected = kind.rate.value * 3_000_000
        found = int(life.day_counts["happened"][life.world.encoded.names.kinds[name]])
        assert abs(found - expected) <= 5 * math.sqrt(expected) + 2, name


def test_no_rate_exceeds_its_ceiling() -> None:
    life = simulated(scenario.load("nothing", ["conduct.criticise.leans.states.grievance=1000",
                                           "conduct.praise.leans.traits.income=1000"],
                               citizens=50_000, days=10, seed=2, panel=()))  # fmt: skip
    for name in ("criticise", "praise"):
        most = life.world.scenario.conduct[name].ceiling * 500_000
        found = int(life.day_counts["happened"][life.world.encoded.names.kinds[name]])
        share = found / most
        assert share <= 1 + 5 / math.sqrt(most), name
        assert share > 0.4, name


def test_at_most_one_of_the_rarer_kinds_of_a_group_happens_a_day() -> None:
    life = simulated(scenario.load("rongcheng", citizens=20_000, days=10, seed=2, panel=()), traced=True)
    parameters = life.world.parameters
    gathers = life.world.encoded.names.kinds["join-gathering"]
    shared = [w for w in range(int(parameters["walks"])) if parameters["walk_kind"][w] == NO_KIND]
    assert shared
    for w in shared:
        kinds = {*parameters["cell"][int(parameters["walk_cells"][w])].tolist()} - {NO_KIND, gathers}
        mask = np.uint64(sum(1 << k for k in kinds))
        assert len(kinds) > 20
        assert np.bitwise_count(life.acts & mask).max() == 1


def test_who_owes_nothing_settles_nothing_and_who_has_no_work_risks_none() -> None:
    life = simulated(crowded(), traced=True)
    names = life.world.encoded.names.kinds
    employed = (np.asarray(life.world.society["status"]).ravel()[:600] & 16) > 0
    assert life.happened("take-work-risk")[:, employed].any()
    assert not life.happened("take-work-risk")[:, ~employed].any()
    starts, ends = life.happened("default-judgment"), life.happened("settle-judgment")
    assert starts.sum() > 20
    assert ends.sum() > 20
    owing = np.zeros((len(starts) + 1, 600), bool)
    settled_first = np.array([np.argmax(ends[:, i]) if ends[:, i].any() else 99 for i in range(600)])
    started_first = np.array([np.argmax(starts[:, i]) if starts[:, i].any() else 99 for i in range(600)])
    owing[0] = settled_first < started_first
    for day in range(len(starts)):
        assert not (ends[day] & ~owing[day]).any()
        assert not (starts[day] & owing[day]).any()
        owing[day + 1] = (owing[day] | starts[day]) & ~ends[day]
    assert names["settle-judgment"] >= int(life.world.parameters["frequent"])


def test_nobody_joins_a_gathering_twice_a_day_or_two_days_running_by_threshold() -> None:
    calm = ("conduct.call-to-act.mobilises=0", "conduct.expose-wrong.mobilises=0")
    life = simulated(crowded("conduct.join-gathering.rate=0", *calm), traced=True)
    assert int(life.day_counts["happened"][life.world.encoded.names.kinds["join-gathering"]]) == 0
    life = simulated(crowded(days=29), traced=True)
    joined = life.happened("join-gathering")
    assert int(life.day_counts["happened"][life.world.encoded.names.kinds["join-gathering"]]) == joined.sum() > 300
    assert int(life.day_counts["active"]) == joined.sum()


def test_higher_thresholds_keep_more_people_at_home() -> None:
    joined = [simulated(crowded(f"response.threshold_low={low}")).day_counts["active"] for low in (0.1, 0.3, 2)]
    assert joined[0] > joined[1] > joined[2] > 0


def test_kinds_that_change_a_persons_situation_are_walked_one_by_one_however_frequent() -> None:
    conduct = scenario.load("rongcheng").conduct
    often = {name: kind.model_copy(update={"ceiling": 0.06, "slot": None}) for name, kind in conduct.items()}
    order, frequent = order_kinds(often)
    rare = set(order[frequent:])
    assert {"settle-judgment", "default-judgment", "join-gathering", "cheat", "apply-for-post"} <= rare
    assert frequent == 16


def test_the_order_of_kinds_does_not_hang_on_rates() -> None:
    conduct = scenario.load("rongcheng").conduct
    rate = type(conduct["praise"].rate)(value=0.0, unit="per day")
    assert order_kinds({n: k.model_copy(update={"rate": rate}) for n, k in conduct.items()}) == order_kinds(conduct)
