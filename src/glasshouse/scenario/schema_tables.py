"""JSON Schemas in words: one table of a document at a time, its keys, what each takes and means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from glasshouse.errors import InputError, Problem, nearest_name

Schema = Mapping[str, Any]
_PLAIN: Final = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "a table",
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table.

    Attributes:
        name: the key; ``NAME`` where the author chooses it.
        takes: what it takes, in words.
        required: whether it must be stated.
        meaning: what it means.
    """

    name: str
    takes: str
    required: bool
    meaning: str


def table_at(schema: Schema, path: Sequence[str], called: str = "") -> Schema:
    """The schema of one table of a document.

    Args:
        schema: the document's schema.
        path: the keys that lead to the table; names that authors choose may be left out.
        called: what messages call the document.

    Raises:
        InputError: there is no such key; names the nearest one.
    """
    here: Schema = schema
    for place, name in enumerate(path):
        # Several alternatives, such as the forms of systems, may have a key of that name, each its own.
        inner = list(_below(here, name))
        if not inner:
            valid = [key.name for key in keys_of(here)]
            expected = f"one of {', '.join(valid)}" if valid else "no more keys: it is no table"
            key = ".".join([called, *path[:place]])
            raise InputError(Problem(key=key, expected=expected, found=repr(name), nearest=nearest_name(name, valid)))
        different = [each for n, each in enumerate(inner) if each not in inner[:n]]
        here = different[0] if len(different) == 1 else {"oneOf": different}
    return here


def _below(schema: Schema, name: str) -> Iterator[Schema]:
    """What a key of a table may be, in each of the table's alternatives that have it."""
    for table in _tables(schema):
        if name in table["properties"]:
            yield table["properties"][name]


def keys_of(schema: Schema) -> Iterator[Key]:
    """The keys of a table; of several alternatives, those of all, each once."""
    tables = list(_tables(schema))
    for name in dict.fromkeys(name for table in tables for name in table["properties"]):
        inner = list(_below(schema, name))
        required = all(name in table.get("required", ()) for table in tables)
        meaning = next((str(each["description"]) for each in inner if "description" in each), "")
        yield Key(name, words_for({"oneOf": inner}), required, meaning)


def is_named(schema: Schema) -> bool:
    """Whether a part is several tables by names that the author chooses, or a list of tables."""
    return any(
        isinstance(each.get("additionalProperties"), Mapping) or each.get("type") == "array"
        for each in _members(schema)
    )


def words_for(schema: Schema) -> str:
    """What a key takes, in words: type, unit, bounds, or the closed list."""
    members = list(_members(schema))
    has_source = any(_is_quantity(each) for each in members)
    # A number of the model may be written in short, or as a table with its unit and its source.
    said = dict.fromkeys(_one(each) for each in members if not (has_source and each.get("type") == "number"))
    return " or ".join(said)


def _one(schema: Schema) -> str:
    if "enum" in schema or "const" in schema:
        return ", ".join(f'"{name}"' for name in schema.get("enum", [schema.get("const")]))
    kind = schema.get("type", "")
    if _is_quantity(schema):
        unit = schema["properties"]["unit"]["const"]
        return f"a number in {unit}{_bounds(schema['properties']['value'])}"
    if kind == "array":
        return _list_in_words(schema)
    # Names that the author chooses: pydantic writes the model of a dictionary's values so.
    if kind == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return f"a table, for each name {words_for(schema['additionalProperties'])}"
    return _PLAIN.get(kind, "a value") + (_bounds(schema) if kind in ("integer", "number") else "")


def _list_in_words(schema: Schema) -> str:
    """A list, with what its entries are; of a list of fixed length, what its first one is."""
    items: Schema = schema.get("items") or next(iter(schema.get("prefixItems", ())), {})
    return f"a list: {words_for(items)}" if items else "a list"


def _bounds(schema: Schema) -> str:
    low = schema.get("minimum", schema.get("exclusiveMinimum"))
    high = schema.get("maximum", schema.get("exclusiveMaximum"))
    above = "above " if "exclusiveMinimum" in schema else ""
    if low is not None and high is not None:
        return f", {above}{low:,g} to {high:,g}"
    if low is not None:
        return f", {above}{low:,g}" if above else f", {low:,g} or more"
    return f", {high:,g} or less" if high is not None else ""


def _is_quantity(schema: Schema) -> bool:
    inner = schema.get("properties", {})
    return "value" in inner and "const" in inner.get("unit", {})


def _members(schema: Schema) -> Iterator[Schema]:
    """The alternatives of a schema that say anything; a document that may extend another counts as complete."""
    for word in ("anyOf", "oneOf"):
        if word in schema:
            for each in schema[word]:
                yield from _members(each)
            return
    # A document that says `extends` may leave out anything; the complete one stands under "else".
    if "else" in schema:
        yield from _members(schema["else"])
    elif schema.get("type") != "null":
        yield schema


def _tables(schema: Schema) -> Iterator[Schema]:
    """The tables that a part may be, or holds: by name, or as entries of a list. Numbers with sources are none."""
    for each in _members(schema):
        inner = each.get("additionalProperties")
        if isinstance(inner, Mapping):
            yield from _tables(inner)
        elif each.get("type") == "array":
            yield from _tables(each.get("items") or {})
        elif "properties" in each and not _is_quantity(each):
            yield each
