"""Units: a closed list, conversions, and fixed-point scales."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.documents.units import UNITS, convert, normalise, unit
from glasshouse.errors import InputError


def test_every_unit_is_listed_under_its_own_name_with_a_meaning() -> None:
    for name, listed in UNITS.items():
        assert listed.name == name == normalise(name)
        assert listed.meaning
        assert listed.size > 0


def test_units_of_one_quantity_are_of_one_kind() -> None:
    kinds: dict[str, str] = {}
    for listed in UNITS.values():
        assert kinds.setdefault(listed.quantity, listed.kind) == listed.kind


@pytest.mark.parametrize(
    ("spelt", "name"),
    [
        ("day", "days"),
        (" million  people ", "million persons"),
        ("Share", "share"),
        ("auc", "AUC"),
        ("%", "percent"),
    ],
)
def test_common_spellings_lead_to_the_one_name(spelt: str, name: str) -> None:
    assert normalise(spelt) == name


def test_an_unknown_unit_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(InputError) as caught:
        unit("milion persons")
    assert caught.value.problems[0].nearest == "million persons"


@pytest.mark.parametrize(
    ("value", "source", "target", "result"),
    [
        (2.5, "million persons", "persons", 2_500_000),
        (12, "percent", "share", 0.12),
        (1, "days", "hours", 24),
        (365.2425, "per year", "per day", 1),
        (1.763, "billion Australian dollars", "million Australian dollars", 1763),
        (7, "points", "points", 7),
    ],
)
def test_conversions_have_known_answers(value: float, source: str, target: str, result: float) -> None:
    assert convert(value, source, target) == pytest.approx(result, rel=1e-12)


def test_conversion_between_different_quantities_is_refused() -> None:
    with pytest.raises(InputError, match="measures persons"):
        convert(1, "persons", "points")
    with pytest.raises(InputError):
        convert(1, "text", "names")


@given(value=st.floats(-1e9, 1e9), pair=st.data())
def test_a_conversion_and_back_gives_the_value_again(value: float, pair: st.DataObject) -> None:
    there = pair.draw(st.sampled_from([listed for listed in UNITS.values() if listed.kind == "number"]))
    same = [listed for listed in UNITS.values() if listed.quantity == there.quantity]
    back = pair.draw(st.sampled_from(same))
    assert convert(convert(value, there.name, back.name), back.name, there.name) == pytest.approx(value)
