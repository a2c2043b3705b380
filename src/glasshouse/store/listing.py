"""The list of runs, read from their manifests; there is no catalogue that could get out of step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from glasshouse.store import manifest

COLUMNS = {
    "kind": "VARCHAR", "scenario": "VARCHAR", "title": "VARCHAR", "citizens": "BIGINT", "days": "BIGINT",
    "seed": "VARCHAR", "complete": "BOOLEAN", "digest": "VARCHAR", "state_digest": "VARCHAR", "seconds": "DOUBLE",
    "day": "BIGINT", "made": "VARCHAR",
}  # fmt: skip
"""What the list says of each run, with DuckDB's types."""


def runs(folder: str | Path = "runs") -> list[dict[str, Any]]:
    """All runs in a folder, the newest first: path and `COLUMNS`; unreadable manifests are listed as damaged.

    Args:
        folder: the folder that holds run directories.
    """
    paths = sorted(Path(folder).glob(f"*/{manifest.NAME}"))
    if not paths:
        return []
    try:
        found = _read(paths)
    except duckdb.Error:
        found = [row for path in paths for row in _read_one(path)]
    return sorted(found, key=lambda row: (row["made"] or "", row["path"]), reverse=True)


def _read(paths: list[Path]) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        relation = connection.execute(
            "SELECT filename, * EXCLUDE (filename) FROM read_json($paths, columns = $columns, format = 'auto',"
            " filename = true, maximum_object_size = 268435456)",
            {"paths": [str(path) for path in paths], "columns": COLUMNS},
        )
        names = [column[0] for column in relation.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
    return [{"path": str(Path(row.pop("filename")).parent), **row, "damaged": row["digest"] is None} for row in rows]


def _read_one(path: Path) -> list[dict[str, Any]]:
    try:
        return _read([path])
    except duckdb.Error:
        return [{"path": str(path.parent), **dict.fromkeys(COLUMNS), "complete": False, "damaged": True}]
