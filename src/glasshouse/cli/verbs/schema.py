"""``glasshouse schema``: the JSON Schemas of the files that a user writes, and of the results documents."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from pydantic import BaseModel

from glasshouse.audit.rights.document import AuditDocument
from glasshouse.calibration.document import Calibration
from glasshouse.claims.claim import Claim
from glasshouse.cli.console.options import Json, Reader
from glasshouse.cli.console.output import wrapped, write, write_json
from glasshouse.heldout.document import DataDocument
from glasshouse.portraits.document import PortraitDocument
from glasshouse.protections.document import RemediesDocument
from glasshouse.registry.mechanism import Mechanism
from glasshouse.results.schema import schemas as documents
from glasshouse.scenario import schemas
from glasshouse.scenario.schema import DIALECT, schema_of
from glasshouse.scenario.schema_tables import Schema, is_named, keys_of, table_at

KINDS: Final = (
    "scenario",
    "system",
    "channel",
    "kind",
    "holder",
    "society",
    "claim",
    "calibration",
    "mechanism",
    "results",
    "comparison",
    "sweep",
    "remedies",
    "data",
    "audit",
    "portrait",
)


def command(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND[.TABLE]]",
            help=f"One of {', '.join(KINDS)}, or a table of one, such as system.bands; all kinds by default.",
            show_default=False,
        ),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option("--table", metavar="TABLE", help="The same as KIND.TABLE: one table of it, such as rules."),
    ] = None,
    keys: Annotated[
        bool, typer.Option("--keys", help="Print its keys as text instead: what each takes and means.")
    ] = False,
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FOLDER", help="Write one file for each into this folder, for an editor."),
    ] = None,
    json: Json = False,
) -> None:
    """Print the JSON Schemas of the files that you can write, or of one table, or its keys as text."""
    written = all_schemas()
    if kind is None:
        if out is None:
            write_json(written)
        else:
            _write_files(Path(out), written, json)
        return
    name, _, inner = kind.partition(".")
    reader = Reader()
    reader.choice("KIND", name, tuple(written))
    reader.finish()
    path = [part for part in (*inner.split("."), *(table or "").split(".")) if part]
    found = table_at(written[name], path, name)
    if keys:
        _write_keys(".".join([name, *path]), found, json)
    elif out is None:
        write_json(found)
    else:
        _write_files(Path(out), {kind: dict(found)}, json)


def all_schemas() -> dict[str, dict[str, Any]]:
    """The schemas of everything that has one, by kind."""
    models: dict[str, type[BaseModel]] = {"claim": Claim, "calibration": Calibration, "mechanism": Mechanism}
    own = {name: {"$schema": DIALECT, **schema_of(model)} for name, model in models.items()}
    studies: dict[str, type[BaseModel]] = {
        "remedies": RemediesDocument,
        "audit": AuditDocument,
        "data": DataDocument,
        "portrait": PortraitDocument,
    }
    found = {**schemas(), **own, **documents()}
    found |= {name: {"$schema": DIALECT, **model.model_json_schema()} for name, model in studies.items()}
    return {name: found[name] for name in KINDS}


def _write_keys(called: str, found: Schema, json: bool) -> None:
    """Write the keys of a table as text, or as a JSON list."""
    keys = list(keys_of(found))
    if json:
        write_json(
            [{"name": key.name, "takes": key.takes, "required": key.required, "meaning": key.meaning} for key in keys]
        )
        return
    if not keys:
        write(f"{called}: a value, not a table")
        return
    write(f"{called}{': each entry' if is_named(found) else ''}")
    for key in keys:
        write()
        write(wrapped(f"{key.name}: {key.takes}{' (must be stated)' if key.required else ''}", "  ", "      "))
        if key.meaning:
            write(wrapped(key.meaning, "      "))


def _write_files(folder: Path, written: dict[str, dict[str, Any]], json: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in written.items():
        path = folder / f"{name}.schema.json"
        path.write_text(json_text.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        paths.append(path)
    if json:
        write_json({"files": paths})
        return
    for path in paths:
        write(str(path))
