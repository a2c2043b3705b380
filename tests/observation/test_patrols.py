"""Patrols: where records send them, what holds the feedback back, and to the same bits however a run is cut."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario
from glasshouse.testing.simulated import simulated

FOUND_ONLY = "channels.patrol.patrols.reported=0"


def patrolling(*settings: str, citizens: int = 30_000, days: int = 120) -> Scenario:
    return scenario.load("patrols", settings, citizens=citizens, days=days, panel=())


def seen(*settings: str) -> dict[str, Observable]:
    return simulate(patrolling(*settings)).observables


def value(found: dict[str, Observable], name: str) -> float:
    told = found[name].value
    assert told is not None
    return float(told)


def test_patrols_that_follow_their_own_discoveries_gather_in_few_places() -> None:
    alone, lot = seen(FOUND_ONLY), seen(FOUND_ONLY, 'channels.patrol.patrols.rule="even"')
    assert value(lot, "patrols_spread") == pytest.approx(1, abs=1e-6)
    assert value(alone, "patrols_spread") < 0.5
    for each in (alone, lot):
        assert value(each, "patrolled_share") == pytest.approx(0.1, abs=0.01)


def test_reports_and_the_correction_hold_the_feedback_back() -> None:
    alone = value(seen(FOUND_ONLY), "patrols_spread")
    reported = value(seen("channels.patrol.patrols.reported=0.5"), "patrols_spread")
    corrected = value(seen(FOUND_ONLY, "channels.patrol.patrols.corrected=true"), "patrols_spread")
    assert reported > alone + 0.3
    assert corrected > alone + 0.1


def test_without_patrols_nothing_is_told_of_them() -> None:
    found = simulate(scenario.load("rongcheng", citizens=2_000, days=3)).observables
    for name in ("patrolled_share", "patrols_spread", "patrol_records_per_1000_days"):
        assert (found[name].value, found[name].reason) == (None, "no channel is made by patrols")


def test_where_nobody_is_sent_nothing_is_found_and_where_somebody_is_as_much_as_anywhere() -> None:
    """With a patrol everywhere the channel is as any other; with none anywhere it is blind, and invents nothing."""
    everywhere = simulated(
        patrolling("channels.patrol.patrols.share=1", FOUND_ONLY, 'channels.patrol.patrols.rule="even"', days=20)
    )
    nowhere = simulated(patrolling("channels.patrol.patrols.share=0", FOUND_ONLY, days=20))
    some = simulated(patrolling(FOUND_ONLY, 'channels.patrol.patrols.rule="even"', days=20))
    assert int(everywhere.day_counts["patrolled"]) == int(everywhere.day_counts["beats"])
    assert int(nowhere.day_counts["patrol_records"]) == 0
    whole, part = int(everywhere.day_counts["patrol_records"]), int(some.day_counts["patrol_records"])
    assert whole > 1_000
    assert part == pytest.approx(0.1 * whole, rel=0.2)


def test_conduct_is_the_same_wherever_patrols_go_if_nobody_reacts() -> None:
    still = ("response.enabled=false",)
    one, other = (simulated(patrolling(*still, f"channels.patrol.patrols.reported={r}", days=30)) for r in (0, 0.9))
    assert one.digests["conduct"] == other.digests["conduct"]
    assert one.digests["records"] != other.digests["records"]


def test_threads_chunks_and_a_stop_on_the_way_change_no_bit() -> None:
    one = patrolling(citizens=4_000, days=20)
    whole, cut = World(one), World(one, threads=2, chunks=7)
    days = [(whole.step().day_counts.copy(), cut.step().day_counts.copy()) for _ in range(12)]
    assert all(a == b for a, b in days)
    again = World(one)
    again.restore({name: np.array(table) for name, table in whole.state().items()}, whole.day)
    for _ in range(8):
        assert again.step().day_counts == whole.step().day_counts


def test_patrols_that_begin_on_a_later_day_are_sent_by_share_too() -> None:
    begun = "channels={police={patrols={share=0.1,reported=0,start=1,fade=0}}}"
    later = f"later=[{{day=10,title='patrols',change={{{begun}}}}}]"
    day_counts = simulated(scenario.load("rongcheng", [later], citizens=30_000, days=30, panel=())).day_counts
    communities = -(-30_000 // 256)
    assert int(day_counts["beats"]) == 20 * communities
    assert int(day_counts["patrolled"]) == pytest.approx(0.1 * 20 * communities, rel=0.25)


def test_where_nobody_is_ever_sent_the_spread_cannot_be_told() -> None:
    found = seen("channels.patrol.patrols.share=0")["patrols_spread"]
    assert (found.value, found.reason) == (None, "no patrol is ever sent")


def test_one_channel_only_can_be_made_by_patrols() -> None:
    second = ("share=0.1", "reported=0", "start=1", "fade=0")
    with pytest.raises(InputError, match="at most 1 channel that patrols make"):
        patrolling(*(f"channels.police.patrols.{each}" for each in second))
