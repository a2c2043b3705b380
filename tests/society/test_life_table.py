"""Life tables: rates become chances, bad tables are refused whole, shipped societies have theirs and die by it."""

from __future__ import annotations

from math import exp, sqrt
from typing import Any

import numpy as np
import pytest

from glasshouse import library
from glasshouse.errors import InputError
from glasshouse.scenario import Scenario, digest, load
from glasshouse.society.encoding import places_of
from glasshouse.society.life_table import LifeTable
from glasshouse.society.lives import DOUBLING, MORTALITY, Turnover, chances_to_die, encode_lives, share_by_age

WORDS = {
    "title": "Deaths",
    "as_of": "2020",
    "source": "an office",
    "confidence": "verified",
    "quality": "primary",
    "basis": "statistic",
}
COUNTRIES = ("china", "china-1978", "germany", "netherlands", "united-states")


def _table(**changes: Any) -> LifeTable:
    rates = {"ages": (10, 20, 39, 80), "women": (0.001, 0.002, 0.008, 0.1), "men": (0.002, 0.004, 0.016, 0.2)}
    return LifeTable.model_validate(WORDS | rates | changes)


@pytest.fixture(scope="module", params=COUNTRIES)
def country(request: pytest.FixtureRequest) -> Scenario:
    return load("nothing", [f'society="{request.param}"'])


def test_a_rate_stands_at_the_middle_of_its_group_and_becomes_a_chance() -> None:
    women, men = _table().chances([29, 59])
    assert women == pytest.approx([1 - exp(-0.002), 1 - exp(-0.008)])
    assert men == pytest.approx([1 - exp(-0.004), 1 - exp(-0.016)])


def test_between_two_middles_the_logarithm_runs_straight_and_beyond_them_it_stays() -> None:
    rates = -np.log1p(-_table().chances([10, 44, 95])[0])
    assert rates == pytest.approx([0.001, sqrt(0.002 * 0.008), 0.1])


def test_every_problem_of_a_table_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        load(
            "nothing",
            [
                'society="germany"',
                "society.life_table.ages=[20, 40, 30, 70]",
                "society.life_table.women=[0.001, -1, 0.1]",
                "society.life_table.men=[0.1, 0.1, 0.1, 20]",
            ],
        )
    keys = {str(problem.key).removeprefix("society.life_table.") for problem in caught.value.problems}
    assert keys == {"ages.0", "ages.2", "ages.3", "women", "women.1", "men.3"}


def test_each_country_has_a_table_with_a_source_and_men_die_sooner(country: Scenario) -> None:
    table = country.society.life_table
    assert table is not None
    assert (table.confidence, table.licence) == ("verified", "CC BY 3.0 IGO")
    women, men = table.chances(range(18, 96))
    assert (men > women).all()
    assert 0.004 < women[60 - 18] < men[60 - 18] < 0.03
    assert (np.diff(men[12:]) > 0).all(), "from 30 on, every year of age is worse than the one before"


def test_as_many_women_come_as_go_and_as_many_men_at_every_age(country: Scenario) -> None:
    places = places_of(country.society)
    for place, life in zip(
        places, encode_lives(Turnover(enabled=True), places, country.society.life_table), strict=True
    ):
        shares = share_by_age(place["tilt"], place["sixty"])
        for sex in range(2):
            stay = shares * (1 - life["goes"][sex])
            comes = np.diff(life["comes"][sex], prepend=0) * (1 - stay.sum())
            assert np.append(0, stay[:-1]) + comes == pytest.approx(shares, abs=1e-6)
            assert (life["goes"][sex] >= life["dies"][sex]).all()


def test_people_die_by_the_law_where_one_is_asked_for_or_nothing_else_is_known() -> None:
    table, off = load("nothing", ['society="germany"']).society.life_table, Turnover()
    assert load("nothing", ['society="west"']).society.life_table is None
    law = chances_to_die(off, None)
    assert np.array_equal(law[0], law[1])
    assert law[0, 60 - 18] == pytest.approx(MORTALITY.value)
    assert law[0, 67 - 18] == pytest.approx(2 * MORTALITY.value, rel=DOUBLING.value / 1000)
    assert not np.array_equal(chances_to_die(off, table), law)
    more = load("nothing", ["turnover.times=2"]).turnover
    assert np.log1p(-chances_to_die(more, table)) == pytest.approx(2 * np.log1p(-chances_to_die(off, table)))
    asked = load("nothing", ["turnover.mortality=0.05"]).turnover
    assert np.array_equal(chances_to_die(asked, table), chances_to_die(asked, None))


def test_a_life_table_is_part_of_a_scenario_only_where_people_age() -> None:
    plain = load("rongcheng")
    bare = plain.model_copy(update={"society": plain.society.model_copy(update={"life_table": None})})
    assert digest(plain) == digest(bare)
    aged = [each.model_copy(update={"turnover": Turnover(enabled=True)}) for each in (plain, bare)]
    assert digest(aged[0]) != digest(aged[1])


def test_made_up_towns_of_a_country_die_as_its_people_do() -> None:
    tables = {name: load("nothing", [f'society="{name}"']).society.life_table for name in library.names("societies")}
    assert tables["rongcheng"] == tables["china"] != tables["china-1978"]
    assert [name for name, table in tables.items() if table is None] == ["west"]


def test_rates_that_nobody_could_die_by_are_refused_together() -> None:
    with pytest.raises(InputError) as refused:
        load("nothing", ["turnover.times=-1", "turnover.doubling=0"])
    assert [problem.key for problem in refused.value.problems] == ["turnover.times", "turnover.doubling"]
