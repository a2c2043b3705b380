"""``glasshouse report``: a run or a comparison as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glasshouse import report
from glasshouse.api import open_run
from glasshouse.cli.console.options import Json, RunFolder, find_run
from glasshouse.cli.console.output import write, write_json
from glasshouse.report.sweeps import write_sweep
from glasshouse.results.frames import daily
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
        return report.write_run(opened.document, path, course=daily(opened.columns))
    courses = {name: daily(world.columns) for name, world in opened.worlds.items()}
    return report.write_comparison(opened.document, path, courses=courses)
