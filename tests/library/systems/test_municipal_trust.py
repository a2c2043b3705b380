"""What makes a town that scores trust itself: what nobody recorded counts as not done, and sanctions grow with time."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.scenario import notices
from glasshouse.testing.simulated import SimulatedWorld, simulated

NAME = "municipal-trust"
SOON = (f"systems.{NAME}.publish_every=4", f"systems.{NAME}.publish_on=3", f"systems.{NAME}.absences.idle.within=8")
OFTEN = ("conduct.volunteer.rate=0.01", f"systems.{NAME}.absences.idle.points=-20")


def _life(*settings: str, days: int = 24) -> SimulatedWorld:
    return simulated(scenario.load(NAME, (*SOON, *settings), citizens=2_048, days=days))


def _wronged(life: SimulatedWorld) -> int:
    return sum(int(day.day_counts["wrongly_sanctioned"].sum()) for day in life.days)


@pytest.fixture(scope="module")
def unseen() -> SimulatedWorld:
    return _life(*OFTEN)


def test_where_people_do_not_react_they_do_as_without_any_system() -> None:
    off = scenario.load(NAME, ["response.enabled=false"], citizens=500, days=8)
    assert simulated(off).digests["conduct"] == simulated(scenario.variant(off, "nothing")).digests["conduct"]


def test_fewer_are_wronged_where_more_is_on_record(unseen: SimulatedWorld) -> None:
    seen = _life(*OFTEN, "channels.volunteering.sensitivity.volunteer=1")
    assert _wronged(unseen) > 2 * _wronged(seen)


def test_without_the_rule_about_idleness_hardly_anybody_is(unseen: SimulatedWorld) -> None:
    assert _wronged(_life(*OFTEN, f"systems.{NAME}.absences.idle.points=0")) < _wronged(unseen) / 10


def test_benefits_go_after_four_weeks_in_the_lowest_band() -> None:
    life = _life(f"systems.{NAME}.start=40", days=40)
    denied = [int(day.day_counts["denied"].sum()) for day in life.days]
    assert not any(denied[:28])
    assert sum(denied[28:]) > 10


def test_who_is_registered_elsewhere_begins_lower() -> None:
    life = _life(days=1)
    rows = [r for r, key in enumerate(life.world.encoded.names.tallies) if key[1].startswith("rules")]
    assert len(rows) == 3
    codes = np.asarray(life.world.ledgers["published"][0])
    assert len(np.unique(codes[codes > 0])) > 1


def test_it_is_told_that_an_absence_cannot_be_appealed() -> None:
    told = {notice.key: notice.text for notice in notices(scenario.load(NAME))}
    assert "cannot appeal" in told[f"systems.{NAME}.absences"]
