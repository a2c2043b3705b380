"""Whether a figure is met: sizes by their ratio, signs by the whole interval."""

from __future__ import annotations

import pytest

from glasshouse.heldout.judging import Spread, judge_sign, judge_size, spread


def test_a_spread_leaves_out_seeds_in_which_nothing_is_known() -> None:
    found = spread([1.0, 3.0, float("nan")])
    assert found.value == 2
    # Student's t with one degree of freedom: 12.706 standard errors of 1.
    assert (found.low, found.high) == pytest.approx((2 - 12.706, 2 + 12.706), rel=1e-3)
    assert found.seeds == (2, 3)
    assert spread([float("nan")] * 3) == Spread(None, seeds=(0, 3))
    assert spread([4.0, float("inf")]) == Spread(4.0, None, None, (1, 2))
    assert spread([0.0, 0.0]) == Spread(0.0, 0.0, 0.0, (2, 2))


@pytest.mark.parametrize(
    ("ours", "answer", "clear"),
    [
        (Spread(1.2, 1.1, 1.3), "met", True),
        (Spread(1.2, 0.2, 2.2), "met", False),
        (Spread(3.0, 2.5, 3.5), "missed", True),
        (Spread(3.0, 1.5, 4.5), "missed", False),
        (Spread(-1.0, -1.1, -0.9), "missed", True),
        (Spread(1.0), "met", None),
        (Spread(None), "cannot be told", None),
    ],
)
def test_a_size_is_met_by_the_ratio_of_the_means(ours: Spread, answer: str, clear: bool | None) -> None:
    found = judge_size(ours, 1.0, (0.5, 2.0))
    assert (found.answer, found.clear) == (answer, clear)


def test_a_negative_size_has_a_ratio_too() -> None:
    assert judge_size(Spread(-0.15, -0.16, -0.14), -0.2, (0.5, 2)).answer == "met"
    assert judge_size(Spread(0.15, 0.14, 0.16), -0.2, (0.5, 2)).answer == "missed"


@pytest.mark.parametrize(
    ("ends", "expected", "answer"),
    [
        ((-3, -2), "-", "met"),
        ((2, 3), "-", "missed"),
        ((-3, 2), "-", "cannot be told"),
        ((-0.5, 0.5), "-", "missed"),
        ((2, 3), "+", "met"),
        ((-0.5, 0.5), "0", "met"),
        ((2, 3), "0", "missed"),
        ((-3, 2), "0", "cannot be told"),
        ((0.2, 0.8), "0", "met"),
        ((-0.2, 1.5), "0", "cannot be told"),
        ((0.2, 1.5), "0", "cannot be told"),
        ((-1.5, -0.2), "0", "cannot be told"),
        ((-3, -2), "0", "missed"),
        ((-3, -2), "not 0", "met"),
        ((-0.5, 0.5), "not 0", "missed"),
        ((0, 0), "+", "missed"),
    ],
)
def test_a_sign_is_met_by_the_whole_interval(ends, expected, answer) -> None:
    found = judge_sign(Spread(sum(ends) / 2, *ends), expected, smallest=1)
    assert found.answer == answer
    assert found.meets is {"met": True, "missed": False}.get(answer)


def test_without_an_interval_no_sign_can_be_told() -> None:
    assert judge_sign(Spread(2.0), "+", 0.1).answer == "cannot be told"
