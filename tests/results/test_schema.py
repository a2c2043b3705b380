"""The schema of results documents holds for real ones, of runs, comparisons and sweeps, and says what every key means."""

from __future__ import annotations

import json
from copy import deepcopy
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from glasshouse import scenario
from glasshouse.engine.run import simulate
from glasshouse.results.build import results
from glasshouse.results.schema import DOCUMENTS, SCHEMA_VERSION, ComparisonResults, RunResults, SweepResults, schemas
from glasshouse.sweeps.design_from_options import read_design
from glasshouse.sweeps.sweep import sweep
from glasshouse.worlds.comparison import compare

CROWDED = files("glasshouse.testing") / "crowded.toml"
SCENARIOS = ("rongcheng", "court-list", "eight", str(CROWDED), "golden-shield", "learned-credit")


@pytest.fixture(scope="module", params=SCENARIOS)
def document(request: pytest.FixtureRequest) -> dict[str, Any]:
    days = 200 if request.param == "learned-credit" else 20
    run = simulate(scenario.load(request.param, citizens=600, days=days))
    return dict(json.loads(json.dumps(results(run, request.param), allow_nan=False)))


def test_a_real_document_fits_and_nothing_of_it_is_lost(document: dict[str, Any]) -> None:
    typed = RunResults.model_validate(document)
    assert typed.schema_version == SCHEMA_VERSION
    assert typed.document() == document


def test_a_key_that_is_missing_unknown_or_of_another_type_is_refused(document: dict[str, Any]) -> None:
    for change in ({"digest": None}, {"surprise": 1}, {"citizens": "many"}, {"seconds": float("nan")}):
        with pytest.raises(ValidationError):
            RunResults.model_validate({**document, **change})
    with pytest.raises(ValidationError):
        RunResults.model_validate({key: value for key, value in document.items() if key != "observables"})


def test_it_is_frozen(document: dict[str, Any]) -> None:
    typed = RunResults.model_validate(document)
    with pytest.raises(ValidationError):
        typed.seed = 2


@pytest.mark.parametrize("twins", [("nothing",), ("nothing", "sensing")])
def test_comparisons_have_one_shape_for_one_twin_or_many(twins: tuple[str, ...], tmp_path: Path) -> None:
    base = scenario.load("rongcheng", citizens=600, days=5)
    found = compare(base, list(twins), name="rongcheng", folder=tmp_path)
    typed = found.results
    assert isinstance(typed, ComparisonResults)
    assert typed.document() == json.loads(json.dumps(found.document))
    assert tuple(typed.differences) == tuple(typed.individual_differences) == twins
    bare = deepcopy(found.document)
    bare["differences"] = bare["differences"]["nothing"]
    with pytest.raises(ValidationError):
        ComparisonResults.model_validate(bare)


def test_the_summary_of_a_sweep_fits(tmp_path: Path) -> None:
    base = scenario.load("rongcheng", citizens=300, days=3)
    design = read_design(base, ["response.conformity=0,0.5"], None, ())
    found = sweep(base, design, ["nothing"], folder=tmp_path, workers=1)
    assert isinstance(found.results, SweepResults)
    assert found.results.document() == json.loads(json.dumps(found.document))


def _properties(schema: Any) -> Any:
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for value in schema.values():
            yield from _properties(value)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_schema_says_what_every_key_means_and_numbers_have_units(name: str) -> None:
    schema = schemas()[name]
    for key, said in _properties(schema):
        assert said.get("description"), key
    numbers = [(key, said) for key, said in _properties(schema) if _is_number(said)]
    assert len(numbers) > 3
    for key, said in numbers:
        assert said.get("unit") or key in ("schema_version", "seed", "citizen"), key


def _is_number(said: dict[str, Any]) -> bool:
    types = {said.get("type"), *(each.get("type") for each in said.get("anyOf", ()))}
    return bool(types & {"integer", "number"})
