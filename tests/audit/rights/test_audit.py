"""The audit as a whole: its document, its sums, its answers when the scheme changes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdf
import pytest

from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.causes import causes
from glasshouse.audit.rights.document import AuditDocument
from glasshouse.audit.rights.elements import elements, trifles
from glasshouse.audit.rights.study import ELEMENTS, Audit, audit, refused_criteria
from glasshouse.audit.rights.tables import write_tables
from glasshouse.audit.rights.worlds import Bench
from glasshouse.errors import InputError
from glasshouse.report.audit import write_audit_pdf
from glasshouse.scenario import Scenario, changed

TERMS = ("counterfactual", "ablation", "Shapley", "bootstrap", "covariance", "algorithm", "FRIA", "person-day")
"""Words that page one does without."""


def rows(audited: Audit, table: str) -> list[list[object]]:
    found: list[list[object]] = audited.document["tables"][table]["rows"]
    return found


def test_the_document_fits_its_schema_and_holds_every_element(audited: Audit) -> None:
    AuditDocument.model_validate(json.loads(json.dumps(audited.document)))
    assert [*audited.document["elements"]] == [*ELEMENTS]
    for section in audited.document["sections"]:
        assert set(section["criteria"]) <= set(audited.document["criteria"])
        assert set(section["tables"]) <= set(audited.document["tables"])
    for criterion in audited.document["criteria"].values():
        assert set(criterion["evidence"]) <= set(audited.document["tables"])


def test_no_value_stands_without_an_interval_or_a_reason(audited: Audit) -> None:
    for each in audited.document["criteria"].values():
        if each["value"] is None:
            assert each["answer"] in ("undefined", "stated", "by construction")
        if each["answer"] == "undefined":
            assert each["reason"]


def test_days_divided_evenly_add_up_to_all(audited: Audit) -> None:
    assert sum(row[2] for row in rows(audited, "sources") if row[2] is not None) == pytest.approx(1.0, abs=1e-9)  # type: ignore[misc]


def test_page_one_is_short_and_plain(audited: Audit) -> None:
    said = " ".join(f"{each['title']} {each['sentence']}" for each in audited.document["summary"])
    assert len(said.split()) <= 350
    assert [term for term in TERMS if term.lower() in said.lower()] == []
    assert not re.search(r"\b(legal|allowed to|permitted)\b", said)


def test_the_same_audit_again_is_the_same(audited: Audit, scheme: Scenario, folder: Path) -> None:
    again = audit(scheme, name="municipal-trust", quick=True, folder=folder, threads=2)
    assert json.dumps(again.document) == json.dumps(audited.document)


def answers(scheme: Scenario, folder: Path, case: Case) -> dict[str, str]:
    other = Case(scheme, Bench(scheme, folder, threads=1), case.norms.on(scheme), (1,), quick=True)
    return {each.id: each.answer for each in elements(other).criteria}


def test_without_its_unrelated_sources_a_scheme_crosses_nothing(case: Case, tmp_path: Path) -> None:
    measures = case.scheme.systems["municipal-trust"].measures
    off = [f'systems.municipal-trust.measures.{name}.context="civic"' for name in measures]
    rules = ["systems.municipal-trust.rules.litter.points=0", "systems.municipal-trust.starts.migrant=0"]
    assert answers(changed(case.scheme, [*off, *rules]), tmp_path, case)["unrelated"] == "not indicated"


def test_a_scheme_under_which_nobody_is_sanctioned_leaves_it_undefined(case: Case, tmp_path: Path) -> None:
    found = answers(changed(case.scheme, ["consequences.enabled=false"]), tmp_path, case)
    assert found["unrelated"] == found["disproportionate"] == found["over_time"] == "undefined"


def test_a_nothing_that_judges_nobody_evaluates_nobody(case: Case, tmp_path: Path) -> None:
    found = answers(changed(case.scheme, ["systems.municipal-trust.active=false"]), tmp_path, case)
    assert found["evaluated"] == "not indicated"


def test_trifles_are_the_least_grave_on_every_scale(case: Case) -> None:
    most = case.norms.setting("trifle").value
    by_library = trifles(case, most)
    assert set(by_library) == {kind for kind in case.kinds if case.norms.gravity(kind).value <= most}
    for scale in case.norms.scales():
        assert set(trifles(case, most, scale)) <= set(case.kinds)


def test_causes_together_end_no_more_than_all_days(case: Case) -> None:
    found = causes(case).tables[0]
    shares = {str(row[0]): row[3] for row in found.rows}
    assert 0 <= float(shares["all four"] or 0) <= 1
    assert float(shares["all four"] or 0) >= max(float(value or 0) for value in shares.values()) - 1e-9
    assert shares["what others did"] == 0


def test_tables_are_written_whole_and_read_back(audited: Audit, tmp_path: Path) -> None:
    import csv

    written = write_tables(audited.document["tables"], tmp_path)
    assert {path.stem for path in written} == set(audited.document["tables"])
    with (tmp_path / "context_matrix.csv").open() as file:
        assert len([*csv.reader(file)]) == len(rows(audited, "context_matrix")) + 1
    assert next(iter(audited.to_pandas("measures")["id"])).startswith("municipal-trust.")
    with pytest.raises(InputError, match="expected one of"):
        audited.to_pandas("measure")


@pytest.mark.pango
def test_a_pdf_of_the_report_has_its_title_its_sections_and_described_pictures(audited: Audit, tmp_path: Path) -> None:
    shown = [each for each in audited.document["sections"] if each["id"] in ("audited", "context_matrix")]
    made = pypdf.PdfReader(write_audit_pdf({**audited.document, "sections": shown}, tmp_path / "audit.pdf"))
    assert made.metadata is not None
    assert made.metadata.title is not None
    assert made.metadata.title.startswith("Rights audit: A town that scores trust")
    assert [each.title for each in made.outline[1:][0] if not isinstance(each, list)][1:3] == [
        "What was audited",
        "Context matrix",
    ]
    assert "On one page" in made.pages[0].extract_text()


def test_what_fails_is_what_was_asked_for(audited: Audit) -> None:
    assert audited.fails(["unrelated"])
    assert not audited.fails(["association"])
    with pytest.raises(InputError, match="unrelated"):
        audited.fails(["unrelatd"])
    with pytest.raises(InputError, match="did you mean 'memory'"):
        refused_criteria("memry")
    assert refused_criteria(None) == ()
    for nothing in ("", " , "):
        with pytest.raises(InputError, match="the id of a criterion"):
            refused_criteria(nothing)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("ablation.lawful=true", "an audit takes things out itself"),
        ("turnover.enabled=true", "follows the same people"),
    ],
)
def test_what_cannot_be_audited_is_refused(scheme: Scenario, tmp_path: Path, setting: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        audit(changed(scheme, [setting]), folder=tmp_path)
