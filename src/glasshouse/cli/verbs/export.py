"""``glasshouse export``: a run's tables as files that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final

import duckdb
import typer

from glasshouse.cli.console.options import Json, Reader, RunFolder, find_run
from glasshouse.cli.console.output import write, write_json
from glasshouse.results.frames import tables
from glasshouse.store.folder import make_folder, write_aside
from glasshouse.store.result import read_run

_OPTIONS: Final = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet", "json": "FORMAT json, ARRAY"}
_STORED: Final = ("series", "snapshots", "panel")
"""Tables that lie in the run's folder already."""


def command(
    run: RunFolder,
    out: Annotated[
        str | None, typer.Option("--out", metavar="FOLDER", help="Folder for the files; by default RUN-tables here.")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="One of csv, parquet, json.")] = "csv",
    json: Json = False,
) -> None:
    """Write a run's tables as CSV, Parquet or JSON.

    The tables are: series (one row a day), snapshots (scores and bands by group, every 30 days and at the end), panel
    (the chosen citizens day by day, if there are any), observables, kinds, bands and provinces.
    """
    reader = Reader()
    reader.choice("--format", form, tuple(_OPTIONS))
    reader.finish()
    opened = read_run(find_run(run))
    source = opened.path
    folder = Path(out) if out else Path(f"{source.name}-tables")
    make_folder(folder)
    paths = [
        _write_table(folder / f"{name}.{form}", f"read_parquet({_quoted(source / f'{name}.parquet')})", {}, form)
        for name in _STORED
        if (source / f"{name}.parquet").is_file()
    ]
    for name, columns in tables(opened.document).items():
        if columns:
            paths.append(_write_table(folder / f"{name}.{form}", "columns", columns, form))
    if json:
        write_json({"run": opened.document["run"], "files": paths})
        return
    for path in paths:
        write(str(path))


def _write_table(path: Path, source: str, columns: dict[str, Any], form: str) -> Path:
    def put(aside: Path) -> None:
        with duckdb.connect(config={"threads": 1}) as connection:
            if columns:
                connection.register("columns", columns)
            try:
                connection.execute(f"COPY (SELECT * FROM {source}) TO {_quoted(aside)} ({_OPTIONS[form]})")
            except duckdb.IOException as error:
                raise OSError(str(error).splitlines()[0]) from error

    write_aside(path, put)
    return path


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
