"""Priors: each quantity stays where it may be, signs and zeros stay, and the middle is the scenario's own value."""

from __future__ import annotations

import pytest

from glasshouse.documents.quantity import Quantity
from glasshouse.scenario import load, quantities
from glasshouse.sweeps.assumptions import draw_assumptions
from glasshouse.sweeps.prior import FACTORS, Drawn, drawn


@pytest.fixture(scope="module")
def known() -> dict[str, Quantity]:
    return dict(quantities(load("national", citizens=600, days=5)))


@pytest.fixture(scope="module")
def centred() -> dict[str, Drawn]:
    return {each.key: each for each in drawn(load("national", citizens=600, days=5), "centred")}


def test_all_that_is_drawn_stays_within_its_declared_range_and_keeps_its_sign(known, centred) -> None:
    for key, each in centred.items():
        low, high = known[key].range
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            value = each.at(share)
            assert low - 1e-5 * abs(low) <= value <= high + 1e-5 * abs(high), key
            assert value * known[key].value >= 0, key


def test_zero_at_an_end_is_a_switch_and_stays_and_zero_amid_a_range_is_a_sign_that_nobody_knows(known, centred) -> None:
    zeros = {key: each.range for key, each in known.items() if each.is_uncertain and each.value == 0}
    amid = {key for key, (low, high) in zeros.items() if low < 0 < high}
    assert {"response.trust.scored", "response.crackdown_size"} <= amid
    assert zeros.keys() - amid
    assert zeros.keys() & centred.keys() == amid
    for key in amid:
        assert (centred[key].low, centred[key].high) == zeros[key]
    assert zeros.keys() & {each.key for each in drawn(load("national", citizens=600, days=5), "declared")}


def test_an_assumption_lies_within_a_factor_of_four_a_derived_value_within_two(known, centred) -> None:
    ratios = [each for each in centred.values() if each.scale == "ratio"]
    assert len(ratios) > 50
    for each in ratios:
        factor = FACTORS[known[each.key].status]
        ends = sorted(abs(end / known[each.key].value) for end in (each.low, each.high))
        assert 1 / factor - 1e-5 <= ends[0] <= 1 <= ends[1] <= factor + 1e-5, each.key


def test_half_of_the_draws_lie_below_a_value_that_its_range_does_not_cut() -> None:
    each = Drawn("k", 0.5, 8.0, "ratio")
    assert each.at(0.5) == pytest.approx(2.0)
    odds = Drawn("k", 0.2, 0.8, "odds")
    assert odds.at(0.5) == pytest.approx(0.5)
    assert Drawn("k", -8.0, -0.5, "ratio").at(0.5) == pytest.approx(-2.0)
    assert [Drawn("k", -8.0, -0.5, "ratio").at(share) for share in (0, 1)] == [-8.0, -0.5]


def test_band_lines_lie_anywhere_in_their_range(known, centred) -> None:
    lines = [each for key, each in centred.items() if ".bands." in key]
    assert lines
    for each in lines:
        assert (each.scale, each.low, each.high) == ("even", *known[each.key].range)


def test_another_round_has_other_points_over_the_same_keys() -> None:
    base = load("micro", citizens=600, days=5)
    over = drawn(base, "centred")
    designs = [draw_assumptions(base, 10, over[:20], round_) for round_ in (0, 1, 0)]
    assert designs[0].keys == designs[1].keys
    assert designs[0].points != designs[1].points
    assert designs[0].points == designs[2].points
