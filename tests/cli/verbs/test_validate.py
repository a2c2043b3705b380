"""`glasshouse validate`, and cases in `list` and `show`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glasshouse.validation import checking
from glasshouse.validation.case import Measured
from glasshouse.validation.catalogue import cases


def test_the_json_answer_has_what_it_should_have(glasshouse) -> None:
    result = glasshouse("validate", "self-censorship", "-s", "beta=1", "-s", "psi=1.2", "--json")
    assert result.status == 0
    assert all(
        set(entry) >= {"case", "point", "kind", "target", "ours", "tolerance", "passed", "source"}
        for entry in result.json()
    )
    assert result.json()[2]["ours"] == pytest.approx(0.458333, abs=1e-6)
    assert result.json()[2]["point"]["psi"] == 1.2


def test_a_figure_that_is_off_ends_with_status_1_and_is_named(glasshouse, monkeypatch) -> None:
    case = cases()["cascade"]
    off = replace(case, figures={**case.figures, "chance of a wrong cascade": lambda _: Measured(0.3)})
    monkeypatch.setattr(checking, "chosen", lambda names, settings: ([off], {}))
    result = glasshouse("validate cascade")
    assert result.status == 1
    assert "OFF" in result.out
    assert "cascade: chance of a wrong cascade" in result.err
    assert glasshouse("validate cascade --json").json()[0]["passed"] is False


def test_the_table_fits_and_states_samples(glasshouse) -> None:
    result = glasshouse("validate unicity degroot")
    assert result.status == 0
    assert max(map(len, result.out.splitlines())) <= 80
    assert "200, seed 1, s.e." in result.out


def test_wrong_parameters_end_with_status_2(glasshouse) -> None:
    result = glasshouse("validate", "bass", "-s", "p=x", "-s", "nobody=1")
    assert result.status == 2
    assert result.out == ""
    assert "2 problems" in result.err


def test_cases_are_listed_and_shown(glasshouse) -> None:
    listed = glasshouse("list cases --json").json()
    assert [entry["name"] for entry in listed] == list(cases())
    assert all(entry["title"] for entry in listed)
    shown = glasshouse("show lock-in")
    assert "lead of the first provider at which all take it" in " ".join(shown.out.split())
    assert glasshouse("show lock-in --json").json()["parameters"]["k"]["default"] == 11
    assert "did you mean 'unicity'" in glasshouse("show unicty").err
