"""The page of held-out data on real screens, from a telephone to a desk; and its charts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browsing import assert_fits

from glasshouse.heldout.document import DataDocument, FigureResult, Lived, NotTested
from glasshouse.report.charts.heldout import _ends, signs, sizes
from glasshouse.report.heldout import compose, short, write_heldout


def figure(name: str, **told) -> FigureResult:
    usual = {
        "name": f"one.{name}", "experiment": "one", "title": f"A figure with a rather long name, {name}", "kind": "size",
        "role": "seen", "fact": "a_fact.value", "source": "Somebody, Journal of Long Names 31 (2016)", "url": None,
        "as_of": "2016", "basis": "statistic", "published": 0.2, "expected": None, "ours": 0.25, "low": 0.2, "high": 0.3,
        "unit": "share", "ratio": 1.25, "tolerance": (0.5, 2.0), "smallest": None, "meets": True, "answer": "met",
        "clear": True, "why": "1.25 times the published size", "truth": None, "truth_low": None, "truth_high": None,
        "seeds": (4, 4), "truth_seeds": None,
        "estimator": "", "put_in": "Nothing.", "how": "As published.", "note": "",
    }  # fmt: skip
    return FigureResult(**{**usual, **told})


SIGN = {
    "kind": "sign", "published": None, "tolerance": None, "ratio": None, "smallest": 0.01, "expected": "-",
    "unit": "relative change", "ours": -0.05, "low": -0.06, "high": -0.04,
}  # fmt: skip
MISSED = {"meets": False, "answer": "missed"}
OPEN = {"meets": None, "answer": "cannot be told"}


@pytest.fixture(scope="module")
def document() -> dict:
    figures = (
        figure("near", seeds=(2, 4)),
        figure("far", ours=9.0, ratio=45.0, low=8.0, high=10.0, **MISSED),
        figure("nothing", ours=0.0, ratio=0.0, low=0.0, high=0.0, role="unseen", **MISSED),
        figure("undefined", ours=None, ratio=None, low=None, high=None, clear=None, **OPEN),
        figure(
            "fall",
            **SIGN,
            estimator="group-time effects",
            truth=-0.051,
            truth_low=-0.052,
            truth_high=-0.05,
            truth_seeds=(4, 4),
        ),
        figure("opposite", **{**SIGN, "ours": 5.0, "low": 4.0, "high": 6.0}, **MISSED),
        figure("open", **{**SIGN, "ours": 0.0, "low": -0.1, "high": 0.1, "role": "unseen"}, **OPEN),
    )
    lived = Lived(
        name="one", title="An experiment", about="About.", put_in="A size.", scenario="rongcheng", settings=(), variants={},
        citizens=512, days=(10, 20), seeds=4,
    )  # fmt: skip
    return DataDocument(
        quick=True, command="glasshouse validate --data --quick one", digest="ab" * 32, met={"seen": (2, 4), "unseen": (0, 1)},
        experiments=(lived,), figures=figures, untested=(NotTested(experiment="one", what="a study", why="Nothing like it."),),
        refused=("court-list.stock",),
    ).document()  # fmt: skip


def test_the_page_counts_sizes_and_signs_by_class_and_says_what_cannot_be_told(document) -> None:
    said = " ".join(short(document))
    assert "Neither used nor known: 0 of 1 sizes met." in said
    assert "Neither used nor known: of 1 signs it cannot be told." in said
    assert "Known while building: 1 of 2 sizes met; of 1 more it cannot be told." in said
    page = compose(document)
    assert "Twins show −5.1%" in page
    assert page.count("(2 of 4 seeds, undefined with the others)") == 1
    assert "court-list.stock" in page


def test_signs_are_turned_so_that_what_was_published_is_to_the_right(document) -> None:
    fall = next(each for each in document["figures"] if each["name"] == "one.fall")
    assert _ends(fall) == pytest.approx((5, 4, 6))
    assert _ends({**fall, "expected": "not 0"}) == pytest.approx((5, 4, 6))
    assert _ends({**fall, "expected": "+"}) == pytest.approx((-5, -6, -4))
    drawn = signs(document["figures"])
    assert drawn is not None
    assert [row[-1] for row in drawn.table.rows] == ["met", "missed", "cannot be told"]


def test_sizes_without_a_number_are_not_drawn_and_none_is_none(document) -> None:
    drawn = sizes(document["figures"])
    assert drawn is not None
    assert len(drawn.table.rows) == 3
    assert sizes([]) is None
    assert signs([]) is None


@pytest.mark.browser
def test_nothing_is_wider_than_the_screen(document, tmp_path: Path, chromium_path: str) -> None:
    assert_fits(write_heldout(document, tmp_path / "data.html"), chromium_path, (360, 1280), charts=False)
