import re
from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.scenario import Scenario


@pytest.fixture(scope="module")
def base() -> Scenario:
    return scenario.load("rongcheng", ["response.conformity=0.2"], citizens=500, days=7, seed=3, panel=[4])


def luck(of: Scenario) -> tuple[object, ...]:
    return of.citizens, of.days, of.seed, of.society, of.panel


@pytest.mark.parametrize("name", ["nothing", "sensing", "scoring", "sesame", "court-list", "response.reactance=0"])
def test_twins_share_people_days_and_luck(base: Scenario, name: str) -> None:
    assert luck(scenario.variant(base, name)) == luck(base)


def test_the_rungs_take_away_one_thing_after_another(base: Scenario) -> None:
    nothing, sensing, scoring = (scenario.variant(base, name) for name in ("nothing", "sensing", "scoring"))
    assert (nothing.channels, nothing.systems) == ({}, {})
    assert (sensing.channels, sensing.systems) == (base.channels, {})
    assert (scoring.channels, scoring.systems) == (base.channels, base.systems)
    assert not scoring.consequences.enabled
    assert nothing.response == sensing.response == scoring.response == base.response


def test_of_another_scenario_only_the_rules_are_taken(base: Scenario) -> None:
    other = scenario.variant(base, "sesame")
    assert list(other.systems) == ["court-list", "sesame"]
    assert other.response == scenario.load("sesame").response
    assert other.description.endswith("Kept from Rongcheng: citizens, days, seed, society.")


def test_a_setting_changes_one_thing(base: Scenario) -> None:
    other = scenario.variant(base, "systems.rongcheng.start=900")
    assert other.systems["rongcheng"].start.value == 900
    assert other.title == "Rongcheng, systems.rongcheng.start=900"
    assert scenario.digest(scenario.variant(base, "response.conformity=0.2")) == scenario.digest(base)


def test_a_diff_is_laid_over_the_base(tmp_path: Path, base: Scenario) -> None:
    place = tmp_path / "milder.toml"
    place.write_text('systems = ["rongcheng"]\n[change.response]\nreactance = 0\n', encoding="utf-8")
    other = scenario.variant(base, str(place))
    assert other.response.reactance.value == 0
    assert other.response.conformity.value == 0.2
    assert list(other.systems) == ["rongcheng"]
    assert other.title == "Rongcheng, milder"


def test_a_whole_scenario_in_a_file_is_another_scenario(tmp_path: Path, base: Scenario) -> None:
    place = tmp_path / "other.toml"
    place.write_text('extends = "court-list"\ntitle = "Other"\ncitizens = 9\n', encoding="utf-8")
    other = scenario.variant(base, place)
    assert list(other.systems) == ["court-list"]
    assert luck(other) == luck(base)


def test_a_variant_cannot_change_the_luck(base: Scenario) -> None:
    with pytest.raises(InputError, match=re.escape("seed: expected 3, as in the scenario")):
        scenario.variant(base, "seed=4")


def test_an_unknown_variant_names_the_nearest(base: Scenario) -> None:
    with pytest.raises(InputError, match="did you mean 'sensing'"):
        scenario.variant(base, "sensin")


def test_a_bad_variant_reports_every_problem(base: Scenario, tmp_path: Path) -> None:
    place = tmp_path / "bad.toml"
    text = "[change.response]\nreactnce = 0\n[change.systems.rongchen]\nstart = 1\n"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        scenario.variant(base, place)
    assert {(problem.file, problem.key) for problem in caught.value.problems} == {
        (str(place), "change.response.reactnce"),
        (str(place), "change.systems.rongchen"),
    }


def test_later_changes_of_what_is_not_there_are_left_out_of_the_lower_rungs() -> None:
    base = scenario.load("tencent", citizens=600, days=40)
    assert len(base.later) == 2
    assert scenario.variant(base, "nothing").later == scenario.variant(base, "sensing").later == ()
    assert scenario.variant(base, "scoring").later == base.later
