from collections.abc import Mapping
from typing import Any

import pytest

from glasshouse import library, scenario
from glasshouse.library import Section

jsonschema = pytest.importorskip("jsonschema")

SECTIONS: dict[str, Section] = {
    "scenario": "scenarios",
    "system": "systems",
    "channel": "channels",
    "kind": "conduct",
    "holder": "holders",
    "society": "societies",
}


Validators = Mapping[str, Any]


@pytest.fixture(scope="module")
def schemas() -> dict[str, dict[str, Any]]:
    return scenario.schemas()


@pytest.fixture(scope="module")
def validators(schemas: dict[str, dict[str, Any]]) -> Validators:
    """What checks documents of each kind; that the schemas themselves are well made is checked once, by a test of its own."""
    return {kind: jsonschema.Draft202012Validator(schema) for kind, schema in schemas.items()}


@pytest.mark.parametrize("kind", SECTIONS)
def test_the_schemas_are_schemas(schemas: dict[str, dict[str, Any]], kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schemas[kind])


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, section in SECTIONS.items() for name in library.names(section)]
)
def test_every_file_of_the_library_fits_its_schema(validators: Validators, kind: str, name: str) -> None:
    validators[kind].validate(library.read(SECTIONS[kind], name))


@pytest.mark.parametrize(
    ("kind", "name", "change"),
    [
        ("kind", "jaywalk", {"colour": "red"}),
        ("kind", "jaywalk", {"rate": 2}),
        ("kind", "jaywalk", {"context": 3}),
        ("channel", "court", {"delay": "long"}),
        ("channel", "court", {"loss_to_evasion": {"value": 0.1, "unit": "days"}}),
        ("system", "rongcheng", {"form": "list"}),
        ("system", "court-list", {"listed": "no-flights"}),
        ("society", "china", {"places": "everywhere"}),
        ("scenario", "rongcheng", {"society": 3}),
        ("scenario", "rongcheng", {"response": {"conformty": 0}}),
    ],
)
def test_a_wrong_document_does_not_fit(validators: Validators, kind: str, name: str, change: dict[str, Any]) -> None:
    document = {**library.read(SECTIONS[kind], name), **change}
    with pytest.raises(jsonschema.ValidationError):
        validators[kind].validate(document)


def test_a_number_may_be_written_plainly(validators: Validators) -> None:
    validators["kind"].validate({**library.read("conduct", "jaywalk"), "rate": 0.01})
