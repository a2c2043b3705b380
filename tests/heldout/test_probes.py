"""What the probes read off a world agrees with what the world's own counts say."""

from __future__ import annotations

import numpy as np
import pytest

import glasshouse as gh
from glasshouse.engine.run import simulate
from glasshouse.heldout.estimators.differences import NEVER
from glasshouse.heldout.probes.bands import Bands
from glasshouse.heldout.probes.hiding import Hiding
from glasshouse.heldout.probes.interrupted import Weeks, _changes, interrupted
from glasshouse.heldout.probes.listing import Listing, last_day_of
from glasshouse.heldout.probes.rollout import Communities, _effects, rollout, starts_of
from glasshouse.heldout.probes.streets import Streets
from glasshouse.heldout.probes.watching import bits_of, by_name, measured, place_of

ROLLOUT = "systems.rongcheng.rollout={days={Shandong=0,Zhejiang=30},elsewhere=45}"


def lived(scenario, observer):
    return simulate(scenario, threads=1, observers=(observer,))


def told(scenario, probe):
    watcher = probe(scenario)
    lived(scenario, watcher)
    return watcher.observables()


def test_offences_by_community_add_up_to_those_of_the_kinds() -> None:
    scenario = gh.load("rongcheng", "society=china", ROLLOUT, citizens=2048, days=60)
    watched = Communities(scenario)
    run = lived(scenario, watched)
    labels = run.labels.kinds
    happened = run.totals.day_counts["happened"]
    wanted = sum(int(happened[k]) for k, kind in enumerate(labels) if not kind.is_attempt and kind.law != "lawful")
    assert watched.counts[0].sum() == wanted > 0
    regions = scenario.society.region_names
    starts = starts_of(scenario, watched.region, 2)
    for place, start in zip(watched.region, starts, strict=True):
        # Elsewhere it comes in the middle of the second period, which is then neither before nor after.
        assert start == {"Shandong": 0, "Zhejiang": 1}.get(regions[place], 1.5)
    assert (starts_of(scenario, watched.region, 1) <= 0).all()


def test_a_planted_effect_on_communities_is_found_and_the_placebo_is_none() -> None:
    starts = np.array([2, 2, 4, 4, NEVER, NEVER])
    counts = np.full((2, 6, 6), 100.0)
    counts[0, :2, 2:] -= 10
    counts[0, 2:4, 4:] -= 10
    found = by_name(_effects(counts, starts))
    assert found["rollout_offences_effect"].value == pytest.approx(-0.1)
    assert found["rollout_offences_placebo"].value == 0
    assert found["rollout_civic_effect"].value == 0
    assert found["rollout_offences_reached"].value == pytest.approx(90)


def test_where_a_rollout_reaches_all_at_once_there_is_nothing_to_compare() -> None:
    scenario = gh.load("court-list-rollout", citizens=512, days=60)
    found = told(scenario, rollout)
    assert all(each.value is not None or each.reason for each in found.values())


def test_searches_by_week_add_up_to_those_of_the_run() -> None:
    scenario = gh.load("awareness", "later=[]", citizens=2048, days=28)
    watched = Weeks(scenario, day=182)
    run = lived(scenario, watched)
    assert watched.counts[0].sum() == run.totals.day_counts["happened"][place_of(scenario, "search-sensitive")] > 0
    assert watched.observables()["interrupted_delicate_level"].reason


def test_weeks_are_counted_from_the_break_both_ways() -> None:
    scenario = gh.load("awareness", citizens=512, days=194)
    (later,) = scenario.later
    watched, twin = interrupted(scenario), interrupted(scenario.model_copy(update={"later": ()}))
    assert (later.day, watched.at, twin.at) == (180, 25, 25)
    # Days 5 to 179 are 25 whole weeks, days 180 to 193 are two.
    assert watched.counts.shape == twin.counts.shape == (2, 27)


def test_a_planted_fall_of_searches_is_found() -> None:
    series = np.array([[100.0] * 10 + [80.0] * 10, [500.0] * 20])
    found = by_name(_changes(series, 10))
    assert found["interrupted_delicate_level"].value == pytest.approx(-0.2)
    assert found["interrupted_delicate_bend"].value == pytest.approx(0, abs=1e-9)
    assert found["interrupted_gap"].value == pytest.approx(-0.2)


def test_the_list_begins_empty_and_is_what_came_less_what_went() -> None:
    settings = (
        "systems.court-list.at_start=0",
        "society.in_default_at_start=0",
        "conduct.default-judgment.rate=2.3e-5",
    )
    scenario = gh.load("court-list", *settings, citizens=2048, days=460)
    watched = Listing(scenario)
    lived(scenario, watched)
    assert watched.stock[0] == 0
    assert watched.stock[-1] == watched.entered.sum() - watched.ended.sum() > 0
    found = watched.observables()
    assert found["listing_ever_2014-12"].value == watched.entered[: last_day_of("2014-12") + 1].sum() / 2048
    assert found["listing_stock_2020-02"].value is None


def test_days_are_counted_from_october_2013() -> None:
    assert last_day_of("2013-10") == 30
    assert last_day_of("2013-12") == 91
    assert last_day_of("2014-12") == 456


def test_bills_are_counted_in_the_band_of_the_evening_before() -> None:
    scenario = gh.load("bureau", citizens=2048, days=40)
    watched = Bands(scenario)
    lived(scenario, watched)
    assert watched.bills.sum() > watched.missed.sum() > 0
    rates = watched.missed / watched.bills
    # Those who are unreliable stand low and miss more.
    assert rates[:2].mean() > rates[-1]
    assert next(iter(watched.observables())) == "missed_in_below 520"


def test_everybody_is_counted_once_in_each_pair_of_groups() -> None:
    scenario = gh.load("golden-shield", citizens=2048, days=30)
    watched = Hiding()
    lived(scenario, watched)
    assert (watched.people.sum(1) == 2048).all()
    assert len(set(watched.hiding.sum(1))) == 1
    assert set(watched.observables()) == {
        "hiding_share",
        *(f"hiding_gap_{g}" for g in ("well_off", "town", "women", "young")),
    }


def test_posts_and_removals_are_those_of_the_days_counts() -> None:
    scenario = gh.load("golden-shield", "conduct.call-to-act.rate=0.0001", citizens=2048, days=30)
    watched = Streets(scenario)
    run = lived(scenario, watched)
    places = [place_of(scenario, kind) for kind in ("call-to-act", "join-gathering")]
    assert watched.posts[0] == run.totals.day_counts["happened"][places].sum() > 0
    assert watched.posts[1] == run.totals.day_counts["removed"][places].sum()
    assert watched.days.sum() == 2048 * 30
    assert set(watched.observables()) == {"streets_country_gap", "calls_removed_share"}


def test_kinds_stand_in_the_order_of_their_numbers_not_in_that_of_the_file() -> None:
    scenario = gh.load("bureau", citizens=512, days=2)
    assert bits_of(scenario, lambda name, _: name == "miss-bill") == np.uint64(1) << np.uint64(
        place_of(scenario, "miss-bill")
    )
    assert place_of(scenario, "miss-bill") != list(scenario.conduct).index("miss-bill")
    assert place_of(scenario, "no-such-kind") is None


def test_what_is_not_finite_is_undefined_and_says_why() -> None:
    found = measured("x", float("nan"), "share", "x", "nobody is there")
    assert (found.value, found.reason) == (None, "nobody is there")
