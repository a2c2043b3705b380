"""A society's people: the census's shares, the stated correlations, any number of citizens."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from glasshouse import facts, scenario
from glasshouse.engine.world import World
from glasshouse.schema.codes import EMPLOYED, FIRST, MAN, MIGRANT, MINORITY
from glasshouse.schema.limits import LANES

N = 1_000_000
"""Citizens of the society that is held against the census."""
SIGMAS = 5.0
"""Standard errors that a share of N people may be off: sqrt(p (1 - p) / n), 0.05 % of all at p = 1/2. The make-up of
communities adds at most one community for the whole, 256 of a million, to the share of town dwellers."""


@pytest.fixture(scope="module")
def china() -> World:
    return World(scenario.load("nothing", citizens=N, days=1, seed=1, panel=()))


@pytest.fixture(scope="module")
def people(china: World) -> dict[str, Any]:
    """Every citizen's attributes, as long rows."""
    row = china.society
    here = np.arange(LANES) < np.asarray(row["people"])[:, None]
    found = {name: np.asarray(row[name])[here].astype(float) for name in
             ("age", "income", "reliability", "conformity", "risk_aversion", "sociability", "online")}  # fmt: skip
    found |= {name: np.repeat(np.asarray(row[name]), row["people"]).astype(float) for name in ("town", "region")}
    status = np.asarray(row["status"])[here]
    bits = {"man": MAN, "migrant": MIGRANT, "minority": MINORITY, "first": FIRST, "employed": EMPLOYED}
    found |= {name: (status & bit) > 0 for name, bit in bits.items()}
    found["in_default"] = np.asarray(china.conduct["situation"])[here] & 1
    found["grievance"] = np.asarray(china.response["grievance"])[here] / 65535
    return found


def _adults(china: World) -> tuple[Any, Any]:
    """Each region's share of residents who are adults, and its share of all adults."""
    regions = facts.provinces()
    adults = np.array([1 - p.age_0_14_share - china.scenario.society.minors.value for p in regions])
    weights = adults * [p.population for p in regions]
    return adults, weights / weights.sum()


def _close(found: Any, expected: float, n: float = N) -> bool:
    return bool(abs(float(found) - expected) <= SIGMAS * math.sqrt(max(expected * (1 - expected), 1e-9) / n))


def test_every_region_has_its_share_of_adults(china: World, people: dict[str, Any]) -> None:
    """No region is off by more than one community of 256."""
    found = np.bincount(people["region"].astype(int), minlength=31) / N
    assert np.abs(found - _adults(china)[1]).max() <= 1.1 * 256 / N  # the last community is not full


def test_the_share_of_town_dwellers_is_the_censuss(china: World, people: dict[str, Any]) -> None:
    regions = facts.provinces()
    expected = np.array([p.urban_share for p in regions])
    found = np.bincount(people["region"].astype(int), people["town"]) / np.bincount(people["region"].astype(int))
    communities = np.bincount(np.asarray(china.society["region"]))
    assert (np.abs(found - expected) <= 1 / communities + 1e-9).all(), "no region is off by more than one community"
    share_of_each = communities / communities.sum()
    assert abs(people["town"].mean() - (expected * share_of_each).sum()) <= 2 * 256 / N


def test_even_a_small_society_has_its_town_dwellers() -> None:
    for seed in (1, 4_000, 9_000):
        row = World(scenario.load("nothing", citizens=20_000, days=1, seed=seed, panel=())).society
        assert abs(float(np.asarray(row["town"]).mean()) - 0.64) < 0.03, seed


@pytest.mark.parametrize("sex", ["man"])
def test_men_are_as_many_as_in_the_census(people: dict[str, Any], sex: str) -> None:
    region = people["region"].astype(int)
    counts = np.bincount(region, minlength=31)
    for k, p in enumerate(facts.provinces()):
        found = people[sex][region == k].mean()
        assert _close(found, p.men_per_100_women / (100 + p.men_per_100_women), counts[k]), p.name


def test_the_old_are_as_many_as_in_the_census(china: World, people: dict[str, Any]) -> None:
    adults, _ = _adults(china)
    region = people["region"].astype(int)
    counts = np.bincount(region, minlength=31)
    old = people["age"] >= 60
    for k, p in enumerate(facts.provinces()):
        assert _close(old[region == k].mean(), p.age_60_plus_share / adults[k], counts[k]), p.name
    assert 18 <= people["age"].min()
    assert people["age"].max() <= 95


