"""Entries of lists are set and varied by their names, or by their places from 0."""

from __future__ import annotations

import pytest

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.scenario import quantities
from glasshouse.sweeps.ranges import ranges


def _starts(*settings: str) -> dict[str, float]:
    bands = scenario.load("rongcheng", settings).systems["rongcheng"].bands  # type: ignore[attr-defined]
    return {band.name: band.start.value for band in bands}


def test_one_entry_is_set_and_the_others_and_the_library_stay() -> None:
    usual = _starts()
    assert _starts("systems.rongcheng.bands.AA.start=1_040") == usual | {"AA": 1040}
    assert _starts("systems.rongcheng.bands.1.start=650") == usual | {"C": 650}
    assert _starts("systems.rongcheng.bands.AA.start=1_040", "systems.rongcheng.bands.B.start=840") == (
        usual | {"AA": 1040, "B": 840}
    )
    assert _starts() == usual


@pytest.mark.parametrize("key", ["systems.rongcheng.bands.X.start", "systems.rongcheng.bands.6.start"])
def test_an_entry_that_there_is_not_is_told_with_those_that_there_are(key: str) -> None:
    with pytest.raises(InputError, match="expected one of D, C, B, A, AA, AAA"):
        _starts(f"{key}=7")


def test_what_is_wrong_with_an_entry_is_told_by_its_name_and_lays_no_blame_on_the_library() -> None:
    with pytest.raises(InputError) as raised:
        _starts("systems.rongcheng.bands.AA.start=-1")
    (problem,) = raised.value.problems
    assert (problem.key, problem.file) == ("systems.rongcheng.bands.AA.start", None)
    with pytest.raises(InputError) as raised:
        _starts("systems.rongcheng.bands.AA.start=1_100")
    (problem,) = raised.value.problems
    assert (problem.key, problem.file) == ("systems.rongcheng.bands.AAA.start", None)


def test_every_quantity_in_a_list_can_be_set_by_the_key_that_names_it() -> None:
    usual = scenario.load("rongcheng")
    in_lists = dict(quantities(usual)).keys() - dict(quantities(usual, in_lists=False)).keys()
    assert "systems.rongcheng.bands.AAA.start" in in_lists
    for key in in_lists:
        value = dict(quantities(usual))[key].value
        assert dict(quantities(scenario.load("rongcheng", [f"{key}={value}"])))[key].value == value


def test_a_band_line_is_varied_by_name_and_groups_leave_lists_alone() -> None:
    usual = scenario.load("rongcheng")
    (found,) = ranges(usual, ["systems.rongcheng.bands.B.start=840:860"])
    assert (found.key, found.low, found.high) == ("systems.rongcheng.bands.B.start", 840, 860)
    assert not [each.key for each in ranges(usual, ["systems.*"]) if "bands" in each.key]
