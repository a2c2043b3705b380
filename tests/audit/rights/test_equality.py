"""Equality at equal conduct: a town blind to groups, one whose wardens blame the minority five times as often."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.figures.groups import Crossing
from glasshouse.audit.figures.ratios import benjamini_hochberg
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.crossings import CROSSINGS, NOBODY, cell_of, title_of
from glasshouse.audit.rights.equality import Gaps, discovered, equality, left_open, only_met
from glasshouse.audit.rights.flips import FEW, _few, _flip, _flip_attribute
from glasshouse.audit.rights.groups import FEWEST_MET, groups_of
from glasshouse.audit.rights.proxies import correlation
from glasshouse.audit.rights.strata import CUTS, STRATA, strata, unlisted
from glasshouse.audit.undefined import Reason
from glasshouse.report.charts.equality import ratios_by_group
from glasshouse.schema.codes import MAN, MIGRANT, MINORITY
from glasshouse.schema.limits import LANES
from glasshouse.schema.state import ATTRIBUTES_HELD, SOCIETY

Town = Callable[..., Case]


@pytest.fixture(scope="module")
def blind(town: Town) -> Found:
    return equality(town(1))


@pytest.fixture(scope="module")
def blaming_case(town: Town) -> Case:
    return town(5)


@pytest.fixture(scope="module")
def blaming(blaming_case: Case) -> Found:
    return equality(blaming_case)


def answers(found: Found) -> dict[str, str]:
    return {each.id: each.answer for each in found.criteria}


def rows(found: Found, table: str) -> list[dict[str, Any]]:
    each = next(each for each in found.tables if each.id == table)
    return [dict(zip((column.name for column in each.columns), row, strict=True)) for row in each.rows]


def group(found: Found, table: str, name: str) -> dict[str, Any]:
    return next(row for row in rows(found, table) if row["group"] == name)


def test_where_no_group_matters_none_is_told_from_the_others(blind: Found) -> None:
    found = answers(blind)
    assert found["equality"] in ("not indicated", "cannot be told")
    assert found["counterfactual"] == "not indicated"
    assert found["proxies"] in ("not indicated", "cannot be told")


def test_where_no_rule_and_no_channel_asks_for_a_group_it_costs_nobody_a_day(blind: Found) -> None:
    flips = [row for row in rows(blind, "flips") if row["group"] == "of the minority"]
    assert [row["person_days"] for row in flips] == [0, 0]
    assert all(row["same_conduct"] for row in flips)


def test_where_the_minority_is_seen_and_blamed_five_times_as_often_all_three_say_so(blaming: Found) -> None:
    found = answers(blaming)
    assert [found[name] for name in ("equality", "counterfactual", "proxies")] == ["indicated"] * 3
    assert "minority" in next(each.sentence for each in blaming.criteria if each.id == "equality")
    assert group(blaming, "equality", "minority")["low"] > 1.25
    assert group(blaming, "equality", "minority")["q"] < 0.05
    assert group(blaming, "error_rates", "minority")["low"] > group(blaming, "error_rates", "majority")["false_days"]


def test_the_two_sides_of_a_group_mirror_each_other(blaming: Found) -> None:
    one, other = (group(blaming, "equality", name)["at_same_conduct"] for name in ("minority", "majority"))
    assert one * other == pytest.approx(1)


def test_cells_add_up_to_all_people_and_all_days(blaming_case: Case, blaming: Found) -> None:
    cells, whole = rows(blaming, "cells"), blaming_case.whole
    assert sum(row["people"] for row in cells) == 5_120
    assert sum(row["sanctioned_days"] for row in cells) == whole.harm
    assert sum(row["ever"] for row in cells) == np.count_nonzero(whole.days_under)
    assert 0 < sum(row["wronged_days"] for row in cells) <= whole.harm
    assert all(row["wronged_days"] <= row["sanctioned_days"] for row in cells)
    assert {row["conduct"] for row in cells} <= set(STRATA)


def test_groups_of_an_attribute_and_crossings_add_up_to_everybody(blaming_case: Case, blaming: Found) -> None:
    by_attribute: dict[str, int] = {}
    for row in rows(blaming, "equality"):
        by_attribute[row["attribute"]] = by_attribute.get(row["attribute"], 0) + row["people"]
    assert set(by_attribute.values()) == {5_120}
    crossed = rows(blaming, "crossings")
    assert sum(row["people"] for row in crossed) == 5_120
    assert sum(row["days"] for row in crossed) == blaming_case.whole.harm
    assert all(row["ratio"] is None and row["why"] for row in crossed if row["people"] < 100)


def test_the_number_of_tests_is_told(blaming: Found) -> None:
    tested = sum(row["q"] is not None for name in ("equality", "crossings") for row in rows(blaming, name))
    assert blaming.section.sentences[0].startswith(f"{tested} groups and crossings were tested together")


def test_the_picture_shows_each_group_that_has_an_interval(blaming: Found) -> None:
    document = {each.id: each.model_dump(mode="json") for each in blaming.tables}
    figure = ratios_by_group(document)
    assert figure is not None
    shown = {row[0] for row in figure.table.rows}
    assert shown == {row["group"] for row in rows(blaming, "equality") if row["low"] is not None}
    document["equality"]["rows"] = []
    assert ratios_by_group(document) is None


def test_a_group_that_alone_is_met_has_no_ratio_and_is_found_all_the_same() -> None:
    alone, more = undefined(Reason.NONE_TO_COMPARE), Estimate(value=2.0, low=1.5, high=3.0)
    tests = (("the only ones", alone), ("by chance", alone), ("more often", more), ("as often", more), ("few", alone))
    nothing: Any = None
    met, found = (FEWEST_MET, 50, 50, 50, FEWEST_MET - 1), benjamini_hochberg(np.array([0.001, 0.5, 0.002, 0.7, 0.001]))
    gaps = Gaps((), nothing, tests, met, found)
    assert only_met(gaps) == ["the only ones"]
    assert discovered(gaps) == [("more often", more)]


def test_a_wide_crossing_leaves_it_open_whether_people_are_sanctioned_alike() -> None:
    def ratio(observed: float, found: Estimate) -> tuple[Estimate, Crossing]:
        more: Any = {"people": 200.0, "observed": observed, "expected": 1.0, "left_out": 0.0, "p": 0.5}
        return found, Crossing(**vars(found), **more)

    narrow, wide = Estimate(value=1.0, low=0.9, high=1.1), Estimate(value=0.8, low=0.1, high=3.0)
    assert left_open([ratio(9, narrow)], 1.25) == 0
    assert left_open([ratio(9, narrow), ratio(2, wide), ratio(2, Estimate(value=1.0))], 1.25) == 1
    unbounded = Estimate(value=0.5, no_interval=Reason.UNBOUNDED)
    alone, few = undefined(Reason.NONE_TO_COMPARE), undefined(Reason.TOO_FEW_PEOPLE)
    assert left_open([ratio(2, unbounded), ratio(1, alone), ratio(0, alone), ratio(3, few)], 1.25) == 2


def test_every_crossing_has_a_title_of_its_own() -> None:
    assert len({title_of(k) for k in range(CROSSINGS)}) == CROSSINGS


def test_a_crossing_says_what_the_register_says() -> None:
    society = np.zeros(1, SOCIETY.dtype)
    society["town"], society["age"][0, 0], society["income"][0, 0] = 1, 45, 84
    society["status"][0, 0] = MAN | MINORITY
    assert (
        title_of(int(cell_of(society)[0, 0]))
        == "45 to 59, lowest third of incomes, minority, registered here, men, town"
    )
    society["status"][0, 0] = MIGRANT
    society["town"], society["age"][0, 0], society["income"][0, 0] = 0, 60, 170
    said = "60 and older, highest third of incomes, majority, registered elsewhere, women, countryside"
    assert title_of(int(cell_of(society)[0, 0])) == said


def test_attributes_that_a_scenario_declares_are_groups_too() -> None:
    declared: Any = SimpleNamespace(attributes={"foreign": SimpleNamespace(title="a foreign nationality")})
    cell = np.full((1, LANES), NOBODY, "u1")
    cell[0, :10] = 0
    has = np.zeros((1, LANES), "u1")
    has[0, :20] = 1
    has[0, 3] = 0
    lived: Any = SimpleNamespace(cell=cell, has=has)
    found = {each.title: int(each.members.sum()) for each in groups_of(declared, lived)}
    assert (found["a foreign nationality"], found["not: a foreign nationality"]) == (9, 1)


def test_strata_part_those_who_cost_anything_by_how_much() -> None:
    deserved = np.concatenate([np.zeros(50), np.arange(1, 1001)])[None, :]
    found = strata(deserved, np.ones(deserved.shape, bool))[0]
    sizes = np.bincount(found)
    assert sizes[0] == 50
    assert sizes[1:] == pytest.approx(np.diff([0, *CUTS, 1]) * 1000, abs=1.5)
    assert (np.diff(found[50:]) >= 0).all()
    assert (strata(np.zeros((1, 4)), np.ones((1, 4), bool)) == 0).all()


def test_correlations_are_pearsons() -> None:
    rng = np.random.default_rng(1)
    score, member = rng.integers(1, 900, 500), rng.integers(0, 2, 500)
    sums = [500, score.sum(), (score**2).sum(), member.sum(), (score * member).sum(), 0, 0]
    assert correlation(np.array(sums, "f8"), "registration") == pytest.approx(np.corrcoef(score, member)[0, 1])
    assert np.isnan(correlation(np.array(sums, "f8"), "minority"))


def test_few_people_change_sides_and_back() -> None:
    society = np.zeros(3, SOCIETY.dtype)
    society["people"] = [200, 5, 256]
    state: Any = SimpleNamespace(society=society)
    _flip(MINORITY, "few", state)
    assert ((society["status"] & MINORITY) != 0).sum(1).tolist() == [FEW, 0, FEW]
    assert not society["status"][0, 200:].any()
    assert (_few(np.array([200, 5, 256])).sum(1) == [FEW, 0, FEW]).all()
    _flip(MINORITY, "few", state)
    _flip(MIGRANT, "all", state)
    assert ((society["status"] & MIGRANT) != 0).sum(1).tolist() == [200, 5, 256]
    assert not (society["status"] & MINORITY).any()


def test_people_can_be_given_an_attribute_that_is_declared() -> None:
    society, held = np.zeros(2, SOCIETY.dtype), np.zeros(2, ATTRIBUTES_HELD.dtype)
    society["people"] = [200, 256]
    held["has"][:, 0] = 2
    state: Any = SimpleNamespace(society=society, attributes=held)
    _flip_attribute(np.uint8(2), "all", state)
    assert ((held["has"] & 2) != 0).sum(1).tolist() == [199, 255]
    assert not society["status"].any()


def test_nobody_stands_on_a_list_before_anything_is_known_of_them() -> None:
    listed = scenario.load("court-list", citizens=2_560, days=30)
    emptied = unlisted(listed)
    assert emptied is not None
    assert listed.systems["court-list"].at_start.value > 0
    assert emptied.systems["court-list"].at_start.value == 0
    assert unlisted(emptied) is None
