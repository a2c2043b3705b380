"""Parameters of cases: read, checked, complained about all at once."""

from __future__ import annotations

import pytest

from glasshouse.errors import InputError
from glasshouse.validation.case import Parameter
from glasshouse.validation.catalogue import cases
from glasshouse.validation.values import checked, chosen


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        chosen(["bass"], ["p=zero", "qq=1", "q=-1", "crowds=2.5", "seed"])
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 5
    assert "p: expected a number from 0.0001 to 1, found 'zero'" in told[0]
    assert "expected one of p, q, crowds, seed" in told[1]
    assert "did you mean 'q'?" in told[1]


def test_unknown_cases_and_parameters_without_one_case_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        chosen(["bas", "cascad"], ["p=0.1"])
    assert [problem.nearest for problem in caught.value.problems] == ["bass", "cascade", None]


def test_without_names_all_cases_are_meant() -> None:
    assert [case.name for case in chosen([], [])[0]] == list(cases())


@pytest.mark.parametrize("value", ["nan", "inf", "1e999"])
def test_what_is_no_finite_number_is_wrong(value) -> None:
    with pytest.raises(InputError):
        chosen(["cascade"], [f"p={value}"])


def test_the_ends_of_a_range_count_or_do_not() -> None:
    assert Parameter("", 0, 0, 1).admits(1)
    assert not Parameter("", 0.5, 0, 1, open=True).admits(1)
    assert not Parameter("", 1, 0, 10, whole=True).admits(1.5)


def test_values_are_completed_with_defaults() -> None:
    assert checked(cases()["cascade"], {}) == {"p": 0.7}
    with pytest.raises(InputError):
        checked(cases()["cascade"], {"p": 2.0})


@pytest.mark.parametrize("name", cases())
def test_a_case_is_described_and_its_published_points_are_admitted(name) -> None:
    case = cases()[name]
    assert case.title
    assert case.text
    assert case.source
    assert case.mechanisms
    for point in case.points:
        assert set(checked(case, point.values)) == set(case.parameters)
        assert set(point.targets) <= set(case.figures)
    assert set(case.closed_form(case.complete({}))) <= set(case.figures)
