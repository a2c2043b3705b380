"""Gatherings: a local wrong starts them, arrest and rest end them, and each part can be switched off."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.mechanisms.thresholds import crackdown_chance
from glasshouse.schema.codes import DETAINED, RESTING
from glasshouse.testing.simulated import SimulatedWorld, simulated

ASTIR = (
    "response.crackdown=1",
    "response.incidents=6",
    "conduct.call-to-act.rate=0.0001",
    "conduct.call-to-act.ceiling=0.0004",
)


def _life(*settings: str, citizens: int = 20_000, days: int = 30) -> SimulatedWorld:
    return simulated(scenario.load("sensing", [*ASTIR, *settings], citizens=citizens, days=days))


@pytest.fixture(scope="module")
def astir() -> SimulatedWorld:
    return _life()


def test_without_local_wrongs_next_to_nobody_gathers(astir: SimulatedWorld) -> None:
    calm = _life("response.incidents=0")
    assert int(astir.day_counts["begun"]) > 10
    assert int(calm.day_counts["begun"]) == 0


def test_a_gathering_begins_once_and_may_last_for_days(astir: SimulatedWorld) -> None:
    assert int(astir.day_counts["begun"]) < int(astir.day_counts["gatherings"].sum())


def test_posts_that_rouse_nobody_start_nothing(astir: SimulatedWorld) -> None:
    quiet = _life(
        "conduct.call-to-act.mobilises=0", "conduct.join-gathering.mobilises=0", "conduct.expose-wrong.mobilises=0"
    )
    joined = [int(life.day_counts["active"]) for life in (quiet, astir)]
    assert joined[0] < 0.2 * joined[1]
    assert int(quiet.day_counts["begun"]) == 0


def test_officers_arrest_and_every_arrest_is_on_record(astir: SimulatedWorld) -> None:
    none, many = _life("response.officers=0"), _life("response.officers=5")
    assert int(none.day_counts["arrests"]) == 0
    assert int(many.day_counts["arrests"]) > int(astir.day_counts["arrests"]) > 0
    kind = many.world.encoded.names.kinds["join-gathering"]
    assert int(many.day_counts["recorded"][kind]) >= int(many.day_counts["arrests"])


def test_who_is_arrested_is_held_and_who_gathered_rests() -> None:
    forever = _life("response.officers=5", "response.detention=36000", "response.rest=36000")
    situation = np.asarray(forever.world.conduct["situation"])
    assert int((situation & DETAINED != 0).sum()) > 0.9 * int(forever.day_counts["arrests"])
    assert int((situation & RESTING != 0).sum()) > 0.9 * int(forever.day_counts["active"])


def test_the_shorter_the_rest_the_longer_a_gathering_lasts(astir: SimulatedWorld) -> None:
    restless = _life("response.rest=1")
    assert int(restless.day_counts["active"]) > 1.5 * int(astir.day_counts["active"])


def test_at_most_gatherings_nobody_is_arrested() -> None:
    always, seldom = (_life(f"response.crackdown={share}", "response.officers=1") for share in (1, 0.085))
    per_gathering = [int(life.day_counts["arrests"]) / int(life.day_counts["active"]) for life in (always, seldom)]
    assert 0 < per_gathering[1] < 0.3 * per_gathering[0]


def test_size_moves_arrests_either_way() -> None:
    """Of small gatherings, which are most, fewer meet with arrests where police look for large ones."""
    small, large = (_life("response.crackdown=0.3", f"response.crackdown_size={way}", days=20) for way in (-1, 1))
    assert int(small.day_counts["arrests"]) > int(large.day_counts["arrests"])


@pytest.mark.parametrize(
    ("size", "active", "expected"), [(0, 1, 0.2), (0, 200, 0.2), (1, 10, 0.2), (-1, 1, 0.36364), (1, 90, 0.36)]
)
def test_the_chance_of_a_crackdown(size: float, active: float, expected: float) -> None:
    assert crackdown_chance(*map(np.float32, (0.2, size, active))) == pytest.approx(expected, rel=1e-4)
