"""Which facts speak of a time long ago."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest

from glasshouse import facts
from glasshouse.errors import InputError
from glasshouse.facts.age import a_year_before, day_of, last_day, older_than

SCRIPT = Path(__file__).parents[2] / "scripts" / "old_facts.py"


@pytest.mark.parametrize(
    ("as_of", "end"),
    [
        ("2019-07-09", date(2019, 7, 9)),
        ("2020-02", date(2020, 2, 29)),
        ("2018", date(2018, 12, 31)),
        ("2018/2020-06", date(2020, 6, 30)),
        ("../1990", date(1990, 12, 31)),
        ("2016~/2019~", date(2019, 12, 31)),
        ("1949/..", None),
    ],
)
def test_a_fact_holds_to_the_last_day_of_its_date(as_of: str, end: date | None) -> None:
    assert last_day(as_of) == end


def test_what_ends_on_the_day_or_later_is_not_older() -> None:
    end = last_day(facts.get("credit_restoration_2023").as_of)
    assert end is not None
    assert "credit_restoration_2023" not in {fact.id for fact in older_than(end)}
    assert "credit_restoration_2023" in {fact.id for fact in older_than(date(2026, 4, 1))}


def test_the_oldest_come_first_and_what_has_no_end_never() -> None:
    old = older_than(date(2026, 11, 28))
    ends = [last_day(fact.as_of) for fact in old]
    assert ends == sorted(ends)  # type: ignore[type-var]
    assert "dangan_function" not in {fact.id for fact in old}
    assert older_than(date(1900, 1, 1)) == ()


def test_a_year_before_a_leap_day_is_a_day() -> None:
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert a_year_before(date(2026, 11, 28)) == date(2025, 11, 28)


def test_what_is_no_day_is_refused() -> None:
    with pytest.raises(InputError, match="a day such as"):
        day_of("last year")


def test_the_note_of_the_checks_counts_those_of_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = importlib.util.spec_from_file_location("old_facts", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "argv", ["old_facts", "2026-11-28"])
    module.main()
    said = capsys.readouterr().out
    many = len(older_than(date(2025, 11, 28)))
    assert said.startswith(f"facts      {many} of {len(facts.load())} speak of a time before 2025-11-28")
