"""Charts of other packages on the page: in a section of their own, and an error in one never ends the report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import altair as alt
import pytest

from glasshouse.errors import DamagedRunError, InputError
from glasshouse.report import write_run
from glasshouse.report.charts import catalogue
from glasshouse.report.data import ReportData, World
from glasshouse.report.drawing import Figure, Table, draw, values

Install = Callable[..., None]


def members(data: ReportData) -> Figure:
    """A chart as another package would write it, with a slug that the page already has."""
    rows = [{"system": name, "people": system["members"]} for name, system in data.base.judges.items()]

    def build(width: int) -> alt.Chart:
        bars = alt.Chart(values(rows)).mark_bar().encode(x="people:Q", y="system:N")
        return bars.properties(width=width, height=80)

    table = Table(("system", "people"), tuple((row["system"], str(row["people"])) for row in rows))
    return draw("withheld", "Who has an account", "Bars: 10,000 people in each of 2 systems.", build, table)


def nothing(data: ReportData) -> None:
    """A chart that has nothing to show."""


def fails(data: ReportData) -> Figure:
    raise ZeroDivisionError("nobody <here>")


def fails_in_drawing(data: ReportData) -> Figure:
    def build(width: int) -> alt.Chart:
        raise KeyError("people")

    return draw("late", "Late", "Bars: 0.", build, Table(("a",), (("b",),)))


def gives_text(data: ReportData) -> str:
    return "no figure"


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs charts of a package by name."""

    def installed(**named: Any) -> None:
        class Point(EntryPoint):
            dist = SimpleNamespace(name="more-charts")

            def load(self) -> Any:
                chart = named[self.name]
                if isinstance(chart, Exception):
                    raise chart
                return chart

        points = [Point(name, "more_charts", catalogue.GROUP) for name in named]
        monkeypatch.setattr(catalogue, "entry_points", lambda group: points if group == catalogue.GROUP else [])
        catalogue.added.cache_clear()

    yield installed
    monkeypatch.undo()
    catalogue.added.cache_clear()


def test_a_chart_of_another_package_has_a_section_of_the_page(
    install: Install, run_document: dict[str, Any], tmp_path: Path
) -> None:
    install(members=members, silent=nothing)
    page = write_run(run_document, tmp_path / "page.html").read_text(encoding="utf-8")
    section = page[page.index('<section aria-labelledby="added">') :].partition("</section>")[0]
    assert "Charts of other packages" in section
    assert "Who has an account" in section
    assert section.count("<svg") == 2
    assert '<figure id="added-members-0">' in section
    assert page.count('id="withheld"') == 1
    assert "silent" not in page
    assert 'href="#added"' in page


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (fails, "ZeroDivisionError: nobody &lt;here&gt;"),
        (fails_in_drawing, "KeyError: &#39;people&#39;"),
        (gives_text, "TypeError: expected figures, found str"),
        (ImportError("no such module"), "ImportError: no such module"),
    ],
)
def test_an_error_in_one_is_said_on_the_page_and_in_the_log_and_ends_nothing(
    install: Install,
    run_document: dict[str, Any],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    chart: Any,
    said: str,
) -> None:
    install(broken=chart, members=members)
    with caplog.at_level(logging.WARNING, logger="glasshouse"):
        page = write_run(run_document, tmp_path / "page.html").read_text(encoding="utf-8")
    assert f"The chart “broken” of the package more-charts could not be drawn: {said}" in page
    assert "Who has an account" in page
    assert '<h2 id="limits">' in page
    assert [
        record.getMessage() for record in caplog.records if "'broken' of the package more-charts" in record.getMessage()
    ]


def test_a_run_that_cannot_be_read_is_no_fault_of_the_chart(install: Install, run_document: dict[str, Any]) -> None:
    def reads_all(data: ReportData) -> Any:
        raise DamagedRunError("cannot read series.parquet")

    install(broken=reads_all)
    with pytest.raises(DamagedRunError, match="cannot read"):
        catalogue.figures(ReportData({"town": World("town", run_document)}), "broken")


def test_without_other_packages_there_is_no_such_section(
    install: Install, run_document: dict[str, Any], tmp_path: Path
) -> None:
    install()
    assert "Charts of other packages" not in write_run(run_document, tmp_path / "page.html").read_text(encoding="utf-8")


def test_asked_for_alone_a_chart_that_fails_is_one_clear_error(install: Install, run_document: dict[str, Any]) -> None:
    install(broken=fails)
    data = ReportData({"run": World("run", run_document)})
    with pytest.raises(InputError, match=r"'broken' of the package more-charts.*ZeroDivisionError"):
        catalogue.figures(data, "broken")
    assert catalogue.installed() == [*catalogue.OWN, "broken"]
