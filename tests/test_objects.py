"""What users hold: reports with every chart, charts one by one, and what a notebook shows of each thing."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import glasshouse as gh
from glasshouse.calibration.fit import Fit
from glasshouse.report.charts import catalogue
from glasshouse.validation.checking import validate


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def result(folder: Path) -> gh.Result:
    return gh.run("rongcheng", citizens=600, days=28, panel=[1], folder=folder)


@pytest.fixture(scope="module")
def compared(folder: Path) -> gh.Comparison:
    return gh.compare("rongcheng", "nothing", "sensing", citizens=600, days=28, folder=folder)


@pytest.fixture(scope="module")
def swept(folder: Path) -> gh.Sweep:
    return gh.sweep("rongcheng", "nothing", grid=["response.conformity=0,0.5"], citizens=300, days=3, folder=folder)


def test_the_report_from_python_has_the_weeks(result: gh.Result, compared: gh.Comparison, tmp_path: Path) -> None:
    page = result.report(tmp_path / "run.html")
    assert "Week by week" in page.read_text(encoding="utf-8")
    twins = compared.report(tmp_path / "twins.html").read_text(encoding="utf-8")
    assert "Side by side, week by week" in twins
    assert result.report() == result.path / "report.html"


def test_worlds_of_a_comparison_have_reports_as_well(compared: gh.Comparison) -> None:
    assert isinstance(compared.worlds["sensing"], gh.Result)
    assert "scores" in compared.worlds["rongcheng"].charts()


def test_the_page_of_a_sweep_is_a_report(swept: gh.Sweep, tmp_path: Path) -> None:
    assert swept.report(tmp_path / "sweep.html").is_file()
    assert {"values", "differences"} <= set(swept.charts())


@pytest.mark.parametrize(("ending", "begins"), [
    (".svg", b"<svg"), (".png", b"\x89PNG"), (".pdf", b"%PDF"), (".json", b"{"),
])  # fmt: skip
def test_a_chart_can_be_saved(result: gh.Result, ending: str, begins: bytes, tmp_path: Path) -> None:
    path = result.chart("scores").save(tmp_path / "new" / f"scores{ending}")
    assert path.read_bytes().startswith(begins)


def test_a_chart_is_a_whole_vega_lite_document(result: gh.Result) -> None:
    for name in ("scores", "over-time", "attempts"):
        spec = result.chart(name).spec
        assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v")
        assert spec["description"]
        json.dumps(spec, allow_nan=False)


def test_every_chart_that_is_named_can_be_drawn(result: gh.Result, compared: gh.Comparison, swept: gh.Sweep) -> None:
    assert {"scores", "bands", "over-time", "treatment", "published"} <= set(result.charts())
    assert "differences" not in result.charts()
    assert {"differences", "individual-differences"} <= set(compared.charts())
    assert len(compared.chart("individual-differences").figures) == 2
    for opened in (result, compared, swept):
        for name in opened.charts():
            shown = opened.chart(name)._repr_mimebundle_()
            assert shown["image/svg+xml"].startswith("<svg"), name
            assert name in shown["text/plain"]


def test_an_unknown_chart_is_met_with_the_nearest_one(result: gh.Result, swept: gh.Sweep, tmp_path: Path) -> None:
    with pytest.raises(gh.InputError, match="did you mean 'scores'"):
        result.chart("score")
    with pytest.raises(gh.InputError, match="did you mean 'values'"):
        swept.chart("value")
    with pytest.raises(gh.InputError, match="'learned'"):
        result.chart("learned")
    with pytest.raises(gh.InputError, match=r"ends in \.svg"):
        result.chart("scores").save(tmp_path / "scores.gif")


PACKAGE = """
import altair as alt
from glasshouse.report.drawing import Table, draw, values

def members(data):
    rows = [{"system": name, "people": system["members"]} for name, system in data.base.judges.items()]
    def build(width):
        bars = alt.Chart(values(rows)).mark_bar().encode(x="people:Q", y="system:N")
        return bars.properties(width=width, height=80)
    table = Table(("system", "people"), tuple((row["system"], str(row["people"])) for row in rows))
    return draw("members", "Who has an account", "Bars.", build, table)
"""


def test_another_package_can_add_a_chart(result: gh.Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "more_charts.py").write_text(PACKAGE, encoding="utf-8")
    about = tmp_path / "more_charts-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: more-charts\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[glasshouse.charts]\nmembers = more_charts:members\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    catalogue.added.cache_clear()
    try:
        assert "members" in result.charts()
        chart = result.chart("members")
        assert chart.title == "Who has an account"
        assert "court-list" in chart.svg()
    finally:
        catalogue.added.cache_clear()
        sys.modules.pop("more_charts", None)


def test_everything_shows_itself_in_one_line_and_as_a_table(
    result: gh.Result, compared: gh.Comparison, swept: gh.Sweep
) -> None:
    scenario = gh.load("rongcheng")
    assert repr(scenario) == str(scenario)
    assert repr(scenario).startswith("<Scenario 'Rongcheng")
    fit = Fit({"scenario": "rongcheng", "free": [{"key": "response.conformity", "value": 0.2}],
               "targets": [{"fitted": True, "meets": True}]})  # fmt: skip
    finding = validate(("granovetter-100",))[0]
    things: list[Any] = [scenario, result, compared, swept, gh.why(result, 1), fit, finding, result.chart("scores")]
    for thing in things:
        assert len(repr(thing)) < 300, type(thing)
        assert "\n" not in repr(thing), type(thing)
    for thing in things[:-1]:
        assert thing._repr_html_().count("<") > 1, type(thing)


def test_a_comparison_shows_differences_units_and_every_twin(compared: gh.Comparison) -> None:
    shown = compared._repr_html_()
    assert "difference from nothing" in shown
    assert "difference from sensing" in shown
    assert "<td>share</td>" in shown  # few people: no interval, and yet what differs is shown
    assert "<td>none</td>" in shown
    assert "Intervals: none" in shown


def test_observables_keep_their_units(result: gh.Result) -> None:
    found = result.observables
    assert found.units["mean_self_censorship"] == "share"
    assert found.titles["mean_self_censorship"].startswith("mean self")
    assert set(found.reasons) == {name for name, value in found.items() if value is None}
    assert found == {name: said["value"] for name, said in result.document["observables"].items()}
    assert "<td>share</td>" in found._repr_html_()
