"""``glasshouse export``: a run's tables as files that other programs read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import duckdb
import numpy as np
import typer

from glasshouse.cli.console.options import Json, Reader, RunFolder, find_run
from glasshouse.cli.console.output import write, write_json
from glasshouse.store.folder import make_folder, write_aside
from glasshouse.store.result import open_result

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
    opened = open_result(find_run(run))
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


def tables(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The parts of a results document that are tables, as columns.

    Args:
        document: the results document of a run.
    """
    bands = [
        {"system": name, "band": band, **said}
        for name, system in document["systems"].items()
        for band, said in (system.get("bands") or {}).items()
    ]
    return {
        "observables": _columns(_rows(document["observables"])),
        "kinds": _columns(_rows(document.get("kinds", {}))),
        "bands": _columns(bands),
        "provinces": _columns([_flat(row) for row in document.get("provinces", ())]),
    }


def _rows(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"name": name, **_flat(said)} for name, said in told.items()]


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose tables became columns of their own, named ``outer.inner``."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            flat |= {f"{key}.{inner}": each for inner, each in _flat(value).items()}
        else:
            flat[key] = value
    return flat


def _columns(rows: list[dict[str, Any]]) -> dict[str, Any]:
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: _column([row.get(name) for row in rows]) for name in names}


def _column(values: list[Any]) -> Any:
    """A column of numbers or of text; nothing stays nothing."""
    present = [value for value in values if value is not None]
    if not present or not all(map(_is_number, present)):
        return np.array([None if value is None else str(value) for value in values], "O")
    blank = [value is None for value in values]
    numbers = [0 if value is None else value for value in values]
    kind = "i8" if all(isinstance(value, int) for value in present) else "f8"
    return np.ma.masked_array(numbers, blank, kind)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


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
