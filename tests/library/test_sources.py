"""No number without a source."""

import math
from functools import cache

import pytest
from tests.shipped import shipped

from glasshouse import facts, library, scenario
from glasshouse.documents.quantity import Quantity
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import FREQUENT, FREQUENT_CEILING

EFFECTS = ("reactance", "self_censorship_reach", "conformity", "reward", "risk_sanction", "risk_exposure")


@cache
def everything() -> list[Scenario]:
    """All scenarios of the library; read by the tests that look at them, not by every process that collects them."""
    return [shipped(name) for name in library.names("scenarios")]


@cache
def numbers() -> dict[str, Quantity]:
    """All numbers of all scenarios."""
    return {key: quantity for each in everything() for key, quantity in scenario.quantities(each)}


@pytest.fixture(scope="module")
def full() -> Scenario:
    return scenario.load("rongcheng")


def test_every_system_channel_and_kind_of_the_library_is_in_some_scenario() -> None:
    for section in ("systems", "channels", "conduct"):
        used = {name for each in everything() for name in getattr(each, section)}
        assert set(library.names(section)) <= used


def test_every_holder_of_the_library_is_in_some_scenario_or_told_as_owned_by_one() -> None:
    used = {name for each in everything() for name in each.holders}
    owned = {name for each in everything() for holder in each.holders.values() for name in holder.stakes}
    assert set(library.names("holders")) <= used | owned
    assert owned <= set(library.names("holders"))


def test_every_number_has_a_source_or_says_that_it_is_assumed() -> None:
    assert [key for key, quantity in numbers().items() if quantity.status == "user"] == []


def test_every_number_has_a_range_or_says_why_it_has_none() -> None:
    assert [key for key, quantity in numbers().items() if not (quantity.is_uncertain or quantity.fixed)] == []


def test_the_lowest_band_begins_where_the_scale_does_and_cannot_lie_elsewhere() -> None:
    lowest = {
        f"{each.title}, {name}": system.bands[0].start
        for each in everything()
        for name, system in each.systems.items()
        if getattr(system, "bands", ())
    }
    assert lowest
    assert [key for key, start in lowest.items() if start.is_uncertain] == []


@pytest.mark.parametrize(
    "key",
    [
        "channels.camera.coverage.town",
        "channels.commerce.coverage.country",
        "channels.crawler.coverage.town",
        "channels.dating.coverage.town",
        "channels.search.coverage.town",
        "channels.social.coverage.town",
        "channels.camera.false_records_by_group.minority",
        "channels.court.retention",
        "conduct.settle-judgment.rate",
        "society.in_default_at_start",
        "society.national_migrant",
        "systems.golden-shield.removal.calls.share",
        "systems.points-app.adoption.innovation",
        "systems.rongcheng.forgetting.days",
        "systems.rongcheng.known",
        "systems.rongcheng.rules.care-for-parents.points",
        "systems.rongcheng.rules.jaywalk.points",
        "systems.rongcheng.rules.litter.points",
        "systems.rongcheng.rules.offend-slightly.points",
        "systems.sesame.members.share",
    ],
)
def test_what_is_carried_over_from_elsewhere_is_no_fact(key: str) -> None:
    assert numbers()[key].status == "derived"
    assert facts.number(numbers()[key].fact or "").source


def test_a_fact_is_in_the_facts_and_its_value_is_theirs_unless_a_note_says_how_it_was_turned() -> None:
    used = {key: quantity for key, quantity in numbers().items() if quantity.status == "fact"}
    assert len(used) > 80
    assert [key for key, quantity in used.items() if quantity.fact is None] == []
    taken = {key: quantity for key, quantity in used.items() if quantity.note is None}
    assert [key for key, each in taken.items() if each.value != facts.number(each.fact or "").value] == []


def test_a_figure_that_is_only_recalled_is_marked() -> None:
    named = {key: quantity for key, quantity in numbers().items() if quantity.fact}
    recalled = {key: each for key, each in named.items() if facts.number(each.fact or "").confidence == "recalled"}
    words = {key: f"{quantity.note or ''} {quantity.derived or ''}" for key, quantity in recalled.items()}
    assert words
    assert [key for key, said in words.items() if "another pilot" not in said and "Recalled" not in said] == []


def test_effects_may_be_none_at_all(full: Scenario) -> None:
    ranges = {name: getattr(full.response, name).range for name in EFFECTS}
    assert all(low == 0 for low, _ in ranges.values())


def test_rates_of_listings_are_those_published(full: Scenario) -> None:
    adults = 1_120e6
    added = facts.number("blacklist_flows_2024.added_million").value * 1e6 / adults / 366
    assert math.isclose(full.conduct["default-judgment"].rate.value, added, rel_tol=0.05)
    owing = facts.number("blacklist_current_stock.2023-12").value * 1e6 / adults
    assert math.isclose(full.society.in_default_at_start.value, owing, rel_tol=0.05)


def test_effort_grievance_and_guard_lean_the_way_they_should(full: Scenario) -> None:
    for name in (
        "search-sensitive",
        "criticise",
        "pass-rumour",
        "petition",
        "take-work-risk",
        "ask-for-help",
    ):
        assert full.conduct[name].leans.states["self_censorship"] <= -1
    for name in ("jaywalk", "drive-badly", "dodge-fare", "litter", "miss-bill", "cheat"):
        assert full.conduct[name].leans.states["effort"] == -0.8
    for name in ("volunteer", "donate", "care-for-parents"):
        assert full.conduct[name].leans.states["effort"] >= 1
    assert not any("evasion" in kind.leans.states for kind in full.conduct.values())


def test_full_guard_silences_people_of_mean_grievance(full: Scenario) -> None:
    mean = full.society.grievance_mean.value
    for name in ("search-sensitive", "criticise", "pass-rumour", "petition"):
        states = full.conduct[name].leans.states
        assert math.isclose(1 + states["grievance"] * mean + states["self_censorship"], 0, abs_tol=1e-9)


def test_slots_fit_into_a_days_draws(full: Scenario) -> None:
    ceilings = {name: kind.ceiling for name, kind in full.conduct.items()}
    rare = [ceiling for ceiling in ceilings.values() if ceiling < FREQUENT_CEILING]
    assert len(ceilings) - len(rare) <= FREQUENT
    assert sum(rare) < 0.9
    for name, kind in full.conduct.items():
        assert ceilings[name] >= 2 * kind.rate.value, name


def test_grave_kinds_are_kept_as_cases(full: Scenario) -> None:
    kept = {name for name, kind in full.conduct.items() if kind.kept}
    assert kept == {"default-judgment", "disturb-travel", "offend-slightly", "cheat", "offend-gravely", "pass-rumour"}


def test_the_reported_weights_of_sesame_differ_in_two_areas() -> None:
    ours, others = (scenario.load(name).systems[name].dimensions for name in ("sesame", "sesame-b"))
    differing = {name for name in ours if ours[name].weight.value != others[name].weight.value}
    assert differing == {"behaviour", "capacity"}
    assert list(ours) == list(others)
