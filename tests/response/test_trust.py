"""Trust: off to the bit, begins where it usually stands, and moves as what moves it says."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.testing.lockstep import crowded
from glasshouse.testing.simulated import SimulatedWorld, simulated

STILL = tuple(
    f"response.trust.{name}=0"
    for name in (
        "spread",
        "wronged",
        "sanctioned",
        "rewarded",
        "watched",
        "persuaded",
        "leaked",
        "named",
        "scored",
        "kept",
        "broken",
        "returns",
        "complies",
        "deals",
    )
)
WHOM = ("government", "institutions", "people")


def town(*settings: str, name: str = "trust-rongcheng") -> SimulatedWorld:
    return simulated(scenario.load(name, settings, citizens=2_048, days=30, panel=()))


def crowd(*settings: str) -> SimulatedWorld:
    return simulated(crowded(*STILL, *settings))


def mean(life: SimulatedWorld, whom: str) -> float:
    return sum(int(day.day_counts[f"trust_{whom}"]) for day in life.days)


@pytest.fixture(scope="module")
def still() -> SimulatedWorld:
    return crowd()


def test_worlds_without_trust_keep_no_table_of_it() -> None:
    assert World(scenario.load("rongcheng", citizens=256)).trust.size == 0


def test_trust_that_does_nothing_changes_no_act() -> None:
    without, mute = town(name="rongcheng"), town("response.trust.complies=0", "response.trust.deals=0")
    for stage in ("conduct", "records", "scores", "treatment", "response"):
        assert [int(day.day_counts[stage]) for day in without.days] == [int(day.day_counts[stage]) for day in mute.days]
    assert mean(without, "people") == 0
    assert mean(mute, "people") > 0


def test_it_begins_where_it_usually_stands_and_stays_there_if_nothing_moves_it(still: SimulatedWorld) -> None:
    people = still.world.scenario.citizens
    for whom, usual in zip(WHOM, (0.5, 0.3, 0.523), strict=True):
        shares = [int(day.day_counts[f"trust_{whom}"]) / 254 / people for day in still.days]
        assert shares == pytest.approx([usual] * len(shares), abs=0.005)
    assert sum(int(day.day_counts["low_trust_people"]) for day in still.days) == 0


def test_who_conforms_trusts_those_in_charge_and_the_sociable_trust_people() -> None:
    world = crowd("response.trust.spread=0.3").world
    here = np.arange(256) < world.society["people"][:, None]
    for whom, trait in (("government", "conformity"), ("people", "sociability")):
        trust, leaning = world.trust[whom][here].astype(float), world.society[trait][here].astype(float)
        assert np.corrcoef(trust, leaning)[0, 1] > 0.9


@pytest.mark.parametrize(
    ("setting", "whom"),
    [
        ("wronged=-0.1", "government"),
        ("sanctioned=-0.02", "government"),
        ("sanctioned=-0.02", "institutions"),
        ("rewarded=0.02", "government"),
        ("watched=0.01", "government"),
        ("watched=-0.01", "government"),
        ("persuaded=0.02", "government"),
        ("leaked=-0.02", "institutions"),
        ("named=0.02", "people"),
        ("named=-0.02", "people"),
        ("scored=0.01", "people"),
        ("scored=-0.01", "people"),
        ("kept=0.05", "people"),
        ("broken=-0.5", "people"),
    ],
)
def test_what_moves_trust_moves_it_the_way_it_says(still: SimulatedWorld, setting: str, whom: str) -> None:
    moved = mean(crowd(f"response.trust.{setting}"), whom) - mean(still, whom)
    assert moved * float(setting.partition("=")[2]) > 0


def test_less_trust_in_government_draws_effort_down() -> None:
    fall = ("response.trust.sanctioned=-0.02", "response.trust.watched=-0.01")
    free, meek = crowd(*fall), crowd(*fall, "response.trust.complies=1")
    effort = [sum(int(day.day_counts["effort"]) for day in life.days) for life in (free, meek)]
    assert effort[1] < effort[0]


def test_who_trusts_people_less_refuses_deals() -> None:
    fall = ("response.trust.kept=0", "response.trust.broken=-0.5", "response.keeps=0.9")
    lives = [town(*fall, f"response.trust.deals={chance}") for chance in (0, 1)]
    refused = [sum(int(day.day_counts["refused"]) for day in life.days) for life in lives]
    assert refused[1] > 3 * refused[0] + 5
    assert mean(lives[1], "people") > mean(lives[0], "people")


def test_little_trust_is_counted() -> None:
    life = crowd("response.trust.people=0.3", "response.trust.spread=0.3")
    people = life.world.scenario.citizens
    little = int(life.days[-1].day_counts["low_trust_people"]) / people
    codes = life.world.trust["people"]
    assert little == np.count_nonzero((codes > 0) & ((codes - 1.0) / 254 < 0.25)) / people
    assert 0.2 < little < 0.6


def test_whether_people_keep_trust_is_settled_at_the_start() -> None:
    with pytest.raises(InputError, match=r"response\.trust\.enabled"):
        scenario.load("trust-rongcheng", ["later=[{day=5, change={response={trust={enabled=false}}}}]"])
