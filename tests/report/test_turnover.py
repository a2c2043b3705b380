"""Reports tell who came, aged and went where people do, and are silent where they do not."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.conftest import make_run

from glasshouse.report.data import ReportData, World
from glasshouse.report.heading import summary
from glasshouse.report.setup import setup

CAME = {"died": 1, "left": 1_200, "came": 1_201, "aged": 18_799, "records": 5, "cases": 0}
ROW = "People who came, aged and went"


def _data(turnover: dict[str, int] | None) -> ReportData:
    return ReportData({"rongcheng": World("rongcheng", {**make_run(), "turnover": turnover})})


def _row(turnover: dict[str, Any] | None) -> str | None:
    facts: dict[str, str] = dict(setup(_data(turnover))["facts"])
    return facts.get(ROW)


def test_the_summary_says_who_died_left_and_came() -> None:
    said = summary(_data(CAME))
    assert "lived 60 days" in said
    assert said.endswith(
        "Among them 1 person died, 1,200 people left otherwise, and as many newcomers, 1,201, took their places."
    )


def test_the_setup_has_a_row_of_it() -> None:
    told = "1,201 came, 1 died, 1,200 left otherwise"
    assert _row(CAME) == f"{told}; those who stayed grew a year older 18,799 times"
    assert _row({name: each for name, each in CAME.items() if name != "aged"}) == told


@pytest.mark.parametrize("turnover", [None, dict.fromkeys(CAME, 0)])
def test_where_nobody_came_the_summary_says_nothing(turnover: dict[str, int] | None) -> None:
    assert "newcomers" not in summary(_data(turnover))


def test_where_nobody_ages_there_is_no_row() -> None:
    assert _row(None) is None
    assert _row(dict.fromkeys(CAME, 0)) is not None
