"""Sesame and Tencent: what makes each itself."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse import scenario
from glasshouse.engine.world import World
from glasshouse.scoring.forms.weighted.configuration import WeightedSystem
from glasshouse.testing.simulated import SimulatedWorld, simulated


def _scores(life: SimulatedWorld, name: str) -> Any:
    s = life.world.encoded.system_names.index(name)
    return np.asarray(life.world.ledgers["published"][s]).ravel()[: life.world.scenario.citizens].astype(float)


def test_sesame_has_five_areas_on_the_reported_scale_and_comes_out_monthly() -> None:
    system = scenario.load("sesame").systems["sesame"]
    assert isinstance(system, WeightedSystem)
    assert [d.weight.value for d in system.dimensions.values()] == [0.35, 0.25, 0.2, 0.15, 0.05]
    assert (system.low.value, system.high.value, system.publish_every) == (350, 950, 30)
    assert [band.start.value for band in system.bands] == [350, 550, 600, 650, 700, 750]
    assert all(measure.type == "entitlement" for measure in system.measures.values())


def test_a_listing_by_the_court_lowers_the_score_and_others_keep_theirs() -> None:
    rates = ("conduct.default-judgment.ceiling=0.03", "conduct.default-judgment.rate=0.01")
    base = scenario.load("sesame", ["response.enabled=false", *rates], citizens=2_000, days=36)
    life = simulated(base, traced=True)
    unlisted = base.model_copy(update={"systems": {"sesame": _without(base.systems["sesame"], "default-judgment")}})
    other = simulated(unlisted)
    gap = _scores(other, "sesame") - _scores(life, "sesame")
    defaulted = life.happened("default-judgment").any(0) & (_scores(life, "sesame") > 0)
    assert defaulted.sum() > 100
    # The whole area of credit history, some eighty points of six hundred; contacts of those who fell lose a little too.
    assert np.median(gap[defaulted]) > 65533 * 60 / 600
    assert abs(np.median(gap[~defaulted])) < 65533 * 10 / 600


def _without(system: Any, kind: str) -> Any:
    areas = {
        name: area.model_copy(update={"rules": {k: v for k, v in area.rules.items() if k != kind}})
        for name, area in system.dimensions.items()
    }
    return system.model_copy(update={"dimensions": areas})


def test_the_more_own_products_count_the_more_a_score_tells_of_shopping() -> None:
    told = []
    for weight in (0, 1, 4):
        settings = ("response.enabled=false", f"systems.sesame.own.weight={weight}")
        life = simulated(scenario.load("sesame", settings, citizens=2_000, days=100), traced=True)
        scores = _scores(life, "sesame")
        bought = life.happened("buy-approved").sum(0)
        told.append(np.corrcoef(scores[scores > 0], bought[scores > 0])[0, 1])
    assert told[0] < told[1] < told[2]
    assert told[2] > told[0] + 0.03, "income already moves both a good deal"


def test_scores_drift_upward_over_the_years() -> None:
    means = []
    for days in (1, 365, 1_460):
        scores = _scores(simulated(scenario.load("sesame", citizens=2_000, days=days)), "sesame")
        means.append(350 + (scores[scores > 0].mean() - 1) / 65533 * 600)
    assert 500 < means[0] < 600
    assert means[0] + 5 < means[1] < means[2] - 5


def test_the_dating_service_hands_on_what_its_members_do_and_say() -> None:
    life = simulated(
        scenario.load("sesame", ["channels.dating.sensitivity.play-hours=1"], citizens=512, days=30),
        watch=tuple(range(512)),
    )
    dating = life.world.encoded.names.channels["dating"]
    kind = np.uint64(life.world.encoded.names.kinds["play-hours"])
    seen = np.stack([day.panel["seen"][:, dating] for day in life.days])
    assert ((seen >> kind) & np.uint64(1)).any()
    assert "dating" not in scenario.load("rongcheng").channels


def _days(name: str) -> tuple[list[int], list[int]]:
    """How many had an account, and how many ties stood, day by day."""
    world, members, ties = World(scenario.load(name, citizens=2_000, days=75)), [], []
    for _ in range(75):
        ties.append(int(world.step().day_counts["ties"]))
        members.append(int((np.asarray(world.ledgers["published"][0]) > 0).sum()))
    return members, ties


def test_tencent_is_there_for_one_day_and_moves_nobody() -> None:
    members, ties = _days("tencent")
    assert [n for n, count in enumerate(members) if count] == [30]
    assert members[30] > 1_000
    assert ties[-1] > ties[0] - 20


def test_where_it_stays_people_drop_friends_who_would_cost_them_points() -> None:
    members, ties = _days("tencent-stays")
    assert [n for n, count in enumerate(members) if count] == list(range(30, 75))
    assert ties[29] == ties[0]
    assert ties[-1] < ties[29] - 100
