"""Charts: right figures behind them, every region on the map, nothing drawn from nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.report import charts
from glasshouse.report.charts.bars import Bar, bars
from glasshouse.report.charts.published import verdict
from glasshouse.report.charts.scores import moves
from glasshouse.report.charts.time_series import Series, weekly
from glasshouse.report.data import ReportData, World
from glasshouse.report.difference import find_differences
from glasshouse.report.drawing import Table, draw, finish
from glasshouse.scenario import load
from glasshouse.society.figures import describe_country

NAMES = [name for name in load("nothing").society.region_names if name != "elsewhere"]


@pytest.mark.parametrize("country", ["germany", "united-states", "netherlands", "china-1978"])
def test_any_country_has_a_map_of_its_own(run_document: dict[str, Any], country: str) -> None:
    society = load("nothing", [f'society="{country}"']).society
    run_document["country"] = describe_country(society)
    run_document["regions"] = [
        {"name": name, "people": 5000, "sanctioned_share": 0.01 * (k + 1)}
        for k, name in enumerate(society.region_names[:-1])
    ]
    figure = charts.tile_map(World("all", run_document))
    assert figure is not None
    assert len(figure.table.rows) == len(society.region_names) - 1
    assert society.country in figure.description
    assert "China" not in figure.description + figure.note or society.country == "China"
    assert "Nobody in this society lives in" not in figure.note


def test_the_map_shows_all_regions_that_are_there(run_document: dict[str, Any]) -> None:
    shares = {name: 0.01 * (k + 1) for k, name in enumerate(NAMES)}
    run_document["regions"] = [
        {"name": name, "people": 5000, "sanctioned_share": part, "self_censorship": 0.0}
        for name, part in shares.items()
    ]
    figure = charts.tile_map(World("all", run_document))
    assert figure is not None
    assert len(figure.table.rows) == 31
    assert "Most in Xinjiang (31%), least in Beijing (1.0%)" in figure.description
    assert "Nobody in this society lives in" not in figure.note


def test_the_map_says_where_nobody_lives_and_where_few_do(run_document: dict[str, Any]) -> None:
    run_document["regions"] = [
        {"name": name, "people": people, "sanctioned_share": 0.01} for name, people in (("Hebei", 5000), ("Henan", 12))
    ]
    figure = charts.tile_map(World("two", run_document))
    assert figure is not None
    assert "Tibet" in figure.note
    assert "Dashed: 1 province with fewer than 1,000 people (n)" in figure.note
    drawing = figure.pictures[0].svg
    assert "n = 12" in drawing
    assert drawing.count("stroke-dasharray") == 1


def test_there_is_no_map_of_one_place_or_of_a_handful_of_people(run_document: dict[str, Any]) -> None:
    assert charts.tile_map(World("one", run_document)) is None
    run_document["regions"] = [{"name": name, "people": 12, "sanctioned_share": 0.01} for name in ("Hebei", "Henan")]
    assert charts.tile_map(World("few", run_document)) is None


def test_a_handful_of_people_have_no_histogram_but_stand_in_the_table(run_document: dict[str, Any]) -> None:
    system = run_document["systems"]["rongcheng"]
    system["histogram_by_group"] = {
        "local majority": system["histogram"],
        "migrant minority": [0] * 53 + [3] + [0] * 10,
    }
    figure = charts.distribution(World("run", run_document), "rongcheng")
    assert figure is not None
    assert "Not drawn: migrant minority, with fewer than 100 people." in figure.note
    assert "migrant minority" not in figure.pictures[0].svg
    assert figure.table.rows[-1][:2] == ("migrant minority", "3")


def test_firms_are_not_drawn_as_groups_of_people(run_document: dict[str, Any]) -> None:
    run_document["systems"]["rongcheng"]["account_holders"] = "firms"
    world = World("companies", run_document)
    figures = charts.distribution(world, "rongcheng"), charts.bands(world, "rongcheng")
    assert figures[0] is not None
    assert [row[0] for row in figures[0].table.rows] == ["all firms"]
    assert "share of firms with an account" in figures[1].description


def test_mean_scores_are_the_results_own_and_not_read_off_the_histogram(run_document: dict[str, Any]) -> None:
    system = run_document["systems"]["rongcheng"]
    system |= {"mean": 100.32, "low": 0.0, "high": 128.0, "histogram": [0] * 50 + [1000] + [0] * 13}
    system["histogram_by_group"] = {"local majority": system["histogram"], "local minority": [0] * 50 + [7] + [0] * 13}
    system["mean_by_group"] = {"local majority": 100.31, "local minority": 101.9, "migrant minority": None}
    figure = charts.distribution(World("run", run_document), "rongcheng")
    assert figure is not None
    assert "everyone 100.3 and local majority 100.3" in figure.description
    assert [row[2] for row in figure.table.rows] == ["100.3", "100.3", "101.9"]


def test_without_a_mean_by_group_the_histogram_gives_a_rough_one(run_document: dict[str, Any]) -> None:
    system = run_document["systems"]["rongcheng"]
    system["histogram"] = [0] * 64
    system["histogram"][32] = 1000
    system["histogram_by_group"] = {}
    del system["mean"]
    figure = charts.distribution(World("run", run_document), "rongcheng")
    assert figure is not None
    (row,) = figure.table.rows
    assert row == ("everyone", "1,000", "about 609", "602", "609", "617")


def test_groups_without_people_are_not_drawn(run_document: dict[str, Any]) -> None:
    run_document["systems"]["rongcheng"]["histogram_by_group"]["migrant minority"] = [0] * 64
    figure = charts.distribution(World("run", run_document), "rongcheng")
    assert figure is not None
    assert [row[0] for row in figure.table.rows][-1] == "local minority"


@given(st.lists(st.integers(0, 1000), min_size=21, max_size=80), st.integers(1, 1000))
def test_weekly_means_are_means_over_whole_weeks(days: list[int], citizens: int) -> None:
    series = Series("words", "per 1,000 people and day", ("said",), 1000)
    found = weekly({"said": days}, series, citizens)
    assert len(found) == len(days) // 7
    assert sum(found) * 7 * citizens / 1000 == pytest.approx(sum(days[: len(found) * 7]))


def test_a_course_without_its_columns_is_not_drawn(run_document: dict[str, Any]) -> None:
    data = ReportData({"run": World("run", run_document, {"other": [1.0] * 60})})
    assert charts.time_series(data) is None


def test_a_time_series_says_its_ends_and_its_extremes(run_document: dict[str, Any]) -> None:
    weeks = [week for week in (90.0, 120.0, 60.0, 80.0) for _ in range(7)]
    data = ReportData({"run": World("run", run_document, {"happened.criticise": weeks})})
    figure = charts.time_series(data)
    assert figure is not None
    assert (
        "Criticism in public, per 1,000 people and day. By week, Rongcheng from 9.00 to 8.00 (lowest 6.00, highest 12.0)."
        in (figure.description)
    )


def test_moves_are_added_up_over_the_run(run_document: dict[str, Any], time_series: dict[str, list[float]]) -> None:
    table = moves(World("rongcheng", run_document, time_series), "rongcheng")
    assert table is not None
    assert table.columns == ("from", "to B", "to A", "to AA")
    assert table.rows[0] == ("B", "–", "60", "60")
    assert moves(World("rongcheng", run_document), "rongcheng") is None


def test_shares_withheld_are_of_all_that_would_have_been_done(run_document: dict[str, Any]) -> None:
    figure = charts.withheld(World("run", run_document))
    assert figure is not None
    assert {row[0]: row[4] for row in figure.table.rows} == {
        "hand in a petition": "10.0%",
        "criticise the authorities in public": "8.16%",
    }


def test_rates_by_group_are_over_that_groups_days(run_document: dict[str, Any]) -> None:
    run_document["groups"] = {
        "a": {"people": 100, "person_days": 36_500, "sanctioned_days": 3_650, "denied": 5, "false_records": 0},
        "b": {"people": 10, "person_days": 3_650, "sanctioned_days": 0, "denied": 5, "false_records": 0},
    }
    figure = charts.treatment(World("run", run_document))
    assert figure is not None
    assert figure.table.rows == (("a", "100", "10%", "50"), ("b", "10", "0%", "500"))
    assert figure.note == (
        "Outlines, a: fewer than 1,000 people, whose figures vary much by chance. No bars for b: fewer than 100 people."
    )
    drawing = figure.pictures[0].svg
    assert "a (100)" in drawing
    assert "too few to show" in drawing
    assert drawing.count("stroke-dasharray") == 1


def test_a_difference_is_shown_over_the_twins_value(comparison: dict[str, Any]) -> None:
    worlds = {name: World(name, document) for name, document in comparison["worlds"].items()}
    data = ReportData(worlds, comparison)
    found = {difference.subject.noun: difference for difference in find_differences(data, worlds["nothing"])}
    criticism = found["criticism in public"]
    assert criticism.relative(criticism.value) == pytest.approx(-0.1)
    assert criticism.is_clear
    assert not found["judgments left unpaid"].is_clear


def test_where_the_twin_has_next_to_nothing_the_chart_has_words_in_the_unit(comparison: dict[str, Any]) -> None:
    name = "mean_self_censorship"
    comparison["worlds"]["rongcheng"]["observables"][name]["value"] = 0.28
    comparison["worlds"]["nothing"]["observables"][name]["value"] = 0.0000885
    comparison["differences"]["nothing"][name] |= {"value": 0.2799115, "low": 0.27, "high": 0.29}
    data = ReportData({name: World(name, document) for name, document in comparison["worlds"].items()}, comparison)
    figure = charts.differences(data)
    assert figure is not None
    assert "self-censorship +28 percentage points" in figure.description
    assert "offences of all kinds −20%" in figure.description
    (row,) = (row for row in figure.table.rows if row[0] == "Self-censorship")
    assert row[4:] == ("+28 percentage points", "+27 to +29 percentage points", "–", "0.50 percentage points", "rose")
    written = re.findall(r"([+−]?[\d,.]+)%", figure.description + str(figure.pictures[0].svg) + figure.pictures[1].svg)
    assert max(abs(float(size.replace("−", "-").replace(",", ""))) for size in written) <= 500
    assert "+28 percentage points" in figure.pictures[0].svg
    assert "+28 percentage points" in figure.pictures[1].svg


def test_a_verdict_is_met_missed_or_unknown() -> None:
    assert [verdict({"meets": meets}) for meets in (True, False, None)] == ["met", "missed", "cannot be told"]


def test_a_drawing_keeps_its_text_and_loses_what_one_image_does_not_need() -> None:
    drawn = (
        '<svg width="10" height="5" viewBox="0 0 10 5"><defs><clipPath id="clip0"></clipPath></defs>'
        '<g role="graphics-symbol" aria-label="x" clip-path="url(#clip0)" transform="translate(1.23456,2)">'
        "<text>0.123456%</text></g></svg>"
    )
    done = finish(drawn, "here", "A <title>", "What it says.")
    assert "0.123456%" in done
    assert "translate(1.23,2)" in done
    assert 'id="here-clip0"' in done
    assert "url(#here-clip0)" in done
    assert "graphics-symbol" not in done
    assert "A &lt;title&gt;" in done


def test_bars_stand_in_the_order_given_though_some_are_outlines() -> None:
    labels = ["migrant majority", "local minority", "everyone", "a"]
    rows = [Bar(label, 1.0 + at, str(at), is_rough=at % 2 == 1) for at, label in enumerate(labels)]
    drawing = draw("bars", "Bars", "Four bars.", bars(rows, "share"), Table(("a",), ())).pictures[0].svg
    assert [label for label in re.findall(r">([a-z ]+)</text>", drawing) if label in labels] == labels


def test_a_figure_that_rests_on_few_says_so_beside_its_name() -> None:
    figure = {"title": "Appeals that are won", "role": "seen", "ratio": 1.0, "meets": True, "tolerance": [0.5, 2]}
    few, many = (charts.published([{**figure, "of": (n, "decided appeals")}]) for n in (10, 1000))
    assert "Appeals that are won (n = 10)" in few.pictures[0].svg
    assert "(n = " not in many.pictures[0].svg
