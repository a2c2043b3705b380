"""The provinces of the 2020 census: published totals and means, never persons."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Literal

from glasshouse.documents import units
from glasshouse.documents.strict import Document, load_document
from glasshouse.documents.toml import read_text
from glasshouse.errors import InputError, Problem
from glasshouse.facts.loading import library_folder
from glasshouse.facts.schema import Basis, Confidence, Date, Quality, UnitName, Url, Words

Column = Literal[
    "code",
    "province",
    "population",
    "urban_share",
    "household_size",
    "men_per_100_women",
    "percent_age_0_14",
    "percent_age_60_plus",
    "note",
]

_MEASURES = ("urban_share", "household_size", "men_per_100_women", "percent_age_0_14", "percent_age_60_plus")


class ColumnNote(Document):
    """What a column of a table holds.

    Attributes:
        unit: unit of its values.
        meaning: what they say.
    """

    unit: UnitName
    meaning: Words


class TableNote(Document):
    """Where a table comes from and what its columns hold; stands beside the CSV.

    Attributes:
        title: heading.
        as_of: when it was so.
        source: who published it.
        confidence: whether a text that states it was read.
        quality: how near that text is to the origin.
        basis: what kind of source stands behind it.
        url: where it was read, if a lasting address is known.
        note: how figures were derived.
        missing: what an empty cell stands for and how it is filled.
        columns: the columns by name.
    """

    title: Words
    as_of: Date
    source: Words
    confidence: Confidence
    quality: Quality
    basis: Basis
    url: Url | None = None
    note: Words | None = None
    missing: Words
    columns: dict[Column, ColumnNote]


@dataclass(frozen=True, slots=True)
class Province:
    """One province-level division in the 2020 census.

    Attributes:
        code: six-digit division code of the census (GB/T 2260).
        name: English name.
        population: residents, persons.
        urban_share: share of residents in towns and cities.
        household_size: persons per family household.
        men_per_100_women: sex ratio.
        age_0_14_share: share of residents aged 0 to 14.
        age_60_plus_share: share of residents aged 60 and over.
        note: how the figures were derived, where they are not published as such.
        assumed: names of the attributes above that are missing in the table and hold the national average
            instead.
    """

    code: str
    name: str
    population: int
    urban_share: float
    household_size: float
    men_per_100_women: float
    age_0_14_share: float
    age_60_plus_share: float
    note: str | None = None
    assumed: tuple[str, ...] = ()


@cache
def provinces() -> tuple[Province, ...]:
    """The 31 provinces, municipalities and autonomous regions, by code.

    Two cells are missing: household size and sex ratio of Xinjiang. They are *assumed* to equal the
    national average, that is the mean of the other provinces weighted by population, and are named in
    ``Province.assumed``.

    Raises:
        InputError: the table is not as it should be; lists every problem.
    """
    return load_provinces(library_folder())


@cache
def table_note() -> TableNote:
    """Source, units and derivation of the table of provinces.

    Raises:
        InputError: the description is not as it should be.
    """
    return load_document(library_folder() / "provinces_2020.toml", TableNote)


def load_provinces(folder: Traversable) -> tuple[Province, ...]:
    """The provinces of a folder's ``provinces_2020.csv``; its first lines may be comments (``#``).

    Raises:
        InputError: a column is missing or unknown, or a cell is no number; lists every problem.
    """
    path = folder / "provinces_2020.csv"
    lines = [line for line in read_text(path).splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    table = [_cells(row, str(path)) for row in rows]
    problems = [problem for _, wrong in table for problem in wrong]
    if problems or not rows:
        raise InputError(problems or Problem(file=str(path), expected="a row per province", found="none"))
    return _provinces(rows, [cells for cells, _ in table])


def _provinces(rows: list[dict[str, str]], measured: list[dict[str, float | None]]) -> tuple[Province, ...]:
    """The provinces, with national means in place of missing cells."""
    means = {measure: _mean(measured, measure) for measure in _MEASURES}
    return tuple(_province(row, cells, means) for row, cells in zip(rows, measured, strict=True))


def _cells(row: Mapping[str, str | None], file: str) -> tuple[dict[str, float | None], list[Problem]]:
    cells: dict[str, float | None] = {}
    problems = []
    for column in ("population", *_MEASURES):
        text = row.get(column)
        try:
            cells[column] = float(text) if text else None
        except ValueError:
            cells[column] = None
            place = f"{row.get('province')}.{column}"
            problems.append(Problem(file=file, key=place, expected="a number or nothing", found=repr(text)))
    if not cells["population"]:
        place = f"{row.get('province')}.population"
        problems.append(Problem(file=file, key=place, expected="a number above 0"))
    return cells, problems


def _mean(rows: list[dict[str, float | None]], measure: str) -> float:
    """Mean of a measure over the provinces that have it, weighted by population."""
    known = [(row[measure] or 0.0, row["population"] or 0.0) for row in rows if row[measure] is not None]
    weight = sum(people for _, people in known)
    return sum(value * people for value, people in known) / weight if weight else 0.0


def _province(row: Mapping[str, str], cells: Mapping[str, float | None], means: Mapping[str, float]) -> Province:
    filled = {**means, **{measure: value for measure, value in cells.items() if value is not None}}
    names = {"percent_age_0_14": "age_0_14_share", "percent_age_60_plus": "age_60_plus_share"}
    return Province(
        code=row["code"],
        name=row["province"],
        population=int(filled["population"]),
        urban_share=filled["urban_share"],
        household_size=filled["household_size"],
        men_per_100_women=filled["men_per_100_women"],
        age_0_14_share=units.convert(filled["percent_age_0_14"], "percent", "share"),
        age_60_plus_share=units.convert(filled["percent_age_60_plus"], "percent", "share"),
        note=row["note"] or None,
        assumed=tuple(names.get(measure, measure) for measure in _MEASURES if cells[measure] is None),
    )
