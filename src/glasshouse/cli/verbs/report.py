"""``glasshouse report``: a run or a comparison as one HTML file."""

from __future__ import annotations

from typing import Annotated

import typer

from glasshouse.api import open_result
from glasshouse.cli.console.options import Json, RunFolder, find_run
from glasshouse.cli.console.output import write, write_json


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
    path = open_result(folder).report(html)
    if json:
        write_json({"run": folder, "report": path})
    else:
        write(str(path))
