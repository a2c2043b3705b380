"""Who is wronged: only whoever stands lower by what the score in force holds."""

from __future__ import annotations

import numpy as np

from glasshouse import scenario
from glasshouse.testing.simulated import SimulatedWorld, simulated

PEOPLE, EVERY = 2_000, 30
QUIET = (
    "response.enabled=false",
    "channels.police.false_records.offend-slightly=0.003",
    "systems.rongcheng.rules.offend-slightly.points=-20",
)
"""False records of what costs little; nobody reacts."""


def _life(start: int, *more: str) -> SimulatedWorld:
    settings = [*QUIET, f"systems.rongcheng.start={start}", *more]
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
    assert life.day_counts["wrongly_sanctioned"].sum() == 0


def test_points_that_have_faded_wrong_nobody() -> None:
    """Ten points below the line, of twenty false ones ten are left: without them all the same below it."""
    life = _life(840, 'systems.rongcheng.forgetting={rule="half-life", days=30}')
    assert life.day_counts["wrongly_sanctioned"].sum() == 0


def test_a_joint_account_wrongs_nobody_before_it_has_read_a_score_that_holds_false_points() -> None:
    """All are ten points below its line, and a lower grade would have cost ten: but it has not heard of it yet."""
    settings = (
        *QUIET,
        "systems.rongcheng.start=1035",
        "systems.rongcheng.publish_every=1",
        "systems.rongcheng.publish_on=0",
        "systems.national.start=900",
        "systems.national.publish_every=30",
        "systems.national.publish_on=29",
        "systems.national.reads_systems.rongcheng.points.AA=10",
        *(f"systems.{name}.active=false" for name in ("sesame", "court-list", "tax-list")),
    )
    life = simulated(scenario.load("national", settings, citizens=PEOPLE, days=2 * EVERY))
    assert life.day_counts["sanctioned"].sum() > PEOPLE
    assert life.day_counts["wrongly_sanctioned"].sum() == 0
