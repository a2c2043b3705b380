"""A study of held-out data, as small as can be: the document, its schema, the page, the verb."""

from __future__ import annotations

import json

import jsonschema
import pytest

import glasshouse as gh
from glasshouse.cli import main
from glasshouse.cli.verbs.schema import all_schemas
from glasshouse.heldout import study
from glasshouse.heldout.experiment import Size, load_experiments
from glasshouse.heldout.study import DataValidation, chosen
from glasshouse.report.heldout import compose, short, write_heldout

SMALL = Size(citizens=512, days=(60,), seeds=2)
NAMES = ("rollout", "schufa", "trust-game")


@pytest.fixture(scope="module")
def small():
    """A few experiments in worlds that are as small as can be."""
    found = {
        name: each.model_copy(update={"quick": SMALL}) for name, each in load_experiments().items() if name in NAMES
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(study, "load_experiments", lambda: found)
        yield found


@pytest.fixture(scope="module")
def found(small, tmp_path_factory) -> DataValidation:
    return gh.validate_data(quick=True, workers=1, folder=tmp_path_factory.mktemp("runs"))


def test_every_figure_stands_in_the_document_with_its_class_and_answer(small, found: DataValidation) -> None:
    document = found.document
    names = {each["name"] for each in document["figures"]}
    assert names == {
        *(f"{name}.{figure}" for name, each in small.items() for figure in each.figures),
        *(figure for each in small.values() for figure in each.published),
    }
    for each in document["figures"]:
        assert each["role"] in ("seen", "unseen")
        assert each["meets"] is {"met": True, "missed": False}.get(each["answer"])
    counted = sum(told for _, told in document["met"].values())
    assert counted == sum(each["meets"] is not None for each in document["figures"])
    assert "court-list.stock" in document["refused"]
    assert found["west.loans-not-repaid"]["published"] == pytest.approx(0.022)


def test_no_pilot_is_no_effect_to_the_last_bit(small, found: DataValidation) -> None:
    # In two months the pilot reaches only those whom the estimator has nobody to compare with before.
    said = found["rollout.violations"]
    assert said["published"] is None
    assert said["expected"] == "-"
    assert said["estimator"].startswith("group-time")


def test_the_document_fits_its_schema(found: DataValidation) -> None:
    jsonschema.validate(json.loads(json.dumps(found.document, allow_nan=False)), all_schemas()["data"])
    assert found.results.quick
    assert "DataValidation" in repr(found)
    with pytest.raises(KeyError, match="no figure 'nothing'"):
        found["nothing"]


def test_the_page_says_all_of_it(found: DataValidation, tmp_path) -> None:
    page = compose(found.document)
    for each in found.document["figures"]:
        assert each["title"].split("'")[0] in page
    assert "Nothing that was fitted is tested" in page
    assert "gives back what was put in" in page
    assert list(short(found.document))
    path = write_heldout(found.document, tmp_path / "data.html")
    assert write_heldout(found.document, path).read_text(encoding="utf-8") == page


def test_the_same_again_lives_nothing_anew(small, found: DataValidation, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["validate", "--data", "schufa", "--quick", "--workers", "1", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [each["name"] for each in document["figures"]] == ["west.loans-not-repaid"]
    assert (tmp_path / document["page"]).exists()
    assert main(["validate", "--data", "schufa", "--quick", "--workers", "1"]) == 0
    out = capsys.readouterr().out
    assert "Bills in Germany" in out
    assert out.rstrip().endswith(".html")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--data", "court-list.stock"], "nothing that was fitted is tested"),
        (["--data", "rolout"], "did you mean 'rollout'"),
        (["--data", "-s", "p=1"], "experiments are fixed"),
        (["--quick"], "expected --data beside it"),
        (["bass", "--html", "x.html"], "expected --data beside it"),
        (["--data", "--workers", "none"], "a whole number"),
    ],
)
def test_bad_input_gets_one_clear_message(asked, said, capsys) -> None:
    assert main(["validate", *asked]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_all_experiments_are_chosen_where_none_is_named() -> None:
    assert list(chosen([])) == list(study.load_experiments())
