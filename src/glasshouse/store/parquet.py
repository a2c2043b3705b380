"""The tables of a run as Parquet files: time series, snapshots, panel."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from glasshouse.engine.labels import Labels
from glasshouse.engine.run import Run
from glasshouse.errors import DamagedRunError
from glasshouse.measurement.snapshots import GROUPS
from glasshouse.results.axes import from_columns, places, to_columns
from glasshouse.schema.counts import PANEL
from glasshouse.schema.limits import BINS
from glasshouse.store.folder import write_aside

_REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS, errno.ENOENT)
"""Reasons of the system that are known by their words in a message of DuckDB."""


def write_tables(run: Run, folder: Path) -> list[str]:
    """Write a run's tables; returns the names of the files.

    Raises:
        StorageError: the folder cannot be written, or the disk is full.
    """
    tables = {"series.parquet": series(run), "snapshots.parquet": snapshots(run)}
    if len(run.watched):
        tables["panel.parquet"] = panel(run)
    write_all({folder / name: columns for name, columns in tables.items()})
    return list(tables)


def series(run: Run) -> dict[str, Any]:
    """One row a day: every total of the day."""
    names = places(run.labels)
    columns = {"day": np.arange(run.scenario.days, dtype="i4"), **to_columns(run.day_counts, names)}
    for s, system in enumerate(run.labels.systems):
        columns |= to_columns(np.ascontiguousarray(run.system_counts[:, s]), names, system.name)
    return columns


def snapshots(run: Run) -> dict[str, Any]:
    """One row for each snapshot, system, group and bin or band.

    Columns: day, system, part (``bin`` or ``band``), number, name (of the band), group, start (lowest score), people.
    """
    rows: list[tuple[Any, ...]] = []
    for day, snapshot in zip(run.snapshot_days, run.snapshots, strict=True):
        for s, system in enumerate(run.labels.systems):
            if not system.capabilities.judges:
                continue
            scale = [system.low + b * (system.high - system.low) / BINS for b in range(BINS)]
            for g, group in enumerate(GROUPS):
                head = (int(day), system.name)
                if system.capabilities.has_scale:
                    bins = snapshot["bins"][s, g]
                    rows += [(*head, "bin", b, "", group, scale[b], int(bins[b])) for b in range(BINS)]
                bands = snapshot["bands"][s, g]
                rows += [
                    (*head, "band", b, name, group, system.starts[b], int(bands[b]))
                    for b, name in enumerate(system.bands)
                ]
    names = ("day", "system", "part", "number", "name", "group", "start", "people")
    types = ("i4", "O", "O", "i4", "O", "O", "f8", "i8")
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return {name: np.array(column, type_) for name, column, type_ in zip(names, columns, types, strict=True)}


def panel(run: Run) -> dict[str, Any]:
    """One row for each day and watched citizen: everything about them."""
    days, watched = run.panel.shape
    own = {
        "day": np.repeat(np.arange(days, dtype="i4"), watched),
        "citizen": np.tile(run.watched.astype("i8"), days),
    }
    return own | to_columns(run.panel.reshape(-1), places(run.labels))


def read_panel(path: Path, labels: Labels, citizen: int) -> np.ndarray:
    """`PANEL` records of one citizen by day.

    Raises:
        DamagedRunError: the file cannot be read, or another version named its columns.
    """
    table = read(path).filter(f"citizen = {int(citizen)}").order("day")
    columns = {name: np.asarray(column) for name, column in table.fetchnumpy().items()}
    try:
        return from_columns(columns, PANEL, places(labels))
    except KeyError as error:
        raise DamagedRunError(
            f"{path} has no column {error}: another version wrote it; `--fresh` makes the run again"
        ) from None


def read(path: Path) -> duckdb.DuckDBPyRelation:
    """A Parquet file as a relation.

    Raises:
        DamagedRunError: there is no such file, or it cannot be read.
    """
    try:
        return duckdb.connect().read_parquet(str(path))
    except duckdb.Error as error:
        raise DamagedRunError(f"cannot read {path}: {str(error).splitlines()[0]}") from error


def select(path: Path, columns: str, condition: str, wanted: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Rows of a Parquet file.

    Args:
        path: the file.
        columns: what to take, in SQL.
        condition: which rows, in SQL, with ``$name`` for values.
        wanted: these values by name.

    Raises:
        DamagedRunError: there is no such file, or it cannot be read.
    """
    try:
        with duckdb.connect(config={"threads": 1}) as connection:
            query = f"SELECT {columns} FROM read_parquet($path) WHERE {condition}"
            return connection.execute(query, {"path": str(path), **wanted}).fetchall()
    except duckdb.Error as error:
        raise DamagedRunError(f"cannot read {path}: {str(error).splitlines()[0]}") from error


def write_all(tables: Mapping[Path, Mapping[str, Any]]) -> None:
    """Write tables, each aside, then rename it; all over one connection, which takes longer to open than to use.

    Args:
        tables: columns by name, by the file that they go to.

    Raises:
        StorageError: the folder cannot be written, or the disk is full.
    """
    with duckdb.connect(config={"threads": 1}) as connection:
        for path, columns in tables.items():
            write_aside(path, lambda aside, columns=columns: _write(connection, columns, aside))  # type: ignore[misc]


def _write(connection: duckdb.DuckDBPyConnection, columns: Mapping[str, Any], path: Path) -> None:
    try:
        connection.register("columns", dict(columns))
        quoted = str(path).replace("'", "''")
        connection.execute(f"COPY (SELECT * FROM columns) TO '{quoted}' (FORMAT parquet)")
    except duckdb.Error as error:
        raise as_os_error(error) from error
    finally:
        connection.unregister("columns")


def as_os_error(error: duckdb.Error) -> OSError:
    """What the system refused, out of DuckDB's message: a line, or JSON with the message in it."""
    text = str(error).strip()
    try:
        said = str(json.loads(text)["exception_message"])
    except (ValueError, KeyError, TypeError):
        said = text.splitlines()[0] if text else type(error).__name__
    code = next((number for number in _REFUSALS if os.strerror(number) in said), None)
    return OSError(said) if code is None else OSError(code, os.strerror(code))
