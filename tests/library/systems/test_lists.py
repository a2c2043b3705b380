"""The court's list and the bans for misconduct: what makes each itself."""

from __future__ import annotations

import pytest

from glasshouse import scenario
from glasshouse.engine.run import simulate
from glasshouse.testing.simulated import simulated

GRAVE = ("systems.misconduct-ban.chance=1", "systems.misconduct-ban-rail.chance=1")


def test_attempts_that_the_court_list_stops_are_more_than_the_people_it_stops() -> None:
    run = simulate(scenario.load("court-list", citizens=20_000, days=120))
    attempts = run.observables["denied_attempts_per_1000_years"].value * 20 * 120 / 365
    people = run.observables["people_denied_share"].value * 20_000
    travellers = run.observables["people_denied_travel_share"].value * 20_000
    assert attempts > 1.2 * people
    assert people >= travellers > 0


def test_a_debtor_who_pays_comes_off_early() -> None:
    life = simulated(scenario.load("court-list", citizens=20_000, days=60))
    assert sum(int(day.system_counts["repaired"][0]) for day in life.days) > 0


def test_bans_for_misconduct_are_short_and_end_by_themselves() -> None:
    terms = {name: round(system.term.value) for name, system in scenario.load("misconduct-ban").systems.items()}
    assert (terms["misconduct-ban"], terms["misconduct-ban-rail"]) == (365, 180)
    life = simulated(scenario.load("misconduct-ban", GRAVE, citizens=3_000, days=240))
    names = life.world.encoded.system_names
    expired = {name: sum(int(day.system_counts["expired"][names.index(name)]) for day in life.days) for name in terms}
    assert expired["misconduct-ban-rail"] > 0
    assert expired["misconduct-ban"] == 0, "a year has not passed"


def test_a_wider_offence_bans_more_people_for_what_is_lawful() -> None:
    shares = []
    for width in (0, 1 / 3, 1):
        settings = (
            *GRAVE,
            f"systems.misconduct-ban.vague.width={width}",
            "channels.police.sensitivity.expose-wrong=0.2",
        )
        run = simulate(scenario.load("misconduct-ban", settings, citizens=4_000, days=90))
        shares.append(run.observables["lawful_share_of_listings_misconduct-ban"].value)
    assert shares[0] == shares[1] == 0, "rumours are a civil wrong"
    assert shares[2] == pytest.approx(0.2, abs=0.2)
    assert shares[2] > 0
