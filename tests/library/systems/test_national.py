"""What makes the national account itself: one listing, many contexts; joint punishment and joint reward."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.testing.simulated import SimulatedWorld, simulated

ERRORS = ["channels.tax.false_records.cheat=0.0002", "channels.tax.delay=1", "systems.tax-list.chance=1",
          "systems.tax-list.redress.notice=2", "systems.sesame.active=false", "systems.rongcheng.active=false",
          "systems.court-list.active=false"]  # fmt: skip


def _life(*settings: str, days: int = 40, **kept: object) -> SimulatedWorld:
    return simulated(scenario.load("national", [*settings], citizens=2_000, days=days), **kept)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def life() -> SimulatedWorld:
    often = ("systems.rongcheng.publish_every=1", "systems.rongcheng.publish_on=0", "systems.sesame.active=false",
             "systems.rongcheng.rules.volunteer.points=60")  # fmt: skip
    return _life("society.in_default_at_start=0.1", *often, watch=tuple(range(2_000)))


def test_one_listing_bites_in_many_contexts() -> None:
    national = scenario.load("national").systems["national"]
    black = national.bands[0].measures  # type: ignore[attr-defined]
    assert len({national.measures[name].context for name in black}) >= 7
    assert "what-if" in national.title
    assert "never came about" in scenario.load("national").title


def test_whoever_is_on_the_courts_list_is_barred_in_the_national_account_the_day_after(life: SimulatedWorld) -> None:
    names, parameters = life.world.encoded.names.systems, life.world.encoded.systems
    codes = np.stack([day.panel["published"] for day in life.days])
    listed = codes[:-1, :, names["court-list"]] == 2
    line = int(parameters[names["national"]]["band_code"][2])
    watched = codes[1:, :, names["national"]] < line
    assert listed.sum() > 1_000
    assert watched[listed].all()
    assert not watched[~listed].all()


def test_good_grades_are_rewarded_elsewhere_too(life: SimulatedWorld) -> None:
    names, parameters = life.world.encoded.names.systems, life.world.encoded.systems
    codes = life.days[-1].panel["published"][:, names["national"]]
    red = int(parameters[names["national"]]["band_code"][3])
    high = int(parameters[names["rongcheng"]]["band_code"][5])
    assert (codes >= red).any()
    before = life.days[-2].panel["published"]
    clean = (before[:, names["rongcheng"]] >= high) & (before[:, names["court-list"]] == 1)
    assert (codes[clean] >= red).all()


def test_a_false_listing_without_measures_of_its_own_wrongs_people_through_the_joint_account() -> None:
    """The tax list alone denies nothing; what wrongs people is who reads it."""
    joined, alone = _life(*ERRORS), _life(*ERRORS, "systems.national.active=false")
    assert joined.day_counts["wrongly_sanctioned"].sum() > 20
    assert alone.day_counts["wrongly_sanctioned"].sum() == 0


def test_where_people_do_not_react_they_do_as_without_any_system() -> None:
    off = "response.enabled=false"
    base = scenario.load("national", [off], citizens=1_000, days=20)
    assert simulated(base).digests["conduct"] == simulated(scenario.variant(base, "nothing")).digests["conduct"]
    moved = scenario.load("national", citizens=1_000, days=20)
    assert simulated(moved).digests["conduct"] != simulated(scenario.variant(moved, "nothing")).digests["conduct"]
