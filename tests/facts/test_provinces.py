"""The census table: aggregates only, units known, gaps filled in the open."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from glasshouse import facts
from glasshouse.errors import InputError
from glasshouse.facts.provinces import load_provinces, table_note


def test_there_are_31_provinces_in_the_order_of_their_codes() -> None:
    codes = [province.code for province in facts.provinces()]
    assert len(codes) == 31
    assert codes == sorted(codes)
    assert (codes[0], codes[-1]) == ("110000", "650000")


def test_their_population_adds_up_to_the_published_total() -> None:
    assert sum(province.population for province in facts.provinces()) == 1_409_778_724


def test_shares_are_shares() -> None:
    for province in facts.provinces():
        assert 0 < province.urban_share < 1
        assert 0 < province.age_0_14_share < province.age_0_14_share + province.age_60_plus_share < 1
        assert 2 < province.household_size < 4
        assert 90 < province.men_per_100_women < 120


def test_only_xinjiang_lacks_figures_and_says_which_are_assumed() -> None:
    assumed = {province.name: province.assumed for province in facts.provinces() if province.assumed}
    assert assumed == {"Xinjiang": ("household_size", "men_per_100_women")}


def test_a_missing_figure_is_the_mean_of_the_others_weighted_by_population() -> None:
    *others, xinjiang = facts.provinces()
    people = sum(province.population for province in others)
    size = sum(province.household_size * province.population for province in others) / people
    assert xinjiang.household_size == pytest.approx(size)
    assert min(p.household_size for p in others) < xinjiang.household_size < max(p.household_size for p in others)


def test_the_file_itself_keeps_the_gap() -> None:
    text = (Path(facts.__file__).parent / "library" / "provinces_2020.csv").read_text(encoding="utf-8")
    assert "650000,Xinjiang,25852345,0.5653,,,22.79,11.21" in text


def test_every_column_has_a_unit_and_the_table_a_source() -> None:
    note = table_note()
    text = (Path(facts.__file__).parent / "library" / "provinces_2020.csv").read_text(encoding="utf-8")
    header = next(line for line in text.splitlines() if not line.startswith("#"))
    assert list(note.columns) == header.split(",")
    assert "Seventh National Population Census" in note.source


def test_a_province_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        facts.provinces()[0].population = 1  # type: ignore[misc]


def test_every_bad_cell_is_reported_at_once(tmp_path: Path) -> None:
    columns = ["code,province,population,urban_share,household_size,men_per_100_women"]
    columns += ["percent_age_0_14,percent_age_60_plus,note"]
    lines = [",".join(columns), "1,A,x,0.5,2,100,10,10,", "2,B,5,half,2,100,10,10,"]
    (tmp_path / "provinces_2020.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_provinces(tmp_path)
    assert {problem.key for problem in caught.value.problems} == {"A.population", "B.urban_share"}
