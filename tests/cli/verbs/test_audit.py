"""``glasshouse audit`` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


ASKED = ("audit", "loyal-shoppers", "--quick", "--citizens", "512", "--days", "30")


def test_the_last_line_is_the_page_and_a_document_and_tables_are_written(glasshouse) -> None:
    said = glasshouse(*ASKED, "--csv", "tables")
    assert said.status == 0
    page = Path(said.out.strip().splitlines()[-1])
    assert "Rights audit" in page.read_text(encoding="utf-8")
    assert Path("tables/measures.csv").exists()
    again = glasshouse(*ASKED, "--json", "--fail-on", "unrelated")
    assert again.status == 0
    assert again.json()["criteria"]["unrelated"]["answer"] == "undefined"


def test_an_unknown_criterion_is_told_before_anything_is_lived(glasshouse) -> None:
    before = {*Path().glob("runs/*")}
    said = glasshouse(*ASKED, "--seed", "9", "--fail-on", "unrelatd")
    assert said.status == 2
    assert "did you mean 'unrelated'" in said.err
    assert {*Path().glob("runs/*")} == before
