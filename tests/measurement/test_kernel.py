"""Measurement: exact counts that can be counted again from what citizens' traces and panels show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.schema.counts import DAY_COUNTS, REGION_COUNTS, SYSTEM_COUNTS
from glasshouse.testing.lockstep import BEFORE, DAYS, SCENES, compared, crowded, differing
from glasshouse.testing.simulated import DIGESTS, SimulatedWorld, simulated


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize(("stage", "least"), [("injustice", 10_000), ("measurement", 40_000)])
def test_the_kernel_does_what_its_plain_twin_does(stage: str, least: int, scene: str) -> None:
    assert compared(stage, scene) > least
    assert differing(stage, scene) == {}


@pytest.fixture(scope="module")
def life() -> SimulatedWorld:
    return simulated(crowded(), traced=True, watch=tuple(range(600)))


def test_no_count_is_negative(life: SimulatedWorld) -> None:
    for day in life.days:
        for name in DAY_COUNTS.names or ():
            if name not in DIGESTS:
                assert (np.asarray(day.day_counts[name]) >= 0).all(), name
        for name in SYSTEM_COUNTS.names or ():
            assert (day.system_counts[name] >= 0).all(), name
        for name in REGION_COUNTS.names or ():
            assert (day.region_counts[name] >= 0).all(), name


LATE = {"rescored", "condemned"}
"""Counted on the day when a system opens on old files."""


def _uncounted(days: list[Any]) -> set[str]:
    """Counts that are nought on every one of the days on which kernels are compared with their twins."""
    shared = days[BEFORE:]
    assert len(shared) == DAYS
    names = [("day_counts", name) for name in DAY_COUNTS.names or ()] + [
        ("system_counts", name) for name in SYSTEM_COUNTS.names or ()
    ]
    return {name for of, name in names if not any(np.any(getattr(day, of)[name]) for day in shared)}


def test_everything_that_is_counted_happens_in_the_crowded_world(life: SimulatedWorld) -> None:
    """So that a twin that agrees with its kernel has agreed about something."""
    assert _uncounted(life.days) == LATE


@pytest.mark.parametrize(("of", "name"), [("day_counts", "arrests"), ("system_counts", "joined")])
def test_what_is_counted_on_earlier_days_only_was_never_compared(life: SimulatedWorld, of: str, name: str) -> None:
    days = []
    for n, day in enumerate(life.days):
        counted = getattr(day, of).copy()
        counted[name] = n < BEFORE
        days.append(replace(day, **{of: counted}))
    assert _uncounted(days) == LATE | {name}


def test_acts_are_recounted_from_the_traces(life: SimulatedWorld) -> None:
    for n, day in enumerate(life.days):
        for k in life.kinds_of_citizens:
            happened = int(((life.acts[n] >> np.uint64(k)) & np.uint64(1)).sum())
            assert happened == int(day.day_counts["happened"][k]), life.world.encoded.kinds[k]


def test_people_under_sanction_and_wronged_are_recounted_from_the_traces_by_group(life: SimulatedWorld) -> None:
    group = (np.asarray(life.world.society["status"]).ravel()[:600] & 6) >> 1
    for day, trace in zip(life.days, life.traces, strict=True):
        ends = trace["ends"].ravel()[:600]
        for name, bit in (("sanctioned", 8), ("wrongly_sanctioned", 4)):
            assert np.array_equal(np.bincount(group[(ends & bit) > 0], minlength=4), day.day_counts[name]), name


def test_states_are_recounted_from_the_panel(life: SimulatedWorld) -> None:
    for day in life.days:
        steps = {"effort": 65535, "perceived_risk": 65535, "grievance": 65535, "salience": 255, "evasion": 255}
        for name, most in steps.items():
            codes = np.rint(day.panel[name].astype(float) * most).astype(int)
            assert codes.sum() == int(day.day_counts[name]), name
        guard = np.rint(day.panel["self_censorship"].astype(float) * 32767).astype(int) + 32767
        assert guard.sum() == int(day.day_counts["self_censorship"])
        assert np.bitwise_count(day.panel["ties"]).sum() == int(day.day_counts["ties"])
        assert day.panel["in_default"].sum() == int(day.day_counts["in_default"])
        assert day.panel["wrongly_sanctioned"].sum() == int(day.day_counts["wrongly_sanctioned"].sum())


def test_withheld_hindered_denied_and_eased_acts_are_recounted_from_the_panel(life: SimulatedWorld) -> None:
    for day in life.days:
        for name in ("withheld", "hindered", "denied", "eased"):
            for k in life.kinds_of_citizens:
                found = int(((day.panel[name] >> np.uint64(k)) & np.uint64(1)).sum())
                assert found == int(day.day_counts[name][k]), (name, life.world.encoded.kinds[k])


def test_what_is_withheld_did_not_happen(life: SimulatedWorld) -> None:
    assert not any((day.panel["withheld"] & day.panel["acts"]).any() for day in life.days)


def test_regions_add_up_to_the_whole(life: SimulatedWorld) -> None:
    for day in life.days:
        region_counts, day_counts = day.region_counts, day.day_counts
        assert region_counts["people"].sum() == 600
        assert region_counts["self_censorship"].sum() == day_counts["self_censorship"]
        assert region_counts["grievance"].sum() == day_counts["grievance"]
        assert region_counts["sanctioned"].sum() == day_counts["sanctioned"].sum()
        assert region_counts["withheld"].sum() == day_counts["withheld"].sum()
        assert (region_counts["denied"].sum() > 0) == (day_counts["denied"][life.kinds_of_citizens].sum() > 0)


def test_listed_people_are_recounted_from_what_was_published_the_evening_before(life: SimulatedWorld) -> None:
    s = life.world.encoded.system_names.index("court-list")
    for before, day in zip(life.days[:-1], life.days[1:], strict=True):
        assert int(day.day_counts["listed"][s]) == int((before.panel["published"][:, s] == 2).sum())


def test_relabelling_chunks_changes_no_count() -> None:
    base = scenario.load("rongcheng", citizens=5_000, days=6, seed=9, panel=())
    usual = simulated(base)
    for chunks in (3, 20):
        other = simulated(base, chunks=chunks)
        for mine, theirs in zip(usual.days, other.days, strict=True):
            assert mine.day_counts.tobytes() == theirs.day_counts.tobytes()
            assert mine.system_counts.tobytes() == theirs.system_counts.tobytes()
            assert mine.region_counts.tobytes() == theirs.region_counts.tobytes()


def test_a_few_acts_more_change_the_digest_of_conduct() -> None:
    base = scenario.load("nothing", citizens=5_000, days=1, seed=9, panel=())
    rate = base.conduct["praise"].rate.value
    little_more = scenario.variant(base, f"conduct.praise.rate={rate * 1.05}")
    usual, more = simulated(base), simulated(little_more)
    added = int(more.day_counts["happened"].sum() - usual.day_counts["happened"].sum())
    assert 0 < added < 20
    assert usual.digests["conduct"] != more.digests["conduct"]
