"""Reports: one self-contained page for a run or for a comparison, made from results and from nothing else.

    >>> from glasshouse import report
    >>> report.write_run(result.document, Path("report.html"))  # doctest: +SKIP

The page needs no network and no other file. ``docs/report.md`` says what stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glasshouse.report.data import ReportData, TimeSeries, World
from glasshouse.report.page import compose, write

__all__ = ["write_run", "write_comparison", "compose", "TimeSeries", "ReportData", "World"]

NAME = "report.html"
"""The default name of a report's file."""


def write_run(
    document: Mapping[str, Any], path: str | Path | None = None, *, time_series: TimeSeries | None = None
) -> Path:
    """Write the report of a run.

    Args:
        document: the run's results document.
        path: the file; by default ``report.html`` in the run's folder, or here if that folder is gone.
        time_series: daily totals by column, as `glasshouse.results.frames.daily` gives them; without
            them nothing is shown over time.

    Returns:
        The file that was written.

    Raises:
        StorageError: the file cannot be written.
    """
    name = str(document.get("scenario", "run"))
    return write(ReportData({name: World(name, document, time_series or {})}), Path(path or _place(document)))


def write_comparison(
    comparison: Mapping[str, Any],
    path: str | Path | None = None,
    *,
    time_series: Mapping[str, TimeSeries] | None = None,
) -> Path:
    """Write the report of a comparison: its base beside each of its twins.

    Args:
        comparison: the comparison's results document.
        path: the file; by default ``report.html`` in the base's folder, or here if that folder is gone.
        time_series: daily totals of each world, by its name.

    Returns:
        The file that was written.

    Raises:
        StorageError: the file cannot be written.
    """
    documents, base = comparison["worlds"], str(comparison["base"])
    order = [base, *(name for name in documents if name != base)]
    worlds = {name: World(name, documents[name], (time_series or {}).get(name, {})) for name in order}
    data = ReportData(worlds, comparison, comparison.get("over_assumptions") or {})
    return write(data, Path(path or _place(documents[base])))


def _place(document: Mapping[str, Any]) -> Path:
    run = document.get("run")
    folder = Path(str(run)) if run and Path(str(run)).is_dir() else Path()
    return folder / NAME
