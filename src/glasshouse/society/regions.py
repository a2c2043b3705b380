"""The regions of a country: published totals and means by region, with their sources; never persons.

A society's folder holds ``regions.csv``, a row a region, and ``regions.toml``, which says what each column is and where it
comes from. Nothing here knows one country from another.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from glasshouse.documents import units
from glasshouse.documents.strict import Document
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.facts.schema import Basis, Confidence, Date, Quality, UnitName, Url, Words
from glasshouse.schema.limits import REGIONS

ELSEWHERE = "elsewhere"
"""In place of a region: in none of the society's regions, and on no map."""

COLUMNS: Mapping[str, tuple[str, float, float]] = {
    "population": ("persons", 1, 2e9),
    "adults": ("persons", 1, 2e9),
    "percent_age_0_14": ("percent", 0, 60),
    "percent_age_60_plus": ("percent", 0, 60),
    "age_60_plus_of_adults": ("share", 0, 0.95),
    "mean_age_18_59": ("years", 25, 52),
    "men_per_100_women": ("men per 100 women", 50, 300),
    "men_of_adults": ("share", 0.2, 0.8),
    "urban_share": ("share", 0, 1),
    "households": ("households", 1, 1e9),
    "household_size": ("persons per household", 1, 15),
    "one_person_households": ("share", 0, 1),
    "two_person_households": ("share", 0, 1),
    "three_person_households": ("share", 0, 1),
    "four_person_households": ("share", 0, 1),
    "five_plus_person_households": ("share", 0, 1),
    "four_plus_person_households": ("share", 0, 1),
    "minority": ("share", 0, 1),
    "migrant": ("share", 0, 1),
    "employed": ("share", 0, 1),
    "income": ("money per head", 1e-6, 1e12),
    "tile_column": ("place", 0, 40),
    "tile_row": ("place", 0, 40),
}
"""The columns that a table of regions may have, beside ``code``, ``region``, ``abbr`` and ``note``: unit, least, greatest."""

_TEXTS = ("code", "region", "abbr", "note")
_SIZES = ("one_person_households", "two_person_households", "three_person_households", "four_person_households",
          "five_plus_person_households", "four_plus_person_households")  # fmt: skip
_OF_PEOPLE = tuple(
    name for name in COLUMNS if name not in ("population", "adults", "households", "tile_column", "tile_row")
)
"""Columns of means and shares: where a cell is empty, the mean of the other regions stands in, weighted by people."""

Cell = str | float
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


class TableSource(Document):
    """Where a table of regions comes from.

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


class Regions(TableSource):
    """A table of regions with its source.

    Attributes:
        columns: what each column holds, in the order of the cells of a row.
        rows: a row a region; an empty text is a missing cell.
    """

    columns: dict[Column, ColumnNote]
    rows: tuple[tuple[Cell, ...], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        names = tuple(self.columns)
        problems = [*_problems_of_columns(self.columns), *_problems_of_rows(names, self.rows)]
        if not problems:
            problems = [*_problems_of_totals(self.columns, self.rows)]
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
        Problem(file=file, key=_label(header, row, n), expected=f"{len(header)} cells", found=str(len(row)))
        for n, row in enumerate(rows)
        if len(row) != len(header)
    ]
    if problems:
        raise InputError(problems)
    table: list[list[Cell]] = [list(header)]
    for n, row in enumerate(rows):
        cells: list[Cell] = []
        for name, cell in zip(header, row, strict=True):
            try:
                cells.append(_cell(name, cell.strip()))
            except ValueError:
                key = f"{_label(header, row, n)}.{name}"
                problems.append(Problem(file=file, key=key, expected="a number or nothing", found=repr(cell)))
        table.append(cells)
    if problems:
        raise InputError(problems)
    return table


def _label(header: Sequence[str], row: Sequence[Any], n: int) -> str:
    """What errors call a row: its region's name, else its number from 1."""
    place = header.index("region") if "region" in header else len(row)
    return str(row[place]) if place < len(row) and row[place] else f"row {n + 1}"


def _cell(name: str, cell: str) -> Cell:
    return cell if name in _TEXTS or not cell else float(cell)


def _problems_of_columns(columns: Mapping[str, ColumnNote]) -> Iterator[Problem]:
    for name in ("code", "region"):
        if name not in columns:
            yield Problem(key="columns", expected=f"a column {name!r}", found="none")
    if not {"adults", "population"} & set(columns):
        yield Problem(key="columns", expected="a column 'adults' or 'population'", found="neither")
    if "adults" not in columns and "population" in columns and "percent_age_0_14" not in columns:
        yield Problem(
            key="columns",
            expected="a column 'adults', or 'percent_age_0_14' beside 'population'",
            found="neither",
        )
    for name, note in columns.items():
        if name in _TEXTS:
            continue
        if name not in COLUMNS:
            known = (*_TEXTS, *COLUMNS)
            yield Problem(
                key=f"columns.{name}", expected=f"one of {', '.join(known)}", found=repr(name),
                nearest=nearest_name(name, known),
            )  # fmt: skip
        elif note.unit != units.normalise(COLUMNS[name][0]) and name != "income":
            yield Problem(key=f"columns.{name}.unit", expected=repr(COLUMNS[name][0]), found=repr(note.unit))


