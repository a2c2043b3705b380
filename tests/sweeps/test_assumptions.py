"""Spans over the assumptions: points that fit, drawn from all declared ranges, and what nine tenths of them say."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.results.schema import OverAssumptions
from glasshouse.scenario import changed, quantities
from glasshouse.sweeps.assumptions import assumed_ranges, draw_assumptions, over_assumptions, spans
from glasshouse.sweeps.ranges import ranges
from glasshouse.worlds.individual_differences import OUTCOMES


@pytest.mark.parametrize("name", ["rongcheng", "eight", "golden-shield"])
def test_every_point_fits_although_ranges_are_declared_one_by_one(name: str) -> None:
    base = scenario.load(name, citizens=256, days=2)
    design = draw_assumptions(base, 10)
    assert len(design) == 10
    for point in range(0, 10, 4):
        changed(base, design.settings(point))


def test_most_assumptions_are_drawn_and_none_leaves_its_range() -> None:
    base = scenario.load("rongcheng", citizens=256, days=2)
    own = {key: quantity.value for key, quantity in quantities(base)}
    limits = {each.key: (each.low, each.high) for each in assumed_ranges(base)}
    design = draw_assumptions(base, 10)
    assert len(design.keys) > 300
    drawn = np.array([[value != own[key] for key, value in point.items()] for point in design.rows()])
    assert drawn.mean() > 0.9
    for key, (low, high) in limits.items():
        assert all(low <= value <= high for value in design.column(key)), key


def test_ten_points_at_least() -> None:
    with pytest.raises(InputError, match="a number of points from 10 to"):
        draw_assumptions(scenario.load("micro"), 9)


def test_spans_lie_between_nought_and_one_and_are_kept_in_the_folder(tmp_path) -> None:
    base = scenario.load("micro", citizens=256, days=3)
    assert spans(tmp_path) == {}
    swept = over_assumptions(base, ["nothing"], tmp_path, name="micro", points=10, workers=1)
    assert swept.path == tmp_path / "assumptions"
    found = spans(tmp_path)
    said = OverAssumptions.model_validate(found)
    assert (said.points, said.citizens, said.days) == (10, 256, 3)
    assert set(said.individual_differences["nothing"]) == set(OUTCOMES)
    found_spans = dict(said.individual_differences["nothing"])
    assert found_spans.pop("wrongly_sanctioned") is None, "nobody can tell without cases, and no system here keeps any"
    for span in found_spans.values():
        assert 0 <= span[0] <= span[1] <= 1
    assert all(len(values) == 10 for values in said.values.values())


def test_band_lines_and_derived_values_are_drawn_too() -> None:
    base = scenario.load("rongcheng", citizens=256, days=2)
    design, own = draw_assumptions(base, 10), {key: each.value for key, each in quantities(base)}
    for key in (
        "systems.rongcheng.bands.AA.start",
        "systems.rongcheng.rules.jaywalk.points",
        "channels.camera.coverage.town",
    ):
        assert any(value != own[key] for value in design.column(key)), key


def test_a_group_takes_band_lines_only_where_it_asks_for_them() -> None:
    base = scenario.load("rongcheng")
    lines = {each.key for each in ranges(base, ["systems.rongcheng.bands.*"])}
    assert {"systems.rongcheng.bands.AAA.start", "systems.rongcheng.bands.C.start"} <= lines
    assert lines.isdisjoint(each.key for each in ranges(base, ["systems.*"]))
    assert lines <= {each.key for each in ranges(base, ["systems.*"], in_lists=True)}
    moved = changed(base, ["systems.rongcheng.bands.AAA.start=1060"])
    assert dict(quantities(moved))["systems.rongcheng.bands.AAA.start"].value == 1060


def test_why_a_number_cannot_be_varied_is_told() -> None:
    with pytest.raises(InputError, match=r"rongcheng_start' \(A published rule\)"):
        ranges(scenario.load("rongcheng"), ["systems.rongcheng.start"])
