"""The tables of law, memory and costs: dates, places to read on, registers, hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from glasshouse import facts, library, scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.norms.loading import lay
from glasshouse.audit.norms.provisions import FRAMES
from glasshouse.errors import InputError

GIVEN = norms()
NOW = date(2026, 11, 29)
HEAD = {"version": "x", "as_of": NOW, "chosen_by": "x", "source": "x", "note": "x"}


def problems(**tables: object) -> dict[str, str]:
    with pytest.raises(InputError) as error:
        lay({**HEAD, **tables}, "x.toml")
    return {problem.key: problem.in_file() for problem in error.value.problems}


@pytest.mark.parametrize(
    ("criterion", "cite", "last_without", "first_with"),
    [
        ("unrelated", "AI Act Article 5(1)(c)(i)", date(2025, 2, 1), date(2025, 2, 2)),
        ("reasons", "AI Act Article 86", date(2027, 12, 1), date(2027, 12, 2)),
        ("memory", "CJEU C-26/22 and C-64/22", date(2023, 12, 6), date(2023, 12, 7)),
        ("recourse", "NDRC Order 36, credit repair", date(2026, 3, 31), date(2026, 4, 1)),
    ],
)
def test_a_provision_holds_from_its_first_day(criterion: str, cite: str, last_without: date, first_with: date) -> None:
    assert cite not in GIVEN.law(criterion, last_without)
    assert cite in GIVEN.law(criterion, first_with)
    assert cite in GIVEN.law(criterion)


def test_the_effects_test_of_regulation_b_ends_on_the_twentieth_of_july_2026() -> None:
    cite = "Regulation B, effects test (12 CFR 1002.6(a) and its commentary)"
    assert cite in GIVEN.law("equality", date(2026, 7, 20))
    assert cite not in GIVEN.law("equality", date(2026, 7, 21))


def test_a_treaty_that_is_not_in_force_holds_on_no_day_but_is_named() -> None:
    cite = "CETS 225, Article 10"
    assert cite in GIVEN.law("equality")
    assert cite not in GIVEN.law("equality", date(2100, 1, 1))
    assert GIVEN.law("equality")[cite].in_force is None


def test_every_criterion_has_provisions_or_the_reason_why_not_and_every_provision_is_used() -> None:
    law = GIVEN.tables.law
    for criterion in GIVEN.tables.thresholds.criteria:
        assert bool(GIVEN.law(criterion)) != (criterion in law.without)
    used = {pointer.provision for pointers in law.criteria.values() for pointer in pointers}
    assert used | {"ai-act-27"} == set(law.provisions)


def test_the_criteria_have_the_numbers_of_the_list_without_a_gap() -> None:
    assert {each.number for each in GIVEN.tables.thresholds.criteria.values()} == set(range(28))


def test_the_eighteen_sections_stand_beside_all_letters_of_the_impact_assessment() -> None:
    sections = GIVEN.sections().values()
    assert [each.number for each in sections] == list(range(1, 19))
    assert {letter for each in sections for letter in each.fria} == {f"({letter})" for letter in "abcdef"}
    assert set(GIVEN.tables.law.frames) == set(FRAMES)
    assert all(each.iso_42005 and each.nist and each.huderia for each in sections)


def test_registers_hold_on_their_days_and_come_by_length() -> None:
    now = GIVEN.registers(NOW, kind="default-judgment", context="justice")
    terms = [each.days for each in now.values() if each.days is not None]
    assert terms == sorted(terms)
    assert next(iter(now)) == "de-discharge"
    assert now["de-discharge"].days == pytest.approx(182.6, abs=0.1)
    assert "cn-repair-trial" in GIVEN.registers(date(2026, 3, 31))
    assert "cn-repair-trial" not in GIVEN.registers(date(2026, 4, 1))
    assert "cn-repair-minor" not in GIVEN.registers(date(2026, 3, 31))
    assert "cn-repair-minor" in GIVEN.registers(date(2026, 4, 1))


def test_a_purpose_without_a_number_comes_last_and_has_no_days() -> None:
    found = list(GIVEN.registers(NOW, context="speech").values())
    assert found
    assert [each.days for each in found] == [None] * len(found)


def test_credit_repair_is_called_an_analogy_and_its_terms_are_the_facts() -> None:
    for name, path, unit in (
        ("cn-repair-minor", "credit_repair_2026.minor_max_months", "months"),
        ("cn-repair-general", "credit_repair_2026.general_months.1", "months"),
        ("cn-repair-serious", "credit_repair_2026.serious_years.1", "years"),
    ):
        register = GIVEN.tables.memory.registers[name]
        assert register.analogy
        assert register.term is not None
        assert (register.term.value, register.term.unit) == (facts.number(path).value, unit)


def test_what_a_conduct_document_says_in_minutes_costs_as_many_and_stands_in_no_table() -> None:
    assert GIVEN.cost("refer-friend").value == pytest.approx(5 / 60)
    assert GIVEN.cost("refer-friend").range == pytest.approx((1 / 60, 20 / 60))
    for name in library.names("conduct"):
        if "minutes" in library.read("conduct", name):
            assert name not in GIVEN.tables.costs.kinds


def test_every_lawful_kind_and_every_move_has_a_cost() -> None:
    for name in GIVEN.tables.gravity.lawful:
        assert GIVEN.cost(name).value >= 0
    assert GIVEN.move("appeal").hours.value > GIVEN.move("wait").hours.value == 0


def test_dates_out_of_order_and_places_that_are_nowhere_are_told() -> None:
    law = {
        "provisions": {"gdpr-5": {"until": date(2018, 1, 1)}},
        "criteria": {"speech": [{"provision": "gdrp-5"}], "spech": [{"provision": "gdpr-5"}]},
    }
    memory = {"registers": {"us-adverse": {"contexts": ["drones"]}}}
    found = problems(law=law, memory=memory)
    assert found["law.provisions.gdpr-5.until"].startswith(
        "law.provisions.gdpr-5.until: expected a day after its first"
    )
    found = problems(law={"criteria": law["criteria"]}, memory=memory)
    assert "did you mean 'gdpr-5'" in found["law.criteria.speech"]
    assert "did you mean 'speech'" in found["law.criteria.spech"]
    assert "drones" in found["memory.registers.us-adverse.contexts"]


def test_a_criterion_must_have_provisions_or_a_reason_and_not_both() -> None:
    assert "both" in problems(law={"without": {"speech": "None."}})["law.criteria.speech"]


def test_a_register_is_a_length_of_time() -> None:
    term = {"value": 3, "unit": "points", "fixed": "A slip."}
    assert (
        "months or years"
        in problems(memory={"registers": {"us-adverse": {"term": term}}})["memory.registers.us-adverse.term.unit"]
    )


def test_a_lawful_kind_without_a_cost_is_a_problem() -> None:
    whole = scenario.load("rongcheng")
    tables = lay({**HEAD, "costs": {"kinds": {}}}, "x.toml")
    fewer = tables.costs.model_copy(update={"kinds": {}})
    found = replace(GIVEN, tables=replace(tables, costs=fewer)).check(whole)
    assert {problem.key for problem in found} == {
        f"conduct.{name}"
        for name, kind in whole.conduct.items()
        if kind.law == "lawful" and kind.minutes is None and name not in GIVEN.tables.gravity.kinds
    }


def test_no_table_says_that_anything_is_legal_or_allowed() -> None:
    folder = Path(norms.__code__.co_filename).parent
    for file in folder.glob("*.toml"):
        words = file.read_text(encoding="utf-8").lower().replace("legal advice", "")
        assert " legal " not in words
        assert " allowed" not in words
