"""A society's people: the shares of its table of regions, the stated correlations, any number of citizens."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.world import World
from glasshouse.measurement.census import take_census
from glasshouse.scenario.beginnings import new
from glasshouse.schema.codes import EMPLOYED, FIRST, MAN, MIGRANT, MINORITY
from glasshouse.schema.limits import LANES
from glasshouse.society.configuration import Society
from glasshouse.society.encoding import places_of
from glasshouse.society.figures import figures_of, mean_household
from glasshouse.society.marginals import adults_by_residents, households_close

N = 1_000_000
"""Citizens of the society that is held against its table."""
SIGMAS = 5.0
"""Standard errors that a share of N people may be off: sqrt(p (1 - p) / n), 0.05 % of all at p = 1/2. The make-up of
communities adds at most one community for the whole, 256 of a million, to the share of town dwellers."""


COUNTRIES = ("china", "china-1978", "germany", "netherlands", "united-states")


def _found(name: str, citizens: int) -> World:
    return World(scenario.load("nothing", [f'society="{name}"'], citizens=citizens, days=1, seed=1, panel=()))


def _people(world: World) -> dict[str, Any]:
    """Every citizen's attributes, as long rows."""
    row = world.society
    here = np.arange(LANES) < np.asarray(row["people"])[:, None]
    found = {name: np.asarray(row[name])[here].astype(float) for name in
             ("age", "income", "reliability", "conformity", "risk_aversion", "sociability", "online")}  # fmt: skip
    found |= {name: np.repeat(np.asarray(row[name]), row["people"]).astype(float) for name in ("town", "region")}
    status = np.asarray(row["status"])[here]
    bits = {"man": MAN, "migrant": MIGRANT, "minority": MINORITY, "first": FIRST, "employed": EMPLOYED}
    found |= {name: (status & bit) > 0 for name, bit in bits.items()}
    found["in_default"] = np.asarray(world.conduct["situation"])[here] & 1
    found["grievance"] = np.asarray(world.response["grievance"])[here] / 65535
    return found


@pytest.fixture(scope="module")
def china() -> World:
    return _found("china", N)


@pytest.fixture(scope="module")
def people(china: World) -> dict[str, Any]:
    return _people(china)


