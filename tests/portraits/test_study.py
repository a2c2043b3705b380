"""A portrait, as small as can be: known answers, the refusal, the document, the page, the verb."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from pathlib import Path

import jsonschema
import pytest

import glasshouse as gh
from glasshouse.cli import main
from glasshouse.cli.verbs.schema import all_schemas
from glasshouse.engine.expected import observables_by_stand_in
from glasshouse.errors import InputError
from glasshouse.portraits.dimensions import dimensions
from glasshouse.portraits.judging import says
from glasshouse.portraits.packaged import alive, package, packaged, read_packaged
from glasshouse.portraits.study import Portrait, portrait, sized
from glasshouse.report.portrait import compose, short, write_portrait


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="module")
def points(folder: Path) -> Portrait:
    """A town under points for two birthdays, thirty days apart."""
    return gh.portrait(
        "rongcheng",
        "turnover.enabled=true",
        "turnover.year=30",
        citizens=2048,
        days=61,
        seeds=2,
        assumptions=0,
        folder=folder,
        workers=1,
    )


@pytest.fixture(scope="module")
def empty(folder: Path) -> Portrait:
    """A scheme that is none."""
    return gh.portrait("nothing", citizens=300, days=5, seeds=2, assumptions=0, folder=folder, workers=1)


def test_a_scheme_that_is_none_is_the_same_as_nothing_in_everything(empty: Portrait) -> None:
    for each in empty.document["dimensions"]:
        assert each["difference"]["says"] in ("the same", "undefined"), each["id"]
        assert each["difference"]["value"] in (0.0, None)
        assert each["value"] == each["nothing"]


def test_every_dimension_has_a_value_and_a_unit_or_a_reason(points: Portrait, empty: Portrait) -> None:
    for found in (points, empty):
        assert [each["id"] for each in found.document["dimensions"]] == list(dimensions())
        for each in found.document["dimensions"]:
            for one in (each, *each["worlds"].values(), each["difference"]):
                assert (one["value"] is not None) or one["reason"], each["id"]
                assert (one["low"] is None) == (one["high"] is None)
                assert one["low"] is None or one["low"] <= one["value"] <= one["high"]


def test_differences_are_the_scheme_less_nothing(points: Portrait) -> None:
    for each in points.document["dimensions"]:
        if each["difference"]["value"] is not None:
            assert each["difference"]["value"] == pytest.approx(each["value"] - each["nothing"], abs=1e-9)


def test_a_town_under_points_is_watched_and_fears_more_and_that_is_put_in(points: Portrait) -> None:
    assert points["privacy"]["difference"]["says"] == points["fear"]["difference"]["says"] == "more"
    assert points["fear"]["order"] == 0
    assert "fear" in points["fear"]["order_reason"]
    assert points["honesty"]["order"] is None
    assert points["exclusion"]["worlds"]["scoring"]["value"] == 0
    assert points["mobility"]["observable"] == "band_rises_per_1000_years_rongcheng"
    assert points["mobility"]["nothing"] is None
    assert points["trust-people"]["reason"] == dimensions()["trust-people"].undefined


def test_people_come_and_go_in_every_world_and_the_make_up_is_looked_at(points: Portrait) -> None:
    marginals = {each["id"]: each for each in points.document["marginals"]}
    assert any(each["apart"] for each in marginals.values())
    assert all(abs(each["apart"]) <= 0.02 for each in marginals.values())
    assert sum(each["before"] for name, each in marginals.items() if name.startswith("age_")) == pytest.approx(1)
    assert alive(gh.load("rongcheng")).turnover.enabled


def test_a_society_that_changes_by_itself_has_no_portrait(folder: Path) -> None:
    with pytest.raises(InputError, match="no portrait") as refused:
        gh.portrait(
            "nothing",
            "turnover.enabled=true",
            "turnover.year=1",
            citizens=300,
            days=12,
            seeds=2,
            assumptions=0,
            folder=folder,
            workers=1,
        )
    said = refused.value.problems[0]
    assert said.key.startswith("nothing.")
    assert abs(float(said.found) - float(said.expected.split(" of ")[1].split(" ")[0])) > 0.02


def test_the_assumptions_have_spans_of_their_own(folder: Path) -> None:
    scheme = gh.load("court-list", citizens=300, days=5)
    found = portrait(scheme, seeds=2, points=10, folder=folder, workers=1)
    assert found.document["points"] >= 9
    spans = [(each["low_assumptions"], each["high_assumptions"]) for each in found.document["dimensions"]]
    assert any(low is not None and low < high for low, high in spans)


@pytest.mark.parametrize(
    ("value", "luck", "assumed", "said"),
    [
        (0.5, (0.4, 0.6), (None, None), "more"),
        (-0.5, (-0.6, -0.4), (-0.9, 0.05), "less"),
        (0.5, (-0.1, 1.1), (0.2, 0.4), "chance"),
        (0.5, (None, None), (None, None), "chance"),
        (0.05, (0.04, 0.06), (None, None), "too small"),
        (0.5, (0.4, 0.6), (-0.2, 0.9), "the assumptions decide"),
        (-0.5, (-0.6, -0.4), (-0.9, 0.2), "the assumptions decide"),
    ],
)
def test_what_may_be_said_of_a_difference(value: float, luck: tuple, assumed: tuple, said: str) -> None:
    assert says(value, luck, assumed, 0.1) == said


def test_every_observable_of_a_dimension_exists() -> None:
    known = [each.name for each in observables_by_stand_in()]
    for name, each in dimensions().items():
        for pattern in each.observables:
            assert any(fnmatchcase(one, pattern) for one in known), (name, pattern)


def test_the_first_observable_that_the_scheme_has_is_taken() -> None:
    asked = dimensions()["concentration"]
    assert asked.observable(["holders_concentration", "final_concentration_credit"]) == "final_concentration_credit"
    assert asked.observable(["holders_concentration"]) == "holders_concentration"
    assert asked.observable(["dose"]) is None


def test_the_document_fits_its_schema(points: Portrait) -> None:
    document = json.loads(json.dumps(points.document, allow_nan=False))
    jsonschema.validate(document, all_schemas()["portrait"])
    assert points.results.scenario == "rongcheng"


def test_a_packaged_portrait_says_whether_its_scenario_has_changed(points: Portrait, empty: Portrait) -> None:
    now, other = (read_packaged(package(each.results, "2026-11-29")) for each in (empty, points))
    assert now.is_current
    assert not other.is_current
    assert [each.value for each in other.dimensions] == [each["value"] for each in points.document["dimensions"]]


def test_packaged_portraits_are_of_ten_years_and_have_every_dimension() -> None:
    for each in packaged():
        assert each.days == 3650
        assert [one.id for one in each.dimensions] == list(dimensions())
        assert each.made >= "2026-11-29"


def test_the_page_has_a_sentence_for_each_dimension_and_no_verdict(points: Portrait, tmp_path: Path) -> None:
    text = write_portrait(points.document, tmp_path / "page.html").read_text(encoding="utf-8")
    assert text == compose(points.document)
    assert len(list(short(points.document))) == len(dimensions())
    assert "no total and no order among societies" in text
    assert "undefined, because trust is not followed" in text
    assert "This is put in." in text
    assert "http://" not in text.replace("http://www.w3.org", "")


@pytest.mark.parametrize("wrong", [{"seeds": 1}, {"assumptions": 5}])
def test_what_cannot_be_asked_is_refused(wrong: dict[str, int], tmp_path: Path) -> None:
    with pytest.raises(InputError):
        gh.portrait("sesame", citizens=300, days=5, folder=tmp_path, **wrong)
    assert not list(tmp_path.iterdir())


def test_a_scenario_is_taken_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        gh.portrait(gh.load("sesame"), citizens=300)
    assert sized(200_000, quick=False) == 10_240
    assert sized(600, quick=True) == 600


def test_the_verb_writes_a_page_and_a_document(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    given = "portrait nothing --citizens 300 --days 5 --seeds 2 --assumptions 0 --workers 1 --html page.html"
    assert main([*given.split(), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document.pop("page") == "page.html"
    jsonschema.validate(document, all_schemas()["portrait"])
    assert document["command"].startswith("glasshouse portrait nothing --citizens 300 --days 5")
