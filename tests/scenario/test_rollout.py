"""Systems that come by region: what is wrong with a roll-out is told at once, and what may surprise is noticed."""

from __future__ import annotations

import pytest

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.scenario import changed, digest, notices
from glasshouse.scenario.limits import uses
from glasshouse.scoring.rollout import Rollout

KEY = "systems.court-list.rollout"


def told(rollout: str, *settings: str, name: str = "court-list", system: str = "court-list") -> dict[str, str]:
    """What is wrong with a scenario whose system comes by region, by key."""
    with pytest.raises(InputError) as caught:
        scenario.load(name, [*settings, f"systems.{system}.rollout={rollout}"])
    return {problem.key: str(problem) for problem in caught.value.problems}


def test_a_region_has_the_day_that_names_it_or_the_day_of_all_others() -> None:
    some, all_others = Rollout(days={"Hubei": 9}), Rollout(days={"Hubei": 9}, elsewhere=20)
    assert [some.day_in(region) for region in ("Hubei", "Hunan")] == [9, None]
    assert [all_others.day_in(region) for region in ("Hubei", "Hunan")] == [9, 20]
    assert [some.has_come("Hubei", day) for day in (8, 9, 10)] == [False, True, True]
    assert not some.has_come("Hunan", 36_600)


def test_everything_wrong_with_the_days_is_told_at_once() -> None:
    found = told('{days={Shandon=3, Hubei=-1, "Inner Mongola"=99999}, elsewhere=40000}', "response.conformity=7")
    assert set(found) == {
        "response.conformity",
        f"{KEY}.days.Shandon",
        f"{KEY}.days.Hubei",
        f'{KEY}.days."Inner Mongola"',
        f"{KEY}.elsewhere",
    }
    assert "did you mean 'Shandong'?" in found[f"{KEY}.days.Shandon"]


def test_a_rollout_to_nowhere_is_none() -> None:
    assert "found neither" in told("{}")[KEY]


def test_a_region_of_another_country_is_none_of_the_societys() -> None:
    assert set(told("{days={Bavaria=3}}")) == {f"{KEY}.days.Bavaria"}


def test_who_takes_over_accounts_is_everywhere_at_once() -> None:
    base = scenario.load("eight")
    name, heir = next((name, each.successor) for name, each in base.systems.items() if each.successor)
    found = told("{elsewhere=9}", name="eight", system=str(heir))
    assert "it takes over the accounts of" in found[f"systems.{heir}.rollout"]
    changed(base, [f"systems.{name}.rollout={{elsewhere=9}}"])


def test_what_has_no_effect_is_noticed() -> None:
    base = changed(scenario.load("court-list", citizens=2048, days=100), ["days=100"])
    town = changed(base, [f"{KEY}={{days={{Hubei=200, Hunan=3}}, elsewhere=100}}"])
    said = {notice.key: notice.text for notice in notices(town) if notice.key.startswith(KEY)}
    assert said[f"{KEY}.days"] == "it comes to Hubei after the last day, 99: not in this run"
    assert said[f"{KEY}.elsewhere"].startswith("day 100 comes after the last day")
    assert said[KEY].startswith("no other system reads court")
    left = [notice.text for notice in notices(changed(base, [f"{KEY}={{days={{Hunan=3}}}}"])) if notice.key == KEY]
    assert left[0].startswith("it never comes to 30 of the 31 regions")
    staged = changed(scenario.load("rongcheng"), ["systems.court-list.rollout={elsewhere=9}"])
    assert not [notice for notice in notices(staged) if notice.key.startswith(KEY)]


def test_regions_where_nobody_lives_are_noticed() -> None:
    town = scenario.load("rongcheng", ["systems.rongcheng.rollout={days={Shandong=9, Hubei=5}}"])
    said = [notice.text for notice in notices(town) if notice.key == "systems.rongcheng.rollout.days"]
    assert said == ["nobody of this society lives in Hubei: these days have no effect"]


def test_the_days_belong_to_the_digest_and_to_the_limits() -> None:
    usual, staged = scenario.load("court-list"), scenario.load("court-list-rollout")
    sooner = changed(staged, [f"{KEY}.days.Henan=119"])
    assert len({digest(each) for each in (usual, staged, sooner)}) == 3
    found = {use.limit.what: use.most for use in uses([("usual", usual), ("staged", staged)])}
    assert found["regions to which a system comes on a day of its own"] == 5
