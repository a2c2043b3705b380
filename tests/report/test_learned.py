"""What a learned score learned, on the page: every fit in points, proxies and labels named, and nothing without a fit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from glasshouse.report import charts, write_comparison, write_run
from glasshouse.report.data import World
from glasshouse.report.learned import sentences


def told(document: dict[str, Any]) -> str:
    return " ".join(sentences(World("run", document), "lender"))


def test_each_weight_is_told_in_points_of_the_score_fit_by_fit(learned_document: dict[str, Any]) -> None:
    figure = charts.learned([World("run", learned_document)], "lender")
    assert figure is not None
    assert figure.table.columns[3:] == ("day 179", "day 539")
    assert [row[:2] + row[3:] for row in figure.table.rows] == [
        ("Area under the curve", "0 to 1", "0.625", "0.750"),
        ("Bills missed", "points for each record", "−25", "−12"),
        ("Age on file", "points for each unit on file", "+12", "−6.2"),
    ]
    assert "From −25 at the first fit to −12 at the last." in figure.description


def test_the_sentences_count_fits_and_name_proxies_labels_and_turned_signs(learned_document: dict[str, Any]) -> None:
    said = told(learned_document)
    assert "fitted 2 times, every 180 days from day 179 to day 539, on 2,179 to 2,539 people each" in said
    assert "of whom 150 were bad. Once too few were good or bad, and everything stayed as it was." in said
    assert "was 0.625 at first and 0.750 at last" in said
    assert "It counts records of “bills missed”. Beside them, age on file is a proxy" in said
    assert "a record of “pay a bill” within 90 days, true or false. These labels were taken as they are." in said
    assert "What raised the score by one fit lowered it by another: age on file." in said
    assert "learns from people whom the score has already refused or favoured" in said


def test_whoever_left_while_the_sample_matured_is_counted(learned_document: dict[str, Any]) -> None:
    assert "died or left" not in told(learned_document)
    learned_document["decided"]["learned lender"][2]["gone"] = 12
    assert "of whom 150 were bad. 12 more died or left while the sample matured" in told(learned_document)


def test_biased_labels_and_the_lack_of_proxies_are_said(learned_document: dict[str, Any]) -> None:
    learning = learned_document["systems"]["lender"]["learning"]
    learning |= {"labels": "biased", "heavier": {"minority": 2.0, "migrant": 1.5}}
    del learning["inputs"]["age"]
    said = told(learned_document)
    assert "The labels are biased: a bad one counts 2.0 times for the minority and 1.5 times for people" in said
    assert "No attribute on file enters as a proxy." in said
    assert "No weight changed its sign from fit to fit." in said


def test_one_fit_is_no_answer_to_its_own_effects(learned_document: dict[str, Any]) -> None:
    learned_document["decided"]["learned lender"] = learned_document["decided"]["learned lender"][:1]
    said = told(learned_document)
    assert "fitted once, on day 179" in said
    assert "nothing here is an answer to its own effects" in said
    assert "already refused or favoured" not in said


def test_a_score_that_was_never_fitted_says_so_and_draws_nothing(learned_document: dict[str, Any]) -> None:
    for fit in learned_document["decided"]["learned lender"]:
        fit["fitted"] = False
    assert "It was never fitted: everybody has the same score." in told(learned_document)
    assert charts.learned([World("run", learned_document)], "lender") is None


def test_the_section_stands_on_the_page_of_a_learned_score_and_on_no_other(
    learned_document: dict[str, Any], run_document: dict[str, Any], tmp_path: Path
) -> None:
    learned = write_run(learned_document, tmp_path / "learned.html").read_text(encoding="utf-8")
    other = write_run(run_document, tmp_path / "other.html").read_text(encoding="utf-8")
    assert 'href="#learned"' in learned
    drawn = re.search(r'<figure id="learned-lender">.*?</figure>', learned, flags=re.DOTALL)
    assert drawn is not None
    assert drawn[0].count("<svg") == 3
    assert "What the score learned" not in other


def test_twins_show_their_fits_beside_the_bases(
    comparison: dict[str, Any], learned_document: dict[str, Any], tmp_path: Path
) -> None:
    twin = {**learned_document, "title": "Nobody reacts", "decided": {"learned lender": [
        {**fit, "coefficients": {"missed": 1.0, "age": 0.0}} for fit in learned_document["decided"]["learned lender"]
    ]}}  # fmt: skip
    comparison |= {"base": "learned-credit", "worlds": {"learned-credit": learned_document, "deaf": twin}}
    comparison |= {"differences": {}, "individual_differences": {}, "examples": []}
    page = write_comparison(comparison, tmp_path / "twins.html").read_text(encoding="utf-8")
    drawn = re.search(r'<figure id="learned-lender">.*?</figure>', page, flags=re.DOTALL)
    assert drawn is not None
    assert 'world-1">Nobody reacts' in drawn[0]
    assert "Nobody reacts from −50 to −50" in drawn[0]
