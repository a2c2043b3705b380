"""Tidy tables of a run: every series with the axes of its field, as pandas frames or an xarray dataset, with units.

A field of the daily counts becomes one table, with a column for the day, one for each axis, and one for the value. The
parts of the results document that are lists become tables as well. The functions take columns and documents, not files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.results.axes import split_name
from glasshouse.results.fields import DIGESTS, MEANINGS, Meaning
from glasshouse.schema.counts import AXES, DAY_COUNTS, SYSTEM_COUNTS

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

Columns = Mapping[str, Any]
"""Columns of ``series.parquet`` by name."""
_PARTS = {
    "observables": "what became of society",
    "systems": "the systems at the end",
    "bands": "the bands of each system at the end",
    "kinds": "totals by kind of conduct",
    "groups": "totals by group of people",
    "attributes": "totals by attribute that the scenario declares: people who have it, and people without it",
    "goods": "goods of which there are too few: who asked, who got one",
    "debts": "debts: put on people, paid, missed",
    "regions": "totals by region",
    "published": "published figures beside the run's own",
}
_NUMBERED = ("band", "band_after", "size")
"""Axes whose places are numbers."""


@dataclass(frozen=True)
class Series:
    """One field of the daily counts.

    Attributes:
        name: its name.
        axes: names of its axes, the day first.
        meaning: what it means.
    """

    name: str
    axes: tuple[str, ...]
    meaning: Meaning


@cache
def series_known() -> dict[str, Series]:
    """Every field of the daily counts by name, with its axes: those of the day first, then those of each system."""
    found = {}
    for dtype, first in ((DAY_COUNTS, ("day",)), (SYSTEM_COUNTS, ("day", "system"))):
        for field in dtype.names or ():
            if field not in DIGESTS:
                axes = _unlike(AXES[dtype].get(field, ()))
                found[field] = Series(field, (*first, *axes), MEANINGS[dtype][field])
    return found


def _unlike(axes: tuple[str, ...]) -> tuple[str, ...]:
    """Axes with names of their own: where two are the same, the second is what comes after."""
    return (axes[0], f"{axes[1]}_after") if len(axes) == 2 and axes[0] == axes[1] else axes


def list_tables(columns: Columns, document: Mapping[str, Any]) -> pd.DataFrame:
    """The tables of a run: name, axes, unit, title."""
    import pandas as pd

    present = {split_name(name)[0] for name in columns}
    rows = [
        (name, ", ".join(each.axes), each.meaning.unit, each.meaning.title)
        for name, each in series_known().items() if name in present
    ]  # fmt: skip
    rows += [(name, "", "see unit" if name in ("observables", "published") else "", title)
             for name, title in _PARTS.items() if document.get(name) or name == "bands"]  # fmt: skip
    rows += [("snapshots", "day, system, part, number, group", "people", "scores by bin and band, every 30 days")]
    return pd.DataFrame(rows, columns=["table", "axes", "unit", "title"]).set_index("table")


def to_pandas(columns: Columns, document: Mapping[str, Any], name: str) -> pd.DataFrame:
    """One table as a tidy frame; its `attrs` hold title, unit and axes.

    Args:
        columns: the run's series.
        document: the run's results document.
        name: a field of the daily counts, or a part of the document.

    Raises:
        InputError: there is no such table; names the nearest one.
    """
    known = series_known()
    if name in _PARTS:
        return document_table(document, name)
    if name not in known or not _columns_of(columns, name):
        raise InputError(Problem(expected="a table of the run", found=repr(name),
                                 nearest=nearest_name(name, (*known, *_PARTS)),
                                 advice="`to_pandas()` lists the tables"))  # fmt: skip
    return _long(columns, known[name])


def _long(columns: Columns, series: Series) -> pd.DataFrame:
    """A field as one row for each day and place along its axes."""
    import pandas as pd

    found = _columns_of(columns, series.name)
    days = np.asarray(columns["day"])
    values = np.stack([np.asarray(columns[name]) for name in found], 1)
    table: dict[str, Any] = {"day": np.repeat(days, len(found))}
    for at, axis in enumerate(series.axes[1:]):
        places = [_place(axis, place[at]) for place in found.values()]
        table[axis] = np.tile(np.array(places, "i8" if axis in _NUMBERED else "O"), len(days))
    frame = pd.DataFrame({**table, series.name: values.reshape(-1)})
    meaning = series.meaning
    frame.attrs = {"title": meaning.title, "unit": meaning.unit, "axes": list(series.axes)}
    if meaning.scale != 1:
        frame.attrs |= {"scale": meaning.scale, "shift": meaning.shift}
    return frame


def _columns_of(columns: Columns, field: str) -> dict[str, tuple[str, ...]]:
    """Columns of a field with their places along its axes, the system first where it has one."""
    split = ((name, split_name(name)) for name in columns)
    return {name: places for name, (found, places) in split if found == field and name != "day"}


def _place(axis: str, place: str) -> int | str:
    return int(place) if axis in _NUMBERED else place


def column_rows(columns: Columns) -> Iterator[dict[str, Any]]:
    """The key to the series: each column with its field, its place along the field's axes, unit and meaning.

    A mean is value / people / scale - shift, where a column adds up codes.
    """
    known = series_known()
    for name in columns:
        field, places = split_name(name)
        if field not in known:
            unit, title = ("days", "day, from 0") if name == "day" else ("", "a digest of the day")
            yield {"name": name, "field": field, "axes": "", "places": "", "unit": unit, "title": title}
            continue
        series = known[field]
        axes = {"axes": ", ".join(series.axes[1:]), "places": ", ".join(places)}
        meaning = series.meaning
        about = {"unit": meaning.unit, "title": meaning.title, "scale": meaning.scale, "shift": meaning.shift}
        yield {"name": name, "field": field, **axes, **about}


def document_table(document: Mapping[str, Any], name: str) -> pd.DataFrame:
    """A part of the results document as a frame."""
    import pandas as pd

    frame = pd.DataFrame(list(document_rows(document, name)))
    frame.attrs = {"title": _PARTS[name]}
    return frame.set_index("name") if name == "observables" and len(frame) else frame


def document_rows(document: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    """A part of the results document, row by row."""
    if name == "bands":
        for system, said in document["systems"].items():
            yield from ({"system": system, "band": band, **each} for band, each in (said.get("bands") or {}).items())
    elif name in ("regions", "published"):
        yield from (flatten(row) for row in document.get(name) or ())
    else:
        kernel_function = name == "systems"
        for key, said in (document.get(name) or {}).items():
            flat = {inner: value for inner, value in said.items() if not isinstance(value, Mapping | list)}
            yield {"name": key, **(flat if kernel_function else flatten(said))}


def flatten(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose inner tables became columns of their own, named ``outer.inner``."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            flat |= {f"{key}.{inner}": each for inner, each in flatten(value).items()}
        else:
            flat[key] = value
    return flat


def tables(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The parts of a results document that programs ask for most, as columns.

    Args:
        document: the results document of a run.
    """
    return {
        name: as_columns(list(document_rows(document, name))) for name in ("observables", "kinds", "bands", "regions")
    }


