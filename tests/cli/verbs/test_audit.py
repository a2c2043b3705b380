"""``glasshouse audit`` from the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glasshouse.protections import study
from glasshouse.report import pdf


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


def test_what_remedies_found_of_the_same_size_stands_on_the_page(glasshouse, monkeypatch: pytest.MonkeyPatch) -> None:
    size = ("--citizens", "512", "--days", "3")
    page = Path(glasshouse("audit", "loyal-shoppers", "--quick", *size).out.strip().splitlines()[-1])
    asked = "glasshouse remedies loyal-shoppers --citizens 512 --days 3 --seed 1 --quick"
    assert asked in " ".join(re.sub(r"<[^>]*>|\\", " ", page.read_text(encoding="utf-8")).split())
    tried = ("remedies", "loyal-shoppers", "--quick", *size, "--seeds", "2", "--assumptions", "0")
    assert glasshouse(*tried, "--only", "notice").status == 0
    assert not [*Path("runs").glob("remedies-of-*")]
    # One move stands for all, which would take a minute.
    every = study.singles
    monkeypatch.setattr(study, "singles", lambda base, _: every(base, ["notice"]))
    assert glasshouse(*tried).status == 0
    assert glasshouse("audit", "loyal-shoppers", "--quick", *size).status == 0
    text = page.read_text(encoding="utf-8")
    assert "One move was tried, each alone, with 2 seeds." in text
    assert "was not tried with this scheme" not in text


def test_a_pdf_is_written_beside_the_page_and_what_hinders_it_is_told_before_anything_is_lived(
    glasshouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []
    monkeypatch.setattr(pdf, "as_pdf", lambda page: pages.append(page) or b"%PDF-1.7 /ID [(Glasshouse 1) (2)]")
    for _ in range(2):
        assert glasshouse(*ASKED, "--html", "a.html", "--pdf", "a.pdf").status == 0
    assert Path("a.pdf").read_bytes().startswith(b"%PDF")
    assert pages[1] == Path("a.html").read_text(encoding="utf-8")
    Path("mine.pdf").write_bytes(b"mine")
    said = glasshouse(*ASKED, "--seed", "9", "--pdf", "mine.pdf")
    assert (said.status, "nothing was changed" in said.err) == (2, True)
    assert len(pages) == 2


def test_an_unknown_criterion_is_told_before_anything_is_lived(glasshouse) -> None:
    before = {*Path().glob("runs/*")}
    said = glasshouse(*ASKED, "--seed", "9", "--fail-on", "unrelatd")
    assert said.status == 2
    assert "did you mean 'unrelated'" in said.err
    assert {*Path().glob("runs/*")} == before
