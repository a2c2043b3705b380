"""A study of remedies, as small as can be: known answers, the document, the page, the verb."""

from __future__ import annotations

import json

import jsonschema
import pytest

import glasshouse as gh
from glasshouse.cli import main
from glasshouse.cli.verbs.schema import all_schemas
from glasshouse.errors import InputError
from glasshouse.protections.adopters import WHAT
from glasshouse.protections.study import Remedies, remedies, sized
from glasshouse.report.remedies import compose, short, write_remedies

PURPOSELESS = [f"systems.{name}.purpose=[]" for name in ("court-list", "tax-list", "rongcheng", "sesame")]
LAWS = ("purpose-limits", "one-desk")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def joint(folder) -> Remedies:
    """The joint account and all that it reads, none of which has a purpose: purpose limits leave nothing to use."""
    return gh.remedies(
        "national",
        citizens=600,
        days=12,
        seeds=2,
        assumptions=0,
        only=[*LAWS, "dare"],
        folder=folder,
        workers=1,
        settings=PURPOSELESS,
    )


def test_where_a_scheme_has_no_purpose_purpose_limits_leave_nothing_of_it(joint: Remedies) -> None:
    said = joint["purpose-limits"]
    for harm in ("sanctioned_share_of_days", "denied_attempts_per_1000_years"):
        assert joint.document["base"]["harm"][harm]["value"] > 0
        assert said["harm"][harm]["value"] == -joint.document["base"]["harm"][harm]["value"]


def test_a_move_that_changes_nothing_is_zero_to_the_bit_and_says_so(joint: Remedies) -> None:
    said = joint["one-desk"]
    assert said["answer"] in ("does nothing", "nothing to act on")
    assert {each["value"] for each in said["harm"].values()} <= {0.0}
    assert said["why"]


def test_the_document_fits_its_schema(joint: Remedies) -> None:
    document = json.loads(json.dumps(joint.document, allow_nan=False))
    jsonschema.validate(document, all_schemas()["remedies"])
    assert joint.results.scenario == "national"
    assert {each["id"].split(" ")[0] for each in document["moves"]} == {*LAWS, "dare"}


def test_there_are_at_most_ten_pairs_of_moves_that_help(joint: Remedies) -> None:
    assert len(joint.document["pairs"]) <= 10
    for each in joint.document["pairs"]:
        assert set(each["id"].split(" + ")) <= {
            move["id"] for move in joint.document["moves"] if move["answer"] == "helps"
        }


def test_personal_moves_tell_adopters_and_others_apart(joint: Remedies) -> None:
    said = joint["dare 50%"]
    assert set(said["adopters_harm"]) == set(said["others_harm"]) == set(WHAT)
    assert said["adopters"] == 0.5
    assert joint["purpose-limits"]["adopters_harm"] == {}


def test_the_page_answers_in_words(joint: Remedies, tmp_path) -> None:
    text = write_remedies(joint.document, tmp_path / "page.html").read_text(encoding="utf-8")
    assert text == compose(joint.document)
    assert "never looks for better control" in text
    assert all(sentence.split(":")[0] in text for sentence in short(joint.document))
    assert "http://" not in text.replace("http://www.w3.org", "")


def test_what_was_run_is_used_again(joint: Remedies, folder, capsys) -> None:
    before = {each.name: each.stat().st_mtime_ns for each in folder.glob("*/results.parquet")}
    again = gh.remedies(
        "national",
        citizens=600,
        days=12,
        seeds=2,
        assumptions=0,
        only=[*LAWS, "dare"],
        folder=folder,
        workers=1,
        settings=PURPOSELESS,
    )
    assert again.document == joint.document
    assert {each.name: each.stat().st_mtime_ns for each in folder.glob("*/results.parquet")} == before


def test_spans_over_the_assumptions_stand_beside_those_over_luck(folder) -> None:
    scheme = gh.load("court-list", citizens=300, days=5)
    found = remedies(scheme, seeds=2, points=10, only=["forgetting"], folder=folder, workers=1)
    assert found.document["points"] >= 9
    spans = [(each["low_assumptions"], each["high_assumptions"]) for each in found["forgetting"]["harm"].values()]
    assert any(low is not None and low <= high for low, high in spans)


def test_a_scheme_without_systems_has_nothing_to_act_on(folder) -> None:
    found = gh.remedies("nothing", citizens=300, days=5, seeds=2, folder=folder, workers=1)
    assert {each["answer"] for each in found.document["moves"]} == {"nothing to act on"}
    assert found.document["pairs"] == []
    assert "No move is seen to help." in list(short(found.document))


@pytest.mark.parametrize("wrong", [{"seeds": 1}, {"assumptions": 5}, {"only": ["notise"]}])
def test_what_cannot_be_asked_is_refused(wrong, tmp_path) -> None:
    with pytest.raises(InputError):
        gh.remedies("sesame", citizens=300, days=5, folder=tmp_path, **wrong)
    assert not list(tmp_path.iterdir())


def test_a_study_is_as_large_as_the_scenario_or_smaller() -> None:
    assert sized(200_000, 240, quick=False) == (10_240, 240)
    assert sized(600, 365, quick=True) == (600, 90)


def test_the_verb_writes_a_page_and_a_document(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    given = [
        "remedies",
        "nothing",
        "--citizens",
        "300",
        "--days",
        "5",
        "--seeds",
        "2",
        "--workers",
        "1",
        "--html",
        "page.html",
    ]
    assert main([*given, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document.pop("page") == "page.html"
    jsonschema.validate(document, all_schemas()["remedies"])
    assert main(given) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "page.html"


def test_the_verb_names_what_is_wrong(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["remedies", "natoinal"]) == 2
    assert "did you mean 'national'" in capsys.readouterr().err
    assert main(["remedies", "nothing", "--seeds", "0"]) == 2
    assert "--seeds" in capsys.readouterr().err
    (tmp_path / "mine.html").write_text("mine", encoding="utf-8")
    assert main(["remedies", "nothing", "--citizens", "300", "--days", "5", "--html", "mine.html"]) == 2
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "mine"