def as_columns(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows as columns of numbers or of text; nothing stays nothing."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: _column([row.get(name) for row in rows]) for name in names}


def _column(values: list[Any]) -> np.ndarray:
    present = [value for value in values if value is not None]
    if present and all(isinstance(value, int | float) and not isinstance(value, bool) for value in present):
        kind = "i8" if all(isinstance(value, int) for value in present) else "f8"
        blank = [value is None for value in values]
        return np.ma.masked_array([0 if value is None else value for value in values], blank, kind)
    return np.array([None if value is None else str(value) for value in values], "O")


def daily(columns: Columns) -> dict[str, list[float]]:
    """Daily totals for charts: each column by its name, and each field of several places added up by the field's."""
    found: dict[str, list[float]] = {}
    sums: dict[str, Any] = {}
    for name, column in columns.items():
        field, places = split_name(name)
        found[name] = column.tolist()
        if places:
            sums[field] = sums.get(field, 0) + column.astype("f8")
    return {**{field: total.tolist() for field, total in sums.items()}, **found}


def to_xarray(columns: Columns, document: Mapping[str, Any]) -> xr.Dataset:
    """All daily counts as a dataset with named dimensions, coordinates and units.

    Args:
        columns: the run's series.
        document: the run's results document, for the dataset's attributes.

    Raises:
        InputError: xarray is not installed.
    """
    library = _xarray()
    variables = {}
    for name, series in series_known().items():
        if _columns_of(columns, name):
            frame = _long(columns, series)
            array = frame.set_index(list(series.axes))[name].to_xarray()
            places = {axis: list(dict.fromkeys(frame[axis])) for axis in series.axes}
            about = {"long_name": series.meaning.title, "units": series.meaning.unit}
            variables[name] = array.reindex(places).assign_attrs(about)
    told = ("title", "scenario", "citizens", "days", "seed", "digest", "schema_version", "glasshouse")
    dataset = library.Dataset(variables, attrs={key: document[key] for key in told})
    titles = {name: said["title"] for name, said in document["kinds"].items()}
    if "kind" in dataset.coords:
        dataset = dataset.assign_coords(kind_title=("kind", [titles[str(name)] for name in dataset["kind"].values]))
    dataset["day"].attrs = {"long_name": "day, from 0", "units": "days"}
    return cast("xr.Dataset", dataset)


def _xarray() -> Any:
    try:
        import xarray
    except ImportError:
        advice = "install it with `pip install glasshouse[xarray]`"
        raise InputError(Problem(expected="the package xarray", found="nothing", advice=advice)) from None
    return xarray


def differences_table(differences: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Differences of a comparison as a frame: one row for each twin and observable."""
    import pandas as pd

    rows = [
        {
            **said,
            "twin": twin,
            "observable": name,
            "reason": said.get("reason"),
            "base_value": said["base"],
            "twin_value": said["twin"],
        }
        for twin, found in differences.items()
        for name, said in found.items()
    ]
    frame = pd.DataFrame(
        rows,
        columns=["twin", "observable", "value", "low", "high", "base_value", "twin_value", "unit", "title", "reason"],
    )
    frame.attrs = {"title": "differences, base minus twin"}
    return frame


def people_table(ways: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Whose days were not those of the twin, as a frame: one row for each twin and way."""
    import pandas as pd

    heads = ("people", "share", "person_days", "title", "reason")
    rows = [
        {"twin": twin, "outcome": way, **{head: said.get(head) for head in heads}}
        for twin, found in ways.items()
        for way, said in found.items()
    ]
    frame = pd.DataFrame(rows, columns=["twin", "outcome", *heads])
    frame.attrs = {"title": "people whose days were not those of the twin"}
    return frame


def sweep_dataset(results: pd.DataFrame, document: Mapping[str, Any], against: str | None) -> xr.Dataset:
    """The observables of a sweep as a dataset with dimensions point, seed and, for values, world.

    Args:
        results: the sweep's results, one row for each point, seed, world and observable.
        document: the sweep's summary.
        against: a twin, for differences from it; None for values.

    Raises:
        InputError: xarray is not installed.
    """
    library = _xarray()
    chosen = results[results["against"].isna()] if against is None else results[results["against"] == against]
    axes = ["world", "point", "seed"] if against is None else ["point", "seed"]
    # Told, since of numbers beyond 2^63 beside smaller ones pandas makes floating-point ones, which lose digits.
    seeds = np.array(document["seeds"], "i8" if max(document["seeds"]) < 2**63 else "u8")
    places = {"world": document["worlds"], "point": range(len(document["points"])), "seed": seeds}
    variables = {}
    for name, rows in chosen.assign(seed=chosen["seed"].astype(seeds.dtype)).groupby("observable", sort=False):
        said = document["observables"][str(name)]
        array = rows.set_index(axes)["value"].astype("f8").to_xarray().reindex({axis: places[axis] for axis in axes})
        variables[str(name)] = array.assign_attrs(long_name=said["title"], units=said["unit"])
    told = ("title", "scenario", "citizens", "days", "digest", "schema_version", "glasshouse")
    dataset = library.Dataset(variables, attrs={key: document[key] for key in told} | {"against": against or ""})
    keys = {key: ("point", [point[key] for point in document["points"]]) for key in document["keys"]}
    return cast("xr.Dataset", dataset.assign_coords(keys))
