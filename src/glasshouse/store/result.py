"""A result: a run that came to its end, as its directory holds it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from glasshouse.documents import notebook
from glasshouse.documents.strict import validate_document
from glasshouse.errors import DamagedRunError, InputError, Problem
from glasshouse.results import frames
from glasshouse.results.observed import Observed
from glasshouse.results.schema import RunResults
from glasshouse.scenario import Scenario
from glasshouse.store import manifest
from glasshouse.store.manifest import Manifest
from glasshouse.store.unfinished import read_json, reading

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pandas as pd
    import xarray as xr

_SHOWN = 12
"""Observables that a notebook shows."""


class Result:
    """A run that came to its end.

    Attributes:
        path: the run directory.
        document: the results document, as ``run --json`` prints it.
    """

    def __init__(self, found: Manifest, document: dict[str, Any] | None = None) -> None:
        """Take a complete run directory whose files were checked."""
        self.path: Path = found.folder
        self.document: dict[str, Any] = found.document if document is None else document
        self._manifest = found

    @property
    def results(self) -> RunResults:
        """The results document with types."""
        return RunResults.model_validate(self.document)

    @property
    def observables(self) -> Observed:
        """Values of the observables by name, with their `units`, `titles` and `reasons`; None is undefined."""
        return Observed(self.document["observables"])

    @property
    def digest(self) -> str:
        """Digest of the inputs."""
        return str(self.document["digest"])

    @property
    def cached(self) -> bool:
        """Whether the run had been made before."""
        return bool(self.document["cached"])

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario, as it was resolved when the run was made."""
        return read_scenario(self.path)

    @property
    def series(self) -> duckdb.DuckDBPyRelation:
        """One row a day: every total (a DuckDB relation: `.df()`, `.fetchnumpy()`, `.filter(…)`)."""
        return self._table("series.parquet")

    @property
    def snapshots(self) -> duckdb.DuckDBPyRelation:
        """Scores by bin and by band, for each system and group, every 30 days and at the end."""
        return self._table("snapshots.parquet")

    @property
    def panel(self) -> duckdb.DuckDBPyRelation | None:
        """Everything about the watched citizens by day; None if nobody was watched."""
        return self._table("panel.parquet") if self.watched else None

    def to_pandas(self, table: str | None = None) -> pd.DataFrame:
        """A table as a tidy pandas frame, with title, unit and axes in its `attrs`.

        Args:
            table: a field of the daily counts (``happened``: one row for each day and kind), a part of the document
                (``observables``, ``kinds``, ``bands``, …), ``snapshots`` or ``panel``; by default the list of tables.

        Raises:
            InputError: there is no such table; names the nearest one.
        """
        if table == "snapshots":
            return cast("pd.DataFrame", self.snapshots.df())
        if table == "panel" and self.panel is not None:
            return cast("pd.DataFrame", self.panel.df())
        if table is None:
            return frames.list_tables(self.columns, self.document)
        return frames.to_pandas(self.columns, self.document, table)

    def to_xarray(self) -> xr.Dataset:
        """All daily counts as an xarray dataset, with named dimensions, coordinates and units.

        Raises:
            InputError: xarray is not installed; the extra ``glasshouse[xarray]`` brings it.
        """
        return frames.to_xarray(self.columns, self.document)

    @cached_property
    def columns(self) -> dict[str, np.ndarray]:
        """The columns of `series` by name (`glasshouse.results.axes` says how they are called), in order of days."""
        return dict(self.series.order("day").fetchnumpy())

    @property
    def watched(self) -> tuple[int, ...]:
        """Numbers of the citizens in the panel."""
        return tuple(self._manifest.data.get("panel", ()))

    def _table(self, name: str) -> duckdb.DuckDBPyRelation:
        from glasshouse.store import parquet

        return parquet.read(self.path / name)

    def __repr__(self) -> str:
        said = self.document
        return f"<Result {said['scenario']}: {said['citizens']:,} citizens, {said['days']} days, in {self.path}>"

    def _repr_html_(self) -> str:
        said = list(self.document["observables"].values())[:_SHOWN]
        rows = [(each["title"], each["value"], each["unit"]) for each in said]
        more = len(self.document["observables"]) - len(said)
        note = f"and {more} more in .observables; tables in .to_pandas()"
        heads = ("observable", "value", "unit")
        return notebook.table(f"{self.document['title']} {self!r}", heads, rows, note)


def read_run(path: str | Path) -> Result:
    """A run that came to its end, from its directory.

    Raises:
        InputError: there is no run directory.
        DamagedRunError: the run is not complete, or a file is missing or was changed.
    """
    found = find(path)
    if found.kind != "run":
        inner = ", ".join(entry.name for entry in sorted(found.folder.iterdir()) if entry.is_dir())
        advice = f"open one of its worlds: {inner}" if inner else None
        raise InputError(Problem(expected="the directory of a run", found=f"a {found.kind} in {path}", advice=advice))
    return Result(found)


def find(path: str | Path) -> Manifest:
    """The manifest of a complete run or comparison whose files are as they were written.

    Raises:
        InputError: there is no run directory.
        DamagedRunError: not complete, or a file is missing or was changed.
    """
    folder = Path(path)
    if not (folder / manifest.NAME).is_file():
        found = "nothing" if not folder.exists() else "no manifest.json in it"
        if folder.is_dir() and any((folder / name).exists() for name in ("series.parquet", "scenario.json")):
            raise DamagedRunError(f"{folder / manifest.NAME} is missing")
        advice = "`glasshouse runs` lists the runs"
        raise InputError(Problem(file=str(folder), expected="a run directory", found=found, advice=advice))
    read = manifest.read(folder)
    if not read.is_complete:
        raise DamagedRunError(f"{folder} has not come to its end; `glasshouse resume {folder}` goes on")
    if read.data.get("format") != manifest.FORMAT:
        raise DamagedRunError(f"{folder} was made by a version that wrote another format; make it again")
    read.check()
    return read


def read_scenario(folder: Path) -> Scenario:
    """The resolved scenario of a run directory.

    Raises:
        DamagedRunError: it cannot be read.
    """
    path = folder / "scenario.json"
    with reading(path):
        return validate_document(read_json(path), Scenario, str(path))
