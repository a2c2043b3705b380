import re
from pathlib import Path

import pytest

from glasshouse import library, scenario
from glasshouse.documents.quantity import Quantity
from glasshouse.errors import InputError
from glasshouse.scenario import Scenario

SMALL = 'extends = "rongcheng"\ncitizens = 1000\ndays = 10\n'


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    place = folder / name
    place.write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def rongcheng() -> Scenario:
    return scenario.load("rongcheng")


@pytest.mark.parametrize("name", library.names("scenarios"))
def test_every_scenario_of_the_library_loads(name: str) -> None:
    assert isinstance(scenario.load(name), Scenario)


def test_a_scenario_survives_being_written_and_read(rongcheng: Scenario) -> None:
    assert Scenario.model_validate_json(rongcheng.model_dump_json()) == rongcheng


def test_a_scenario_is_frozen(rongcheng: Scenario) -> None:
    with pytest.raises(ValueError, match="frozen"):
        rongcheng.days = 3


def test_parts_are_in_alphabetical_order_whatever_the_file_says(tmp_path: Path) -> None:
    text = SMALL + 'systems = ["rongcheng", "court-list"]'
    assert list(scenario.load(written(tmp_path, text)).systems) == ["court-list", "rongcheng"]


def test_arguments_go_before_settings_and_files() -> None:
    loaded = scenario.load("rongcheng", ["citizens=5"], citizens=7, days=8, seed=9, panel=[6, 0])
    assert (loaded.citizens, loaded.days, loaded.seed, loaded.panel) == (7, 8, 9, (6, 0))


def test_a_plain_number_has_no_source_left(rongcheng: Scenario) -> None:
    changed = scenario.load("rongcheng", ["systems.rongcheng.rules.miss-bill.points=-30"])
    before = rongcheng.systems["rongcheng"].rules["miss-bill"].points
    after = changed.systems["rongcheng"].rules["miss-bill"].points
    assert before.fact == "rongcheng_rule_points_public.late_utility_fees"
    assert (after.value, after.unit, after.fact or after.assumption) == (-30.0, "points", None)


def test_a_value_set_on_its_own_does_not_keep_the_source_either() -> None:
    changed = scenario.load("rongcheng", ["systems.rongcheng.rules.miss-bill.points.value=-30"])
    points = changed.systems["rongcheng"].rules["miss-bill"].points
    assert (points.fact or points.assumption) is None


def test_a_range_set_on_its_own_keeps_the_value() -> None:
    changed = scenario.load("rongcheng", ["channels.court.loss_to_evasion.range=[0, 0.5]"])
    evaded = changed.channels["court"].loss_to_evasion
    assert (evaded.value, evaded.range) == (0, (0, 0.5))


def test_a_change_keeps_everything_else(tmp_path: Path, rongcheng: Scenario) -> None:
    text = 'extends = "rongcheng"\n[change.systems.rongcheng.rules.jaywalk]\npoints = -10\n'
    changed = scenario.load(written(tmp_path, text))
    ours = dict(scenario.quantities(rongcheng))
    theirs = dict(scenario.quantities(changed))
    assert ours.keys() == theirs.keys()
    assert [key for key in ours if ours[key] != theirs[key]] == ["systems.rongcheng.rules.jaywalk.points"]


def test_response_and_consequences_can_be_written_directly(tmp_path: Path) -> None:
    text = SMALL + "[response]\nconformity = 0\n[consequences]\nenabled = false\n"
    loaded = scenario.load(written(tmp_path, text))
    assert loaded.response.conformity.value == 0
    assert not loaded.consequences.enabled


def test_a_setting_may_be_a_bare_word_or_any_toml_value() -> None:
    loaded = scenario.load(
        "rongcheng",
        ["title=Our town", "society=hangzhou", 'systems=["court-list"]', "response.enabled=false"],
    )
    assert loaded.title == "Our town"
    assert loaded.society.title.startswith("Hangzhou")
    assert list(loaded.systems) == ["court-list"]
    assert not loaded.response.enabled


def test_a_dotted_name_can_be_quoted(tmp_path: Path) -> None:
    text = SMALL + '[new.systems."my.list"]\nextends = "court-list"\n'
    loaded = scenario.load(written(tmp_path, text), ['systems."my.list".chance=0.5'])
    assert loaded.systems["my.list"].chance.value == 0.5


def test_a_new_system_can_be_written_into_the_scenario(tmp_path: Path) -> None:
    text = SMALL + '[new.systems.short-list]\nextends = "court-list"\nterm = 90\n'
    loaded = scenario.load(written(tmp_path, text))
    assert list(loaded.systems) == ["court-list", "rongcheng", "short-list"]
    assert loaded.systems["short-list"].term.value == 90


