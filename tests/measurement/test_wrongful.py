"""Who is wronged: only whoever stands lower by what the score in force holds."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.testing.simulated import SimulatedWorld, simulated

PEOPLE, EVERY = 2_000, 30
QUIET = (
    "response.enabled=false",
    "channels.police.false_records.offend-slightly=0.003",
    "systems.rongcheng.rules.offend-slightly.points=-20",
)
"""False records of what costs little; nobody reacts."""


def _life(start: int) -> SimulatedWorld:
    settings = [*QUIET, f"systems.rongcheng.start={start}"]
    return simulated(scenario.load("rongcheng", settings, citizens=PEOPLE, days=2 * EVERY), watch=tuple(range(PEOPLE)))


def test_a_false_record_wrongs_nobody_before_a_score_that_holds_it_was_published() -> None:
    life = _life(860)
    system = life.world.encoded.systems[life.world.encoded.names.systems["rongcheng"]]
    assert (system["publish_every"], system["publish_on"]) == (EVERY, EVERY - 1)
    wronged = np.array([day.panel["wrongly_sanctioned"].sum() for day in life.days])
    assert not wronged[:EVERY].any()
    assert wronged[EVERY] > 100
    for row in life.days[EVERY].panel:
        false = row["case_false"][: row["cases"]].astype(bool)
        opened = row["case_opened"][: row["cases"]]
        if row["wrongly_sanctioned"]:
            assert (false & (opened < EVERY)).any()


def test_whoever_stood_there_before_is_not_wronged_by_what_is_not_published_yet() -> None:
    """Ten points below the line, a false record of twenty is no cause, neither before it counts nor afterwards."""
    life = _life(840)
    assert life.day_counts["sanctioned"].sum() > PEOPLE
    assert pytest.approx(0) == life.day_counts["wrongly_sanctioned"].sum()
