"""Tables of regions: aggregates only, units known, gaps filled in the open, every problem at once."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from glasshouse import library, scenario
from glasshouse.errors import InputError
from glasshouse.scenario.beginnings import new
from glasshouse.society.configuration import Society
from glasshouse.society.regions import Regions

COUNTRIES = {"china": 31, "china-1978": 29, "germany": 16, "netherlands": 12, "united-states": 51}


def society(name: str) -> Society:
    """A society of the library, as a scenario reads it."""
    return scenario.load("nothing", [f'society="{name}"']).society


def table(name: str) -> Regions:
    """Its table of regions."""
    found = society(name).regions
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "regions"), COUNTRIES.items())
def test_each_country_has_its_regions_with_names_and_tiles_of_their_own(name: str, regions: int) -> None:
    found = table(name).regions
    assert len(found) == regions
    for each in ({r.code for r in found}, {r.name for r in found}, {r.abbr for r in found}, {r.tile for r in found}):
        assert len(each) == regions
    assert all(region.tile for region in found)


@pytest.mark.parametrize("name", COUNTRIES)
def test_every_column_has_a_meaning_and_a_source_and_every_gap_is_told(name: str) -> None:
    found = table(name)
    assert found.missing
    for column, note in found.columns.items():
        assert note.meaning, column
        assert found.source_of(column), column


@pytest.mark.parametrize(
    ("name", "column", "total"),
    [("china", "population", 1_409_778_724), ("germany", "adults", 69_373_865), ("united-states", "adults", 253_815_197),
     ("netherlands", "households", 8_043_443)],
)  # fmt: skip
def test_they_add_up_to_the_published_total(name: str, column: str, total: int) -> None:
    assert sum(region.figures[column] for region in table(name).regions) == pytest.approx(total, rel=1e-4)


def test_only_xinjiang_lacks_figures_and_says_which_are_assumed() -> None:
    assumed = {region.name: region.assumed for region in table("china").regions if region.assumed}
    assert {name: set(columns) for name, columns in assumed.items()} == {
        "Xinjiang": {"household_size", "men_per_100_women"}
    }


def test_a_missing_figure_is_the_mean_of_the_others_weighted_by_population() -> None:
    *others, xinjiang = table("china").regions
    people = sum(region.figures["population"] for region in others)
    size = sum(region.figures["household_size"] * region.figures["population"] for region in others) / people
    assert xinjiang.figures["household_size"] == pytest.approx(size)


def test_the_file_itself_keeps_the_gap() -> None:
    folder = library.folder("societies", "china")
    assert folder is not None
    assert "650000,Xinjiang,XJ,1,1,25852345,0.5653,,,22.79,11.21" in (folder / "regions.csv").read_text("utf-8")


def test_a_region_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        table("china").regions[0].name = "x"  # type: ignore[misc]


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """A folder to begin with."""
    return new("country", tmp_path / "my-country")


def problems(folder: Path) -> dict[str, str]:
    """What is wrong with a country, by key."""
    with pytest.raises(InputError) as caught:
        scenario.load("nothing", [f'society="{folder}/society.toml"'])
    return {problem.key: str(problem) for problem in caught.value.problems}


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_every_cell_that_is_no_number_is_told_at_once_with_its_row(country: Path) -> None:
    _replace(country / "regions.csv", "North,NO,0,0,1200000", "North,NO,0,0,many")
    _replace(country / "regions.csv", "0.35,96,0.41", "0.35,96,half")
    assert set(problems(country)) == {"North.population", "South.urban_share"}


def test_every_figure_out_of_its_range_and_every_sum_that_is_off_is_told_at_once(country: Path) -> None:
    _replace(country / "regions.csv", "0.31,97,0.62", "0.31,97,1.62")
    _replace(country / "regions.csv", "900000,730000", "900000,930000")
    _replace(country / "regions.csv", "0.45,0.31,0.11,0.13", "0.45,0.31,0.11,0.53")
    found = problems(country)
    assert {key.removeprefix("regions.") for key in found} == {
        "North.urban_share", "South.adults", "Middle.households",
    }  # fmt: skip


def test_regions_that_do_not_add_up_are_told(country: Path) -> None:
    _replace(country / "regions.toml", "total = 5_500_000", "total = 6_500_000")
    assert "published 6.5e+06" in problems(country)["regions.population"]


def test_a_column_without_a_source_and_one_that_nobody_knows_are_told(country: Path) -> None:
    _replace(country / "regions.csv", "urban_share,households", "townish,households")
    found = problems(country)
    assert set(found) == {"columns.townish", "urban_share"}


def test_a_row_with_a_cell_too_few_is_told(country: Path) -> None:
    _replace(country / "regions.csv", "2,Middle,MI,0,1,", "2,Middle,MI,1,")
    assert "Middle" in problems(country)


def test_a_name_twice_and_two_regions_on_one_tile_are_told(country: Path) -> None:
    _replace(country / "regions.csv", "3,South,SO,0,2", "3,North,SO,0,0")
    found = problems(country)
    assert any("region" in key for key in found)
    assert any("tile" in key for key in found)


def test_what_no_column_says_the_country_must_say(country: Path) -> None:
    for file, old in (("regions.csv", "urban_share"), ("regions.toml", "urban_share")):
        _replace(country / file, old, "employed")
    assert "society.national_town" in problems(country)


def test_a_place_in_no_region_is_told_with_the_nearest() -> None:
    place = '{region="Bavarya", weight=1, town=1, men_per_100_women=100, share_60_plus=0.3, household_size=2, '
    place += "minority=0, migrant=0}"
    with pytest.raises(InputError) as caught:
        scenario.load("nothing", ['society="germany"', f"society.places=[{place}]"])
    assert "Bavaria" in str(caught.value)


def test_a_country_of_ones_own_fits_as_it_begins(country: Path) -> None:
    found = scenario.load("nothing", [f'society="{country}/society.toml"']).society
    assert found.regions is not None
    assert found.regions.names == ("North", "Middle", "South")
    assert found.country == "My country"


def test_a_folder_is_found_by_its_bare_name_unless_the_library_has_it(
    country: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(country.parent)
    assert scenario.load("nothing", ["society=my-country"]).society.country == "My country"
    country.rename(country.with_name("germany"))
    assert scenario.load("nothing", ["society=germany"]).society.country == "Germany"


def test_a_table_takes_the_place_of_the_one_that_a_society_extends(tmp_path: Path) -> None:
    folder = new("country", tmp_path / "mine")
    _replace(folder / "society.toml", 'extends = "west"', 'extends = "germany"')
    found = scenario.load("nothing", [f'society="{folder}/society.toml"']).society
    assert found.regions is not None
    assert len(found.regions.names) == 3


def test_one_file_without_the_other_is_told(country: Path) -> None:
    (country / "regions.toml").unlink()
    assert any("only regions.csv" in text for text in problems(country).values())


def test_rates_of_a_society_hold_unless_the_scenario_says_otherwise() -> None:
    library_rate = scenario.load("nothing").conduct["default-judgment"].rate.value
    german = scenario.load("nothing", ['society="germany"']).conduct["default-judgment"].rate
    assert german.value != library_rate
    assert german.fact == "germany_private_insolvencies.2018"
    own = scenario.load("nothing", ['society="germany"', "conduct.default-judgment.rate=1e-6"])
    assert own.conduct["default-judgment"].rate.value == 1e-6


def test_a_rate_of_a_kind_that_a_scenario_does_not_have_is_of_no_effect() -> None:
    assert "volunteer" not in scenario.load("micro", ['society="germany"']).conduct
