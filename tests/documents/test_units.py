"""Units: a closed list, conversions, and fixed-point scales."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasshouse.documents import units
from glasshouse.documents.units import UNITS, CodeType, FixedPoint, convert, normalise, unit
from glasshouse.errors import InputError

DTYPES: st.SearchStrategy[CodeType] = st.sampled_from(("u1", "u2", "i2"))
STEPS = st.one_of(st.sampled_from([1.0, 0.5, 0.1, 1 / 255, 1 / 64, 1 / 32767]), st.floats(1e-6, 1e6))


@st.composite
def scales(draw: st.DrawFn) -> FixedPoint:
    step = draw(STEPS)
    low = step * draw(st.integers(-500_000, 500_000))
    return FixedPoint(low=low, step=step, dtype=draw(DTYPES), unit="index")


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


@given(scale=scales())
def test_every_code_survives_decoding_and_encoding(scale: FixedPoint) -> None:
    codes = np.arange(scale.codes[0], scale.codes[1] + 1).astype(scale.dtype)
    assert np.array_equal(scale.encode(scale.decode(codes)), codes)


@given(scale=scales(), part=st.floats(0, 1))
def test_a_value_in_range_comes_back_within_half_a_step(scale: FixedPoint, part: float) -> None:
    value = scale.low + part * (scale.high - scale.low)
    rounding = 4 * np.finfo(np.float32).eps * max(abs(scale.low), abs(scale.high))
    assert abs(float(scale.decode(scale.encode(value))) - value) <= scale.step / 2 + rounding


@given(scale=scales(), first=st.floats(width=32, allow_nan=False), second=st.floats(width=32, allow_nan=False))
def test_a_greater_value_never_has_a_lesser_code(scale: FixedPoint, first: float, second: float) -> None:
    low, high = scale.encode([min(first, second), max(first, second)])
    assert low <= high


@given(scale=scales())
def test_values_beyond_the_range_go_to_its_ends(scale: FixedPoint) -> None:
    beyond = [-np.inf, scale.low - 10 * scale.step, scale.high + 10 * scale.step, np.inf]
    least, greatest = scale.codes
    assert scale.encode(beyond).tolist() == [least, least, greatest, greatest]


def test_halves_are_rounded_up_and_not_to_the_even_code() -> None:
    scale = FixedPoint(low=0, step=1, dtype="u1", unit="points")
    assert scale.encode([0.5, 1.5, 2.5, 2.49]).tolist() == [1, 2, 3, 2]
    assert FixedPoint.signed(1, "points").encode([-0.5, -1.5]).tolist() == [0, -1]


def test_a_signed_scale_keeps_zero_exactly_at_code_zero() -> None:
    scale = FixedPoint.signed(0.1, "points")
    assert scale.zero == 0
    assert scale.decode(np.int16(0)) == 0
    assert scale.encode(0.0) == 0
    assert scale.low == pytest.approx(-3276.8)
    assert scale.high == pytest.approx(3276.7)


def test_a_share_in_a_byte_reaches_both_ends() -> None:
    scale = FixedPoint(low=0, step=1 / 255, dtype="u1", unit="share")
    assert scale.encode([0.0, 1.0]).tolist() == [0, 255]
    assert scale.decode([0, 255]).tolist() == [0.0, 1.0]


def test_codes_and_values_keep_shape_and_type() -> None:
    scale = FixedPoint(low=0, step=0.5, dtype="u2", unit="days")
    codes = scale.encode(np.zeros((3, 4)))
    values = scale.decode(codes)
    assert codes.shape == values.shape == (3, 4)
    assert (codes.dtype.str[1:], values.dtype.str[1:]) == ("u2", "f4")


def test_what_is_not_a_number_is_not_encoded() -> None:
    with pytest.raises(ValueError, match="NaN"):
        FixedPoint(low=0, step=1, dtype="u1", unit="points").encode([1.0, np.nan])


def test_a_scale_reports_every_problem_at_once() -> None:
    with pytest.raises(InputError) as caught:
        FixedPoint(low=0, step=0, dtype="f8", unit="pointz")  # type: ignore[arg-type]
    assert [problem.key for problem in caught.value.problems] == ["unit", "dtype", "step"]


def test_a_scale_too_fine_for_float32_is_refused() -> None:
    with pytest.raises(InputError, match="steps of zero"):
        FixedPoint(low=1e6, step=0.001, dtype="u1", unit="points")


def test_the_formula_that_kernels_repeat_gives_the_same_bits() -> None:
    scale = FixedPoint(low=-1, step=1 / 32767, dtype="u2", unit="share")
    values = np.linspace(-1, 1, 10_001, dtype=np.float32)
    zero, step, half = scale.zero, np.float32(scale.step), np.float32(0.5)
    by_hand = np.clip(np.floor((values - zero) / step + half), 0, 65535).astype(np.uint16)
    assert np.array_equal(scale.encode(values), by_hand)
    assert np.array_equal(scale.decode(by_hand), zero + step * by_hand.astype(np.float32))
    assert units.UNITS[scale.unit].quantity == "share"