def _problems_of_rows(names: tuple[str, ...], rows: Sequence[Sequence[Cell]]) -> Iterator[Problem]:
    if len(rows) >= REGIONS:
        yield Problem(key="rows", expected=f"at most {REGIONS - 1} regions", found=str(len(rows)))
    for n, row in enumerate(rows):
        label = _label(names, row, n)
        if len(row) != len(names):
            yield Problem(key=label, expected=f"{len(names)} cells, one for each column", found=str(len(row)))
            continue
        cells = dict(zip(names, row, strict=True))
        if cells.get("region") in ("", ELSEWHERE):
            yield Problem(key=label, expected=f"a name of its own, not {ELSEWHERE!r}", found=repr(cells.get("region")))
        yield from _problems_of_cells(label, cells)
    for name in ("code", "region"):
        if name in names:
            found = [row[names.index(name)] for row in rows if len(row) == len(names)]
            for each in dict.fromkeys(cell for cell in found if found.count(cell) > 1):
                yield Problem(key=name, expected="each once", found=f"{each!r} {found.count(each)} times")
    yield from _problems_of_tiles(names, rows)


def _problems_of_cells(label: str, cells: Mapping[str, Cell]) -> Iterator[Problem]:
    """Values that are no numbers or out of their range, people who are missing, and household sizes that are not one whole."""
    for name, cell in cells.items():
        if name in _TEXTS or name not in COLUMNS or cell == "":
            continue
        unit, low, high = COLUMNS[name]
        if isinstance(cell, str):
            yield Problem(key=f"{label}.{name}", expected="a number or nothing", found=repr(cell))
        elif not low <= cell <= high:
            yield Problem(key=f"{label}.{name}", expected=f"{low:g} to {high:g} {unit}", found=f"{cell:g}")
    for name in ("adults", "population", "percent_age_0_14"):
        if cells.get(name) == "" and not (name != "adults" and cells.get("adults")):
            yield Problem(key=f"{label}.{name}", expected="a number: nobody can be placed without", found="nothing")
    adults, people = cells.get("adults"), cells.get("population")
    if isinstance(adults, float) and isinstance(people, float) and adults > people:
        yield Problem(key=f"{label}.adults", expected=f"at most the {people:g} residents", found=f"{adults:g}")
    sizes = [float(cell) for name in _SIZES if isinstance(cell := cells.get(name, ""), float)]
    if "one_person_households" in cells and len(sizes) > 1 and abs(sum(sizes) - 1) > 0.005:
        yield Problem(
            key=f"{label}.households", expected="shares of household sizes that add up to 1", found=f"{sum(sizes):g}"
        )


def _problems_of_tiles(names: tuple[str, ...], rows: Sequence[Sequence[Cell]]) -> Iterator[Problem]:
    if not {"tile_column", "tile_row"} & set(names):
        return
    if not {"tile_column", "tile_row"} <= set(names):
        yield Problem(key="columns", expected="both 'tile_column' and 'tile_row', or neither", found="one")
        return
    x, y = names.index("tile_column"), names.index("tile_row")
    taken: dict[tuple[Cell, Cell], str] = {}
    for n, row in enumerate(rows):
        if len(row) != len(names) or "" in (row[x], row[y]):
            continue
        label, at = _label(names, row, n), (row[x], row[y])
        if at in taken:
            yield Problem(
                key=f"{label}.tile", expected=f"another tile than {taken[at]}'s", found=f"{at[0]:g}, {at[1]:g}"
            )
        taken[at] = label


def _problems_of_totals(columns: Mapping[str, ColumnNote], rows: Sequence[Sequence[Cell]]) -> Iterator[Problem]:
    """Columns whose regions do not add up to the published total, or do not have the published mean."""
    names = tuple(columns)
    weights = [_people(dict(zip(names, row, strict=True))) for row in rows]
    for name, note in columns.items():
        if note.total is None:
            continue
        cells = [row[names.index(name)] for row in rows]
        known = [(float(cell), weight) for cell, weight in zip(cells, weights, strict=True) if cell != ""]
        counted = COLUMNS[name][0] in ("persons", "households")
        total = sum(v for v, _ in known) if counted else sum(v * w for v, w in known) / sum(w for _, w in known)
        off = 0.005 if counted else 0.02
        if abs(total / note.total - 1) > off:
            words = "add up to" if counted else "have the mean"
            yield Problem(key=name, expected=f"regions that {words} the published {note.total:g}", found=f"{total:g}")


def _people(cells: Mapping[str, Cell]) -> float:
    return float(cells.get("adults") or cells.get("population") or 0.0)


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
    at = (given.pop("tile_column", None), given.pop("tile_row", None))
    tile = None if None in at else (int(at[0] or 0), int(at[1] or 0))
    assumed = tuple(name for name in stand_ins if name not in given)
    words = {name: str(cells.get(name, "")) for name in _TEXTS}
    return Region(words["code"], words["region"], words["abbr"], tile, words["note"], {**stand_ins, **given}, assumed)