def test_a_users_own_system_lies_beside_the_scenario(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "rongcheng"\ntitle = "Ours"\nhigh = 1300\n', "ours.toml")
    loaded = scenario.load(written(tmp_path, SMALL + 'systems = ["ours.toml"]'))
    assert loaded.systems["ours"].high.value == 1300


def test_a_society_can_be_varied_in_place(tmp_path: Path) -> None:
    text = SMALL + '[society]\nextends = "rongcheng"\ngrievance_mean = 0.5\n'
    loaded = scenario.load(written(tmp_path, text))
    assert loaded.society.grievance_mean.value == 0.5
    assert loaded.society.places != "regions"


def test_what_is_removed_is_gone(tmp_path: Path) -> None:
    text = SMALL + 'remove = ["systems.rongcheng.rules.litter"]'
    assert "litter" not in scenario.load(written(tmp_path, text)).systems["rongcheng"].rules


def test_a_scenario_can_extend_a_file_that_extends_the_library(tmp_path: Path) -> None:
    written(tmp_path, SMALL + "[change.response]\nconformity = 0\n", "first.toml")
    loaded = scenario.load(written(tmp_path, 'extends = "first.toml"\ndays = 20\n'))
    assert (loaded.citizens, loaded.days, loaded.response.conformity.value) == (1000, 20, 0)


def test_the_ladder_of_the_library_differs_only_by_its_rung() -> None:
    nothing, sensing, scoring = (scenario.load(name) for name in ("nothing", "sensing", "scoring"))
    assert not nothing.channels
    assert sensing.channels
    assert not sensing.systems
    assert scoring.systems
    assert not scoring.consequences.enabled
    assert nothing.society == sensing.society == scoring.society
    assert nothing.conduct == sensing.conduct == scoring.conduct


def test_a_circle_of_files_is_reported(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "b.toml"\n', "a.toml")
    written(tmp_path, 'extends = "a.toml"\n', "b.toml")
    with pytest.raises(InputError, match=re.escape("expected no circle, found a.toml → b.toml → a.toml")):
        scenario.load(tmp_path / "a.toml")


def test_an_unknown_scenario_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'rongcheng'"):
        scenario.load("rongcheg")


def test_a_problem_names_the_file_and_the_key_where_it_was_written(tmp_path: Path) -> None:
    text = (
        SMALL
        + """
        systems = ["rongcheng", "court-lst"]
        [response]
        conformty = 0
        [new.systems.mine]
        extends = "court-list"
        reads = ["cort"]
        [change.systems.rongcheng.rules.jaywalk]
        points = "many"
        [change.channels.camra]
        delay = 3
        """
    )
    place = written(tmp_path, text)
    with pytest.raises(InputError) as caught:
        scenario.load(place, ["days=0"])
    found = {problem.key: problem for problem in caught.value.problems}
    assert found["systems.1"].nearest == "court-list"
    assert found["response.conformty"].nearest == "conformity"
    assert found["new.systems.mine.reads.0"].nearest == "court"
    assert found["change.channels.camra"].nearest == "camera"
    assert "number" in found["change.systems.rongcheng.rules.jaywalk.points"].expected
    assert {problem.file for key, problem in found.items() if key != "days"} == {str(place)}
    assert found["days"].file is None


def test_a_problem_in_a_users_system_names_that_file(tmp_path: Path) -> None:
    own = written(tmp_path, 'extends = "rongcheng"\nhigh = "top"\n', "ours.toml")
    with pytest.raises(InputError) as caught:
        scenario.load(written(tmp_path, SMALL + 'systems = ["ours.toml"]'))
    assert [(problem.file, problem.key) for problem in caught.value.problems] == [(str(own), "high")]


def test_a_file_of_the_wrong_shape_is_reported_once_for_each_key(tmp_path: Path) -> None:
    text = 'title = 3\ncitizens = "many"\ndays = 10\nsociety = "rongcheng"\nconduct = "*"\ncolour = 1\n'
    with pytest.raises(InputError) as caught:
        scenario.load(written(tmp_path, text))
    keys = [problem.key for problem in caught.value.problems]
    assert sorted(keys) == ["citizens", "colour", "conduct", "title"]


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    place = written(tmp_path, 'title = "Bare"\n')
    with pytest.raises(InputError) as caught:
        scenario.load(place)
    found = {(problem.file, problem.key) for problem in caught.value.problems}
    assert found == {(str(place), key) for key in ("citizens", "days", "society", "conduct")}


@pytest.mark.parametrize("setting", ["", "citizens", "=3", "days=[1", "response.conformity=?"])
def test_a_setting_that_is_none_is_an_error(setting: str) -> None:
    with pytest.raises(InputError):
        scenario.load("rongcheng", [setting])


def test_quantities_are_found_wherever_they_are(rongcheng: Scenario) -> None:
    found = dict(scenario.quantities(rongcheng))
    assert isinstance(found["response.conformity"], Quantity)
    assert found["systems.rongcheng.bands.D.start"].value == 0
    assert found["society.places.Shandong.town"].assumption
    assert found["channels.camera.false_records_by_group.minority"].fact == "nist_8280.fp_ratio_min"
