"""The notebooks of examples/ run, and show what is committed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "notebooks.py"
_SPEC = importlib.util.spec_from_file_location("notebooks", SCRIPT)
notebooks = importlib.util.module_from_spec(_SPEC)
sys.modules["notebooks"] = notebooks
_SPEC.loader.exec_module(notebooks)

BOOKS = sorted(notebooks.EXAMPLES.glob("*.ipynb"))
LARGEST = 150_000
"""Bytes of a notebook."""

each_notebook = pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)


def test_there_are_four() -> None:
    assert {path.stem for path in BOOKS} == {"first-comparison", "a-system-of-ones-own", "a-sweep", "a-decision"}


@pytest.mark.slow
@each_notebook
def test_it_shows_what_is_committed(path, tmp_path) -> None:
    anew = notebooks.execute(path, tmp_path)
    assert notebooks.texts(anew) == notebooks.texts(notebooks.read(path)), "`make notebooks` writes them anew"


@each_notebook
def test_it_is_executed_in_order_and_without_warnings(path) -> None:
    cells = [cell for cell in notebooks.read(path).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert [output for cell in cells for output in cell.outputs if output.get("name") == "stderr"] == []


@each_notebook
def test_it_draws_a_chart_and_is_small(path) -> None:
    shown = [output.get("data", {}) for cell in notebooks.read(path).cells for output in cell.get("outputs", ())]
    assert any("image/svg+xml" in data for data in shown)
    assert path.stat().st_size < LARGEST


@each_notebook
def test_it_tells_nothing_of_the_machine(path, tmp_path) -> None:
    text = path.read_text(encoding="utf-8")
    machine = {str(SCRIPT.parents[1]), str(tmp_path.parents[2]), str(Path.home()), sys.prefix, "/tmp/"}
    assert [name for name in machine if name in text] == []
    assert notebooks.tidy(notebooks.read(path)) == notebooks.read(path)


def test_text_that_differs_is_seen() -> None:
    book = notebooks.read(notebooks.EXAMPLES / "a-decision.ipynb")
    before = notebooks.texts(book)
    output = next(cell for cell in book.cells if cell.get("outputs")).outputs[0]
    output["data"]["text/plain"] += "!"
    assert notebooks.texts(book) != before
