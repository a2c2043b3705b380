"""Reports and charts of what was opened: a run, a comparison or a sweep with its files, so that nothing is left out."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from glasshouse.errors import InputError
from glasshouse.report import sweeps
from glasshouse.report.chart import Chart
from glasshouse.report.charts import catalogue
from glasshouse.report.data import ReportData, World
from glasshouse.report.page import write as write_page
from glasshouse.results.frames import daily
from glasshouse.store.result import Result
from glasshouse.sweeps.assumptions import spans
from glasshouse.sweeps.sweep import Sweep
from glasshouse.worlds.comparison import Comparison

_LOG = logging.getLogger(__name__)
NAME = "report.html"
"""The default name of a report's file."""
Opened = Result | Comparison | Sweep


def write(opened: Opened, path: str | Path | None = None) -> Path:
    """Write the report of a run, a comparison or a sweep; returns its path.

    Args:
        opened: what to report on.
        path: the file; by default ``report.html`` in its folder.

    Raises:
        StorageError: the file cannot be written.
    """
    path = Path(path) if path is not None else opened.path / NAME
    if isinstance(opened, Sweep):
        return sweeps.write_sweep(opened, path)
    return write_page(report_data(opened), path)


class DailyTotals(Mapping[str, Sequence[float]]):
    """A world's daily totals by column, read from its files once one of them is asked for: most charts need none."""

    def __init__(self, result: Result) -> None:
        self._result = result

    @cached_property
    def _read(self) -> Mapping[str, Sequence[float]]:
        return daily(self._result.columns)

    def __getitem__(self, column: str) -> Sequence[float]:
        return self._read[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def report_data(opened: Result | Comparison) -> ReportData:
    """What a report is made of, with every world day by day."""
    if isinstance(opened, Result):
        name = str(opened.document["scenario"])
        return ReportData({name: World(name, opened.document, DailyTotals(opened))})
    documents: Mapping[str, dict[str, object]] = opened.document["worlds"]
    worlds = {name: World(name, documents[name], DailyTotals(world)) for name, world in opened.worlds.items()}
    return ReportData(worlds, opened.document, spans(opened.path))


def charts(opened: Opened) -> list[str]:
    """Names of the charts that have something to show."""
    if isinstance(opened, Sweep):
        return [name for name in sweeps.CHARTS if sweeps.figures(opened, name)]
    data = report_data(opened)
    return [name for name in catalogue.installed() if _has_figures(data, name)]


def _has_figures(data: ReportData, name: str) -> bool:
    """Whether a chart has something to show; another package's chart that fails has nothing, and the log says why."""
    try:
        return bool(catalogue.figures(data, name))
    except InputError as error:
        _LOG.warning("%s", error)
        return False


def chart(opened: Opened, name: str) -> Chart:
    """One chart.

    Raises:
        InputError: there is no chart of that name, or it has nothing to show; names those that there are.
    """
    if isinstance(opened, Sweep):
        if name not in sweeps.CHARTS:
            raise catalogue.unknown(name, sweeps.CHARTS)
        figures = sweeps.figures(opened, name)
    else:
        figures = catalogue.figures(report_data(opened), name)
    if not figures:
        raise catalogue.unknown(name, charts(opened))
    return Chart(name, figures)
