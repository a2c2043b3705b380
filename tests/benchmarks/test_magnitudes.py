"""Magnitudes beside the literature: what is read exists, and the table is of what is read."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from glasshouse import facts, library
from glasshouse.targets.readings import GAUGES

_PLACE = Path(__file__).parents[2] / "benchmarks" / "magnitudes.py"
_SPEC = importlib.util.spec_from_file_location("magnitudes", _PLACE)
assert _SPEC is not None
assert _SPEC.loader is not None
magnitudes = importlib.util.module_from_spec(_SPEC)
sys.modules["magnitudes"] = magnitudes
_SPEC.loader.exec_module(magnitudes)

ROWS = magnitudes.rows()
TOLD = json.loads(magnitudes.PLACE.read_text(encoding="utf-8"))["rows"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.scenario}: {row.reads}")
def test_a_row_reads_one_thing_of_a_scenario_and_has_its_facts(row: Any) -> None:
    assert row.scenario in library.names("scenarios")
    assert [bool(row.observable), bool(row.gauge), bool(row.count)].count(True) == 1
    assert not row.gauge or row.gauge in GAUGES
    assert row.beside or not row.count
    for fact in row.facts:
        assert facts.number(fact) if "." in fact else facts.get(fact)


def test_the_table_was_made_of_these_rows() -> None:
    read = [(row.scenario, row.reads, row.title, row.published, row.before) for row in ROWS]
    assert read == [(row["scenario"], row["reads"], row["title"], row["published"], row["before"]) for row in TOLD]


def test_a_row_beside_a_twin_reads_both_and_is_undefined_where_the_twin_has_nothing(tmp_path: Path) -> None:
    silent = "conduct.criticise.rate=0"
    told = {"scenario": "sensing", "title": "criticism", "published": "", "count": "happened.criticise"}
    rows = [magnitudes.Magnitude(**told, since=5, beside=beside) for beside in ("nothing", silent)]
    lived = magnitudes.lived("sensing", rows, {"citizens": 2_048, "days": 20}, str(tmp_path))
    watched, undefined = (magnitudes.read(row, *lived) for row in rows)
    assert -0.2 < watched <= 0
    assert undefined is None
