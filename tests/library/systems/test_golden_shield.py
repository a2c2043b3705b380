"""What makes the golden shield itself: three targets, too late for half, gone round by those who hide; nobody is judged."""

from __future__ import annotations

import pytest

from glasshouse import scenario
from glasshouse.documents.censorship import Target
from glasshouse.errors import InputError
from glasshouse.testing.simulated import SimulatedWorld, simulated

CITIZENS, DAYS = 25_000, 40
ASTIR = ("response.incidents=6", "conduct.call-to-act.rate=0.0001", "conduct.call-to-act.ceiling=0.0004")
"""Something local goes wrong in every second community, so that there is something to see in a small society."""
OPEN = tuple(f"systems.golden-shield.removal.{name}.share=0" for name in ("criticism", "calls", "grievance"))
STRICT = "systems.golden-shield.removal.{0}.share=1", "systems.golden-shield.removal.{0}.delay=0"


def _life(*settings: str, citizens: int = CITIZENS, days: int = DAYS) -> SimulatedWorld:
    return simulated(scenario.load("golden-shield", [*ASTIR, *settings], citizens=citizens, days=days))


def _of(life: SimulatedWorld, field: str, kind: str) -> int:
    return int(life.day_counts[field][life.world.encoded.names.kinds[kind]])


def _visible_criticism(life: SimulatedWorld) -> int:
    return _of(life, "happened", "criticise") - _of(life, "removed", "criticise")


@pytest.fixture(scope="module")
def open_to_all() -> SimulatedWorld:
    return _life(*OPEN)


@pytest.fixture(scope="module")
def calls() -> SimulatedWorld:
    return _life(*OPEN, *(text.format("calls") for text in STRICT), "systems.golden-shield.removal.calls.heard=0")


@pytest.fixture(scope="module")
def criticism() -> SimulatedWorld:
    return _life(*OPEN, *(text.format("criticism") for text in STRICT))


@pytest.mark.parametrize(
    ("delay", "hidden"), [(0, 0.8), (0.5, 0.6), (1, 0.4), (2, 0.2), (8, 0.05)], ids="{} days".format
)
def test_the_later_a_post_is_removed_the_fewer_miss_it(delay: float, hidden: float) -> None:
    target = Target(kinds=("criticise",), share=0.8, delay=delay, heard=0)
    assert target.hidden == pytest.approx(hidden)


def test_with_targets_on_calls_criticism_stays_visible_while_gatherings_fall(
    open_to_all: SimulatedWorld, calls: SimulatedWorld
) -> None:
    assert int(open_to_all.day_counts["begun"]) > 30
    assert int(calls.day_counts["begun"]) < 0.85 * int(open_to_all.day_counts["begun"])
    assert int(calls.day_counts["active"]) < 0.85 * int(open_to_all.day_counts["active"])
    assert _visible_criticism(calls) == pytest.approx(_visible_criticism(open_to_all), rel=0.02)


def test_with_targets_on_criticism_it_vanishes_while_gatherings_stay(
    open_to_all: SimulatedWorld, criticism: SimulatedWorld
) -> None:
    assert int(criticism.day_counts["begun"]) == int(open_to_all.day_counts["begun"])
    assert _visible_criticism(criticism) < 0.8 * _visible_criticism(open_to_all)


def test_where_criticism_rouses_leaving_it_is_not_free(criticism: SimulatedWorld) -> None:
    rousing = "conduct.criticise.mobilises=0.02"
    left, taken = _life(*OPEN, rousing), _life(*OPEN, rousing, *(text.format("criticism") for text in STRICT))
    assert int(taken.day_counts["active"]) < int(left.day_counts["active"])


def test_only_what_was_recorded_is_removed(calls: SimulatedWorld) -> None:
    for kind in ("call-to-act", "join-gathering"):
        assert 0 < _of(calls, "removed", kind) <= _of(calls, "recorded", kind)
    assert _of(calls, "removed", "criticise") == 0


def test_a_shield_that_is_not_in_force_changes_nothing() -> None:
    closed = "systems.golden-shield.active=false"
    off, bare = _life(closed, citizens=3_000, days=8), _life(closed, *OPEN, citizens=3_000, days=8)
    assert off.digests == bare.digests
    assert (
        int(off.day_counts["removed"].sum())
        == int(off.day_counts["hindered"].sum())
        == int(off.day_counts["flooded"])
        == 0
    )


def test_obstacles_lead_elsewhere_and_evasion_gets_round_them() -> None:
    search = "systems.golden-shield.friction.hinders.search-sensitive=0.5"
    still = (search, "response.self_censorship_speed=0")
    hiding = ("response.evasion_speed=0.5", "response.risk_exposure=0.05", "response.evasion_fade=0")
    few, evading = _life(*still, citizens=12_000, days=20), _life(*still, *hiding, citizens=12_000, days=20)
    hindered = [_of(life, "hindered", "search-sensitive") for life in (few, evading)]
    done = [_of(life, "happened", "search-sensitive") for life in (few, evading)]
    assert hindered[0] / (hindered[0] + done[0]) == pytest.approx(0.5, abs=0.05)
    assert hindered[1] < 0.9 * hindered[0]
    assert hindered[1] + done[1] == hindered[0] + done[0]


def test_floods_weigh_on_every_crowd_and_move_nobody(open_to_all: SimulatedWorld) -> None:
    flooded = _life(*OPEN, "systems.golden-shield.flooding.diverts=0.5")
    assert int(flooded.day_counts["active"]) < int(open_to_all.day_counts["active"])
    assert int(flooded.day_counts["flooded"]) == pytest.approx(DAYS * CITIZENS * 0.0011, abs=DAYS)
    assert _of(flooded, "happened", "praise") == pytest.approx(_of(open_to_all, "happened", "praise"), rel=0.01)


def test_once_control_lapses_more_people_gather() -> None:
    later = scenario.load("control-lapses", [*ASTIR], citizens=CITIZENS, days=80)
    change = later.later[0].model_copy(update={"day": 40})
    lapsing = simulated(later.model_copy(update={"later": (change,)}))
    kept = simulated(later.model_copy(update={"later": ()}))
    active = [[int(day.day_counts["active"]) for day in life.days] for life in (lapsing, kept)]
    assert active[0][:40] == active[1][:40]
    assert sum(active[0][40:]) > 1.2 * sum(active[1][40:])
    assert sum(int(day.day_counts["arrests"]) for day in lapsing.days[40:]) == 0


def test_a_frequent_kind_can_be_neither_removed_nor_hindered() -> None:
    for setting in ("removal.criticism.kinds=['praise']", "friction.hinders.praise=0.1"):
        with pytest.raises(InputError, match="not frequent"):
            scenario.load("golden-shield", [f"systems.golden-shield.{setting}"])
    with pytest.raises(InputError, match="did you mean 'criticise'"):
        scenario.load("golden-shield", ["systems.golden-shield.removal.criticism.kinds=['criticize']"])
