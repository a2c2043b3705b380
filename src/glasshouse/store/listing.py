"""The list of runs, read from their manifests; there is no catalogue that could get out of step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from glasshouse.documents.arguments import checked
from glasshouse.store import manifest

COLUMNS = {
    "kind": "VARCHAR", "scenario": "VARCHAR", "title": "VARCHAR", "citizens": "BIGINT", "days": "BIGINT",
    "seed": "VARCHAR", "complete": "BOOLEAN", "digest": "VARCHAR", "state_digest": "VARCHAR", "seconds": "DOUBLE",
    "day": "BIGINT", "made": "VARCHAR", "replicates": "BIGINT", "runs": "BIGINT",
}  # fmt: skip
"""What the list says of each run, with DuckDB's types."""


@checked
def runs(folder: str | Path = "runs") -> list[dict[str, Any]]:
    """All runs in a folder, the newest first: path and `COLUMNS`; unreadable manifests are listed as damaged.

    Args:
        folder: the folder that holds run directories.

    Raises:
        InputError: the folder is not a path.
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
    return [_with_progress({"path": str(Path(row.pop("filename")).parent), **row}) for row in rows]


def _with_progress(row: dict[str, Any]) -> dict[str, Any]:
    """A row with whether it is damaged, and how much of a sweep or a comparison that was stopped is kept.

    ``done`` counts what is kept, runs of a sweep and seeds of a comparison; None for what is complete, and for runs, which
    have their day.
    """
    parts = {"sweep": "outcomes", "comparison": "replicates"}.get(row["kind"])
    kept = Path(row["path"]) / parts if parts and not row["complete"] else None
    done = None if kept is None else sum(1 for _ in kept.glob("*.json"))
    return {**row, "done": done, "damaged": row["digest"] is None}


def _read_one(path: Path) -> list[dict[str, Any]]:
    try:
        return _read([path])
    except duckdb.Error:
        return [{"path": str(path.parent), **dict.fromkeys(COLUMNS), "complete": False, "done": None, "damaged": True}]
