"""What may be said of a difference, and what differences amount to."""

from __future__ import annotations

import pytest

from glasshouse.protections.document import BaseValue, Change
from glasshouse.protections.judging import averted_by_kind, overall, say

NONE = (None, None)


def base(kind: str = "speech", value: float = 0.1, better: str = "less", smallest: float | None = 0.01) -> BaseValue:
    return BaseValue(kind=kind, title=kind, unit="share", value=value, better=better, smallest=smallest)  # type: ignore[arg-type]


def change(says: str, value: float | None = -0.05) -> Change:
    return Change(value=value, low=None, high=None, low_assumptions=None, high_assumptions=None, says=says)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "luck", "points", "said"),
    [
        (-0.05, (-0.06, -0.04), NONE, "better"),
        (0.05, (0.04, 0.06), NONE, "worse"),
        (-0.05, (-0.06, -0.04), (-0.09, 0.005), "better"),
        (-0.05, (-0.06, -0.04), (-0.09, 0.02), "cannot be told"),
        (0.05, (0.04, 0.06), (-0.02, 0.09), "cannot be told"),
        (-0.001, (-0.002, 0.001), NONE, "too small"),
        (-0.05, (-0.2, 0.1), NONE, "chance"),
        (-0.05, NONE, NONE, "cannot be told"),
        (None, NONE, NONE, "cannot be told"),
    ],
)
def test_one_difference(value, luck, points, said) -> None:
    assert say(base(), value, luck, points) == said


def test_what_is_zero_to_the_bit_is_none() -> None:
    assert say(base(), 0.0, NONE, NONE, same=True) == "none"


def test_more_is_better_of_some_and_gaps_shrink_from_either_side() -> None:
    luck = (-0.06, -0.04)
    assert say(base(better="more"), -0.05, luck, NONE) == "worse"
    assert say(base(better="nearer 0", value=0.1), -0.05, luck, NONE) == "better"
    assert say(base(better="nearer 0", value=-0.1), -0.05, luck, NONE) == "worse"


@pytest.mark.parametrize(
    ("says", "answer"),
    [
        (("better", "too small"), "helps"),
        (("better", "worse"), "helps"),
        (("worse", "none"), "harms"),
        (("none", "none"), "does nothing"),
        (("too small", "none"), "does nothing"),
        (("none", "chance"), "cannot be told"),
        (("too small", "cannot be told"), "cannot be told"),
    ],
)
def test_the_answer_in_all(says: tuple[str, str], answer: str) -> None:
    bases = {"a": base("speech"), "b": base("privacy")}
    found, why = overall(bases, dict(zip("ab", map(change, says), strict=True)))
    assert found == answer
    assert why
    if says == ("better", "worse"):
        assert "but more: privacy" in why


def test_a_reform_that_never_came_does_nothing_and_says_so() -> None:
    assert overall({"a": base()}, {"a": change("none")}, "never") == ("does nothing", "never")


def test_what_is_averted_counts_each_kind_once_and_only_what_can_be_told() -> None:
    bases = {"a": base("speech"), "b": base("speech"), "c": base("privacy"), "d": base("denials", value=0.001)}
    harm = {"a": change("better"), "b": change("worse", 0.1), "c": change("chance"), "d": change("better")}
    assert averted_by_kind(bases, harm) == {"speech": 0.5, "privacy": 0.0}


def test_harm_that_is_added_is_below_zero_and_never_below_minus_one() -> None:
    assert averted_by_kind({"a": base()}, {"a": change("worse", 0.5)}) == {"speech": -1.0}
