"""``glasshouse schema``: the JSON Schemas of the files that a user writes, and of the results documents."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Annotated, Any

import typer

from glasshouse.cli.console.options import Json, Reader
from glasshouse.cli.console.output import write, write_json
from glasshouse.results.schema import schemas as documents
from glasshouse.scenario import schemas

_KINDS = ("scenario", "system", "channel", "kind", "society", "results", "comparison", "sweep")


def command(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]", help=f"One of {', '.join(_KINDS)}; all of them by default.", show_default=False
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FOLDER", help="Write one file for each into this folder, for an editor."),
    ] = None,
    json: Json = False,
) -> None:
    """Print the JSON Schemas of the files that you can write, and of the documents that results are."""
    written = {**schemas(), **documents()}
    if kind is not None:
        reader = Reader()
        reader.choice("KIND", kind, tuple(written))
        reader.finish()
        written = {kind: written[kind]}
    if out is None:
        write_json(written if kind is None else written[kind])
        return
    paths = _write_files(Path(out), written)
    if json:
        write_json({"files": paths})
        return
    for path in paths:
        write(str(path))


def _write_files(folder: Path, written: dict[str, dict[str, Any]]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in written.items():
        path = folder / f"{name}.schema.json"
        path.write_text(json_text.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        paths.append(path)
    return paths
