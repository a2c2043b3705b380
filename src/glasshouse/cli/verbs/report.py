"""``glasshouse report``: a run or a comparison as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from glasshouse import report
from glasshouse.api import open_run
from glasshouse.cli.console.options import Json, RunFolder, find_run
from glasshouse.cli.console.output import write, write_json
from glasshouse.report.sweeps import write_sweep
from glasshouse.store.result import Result
from glasshouse.sweeps.sweep import Sweep
from glasshouse.worlds.comparison import Comparison


def command(
    run: RunFolder,
    html: Annotated[
        str | None, typer.Option("--html", metavar="FILE", help="The file to write; by default report.html in the run.")
    ] = None,
    json: Json = False,
) -> None:
    """Write a run's report as one HTML file and print its path.

    The file needs nothing else: no network, no other file. Of a comparison, the report shows the twins side by side.
    """
    folder = find_run(run)
    path = write_report(open_run(folder), Path(html) if html else None)
    if json:
        write_json({"run": folder, "report": path})
    else:
        write(str(path))


def write_report(opened: Result | Comparison | Sweep, path: Path | None = None) -> Path:
    """Write the report of a run, a comparison or a sweep; returns its path.

    Args:
        opened: what to report on.
        path: the file; by default ``report.html`` in its folder.

    Raises:
        StorageError: the file cannot be written.
    """
    path = path or opened.path / "report.html"
    if isinstance(opened, Sweep):
        return write_sweep(opened, path)
    if isinstance(opened, Result):
        return report.write_run(opened.document, path, course=_course(opened))
    courses = {name: _course(world) for name, world in opened.worlds.items()}
    return report.write_comparison(opened.document, path, courses=courses)


def _course(result: Result) -> dict[str, list[float]]:
    """The daily totals of a run, ``field_name`` by kind or group, and ``field`` for all of them together."""
    course: dict[str, list[float]] = {}
    sums: dict[str, Any] = {}
    for name, column in result.series.fetchnumpy().items():
        field, dot, _ = name.partition(".")
        course[name.replace(".", "_")] = column.tolist()
        if dot:
            sums[field] = sums.get(field, 0) + column.astype("f8")
    return {**{field: total.tolist() for field, total in sums.items()}, **course}
