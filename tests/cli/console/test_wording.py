"""How numbers are written."""

from __future__ import annotations

import pytest

from glasshouse.cli.console import wording


@pytest.mark.parametrize(
    ("number", "unit", "written"),
    [
        (0.1234, "share", "12.3 %"),
        (0.0, "share", "0 %"),
        (1234567.0, "persons", "1,234,567"),
        (-0.5, "points", "-0.500"),
        (None, "points", "undefined"),
    ],
)
def test_values_are_written_with_three_digits_that_matter(number, unit, written) -> None:
    assert wording.value(number, unit) == written


def test_a_difference_shows_its_sign() -> None:
    assert wording.difference(0.01, "share") == "+1.00 pp"
    assert wording.difference(-0.01, "share") == "-1.00 pp"
    assert wording.difference(0.0, "points") == "0"
    assert wording.difference(None, "share") == "undefined"


@pytest.mark.parametrize(
    ("number", "written"), [(999.9, "1,000"), (1000, "1,000"), (9.999, "10.0"), (1e-9, "1.00e-09")]
)
def test_digits_at_the_edges(number, written) -> None:
    assert wording.decimal(number) == written


def test_fewer_digits_can_be_asked_for() -> None:
    assert [wording.decimal(number, 2) for number in (0.0801, 0.00749, 123.4, 99.6)] == [
        "0.080",
        "0.0075",
        "123",
        "100",
    ]


def test_durations_are_written_in_fitting_units() -> None:
    assert [wording.duration(seconds) for seconds in (0.24, 42, 600, 9000)] == ["0.2 s", "42 s", "10 min", "2.5 h"]
