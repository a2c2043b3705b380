"""Descriptions of charts, for readers who cannot see them: the quantity, and its range or its extremes, in every one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from glasshouse.report import charts
from glasshouse.report.charts import catalogue
from glasshouse.report.charts.sweeps import Curve, Sensitivity, curves, sensitivities
from glasshouse.report.data import ReportData, World
from glasshouse.report.drawing import Figure
from glasshouse.sweeps.sensitivity import Influence

QUANTITIES = {
    "scores": "Mean scores in points",
    "bands": "share of people with an account",
    "over-time": "Criticism in public, per 1,000 people and day",
    "differences": "changes relative to the twin's value",
    "individual-differences": "share of people",
    "withheld": "share withheld",
    "treatment": "share of days",
    "attempts": "Share of attempts denied",
    "learned": "Area under the curve, 0 to 1",
    "patrols": "Share of communities",
    "map": "days under a sanction",
    "published": "scale of ratios",
}
"""What each chart's description says that it shows."""


def drawn(data: ReportData) -> Iterator[tuple[str, Figure]]:
    for name in catalogue.OWN:
        for figure in catalogue.figures(data, name):
            yield name, figure


@pytest.fixture
def figures(
    comparison: dict[str, Any], learned_document: dict[str, Any], time_series: dict[str, list[float]]
) -> dict[str, list[Figure]]:
    base = comparison["worlds"]["rongcheng"]
    base["regions"].append({**base["regions"][0], "name": "Hebei"})
    for name in ("patrolled_share", "patrols_spread", "patrol_records_per_1000_days"):
        base["observables"][name] = {"value": 0.5, "unit": "share", "title": name}
    twins = ReportData({n: World(n, document, time_series) for n, document in comparison["worlds"].items()}, comparison)
    alone = ReportData({"learned-credit": World("learned-credit", learned_document)})
    found: dict[str, list[Figure]] = {}
    for name, figure in (*drawn(twins), *drawn(alone)):
        found.setdefault(name, []).append(figure)
    return found


def test_every_chart_that_ships_says_its_quantity_and_numbers(figures: dict[str, list[Figure]]) -> None:
    assert set(figures) == set(QUANTITIES) == set(catalogue.OWN)
    for name, drawings in figures.items():
        assert any(QUANTITIES[name] in figure.description for figure in drawings), (name, drawings[0].description)
        for figure in drawings:
            assert re.search(r"\d", figure.description), (name, figure.description)
            for picture in figure.pictures:
                assert re.search(r"\d", picture.description), (name, picture.description)


def row(x: float, value: float, line: str = "") -> dict[str, Any]:
    return {"x": x, "line": line, "value": value, "low": None, "high": None}


def test_a_curve_of_a_sweep_says_quantity_unit_ends_and_extremes() -> None:
    rows = [row(0, 4.0), row(0.5, 9.0), row(0.75, 1.5), row(1, 2.0)]
    curve = Curve("criticism", "open criticism", "per 1,000 people and day", "response.conformity", [""], rows)
    figure = curves("world-0-panels", "Over what was varied", [curve])
    assert figure is not None
    assert figure.description == (
        "1 small chart. Open criticism, per 1,000 people and day, over response.conformity. "
        "From 4.0 per 1,000 people and day at 0 to 2.0 per 1,000 people and day at 1; "
        "lowest 1.5 per 1,000 people and day at 0.75, highest 9.0 per 1,000 people and day at 0.5; 4 values."
    )
    assert figure.pictures[0].description in figure.description


def test_a_curve_of_differences_of_shares_is_in_percentage_points_line_by_line() -> None:
    rows = [row(0, 0.01, "a"), row(1, 0.03, "a"), row(0, -0.02, "b")]
    curve = Curve("guard", "self-censorship", "share", "x", ["a", "b"], rows, "y", is_difference=True)
    figure = curves("against-0-panels", "Over what was varied", [curve])
    assert figure is not None
    assert "With y = a, from +1.0 percentage points at 0 to +3.0 percentage points at 1" in figure.description
    assert "With y = b, −2.0 percentage points at 0, one value." in figure.description
    assert figure.table.rows[0][3] == "+1.0 percentage points"
    assert figure.pictures[0].spec["layer"][-1]["encoding"]["y"]["title"] == "percentage points"


def test_what_an_observable_depends_on_is_said_with_measures_and_noise() -> None:
    strong, weak = Influence("response.conformity", 0.42, 0.12, 0.9), Influence("society.town", 0.1, 0.12, 0.0)
    figure = sensitivities(
        "world-0-sensitivity", [Sensitivity("grievance", [strong, weak]), Sensitivity("ties", [weak])]
    )
    assert figure is not None
    assert (
        "Grievance depends on, with their measures: response.conformity (0.42). The noise is 0.12."
        in figure.description
    )
    assert "Ties depends on nothing that can be told from noise: the largest measure is 0.10, of society.town" in (
        figure.description
    )


def test_the_map_says_its_quantity_its_most_and_its_least(run_document: dict[str, Any]) -> None:
    run_document["regions"] = [
        {"name": name, "people": 5000, "sanctioned_share": part} for name, part in (("Hebei", 0.04), ("Henan", 0.01))
    ]
    figure = charts.tile_map(World("two", run_document))
    assert figure is not None
    assert "days under a sanction. Most in Hebei (4.0%), least in Henan (1.0%)." in figure.description


def test_points_that_differ_in_other_values_too_are_not_joined() -> None:
    rows = [row(0, 4.0), row(0.5, 9.0), row(1, 2.0)]
    for joined in (True, False):
        curve = Curve("criticism", "open criticism", "per day", "x", [""], rows, is_connected=joined)
        figure = curves("world-0-panels", "Over what was varied", [curve])
        assert figure is not None
        marks = [layer["mark"]["type"] for layer in figure.pictures[0].spec["layer"]]
        assert ("line" in marks) == joined
