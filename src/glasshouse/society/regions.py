"""The regions of a country: published totals and means by region, with their sources; never persons.

A society's folder holds ``regions.csv``, a row a region, and ``regions.toml``, which says what each column is and where it
comes from. Nothing here knows one country from another.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Self

from pydantic import Field, model_validator

from glasshouse.documents import units
from glasshouse.documents.strict import Document
from glasshouse.errors import InputError, Problem
from glasshouse.facts.schema import Basis, Confidence, Date, Quality, UnitName, Url, Words
from glasshouse.society.region_checks import (
    COLUMNS,
    TEXTS,
    Cell,
    label_of,
    problems_of_columns,
    problems_of_rows,
    problems_of_totals,
)

_OF_PEOPLE = tuple(
    name for name in COLUMNS if name not in ("population", "adults", "households", "tile_column", "tile_row")
)
"""Columns of means and shares: where a cell is empty, the mean of the other regions stands in, weighted by people."""

Column = Annotated[str, Field(min_length=1)]


class ColumnNote(Document):
    """What a column of a table holds.

    Attributes:
        unit: unit of its values.
        meaning: what they say.
        source: who published it, where that is not the table's source.
        as_of: when it was so, where that is not the table's date.
        url: where it was read, where that is not the table's.
        confidence: whether a text that states it was read, where that is not the table's.
        derived: how the figures were worked out, where they are not published as such.
        range: how far the true values may lie from the table's, as factors.
        total: the published total or mean of the whole country, held against the regions'.
    """

    unit: UnitName
    meaning: Words
    source: Words | None = None
    as_of: Date | None = None
    url: Url | None = None
    confidence: Confidence | None = None
    derived: Words | None = None
    range: tuple[float, float] | None = None
    total: float | None = None


class TableNote(Document):
    """Where a table of regions comes from, and what its columns hold.

    Attributes:
        title: heading.
        as_of: when it was so.
        source: who published it.
        confidence: whether a text that states it was read.
        quality: how near that text is to the origin.
        basis: what kind of source stands behind it.
        url: where it was read, if a lasting address is known.
        licence: under which terms the figures may be used.
        note: how figures were derived.
        missing: what is missing, and what stands in.
        noun: what a region is called, one and several.
        columns: what each column holds, in the order of the cells of a row.
    """

    title: Words
    as_of: Date
    source: Words
    confidence: Confidence
    quality: Quality
    basis: Basis
    url: Url | None = None
    licence: Words | None = None
    note: Words | None = None
    missing: Words
    noun: tuple[Words, Words] = ("region", "regions")
    columns: dict[Column, ColumnNote]


class Regions(TableNote):
    """A table of regions with its source.

    Attributes:
        rows: a row a region; an empty text is a missing cell.
    """

    rows: tuple[tuple[Cell, ...], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        names = tuple(self.columns)
        units_of = {name: note.unit for name, note in self.columns.items()}
        problems = [*problems_of_columns(units_of), *problems_of_rows(names, self.rows)]
        if not problems:
            totals = {name: note.total for name, note in self.columns.items() if note.total is not None}
            problems = [*problems_of_totals(names, self.rows, totals)]
        if problems:
            raise InputError(problems)
        return self

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions, in the order of the table."""
        return _regions(tuple(self.columns), self.rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The regions' names, in the order of the table."""
        place = tuple(self.columns).index("region")
        return tuple(str(row[place]) for row in self.rows)

    def source_of(self, column: str) -> str:
        """Who published a column, and of when it is."""
        note = self.columns[column]
        return f"{note.source or self.source}, {note.as_of or self.as_of}"


@dataclass(frozen=True, slots=True)
class Region:
    """One region of a country.

    Attributes:
        code: code of the statistical office.
        name: English name.
        abbr: a few letters for a map; empty if the table has none.
        tile: column and row on a tile map, if the table has one.
        note: how the figures were derived, where they are not published as such.
        figures: the figures by column; where a cell was missing, the mean of the other regions.
        assumed: columns that are missing in the table and hold that mean.
    """

    code: str
    name: str
    abbr: str
    tile: tuple[int, int] | None
    note: str
    figures: Mapping[str, float]
    assumed: tuple[str, ...]

    def get(self, column: str) -> float | None:
        """A figure; None if the table has no such column."""
        return self.figures.get(column)

    def share(self, column: str) -> float | None:
        """A figure in percent as a share."""
        value = self.figures.get(column)
        return None if value is None else float(units.convert(value, "percent", "share"))


def read_rows(text: str, file: str) -> list[list[Cell]]:
    """The header and the rows of a table; lines that begin with ``#`` are words for people.

    Args:
        text: the CSV.
        file: what to call it in errors.

    Raises:
        InputError: a row has too many or too few cells, or a cell is no number where one must stand; lists every problem.
    """
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    header, *rows = list(csv.reader(lines)) or [[]]
    problems = [
        Problem(file=file, key=label_of(header, row, n), expected=f"{len(header)} cells", found=str(len(row)))
        for n, row in enumerate(rows)
        if len(row) != len(header)
    ]
    if problems:
        raise InputError(problems)
    table: list[list[Cell]] = [list(header)]
    for n, row in enumerate(rows):
        table.append([_cell(name, cell.strip()) for name, cell in zip(header, row, strict=True)])
        label = label_of(header, row, n)
        problems += [
            Problem(file=file, key=f"{label}.{name}", expected="a number or nothing", found=repr(cell))
            for name, cell in zip(header, table[-1], strict=True)
            if name not in TEXTS and isinstance(cell, str) and cell
        ]
    if problems:
        raise InputError(problems)
    return table


def _cell(name: str, cell: str) -> Cell:
    """A cell as a number, where one must stand; as it is where it is none."""
    try:
        return cell if name in TEXTS or not cell else float(cell)
    except ValueError:
        return cell


@lru_cache(maxsize=64)
def _regions(names: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> tuple[Region, ...]:
    table = [dict(zip(names, row, strict=True)) for row in rows]
    means = {name: _mean(table, name) for name in _OF_PEOPLE if name in names}
    return tuple(_region(cells, means) for cells in table)


def _mean(table: Sequence[Mapping[str, Cell]], name: str) -> float | None:
    """Mean of a column over the regions that have it, weighted by residents, or by adults where those are not known."""
    known = [
        (float(row[name]), float(row.get("population") or row.get("adults") or 0.0)) for row in table if row[name] != ""
    ]
    weight = sum(people for _, people in known)
    return sum(value * people for value, people in known) / weight if weight else None


def _region(cells: Mapping[str, Cell], means: Mapping[str, float | None]) -> Region:
    given = {name: float(cell) for name, cell in cells.items() if name in COLUMNS and cell != ""}
    stand_ins = {name: mean for name, mean in means.items() if mean is not None}
    tile = _tile(given.pop("tile_column", None), given.pop("tile_row", None))
    assumed = tuple(name for name in stand_ins if name not in given)
    words = {name: str(cells.get(name, "")) for name in TEXTS}
    return Region(words["code"], words["region"], words["abbr"], tile, words["note"], {**stand_ins, **given}, assumed)


def _tile(column: float | None, row: float | None) -> tuple[int, int] | None:
    return None if column is None or row is None else (int(column), int(row))