@pytest.fixture(scope="module", params=COUNTRIES)
def country(request: pytest.FixtureRequest) -> tuple[Society, World, dict[str, Any]]:
    """A country's society, its world and its people."""
    world = _found(request.param, N // 4)
    return world.scenario.society, world, _people(world)


def _close(found: Any, expected: float, n: float = N) -> bool:
    return bool(abs(float(found) - expected) <= SIGMAS * math.sqrt(max(expected * (1 - expected), 1e-9) / n))


def test_every_region_has_its_share_of_adults(country: tuple[Society, World, dict[str, Any]]) -> None:
    """No region is off by more than one community of 256."""
    society, _, people = country
    assert society.regions is not None
    adults = [
        region.figures["adults"]
        if "adults" in region.figures
        else region.figures["population"] * (1 - region.figures["percent_age_0_14"] / 100 - society.minors.value)
        for region in society.regions.regions
    ]
    found = np.bincount(people["region"].astype(int), minlength=len(adults)) / len(people["region"])
    assert np.abs(found - np.array(adults) / sum(adults)).max() <= 1.1 * 256 / len(people["region"])


def test_every_region_has_the_marginals_of_its_table(country: tuple[Society, World, dict[str, Any]]) -> None:
    """Each share in each region is the table's, as far as so many people can tell."""
    society, world, people = country
    region = people["region"].astype(int)
    counts = np.bincount(region, minlength=len(society.region_names))
    below = people["age"] < 65
    for k, place in enumerate(places_of(society)):
        here = region == k
        if counts[k] < 200:
            continue
        for name, key in (("man", "men"), ("minority", "minority"), ("migrant", "migrant")):
            assert _close(people[name][here].mean(), place[key], counts[k]), (place["region"], name)
        assert _close((people["age"][here] >= 60).mean(), place["sixty"], counts[k]), place["region"]
        assert _close(people["employed"][here & below].mean(), place["employed"], (here & below).sum()), place["region"]
        communities = int((np.asarray(world.society["region"]) == k).sum())
        assert abs(people["town"][here].mean() - place["town"]) <= 1.01 / communities, place["region"]


def test_the_whole_country_meets_its_published_figures(country: tuple[Society, World, dict[str, Any]]) -> None:
    society, world, _ = country
    census = take_census(world.society)
    for figure in figures_of(society):
        low, high = figure["tolerance"]
        assert low <= census[figure["census"]] / figure["published"] <= high, figure["name"]


def test_households_are_as_large_as_in_the_table(country: tuple[Society, World, dict[str, Any]]) -> None:
    """A household ends where the next begins; each community begins one, so its first lane always does."""
    society, _, people = country
    region = people["region"].astype(int)
    counts = np.bincount(region, minlength=len(society.region_names))
    for k, place in enumerate(places_of(society)):
        if counts[k] < 2000:
            continue
        mean = mean_household(place["household"])
        found = people["first"][region == k].mean()
        assert abs(found - 1 / mean) <= 2 * SIGMAS * math.sqrt(1 / mean / counts[k]) + 1 / LANES, place["region"]


def test_incomes_differ_by_region_and_stay_even_over_the_country() -> None:
    """Richer regions have more of the rich, by their published incomes; over the whole country ranks are even."""
    world = _found("germany", 200_000)
    people, society = _people(world), world.scenario.society
    assert society.regions is not None
    region = people["region"].astype(int)
    ranks = np.bincount(region, people["income"]) / np.bincount(region)
    levels = np.array([each.figures["income"] for each in society.regions.regions])
    assert np.corrcoef(ranks, levels)[0, 1] > 0.98
    tenths = np.histogram(people["income"] / 255, 10, (0, 1))[0] / len(region)
    assert np.abs(tenths - 0.1).max() < 0.01


def test_even_a_small_society_has_its_town_dwellers() -> None:
    for seed in (1, 4_000, 9_000):
        row = World(scenario.load("nothing", citizens=20_000, days=1, seed=seed, panel=())).society
        assert abs(float(np.asarray(row["town"]).mean()) - 0.64) < 0.03, seed


def test_shares_that_the_society_states_are_met(china: World, people: dict[str, Any]) -> None:
    society = china.scenario.society
    assert 18 <= people["age"].min()
    assert people["age"].max() <= 95
    assert not people["employed"][people["age"] >= 65].any()
    assert abs(people["in_default"].mean() - society.in_default_at_start.value) < SIGMAS * math.sqrt(0.0076 / N) + 1e-4
    assert abs(people["grievance"].mean() - society.grievance_mean.value) < 0.002
    # Ages are completed years, half a year less than the exact age on average.
    assert abs(people["age"][people["age"] < 60].mean() + 0.5 - society.mean_age.value) < 0.1


def test_households_by_size_come_out_as_the_table_says() -> None:
    """Three quarters of the smallest households are of one adult, and the mean is the one that was asked for."""
    shares = [0.4, 0.35, 0.12, 0.09, 0.04]
    closes = households_close(1.7, shares)
    assert mean_household(closes) == pytest.approx(1.7, rel=0.01)
    by_adults = adults_by_residents(1.7, shares)
    assert sum(by_adults) == pytest.approx(1)
    assert by_adults[0] > shares[0], "parents who live alone with children are households of one adult"
    assert closes[0] == pytest.approx(by_adults[0])


def test_adding_a_region_to_one_country_changes_no_bit_of_another(tmp_path: Path) -> None:
    before = _found("germany", 3_000)
    folder = new("country", tmp_path / "other")
    table = folder / "regions.csv"
    with table.open("a", encoding="utf-8") as file:
        file.write("4,Far East,FE,1,1,10000,9000,0.3,97,0.5,5000,0.38,0.33,0.13,0.16,21000\n")
    _found(f"{folder}/society.toml", 3_000)
    after = _found("germany", 3_000)
    for name in ("region", "town", "age", "status", "income", "near"):
        assert np.array_equal(before.society[name], after.society[name]), name


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
