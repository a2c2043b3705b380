"""What is wrong with a table of regions: columns, cells, sums, tiles; every problem, with its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from glasshouse.documents import units
from glasshouse.errors import Problem, nearest_name
from glasshouse.schema.limits import REGIONS

ELSEWHERE = "elsewhere"
"""In place of a region: in none of the society's regions, and on no map."""

Cell = str | float
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

TEXTS = ("code", "region", "abbr", "note")
_SIZES = (
    "one_person_households",
    "two_person_households",
    "three_person_households",
    "four_person_households",
    "five_plus_person_households",
    "four_plus_person_households",
)

_TILE = ("tile_column", "tile_row")
_COUNTS = ("persons", "households")


def label_of(header: Sequence[str], row: Sequence[Any], n: int) -> str:
    """What errors call a row: its region's name, else its number from 1."""
    place = header.index("region") if "region" in header else len(row)
    return str(row[place]) if place < len(row) and row[place] else f"row {n + 1}"


def problems_of_columns(units_of: Mapping[str, str]) -> Iterator[Problem]:
    """Columns that are missing, that nobody knows, or in another unit.

    Args:
        units_of: each column's unit, by its name.
    """
    yield from _missing_columns(units_of)
    for name, unit in units_of.items():
        if name in TEXTS:
            continue
        if name not in COLUMNS:
            known = (*TEXTS, *COLUMNS)
            expected = f"one of {', '.join(known)}"
            yield Problem(key=f"columns.{name}", expected=expected, found=repr(name), nearest=nearest_name(name, known))
        elif unit != units.normalise(COLUMNS[name][0]):
            yield Problem(key=f"columns.{name}.unit", expected=repr(COLUMNS[name][0]), found=repr(unit))


def _missing_columns(names: Mapping[str, str]) -> Iterator[Problem]:
    for name in ("code", "region"):
        if name not in names:
            yield Problem(key="columns", expected=f"a column {name!r}", found="none")
    if "adults" not in names and not {"population", "percent_age_0_14"} <= set(names):
        expected = "a column 'adults', or 'population' with 'percent_age_0_14'"
        yield Problem(key="columns", expected=expected, found="neither")
    if len(set(_TILE) & set(names)) == 1:
        yield Problem(key="columns", expected="both 'tile_column' and 'tile_row', or neither", found="one")


def problems_of_rows(names: tuple[str, ...], rows: Sequence[Sequence[Cell]]) -> Iterator[Problem]:
    """Rows of another length, cells that cannot be, and what stands twice.

    Args:
        names: the columns.
        rows: the cells of each region; an empty text is a missing one.
    """
    if len(rows) >= REGIONS:
        yield Problem(key="rows", expected=f"at most {REGIONS - 1} regions", found=str(len(rows)))
    whole = []
    for n, row in enumerate(rows):
        label = label_of(names, row, n)
        if len(row) != len(names):
            expected = f"{len(names)} cells, one for each column"
            yield Problem(key=label, expected=expected, found=str(len(row)))
            continue
        whole.append(dict(zip(names, row, strict=True)))
        yield from _problems_of_cells(label, whole[-1])
    yield from _twice(whole)


def _twice(rows: Sequence[Mapping[str, Cell]]) -> Iterator[Problem]:
    """Codes, names and tiles that two regions share."""
    for name in ("code", "region"):
        found = [row[name] for row in rows if name in row]
        for each in dict.fromkeys(cell for cell in found if found.count(cell) > 1):
            yield Problem(key=name, expected="each once", found=f"{each!r} {found.count(each)} times")
    taken: dict[tuple[Cell, ...], Cell] = {}
    for row in rows:
        at = tuple(row.get(name, "") for name in _TILE)
        if "" in at:
            continue
        if at in taken:
            expected = f"another tile than {taken[at]}'s"
            yield Problem(key=f"{row.get('region')}.tile", expected=expected, found=f"{at[0]:g}, {at[1]:g}")
        taken[at] = row.get("region", "")


def _problems_of_cells(label: str, cells: Mapping[str, Cell]) -> Iterator[Problem]:
    """Values that are no numbers or out of their range, people who are missing, and household sizes that are not one whole."""
    if cells.get("region") in ("", ELSEWHERE):
        expected = f"a name of its own, not {ELSEWHERE!r}"
        yield Problem(key=label, expected=expected, found=repr(cells.get("region")))
    for name, cell in cells.items():
        if name in COLUMNS and cell != "":
            yield from _problems_of_cell(f"{label}.{name}", cell, *COLUMNS[name])
    yield from _problems_of_people(label, cells)
    sizes = [cell for name in _SIZES if isinstance(cell := cells.get(name, ""), float)]
    if len(sizes) > 1 and abs(sum(sizes) - 1) > 0.005:
        expected = "shares of household sizes that add up to 1"
        yield Problem(key=f"{label}.households", expected=expected, found=f"{sum(sizes):g}")


def _problems_of_cell(key: str, cell: Cell, unit: str, low: float, high: float) -> Iterator[Problem]:
    if isinstance(cell, str):
        yield Problem(key=key, expected="a number or nothing", found=repr(cell))
    elif not low <= cell <= high:
        yield Problem(key=key, expected=f"{low:g} to {high:g} {unit}", found=f"{cell:g}")


def _problems_of_people(label: str, cells: Mapping[str, Cell]) -> Iterator[Problem]:
    """How many adults there are must be known, and they are not more than all residents."""
    adults, people = cells.get("adults"), cells.get("population")
    needed = ("adults",) if "adults" in cells else ("population", "percent_age_0_14")
    for name in needed:
        if cells.get(name) == "":
            expected = "a number: nobody can be placed without"
            yield Problem(key=f"{label}.{name}", expected=expected, found="nothing")
    if isinstance(adults, float) and isinstance(people, float) and adults > people:
        yield Problem(key=f"{label}.adults", expected=f"at most the {people:g} residents", found=f"{adults:g}")


def problems_of_totals(
    names: tuple[str, ...], rows: Sequence[Sequence[Cell]], totals: Mapping[str, float]
) -> Iterator[Problem]:
    """Columns whose regions do not add up to the published total, or do not have the published mean.

    Args:
        names: the columns.
        rows: the cells of each region.
        totals: published totals of counts, and means of all else, by column.
    """
    table = [dict(zip(names, row, strict=True)) for row in rows]
    for name, total in totals.items():
        known = [(float(row[name]), _people(row)) for row in table if row[name] != ""]
        counted = COLUMNS[name][0] in _COUNTS
        ours = sum(v for v, _ in known) if counted else sum(v * w for v, w in known) / sum(w for _, w in known)
        if abs(ours / total - 1) > (0.005 if counted else 0.02):
            words = "add up to" if counted else "have the mean"
            yield Problem(key=name, expected=f"regions that {words} the published {total:g}", found=f"{ours:g}")


def _people(cells: Mapping[str, Cell]) -> float:
    return float(cells.get("adults") or cells.get("population") or 0.0)
