"""Records become named columns and come back as they were."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.labels import label
from glasshouse.measurement.snapshots import SNAPSHOT, STANDING_AXES
from glasshouse.results.axes import from_columns, places, to_columns
from glasshouse.scenario import load
from glasshouse.schema.counts import AXES, DAY_COUNTS, LENGTHS, PANEL, SYSTEM_COUNTS

TABLES = [*AXES.items(), (SNAPSHOT, STANDING_AXES)]


@pytest.fixture(scope="module")
def names() -> Any:
    scenario = load("rongcheng")
    return places(label(scenario, encode_scenario(scenario)))


@pytest.mark.parametrize(("dtype", "axes"), TABLES)
def test_every_axis_of_every_field_is_named_and_has_the_length_of_its_name(dtype: Any, axes: Any) -> None:
    assert set(axes) <= set(dtype.names)
    for field in dtype.names:
        assert dtype[field].shape == tuple(LENGTHS[axis] for axis in axes.get(field, ())), field


def test_no_axis_has_more_names_than_places(names: Any) -> None:
    assert all(len(each) <= LENGTHS[axis] for axis, each in names.items())
    for axis in ("group", "pool", "heading", "attribute", "evasion", "size", "band", "dimension", "noted"):
        assert len(names[axis]) == LENGTHS[axis], axis


@settings(deadline=None)
@given(some.sampled_from([DAY_COUNTS, SYSTEM_COUNTS, PANEL]), some.binary(min_size=64, max_size=64))
def test_what_is_in_use_comes_back(names: Any, dtype: Any, seed: bytes) -> None:
    draw = np.random.default_rng(list(seed))
    rows = np.zeros(3, dtype)
    for name in dtype.names:
        field = rows[name]
        field[...] = draw.integers(0, 100, field.shape)
    columns = to_columns(rows, names)
    back = from_columns(columns, dtype, names)
    again = to_columns(back, names)
    assert list(columns) == list(again)
    assert all(np.array_equal(columns[name], again[name]) for name in columns)


@pytest.mark.parametrize(("dtype", "field", "place", "column"), [
    (DAY_COUNTS, "speech_acts", (0,), "speech_acts.open"),
    (DAY_COUNTS, "speech_acts_recorded", (1,), "speech_acts_recorded.evading"),
    (DAY_COUNTS, "people", (3,), "people.migrant-minority"), (DAY_COUNTS, "gatherings", (7,), "gatherings.7"),
    (DAY_COUNTS, "sanctions_past_cause", (1,), "sanctions_past_cause.rongcheng"), (SYSTEM_COUNTS, "moves", (1, 2), "moves.1.2"),
    (SYSTEM_COUNTS, "opened", (), "opened"),
    (PANEL, "files", (0, 4), "files.state.civic"), (PANEL, "files", (1, 1), "files.commercial.commerce"),
    (PANEL, "profile", (1, 2), "profile.rongcheng.reliability"), (PANEL, "gain", (1, 4), "gain.rongcheng.4"),
    (PANEL, "case_kind", (7,), "case_kind.7"), (PANEL, "acts", (), "acts"),
])  # fmt: skip
def test_a_column_is_named_by_what_its_places_are(names: Any, dtype: Any, field: str, place: Any, column: str) -> None:
    rows = np.zeros(1, dtype)
    rows[field][(0, *place)] = 1
    columns = to_columns(rows, names)
    assert [name for name, values in columns.items() if values.any()] == [column]


def test_kinds_and_systems_have_their_own_names(names: Any) -> None:
    assert "happened.criticise" in to_columns(np.zeros(1, DAY_COUNTS), names)
    assert "opened.rongcheng" in to_columns(np.zeros(1, SYSTEM_COUNTS), names, "rongcheng")


def test_what_is_not_in_use_is_left_out(names: Any) -> None:
    found = [name for name in to_columns(np.zeros(1, DAY_COUNTS), names) if name.startswith("happened.")]
    assert found == [f"happened.{kind}" for kind in names["kind"]]
