"""Tidy tables of a run, a comparison or a sweep, for other programs: which there are, and as files.

A run has its series with a key to the columns, snapshots, its panel, and the parts of its results document; a comparison its
differences, whose days were not those of the twin, and the tables of each world; a sweep its results (values, differences
and individual differences), its points, and published figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

from glasshouse.errors import InputError, Problem
from glasshouse.results import frames
from glasshouse.store import manifest
from glasshouse.store.folder import make_folder, write_aside
from glasshouse.store.parquet import as_os_error
from glasshouse.store.result import Result
from glasshouse.sweeps.folder import FIGURES, POINTS, RESULTS
from glasshouse.sweeps.sweep import Sweep
from glasshouse.worlds.comparison import Comparison

FORMATS: Final[Mapping[str, str]] = {
    "csv": "FORMAT csv, HEADER",
    "parquet": "FORMAT parquet",
    "json": "FORMAT json, ARRAY",
}
"""Kinds of files, with what DuckDB calls them."""
_STORED: Final = ("series", "snapshots", "panel")
"""Tables of a run that lie in its folder already."""


@dataclass(frozen=True)
class Table:
    """A table to be written.

    Attributes:
        name: its name, with the folders above it: ``differences``, ``worlds/nothing/series``.
        stored: the Parquet file that holds it already; None if `columns` do.
        columns: its columns by name.
    """

    name: str
    stored: Path | None
    columns: Mapping[str, Any]


def tables_of(opened: Result | Comparison | Sweep) -> Iterator[Table]:
    """The tables of what was opened, in the order in which one asks for them."""
    if isinstance(opened, Sweep):
        yield from _of_sweep(opened)
    elif isinstance(opened, Comparison):
        yield from _of_comparison(opened)
    else:
        yield from _of_run(opened)


def export(opened: Result | Comparison | Sweep, folder: str | Path, form: str = "csv") -> list[Path]:
    """Write every table as a file of its own; returns their paths.

    Args:
        opened: a run, a comparison or a sweep.
        folder: where the files go; it is made if there is none.
        form: ``csv``, ``parquet`` or ``json``.

    Raises:
        InputError: the folder is that of a run, a comparison or a sweep, whose own tables have the same names.
        StorageError: the folder cannot be written, or the disk is full.
    """
    if (Path(folder) / manifest.NAME).exists():
        expected, found = "a folder for tables alone", f"{folder}, whose own tables have the same names"
        raise InputError(Problem(key="out", expected=expected, found=found, advice="nothing in it was changed"))
    paths = []
    for table in tables_of(opened):
        path = Path(folder) / f"{table.name}.{form}"
        make_folder(path.parent)
        _write(path, table, form)
        paths.append(path)
    return paths


def _of_run(run: Result, above: str = "") -> Iterator[Table]:
    for name in _STORED:
        stored = run.path / f"{name}.parquet"
        if stored.is_file():
            yield Table(f"{above}{name}", stored, {})
    yield Table(f"{above}columns", None, frames.as_columns(list(frames.column_rows(run.columns))))
    for name, columns in frames.tables(run.document).items():
        if columns:
            yield Table(f"{above}{name}", None, columns)


def _of_comparison(comparison: Comparison) -> Iterator[Table]:
    for name in ("differences", "individual_differences"):
        frame = comparison.to_pandas(name)
        known = frame.astype(object).where(frame.notna(), None)  # pandas has NaN where there is nothing
        if len(frame):
            yield Table(
                name,
                None,
                frames.as_columns(
                    [dict(zip(known.columns, row, strict=True)) for row in known.itertuples(index=False)]
                ),
            )
    worlds = comparison.worlds
    rows = [
        {"world": world, **row}
        for world, run in worlds.items()
        for row in frames.document_rows(run.document, "observables")
    ]
    yield Table("observables", None, frames.as_columns(rows))
    for run in worlds.values():
        # Folders of worlds are named so that any file system takes them.
        yield from _of_run(run, f"worlds/{run.path.name}/")


def _of_sweep(sweep: Sweep) -> Iterator[Table]:
    for file in (RESULTS, POINTS, FIGURES):
        yield Table(file.removesuffix(".parquet"), sweep.path / file, {})
    rows = [{"observable": name, **said} for name, said in sweep.document["observables"].items()]
    yield Table("observables", None, frames.as_columns(rows))


def _write(path: Path, table: Table, form: str) -> None:
    def put(aside: Path) -> None:
        with duckdb.connect(config={"threads": 1}) as connection:
            if table.stored is None:
                connection.register("columns", dict(table.columns))
            source = "columns" if table.stored is None else f"read_parquet({_quoted(table.stored)})"
            try:
                connection.execute(f"COPY (SELECT * FROM {source}) TO {_quoted(aside)} ({FORMATS[form]})")
            except duckdb.Error as error:
                raise as_os_error(error) from error

    write_aside(path, put)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
