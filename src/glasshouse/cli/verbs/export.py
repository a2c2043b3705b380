"""``glasshouse export``: the tables of a run, a comparison or a sweep as files that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glasshouse.api import open_result
from glasshouse.cli.console.options import Json, Reader, RunFolder, find_run
from glasshouse.cli.console.output import write, write_json
from glasshouse.report.exported import FORMATS, export


def command(
    run: RunFolder,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FOLDER", help="Folder for the files; by default RUN-tables here.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="One of csv, parquet, json.")] = "csv",
    json: Json = False,
) -> None:
    """Write the tables of a run, a comparison or a sweep as CSV, Parquet or JSON.

    Of a run: series (one row a day), columns (what each column of series is), snapshots, panel, observables, kinds,
    bands, regions. Of a comparison: differences, individual_differences, observables, and each world's tables. Of a
    sweep: results (values and differences at each point and seed), points, figures, observables.
    """
    reader = Reader()
    reader.choice("--format", form, tuple(FORMATS))
    reader.finish()
    opened = open_result(find_run(run))
    paths = export(opened, Path(out) if out else Path(f"{opened.path.name}-tables"), form)
    if json:
        write_json({"run": opened.path, "files": paths})
        return
    for path in paths:
        write(str(path))
