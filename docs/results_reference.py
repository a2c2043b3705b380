"""The tables of results for `reference.py`: fields of the daily counts, places along axes, keys of the documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glasshouse.results.frames import series_known
from glasshouse.results.schema import DOCUMENTS


def series_rows() -> Iterator[tuple[str, ...]]:
    """Each field of the daily counts: name, axes, unit, meaning."""
    for name, series in series_known().items():
        meaning = series.meaning
        more = f"; {meaning.scale:g} stands for 1" if meaning.scale != 1 else ""
        more += f", less {meaning.shift:g}" if meaning.shift else ""
        yield f"`{name}`", ", ".join(series.axes), meaning.unit, f"{meaning.title}{more}"


def document_rows(name: str) -> Iterator[tuple[str, ...]]:
    """Each key of a results document and of its parts: part, key, unit, meaning."""
    schema = DOCUMENTS[name].model_json_schema()
    parts: dict[str, Any] = {"": schema, **schema.get("$defs", {})}
    own = set() if name == "results" else {model.__name__ for other, model in DOCUMENTS.items() if other != name}
    for part, said in parts.items():
        for key, told in () if part in own else said.get("properties", {}).items():
            yield part, f"`{key}`", told.get("unit", ""), told["description"]
