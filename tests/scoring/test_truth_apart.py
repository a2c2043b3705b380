"""Truth and record stay apart: no form of scoring can see what happened, only what was recorded."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from numba import types

from glasshouse import scoring
from glasshouse.engine import day as days
from glasshouse.kernels.compilation import record_type, table_type
from glasshouse.schema import counts as tallies
from glasshouse.schema import parameters, records, state, truth
from glasshouse.scoring.forms.registry import forms

TRUTH = ("TRUTH", "CONDUCT", "PROVENANCE", "SOCIETY", "RESPONSE", "SIGNALS", "DOSSIER", "DAY_COUNTS", "TRACE", "PANEL")
HOMES = (truth, records, state, parameters, tallies)
MODULES = sorted(Path(scoring.__file__).parent.rglob("*.py"))


def _types(name: str) -> set[types.Type]:
    table = next(vars(module)[name] for module in HOMES if name in vars(module))
    dtype = table.dtype if isinstance(table, state.Table) else table
    return {record_type(dtype), table_type(dtype), table_type(dtype, 2)}


@pytest.mark.parametrize("name", TRUTH)
def test_a_forms_kernels_are_handed_no_truth(name: str) -> None:
    assert not set(days.FORM.args) & _types(name)


def test_a_forms_kernels_are_handed_records_their_ledger_cases_counts_and_their_own_numbers() -> None:
    allowed = set().union(*(_types(name) for name in ("RECORDS", "SYSTEM", "LEDGER", "CASES", "SYSTEM_COUNTS"))) | {
        types.uint32
    }
    assert set(days.FORM.args) <= allowed


def test_the_check_would_see_a_table_of_truth() -> None:
    assert set(days.STAGE.args[0].types) & _types("TRUTH")
    assert set(days.STAGE.args[0].types) & _types("PROVENANCE")


def test_no_field_of_records_or_cases_tells_truth() -> None:
    truth = {
        "happened",
        "false",
        "false_channel",
        "withheld",
        "withheld_code",
        "words",
        "traits",
        "states",
        "wrongly_sanctioned",
    }
    for dtype in (records.RECORDS, state.CASES.dtype, state.LEDGER.dtype, parameters.SYSTEM):
        assert not truth & set(dtype.names or ())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_scoring_imports_no_truth_and_no_other_stage(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    stages = ("society", "conduct", "observation", "consequences", "response", "measurement", "engine")
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert not any(f"glasshouse.{stage}" in (node.module or "") for stage in stages)
            assert not {alias.name for alias in node.names} & set(TRUTH)
            assert node.module != "glasshouse" or not {alias.name for alias in node.names} & {
                "tables",
                "tallies",
                *stages,
            }
        if isinstance(node, ast.Import):
            assert not any(alias.name.startswith("glasshouse.") for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_scoring_names_no_table_of_truth(path: Path) -> None:
    """One exception: `tidy` takes out cases together with their provenance, without looking at it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not names & {"truth", "provenance", "conduct", "society", "response", *TRUTH}
    kernels = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name != "tidy"]
    for kernel in kernels:
        assert "truth" not in {argument.arg for argument in kernel.args.args}, kernel.name


def test_every_shipped_form_has_three_kernels_of_the_one_signature() -> None:
    for name, form in forms().items():
        kernels = form.kernels()
        assert len(kernels) == 3, name
        for kernel in kernels:
            code = kernel.__code__
            assert code.co_varnames[: code.co_argcount] == (
                "records",
                "system",
                "ledger",
                "cases",
                "system_counts",
                "day",
                "c",
            )
