"""Tidy tables: every field once, with its axes, titles and units; the same numbers as in the files and the document."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.results.axes import split_name
from glasshouse.results.fields import DIGESTS, MEANINGS
from glasshouse.results.frames import daily, series_known
from glasshouse.schema.counts import AXES, DAY_COUNTS, SYSTEM_COUNTS
from glasshouse.store.result import Result
from glasshouse.store.running import run
from glasshouse.sweeps.design_from_options import read_design
from glasshouse.sweeps.sweep import Sweep, sweep
from glasshouse.worlds.comparison import compare


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    base = scenario.load("rongcheng", citizens=600, days=12)
    return run(base, name="rongcheng", folder=tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    base = scenario.load("rongcheng", citizens=300, days=3)
    design = read_design(base, ["response.conformity=0,0.5"], None, ())
    folder = tmp_path_factory.mktemp("sweeps")
    return sweep(base, design, ["nothing"], name="r", replicates=2, folder=folder, workers=1)


def test_every_count_has_a_meaning_and_no_name_is_taken_twice() -> None:
    assert {*MEANINGS[DAY_COUNTS], *DIGESTS} == set(DAY_COUNTS.names or ())
    assert set(MEANINGS[SYSTEM_COUNTS]) == set(SYSTEM_COUNTS.names or ())
    assert not set(DAY_COUNTS.names or ()) & set(SYSTEM_COUNTS.names or ())
    assert all(meaning.title and meaning.unit for each in MEANINGS.values() for meaning in each.values())


@pytest.mark.parametrize(("column", "field", "places"), [
    ("day", "day", ()), ("self_censorship", "self_censorship", ()), ("happened.book-flight", "happened", ("book-flight",)),
    ("opened.court-list", "opened", ("court-list",)), ("moves.1.2.rongcheng", "moves", ("rongcheng", "1", "2")),
    ("entered_kind.litter.court-list", "entered_kind", ("court-list", "litter")),
])  # fmt: skip
def test_a_column_is_taken_apart_as_it_was_put_together(column: str, field: str, places: tuple[str, ...]) -> None:
    assert split_name(column) == (field, places)


def test_every_column_belongs_to_one_table_with_as_many_axes(result: Result) -> None:
    known = series_known()
    for name in result.columns:
        field, places = split_name(name)
        if name != "day" and field not in DIGESTS:
            assert len(places) == len(known[field].axes) - 1, name


def test_a_field_becomes_a_long_frame_with_title_unit_and_axes(result: Result) -> None:
    frame = result.to_pandas("happened")
    kinds = list(result.document["kinds"])
    assert list(frame.columns) == ["day", "kind", "happened"]
    assert len(frame) == 12 * len(kinds)
    assert frame.attrs == {"title": "acts and attempts", "unit": "acts", "axes": ["day", "kind"]}
    totals = frame.groupby("kind")["happened"].sum()
    assert {kind: int(totals[kind]) for kind in kinds} == {
        k: s["happened"] for k, s in result.document["kinds"].items()
    }
    day = result.series.order("day").fetchnumpy()["happened.criticise"]
    assert frame[frame["kind"] == "criticise"]["happened"].tolist() == day.tolist()


def test_moves_have_a_band_before_and_a_band_after(result: Result) -> None:
    frame = result.to_pandas("moves")
    assert list(frame.columns) == ["day", "system", "band", "band_after", "moves"]
    chosen = frame[(frame["system"] == "rongcheng") & (frame["band"] == 2) & (frame["band_after"] == 3)]
    assert chosen["moves"].tolist() == result.columns["moves.2.3.rongcheng"].tolist()


def test_all_tables_that_are_listed_can_be_had(result: Result) -> None:
    listed = result.to_pandas()
    assert {"happened", "members", "observables", "bands", "snapshots"} <= set(listed.index)
    assert all(listed["title"])
    for name in listed.index:
        assert len(result.to_pandas(name)), name
    assert result.to_pandas("observables").loc["mean_self_censorship", "unit"] == "share"


def test_an_unknown_table_is_met_with_the_nearest_name(result: Result) -> None:
    with pytest.raises(InputError, match="did you mean 'happened'"):
        result.to_pandas("hapened")
    with pytest.raises(InputError, match="a table of the run"):
        result.to_pandas("panel")


def test_the_dataset_has_named_dimensions_coordinates_and_units(result: Result) -> None:
    found = result.to_xarray()
    assert found["happened"].dims == ("day", "kind")
    assert found["moves"].dims == ("day", "system", "band", "band_after")
    assert found["happened"].attrs == {"long_name": "acts and attempts", "units": "acts"}
    assert list(found["kind"].values) == list(result.document["kinds"])
    criticised = found["happened"].sel(kind="criticise").values
    assert criticised.tolist() == result.columns["happened.criticise"].tolist()
    moved = found["moves"].sel(system="rongcheng", band=2, band_after=3).values
    assert moved.tolist() == result.columns["moves.2.3.rongcheng"].tolist()
    assert found.attrs["digest"] == result.digest
    assert not set(DIGESTS) & set(found)


def test_without_xarray_the_error_says_how_to_get_it(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(InputError, match=r"glasshouse\[xarray\]"):
        result.to_xarray()


def test_daily_totals_hold_columns_and_their_sums(result: Result) -> None:
    totals = daily(result.columns)
    assert totals["happened"] == [float(n) for n in result.to_pandas("happened").groupby("day")["happened"].sum()]
    assert totals["happened.criticise"] == result.columns["happened.criticise"].tolist()
    # Of what a scenario may declare there are columns only where it does.
    undeclared = {name for name, axes in AXES[DAY_COUNTS].items() if {"declared", "good", "debt"} & set(axes)}
    assert set(AXES[DAY_COUNTS]) - set(DIGESTS) - undeclared <= set(totals)
    assert not undeclared & set(totals)


def test_differences_of_every_twin_are_one_table(tmp_path: Path) -> None:
    base = scenario.load("rongcheng", citizens=300, days=3)
    found = compare(base, ["nothing", "sensing"], folder=tmp_path)
    frame = found.to_pandas()
    assert list(frame["twin"].unique()) == ["nothing", "sensing"]
    row = frame[(frame["twin"] == "sensing") & (frame["observable"] == "mean_self_censorship")].iloc[0]
    assert row["value"] == found.differences["sensing"]["mean_self_censorship"]["value"]
    assert row["unit"] == "share"
    people = found.to_pandas("individual_differences").set_index(["twin", "outcome"])
    assert (
        people.loc[("nothing", "silenced"), "people"] == found.individual_differences["nothing"]["silenced"]["people"]
    )
    with pytest.raises(InputError, match="did you mean 'differences'"):
        found.to_pandas("diferences")


def test_values_of_a_sweep_have_coordinates(swept: Sweep) -> None:
    frame = swept.to_pandas("mean_self_censorship")
    assert frame.attrs["unit"] == "share"
    assert {"point", "seed", "world", "value", "response.conformity"} <= set(frame.columns)
    found = swept.to_xarray()
    assert found["mean_self_censorship"].dims == ("world", "point", "seed")
    assert np.array_equal(
        found["mean_self_censorship"].sel(world="r").values, swept.values("mean_self_censorship"), equal_nan=True
    )
    assert found["response.conformity"].values.tolist() == [0, 0.5]
    assert list(found["seed"].values) == swept.document["seeds"]
    against = swept.to_xarray(against="nothing")
    assert np.array_equal(
        against["mean_self_censorship"].values, swept.values("mean_self_censorship", against="nothing"), equal_nan=True
    )
    with pytest.raises(InputError, match="did you mean 'nothing'"):
        swept.to_xarray(against="nothin")
