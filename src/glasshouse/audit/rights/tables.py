"""Tables of the audit: made from rows, written as CSV, read as data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glasshouse.audit.rights.document import Cell, Column, TableFound
from glasshouse.store.folder import make_folder, write_text

if TYPE_CHECKING:
    import pandas as pd


def table(
    name: str, title: str, columns: Mapping[str, tuple[str, str]], rows: Sequence[tuple[Cell, ...]]
) -> TableFound:
    """A table.

    Args:
        name: its id.
        title: what it shows.
        columns: what each column says and its unit, by the column's name.
        rows: its rows.
    """
    made = tuple(Column(name=each, means=means, unit=unit) for each, (means, unit) in columns.items())
    return TableFound(id=name, title=title, columns=made, rows=tuple(rows))


def as_csv(found: TableFound) -> str:
    """The table as CSV with a header; what is undefined is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in found.columns])
    writer.writerows(["" if cell is None else cell for cell in row] for row in found.rows)
    return out.getvalue()


def write_tables(tables: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write every table of a document into a folder, as CSV by its id.

    Raises:
        StorageError: the folder cannot be written.
    """
    make_folder(folder)
    for name, found in tables.items():
        write_text(folder / f"{name}.csv", as_csv(TableFound.model_validate(found)))
    return [folder / f"{name}.csv" for name in tables]


def frame(found: TableFound) -> pd.DataFrame:
    """The table as a tidy frame; units stand in its ``attrs``."""
    import pandas as pd

    made = pd.DataFrame(list(found.rows), columns=[column.name for column in found.columns])
    made.attrs["units"] = {column.name: column.unit for column in found.columns}
    return made
