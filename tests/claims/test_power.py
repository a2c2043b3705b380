"""Power: as many people as it takes, and no more than the budget."""

from __future__ import annotations

import pytest

from glasshouse.claims.bench import Effect
from glasshouse.claims.power import EVENTS, PART, plan_size, seconds_of
from glasshouse.claims.size import FULL, QUICK


def test_a_spread_that_is_small_beside_what_matters_needs_no_more_people() -> None:
    power = plan_size(Effect(0.0, sd=0.1, events=500), 1.0, 2_560, 90, FULL)
    assert (power.citizens, power.point_citizens, power.needs) == (2_560, 2_560, "")
    assert power.points == FULL.points


def test_people_grow_with_the_square_of_the_spread_until_the_standard_error_is_small_enough() -> None:
    for sd in (0.5, 1.0, 1.5):
        power = plan_size(Effect(0.0, sd=sd, events=500), 1.0, 2_560, 90, FULL)
        at_a_point = sd * (2_560 / power.point_citizens) ** 0.5
        assert at_a_point <= PART * 1.0 + 1e-9
        assert 2 * at_a_point > PART * 1.0 / 2  # not four times as many as needed
        assert power.se <= PART * 1.0
        assert power.point_citizens % 2_560 == 0


def test_rare_events_ask_for_people_whatever_the_spread() -> None:
    power = plan_size(Effect(0.0, sd=1e-6, events=2), 1.0, 2_560, 90, FULL)
    assert power.citizens >= 2_560 * EVENTS / 2


def test_worlds_without_any_difference_need_no_more_people() -> None:
    power = plan_size(Effect(0.0, sd=0.0, events=0), 1.0, 2_560, 90, FULL)
    assert power.citizens == 2_560


def test_what_costs_too_much_gets_fewer_points_and_then_is_underpowered() -> None:
    sds = [0.3 * 2**k for k in range(9)]
    found = [plan_size(Effect(0.0, sd=sd, events=500), 1.0, 2_560, 365, FULL) for sd in sds]
    assert found[0].points == FULL.points
    assert any(each.points[0] == FULL.points[0] // 2 and not each.needs for each in found)
    assert "people at each point" in found[-1].needs
    assert all(each.seconds <= FULL.budget for each in found if not each.needs)


def test_a_quick_trial_asks_for_less() -> None:
    assert plan_size(Effect(0.0, sd=4.0, events=500), 1.0, 2_560, 90, QUICK).needs
    assert not plan_size(Effect(0.0, sd=1.0, events=500), 1.0, 2_560, 90, FULL).needs


@pytest.mark.parametrize("many", [1, 10])
def test_cost_grows_with_pairs_people_and_days(many: int) -> None:
    assert seconds_of(many, 5_120, 90) > seconds_of(many, 2_560, 90) < seconds_of(many, 2_560, 365)
    assert seconds_of(2 * many, 2_560, 90) == pytest.approx(2 * seconds_of(many, 2_560, 90))
