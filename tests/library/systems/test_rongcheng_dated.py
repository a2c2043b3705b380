"""Rongcheng in 2016 and since 2021: only rows that were read, and points that punish nobody."""

from __future__ import annotations

import pytest

from glasshouse import scenario
from glasshouse.testing.simulated import simulated


def test_every_deduction_of_2016_is_a_published_figure() -> None:
    rules = scenario.load("rongcheng-2016").systems["rongcheng"].rules
    deductions = {kind: rule.points for kind, rule in rules.items() if rule.points.value < 0}
    assert set(deductions) == {"miss-bill", "default-judgment", "cheat", "drive-badly", "offend-gravely"}
    assert all(points.fact for points in deductions.values())


def test_since_2021_half_have_points_and_may_leave() -> None:
    system = scenario.load("rongcheng-2021").systems["rongcheng"]
    assert system.members.voluntary
    life = simulated(scenario.load("rongcheng-2021", citizens=2_048, days=2, panel=()))
    held = [ledger["published"] > 0 for ledger in life.world.ledgers]
    here = sum(int(n) for n in life.world.society["people"])
    place = list(life.world.scenario.systems).index("rongcheng")
    assert held[place].sum() / here == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(("name", "sanctions"), [("rongcheng-2021", False), ("rongcheng-2016", True)])
def test_since_2021_a_low_score_alone_is_no_ground_for_a_penalty(name: str, sanctions: bool) -> None:
    low = ("systems.rongcheng.start=500", "systems.court-list.active=false")
    life = simulated(scenario.load(name, low, citizens=1_024, days=40, panel=()))
    assert any(int(day.day_counts["sanctioned"].sum()) for day in life.days) is sanctions