def test_households_have_as_many_adults_as_in_the_census(china: World, people: dict[str, Any]) -> None:
    """A household ends where the next begins; each community begins one, so its first lane always does."""
    adults, _ = _adults(china)
    region = people["region"].astype(int)
    counts = np.bincount(region, minlength=31)
    for k, p in enumerate(facts.provinces()):
        chance = 1 / max(1.0, p.household_size * adults[k])
        found = people["first"][region == k].mean()
        assert _close(found, chance + (1 - chance) / LANES, counts[k]), p.name
        assert abs(1 / found / max(1.0, p.household_size * adults[k]) - 1) < 0.05, p.name


def test_shares_that_the_society_states_are_met(china: World, people: dict[str, Any]) -> None:
    society = china.scenario.society
    assert _close(people["minority"].mean(), society.national_minority.value)
    assert _close(people["migrant"].mean(), society.national_migrant.value)
    below = people["age"] < 65
    assert _close(people["employed"][below].mean(), society.employed.value, below.sum())
    assert not people["employed"][~below].any()
    assert abs(people["in_default"].mean() - society.in_default_at_start.value) < SIGMAS * math.sqrt(0.0076 / N) + 1e-4
    assert abs(people["grievance"].mean() - society.grievance_mean.value) < 0.002
    # Ages are completed years, half a year less than the exact age on average.
    assert abs(people["age"][people["age"] < 60].mean() + 0.5 - society.mean_age.value) < 0.1


def test_dispositions_are_ranks(people: dict[str, Any]) -> None:
    """Every tenth of the scale holds about a tenth of the people (the tails of the normal tables are cut at 3.2)."""
    for name in ("income", "reliability", "conformity", "risk_aversion", "sociability", "online"):
        tenths = np.histogram(people[name] / 255, 10, (0, 1))[0] / N
        assert np.abs(tenths - 0.1).max() < 0.006, name


PAIRS = {
    ("town", "income"): "urban_income", ("age", "reliability"): "age_reliability",
    ("income", "reliability"): "income_reliability", ("age", "online"): "age_online",
    ("income", "online"): "income_online", ("conformity", "risk_aversion"): "conformity_risk",
    ("income", "grievance"): "grievance_income",
}  # fmt: skip


def test_stated_correlations_are_met(china: World, people: dict[str, Any]) -> None:
    """Correlations are stated for normal scores; those of ranks are smaller: 6/pi asin(r/2), for town 0.977 r."""
    for (a, b), name in PAIRS.items():
        stated = getattr(china.scenario.society, name).value
        found = float(np.corrcoef(people[a], people[b])[0, 1])
        shown = found / 0.977 if a == "town" else 2 * math.sin(math.pi / 6 * found)
        assert abs(shown - stated) < 0.01, (name, shown)


def test_nothing_else_is_correlated(people: dict[str, Any]) -> None:
    linked = {"income", "reliability", "online", "grievance", "town", "age"}
    names = [*sorted(linked), "conformity", "risk_aversion", "sociability", "man", "minority"]
    for n, a in enumerate(names):
        for b in names[n + 1 :]:
            if not ({a, b} <= linked or {a, b} == {"conformity", "risk_aversion"}):
                assert abs(np.corrcoef(people[a], people[b])[0, 1]) < SIGMAS / math.sqrt(N), (a, b)


def test_a_stronger_correlation_is_met_as_well() -> None:
    world = World(scenario.load("nothing", ["society.conformity_risk=0.8", "society.age_online=-0.7"],
                                citizens=100_000, days=1, panel=()))  # fmt: skip
    rows = {name: np.asarray(world.society[name]).ravel()[:100_000].astype(float)
            for name in ("conformity", "risk_aversion", "age", "online")}  # fmt: skip
    for a, b, stated in (("conformity", "risk_aversion", 0.8), ("age", "online", -0.7)):
        found = 2 * math.sin(math.pi / 6 * float(np.corrcoef(rows[a], rows[b])[0, 1]))
        assert abs(found - stated) < 0.02


@pytest.mark.parametrize("citizens", [1, 2, 255, 256, 257, 511, 513])
def test_any_number_of_citizens_lives(citizens: int) -> None:
    for name in ("rongcheng", "sesame", "court-list"):
        world = World(scenario.load(name, citizens=citizens, days=3, panel=tuple({0, citizens - 1})))
        assert int(np.asarray(world.society["people"]).sum()) == citizens
        for _ in range(3):
            day = world.step()
            assert day.day_counts["people"].sum() == citizens
            assert day.region_counts["people"].sum() == citizens
            assert day.day_counts["happened"].sum() <= citizens * 36


def test_a_million_citizens_live(china: World) -> None:
    day = china.step()
    assert day.day_counts["people"].sum() == N
    assert 0.5 < day.day_counts["happened"].sum() / N < 1.5
