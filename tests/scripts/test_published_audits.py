"""The audits that the documents publish: three pages of a program's, small, with command, version and seeds."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_SPEC = importlib.util.spec_from_file_location("published_audits", ROOT / "scripts" / "published_audits.py")
assert _SPEC is not None
assert _SPEC.loader is not None
published = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(published)

CRITERION = {
    "title": "no way out",
    "answer": "indicated",
    "value": 0.5,
    "low": 0.4,
    "high": 0.6,
    "unit": "share",
    "reason": None,
}
TABLE = {
    "id": "sources",
    "title": "What days rest on",
    "columns": [{"name": f"c{n}", "means": f"column {n}", "unit": ""} for n in range(12)],
    "rows": [["a|b", *range(11)] for _ in range(25)],
}
FOUND = {
    "title": "A town",
    "description": "It scores.",
    "command": "glasshouse audit town --quick",
    "glasshouse": "1.2",
    "people": 5000,
    "days": 365,
    "seeds": [1, 2],
    "digest": "0123456789abcdef0123",
    "assumptions": ["One."],
    "not_tested": ["The law."],
    "summary": [{"id": "does", "title": "What it does", "sentence": "Much."}],
    "criteria": {"recourse": CRITERION},
    "tables": {"sources": TABLE},
}


def test_a_page_says_how_it_was_made_and_has_the_first_rows_and_columns_of_a_table() -> None:
    said = published.page(FOUND)
    for words in (
        "`glasshouse audit town --quick`",
        "Glasshouse 1.2",
        "5,000 generated people, 365 days, seeds 1, 2",
        "0123456789abcdef`",
    ):
        assert words in said
    assert "| no way out | indicated | 50% (40% to 60%) |" in said
    assert said.count("| a/b |") == published.MOST_ROWS
    assert f"{published.MOST_ROWS} of 25 rows and {published.MOST_COLUMNS} of 12 columns" in said


@pytest.mark.parametrize("name", published.PUBLISHED)
def test_each_published_page_is_linked_small_and_says_its_command(name: str) -> None:
    text = (published.PLACE / f"{name}.md").read_text(encoding="utf-8")
    assert len(text.encode()) < 200_000
    size = f"--citizens {published.PUBLISHED[name]} --days {published.DAYS} --seed {published.SEED} --quick"
    assert f"`glasshouse audit {name} {size}`" in text
    assert re.search(r"Glasshouse \d+\.\d+", text)
    assert f"(reports/{name}.md)" in (published.PLACE.parent / "reports.md").read_text(encoding="utf-8")
