"""``glasshouse chart``: one chart of a run, a comparison or a sweep as a file."""

from __future__ import annotations

from typing import Annotated

import typer

from glasshouse.api import open_result
from glasshouse.cli.console.options import Json, RunFolder, find_run
from glasshouse.cli.console.output import write, write_json


def command(
    run: RunFolder,
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="The chart; by default their names are listed.", show_default=False),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out", metavar="FILE", help="A file that ends in .svg, .png, .pdf or .json; by default NAME.svg here."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Write one chart of a run as SVG, PNG, PDF or Vega-Lite, or list the charts that it has."""
    folder = find_run(run)
    opened = open_result(folder)
    if name is None:
        names = opened.charts()
        if json:
            write_json({"run": folder, "charts": names})
        for each in () if json else names:
            write(each)
        return
    path = opened.chart(name).save(out or f"{name}.svg")
    if json:
        write_json({"run": folder, "chart": name, "file": path})
    else:
        write(str(path))
