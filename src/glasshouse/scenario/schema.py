"""JSON Schemas of the files that a user writes, for editors and for the reference pages."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from glasshouse.conduct.kinds import Kind
from glasshouse.conduct.owing import Debt
from glasshouse.consequences.goods import Good
from glasshouse.consequences.switch import Consequences
from glasshouse.documents.meanings import first_line, meanings
from glasshouse.documents.quantity import Quantity
from glasshouse.documents.vocabulary import DeclaredContext
from glasshouse.institutions.reform import Reform
from glasshouse.observation.channels import Channel
from glasshouse.observation.holders import NamedHolder
from glasshouse.observation.trade import Trade
from glasshouse.response.mechanisms import Response
from glasshouse.scenario.document import configurations
from glasshouse.scenario.file import ScenarioFile
from glasshouse.scenario.safeguards import Safeguards
from glasshouse.society.attributes import DeclaredAttribute
from glasshouse.society.configuration import Society
from glasshouse.society.lives import Turnover

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """The schemas by kind of document: scenario, system, channel, kind, holder, society.

    A number of the model may be written as a plain number. A document that says ``extends`` may leave out
    anything; what it says is checked when it is laid over what it extends.
    """
    return {
        "scenario": _scenario(),
        "system": _extensible("system", {"oneOf": [schema_of(form) for form in configurations().values()]}),
        "channel": _extensible("channel", schema_of(Channel)),
        "kind": _extensible("kind of conduct", schema_of(Kind)),
        "holder": _extensible("holder", schema_of(NamedHolder)),
        "society": _extensible("society", schema_of(Society)),
    }


def _scenario() -> dict[str, Any]:
    schema = schema_of(ScenarioFile)
    parts: dict[str, type[BaseModel]] = {
        "consequences": Consequences, "response": Response, "safeguards": Safeguards, "trade": Trade, "turnover": Turnover,
    }  # fmt: skip
    for name, model in parts.items():
        schema["properties"][name] = schema_of(model)
    by_name: dict[str, type[BaseModel]] = {
        "attributes": DeclaredAttribute,
        "goods": Good,
        "debts": Debt,
        "contexts": DeclaredContext,
        "reforms": Reform,
    }
    for name, each in by_name.items():
        schema["properties"][name] = {"type": "object", "additionalProperties": schema_of(each)}
    schema["properties"]["society"] = {"anyOf": [{"type": "string"}, {"type": "object"}]}
    return {"$schema": DIALECT, **schema}


def _extensible(title: str, whole: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "title": title,
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"properties": {"extends": {"type": "string"}}},
        "else": whole,
    }


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """A model's schema with everything it mentions written out in place."""
    schema = model.model_json_schema(schema_generator=_Generator)
    definitions = schema.pop("$defs", {})
    return _written_out(schema, definitions)  # type: ignore[no-any-return]


def _written_out(here: object, definitions: dict[str, Any]) -> Any:
    if isinstance(here, dict):
        if "$ref" in here:
            name = here["$ref"].removeprefix("#/$defs/")
            own = {key: value for key, value in here.items() if key not in ("$ref", "default")}
            return {**_written_out(definitions[name], definitions), **own}
        return {key: _written_out(value, definitions) for key, value in here.items() if key != "default"}
    if isinstance(here, list):
        return [_written_out(item, definitions) for item in here]
    return here


class _Generator(GenerateJsonSchema):
    """As pydantic's, with what each key means; and a quantity may be a plain number."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        written = super().model_schema(schema)
        kind = schema["cls"]
        written["description"] = first_line(kind)
        for name, words in meanings(kind).items():
            if name in written.get("properties", {}):
                written["properties"][name] = {**written["properties"][name], "description": words}
        if not issubclass(kind, Quantity):
            return written
        written["properties"]["unit"] = {"const": kind.expected_unit}
        bounds = {"minimum": kind.at_least, "maximum": kind.at_most}
        stated = {key: bound for key, bound in bounds.items() if bound is not None}
        written["properties"]["value"] = {"type": "number", **stated}
        return {"anyOf": [{"type": "number", **stated}, written], "description": first_line(kind)}
