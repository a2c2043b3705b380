"""Stretches: days lived in one call leave what days leave that are lived one by one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from glasshouse.engine.loop import stride
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import conclude, simulate
from glasshouse.engine.stretch import MOST, days_ahead
from glasshouse.engine.world import World
from glasshouse.errors import InputError, InterruptedRunError
from glasshouse.scenario import Scenario, changed, load
from glasshouse.worlds.twins import Twins

SCENARIOS = ("national", "sesame-game", "learned-credit", "change-of-government", "personal-file")
"""Lists and bands, a market and a game, an office that fits scores, rules that change, and holders of records."""


def scenario(name: str, **changes: Any) -> Scenario:
    found = load(name, citizens=700, panel=())
    return found.model_copy(update={"days": 40, **changes})


def one_by_one(of: Recorder) -> None:
    while of.day < of.days:
        of.step()


def with_early_changes(name: str) -> Scenario:
    """Forty days of a scenario whose later changes come into force from day 20 on, so that they are among them."""
    found = scenario(name)
    later = tuple(each.model_copy(update={"day": 20 + k}) for k, each in enumerate(found.later))
    return found.model_copy(update={"later": later})


def test_whom_a_system_judges_by_files_when_it_opens_is_counted_in_stretches() -> None:
    recorder = Recorder(World(with_early_changes("change-of-government")), series=False)
    stride(recorder)
    assert recorder.sums.system_counts["rescored"].sum() > 0


@pytest.mark.parametrize("name", SCENARIOS)
def test_stretches_leave_what_single_days_leave(name: str) -> None:
    here = with_early_changes(name)
    ours, theirs = (Recorder(World(here, chunks=3), apart=True, series=False) for _ in range(2))
    stride(ours)
    one_by_one(theirs)
    assert conclude(ours, 0.0, 1).state_digest == conclude(theirs, 0.0, 1).state_digest
    assert ours.seal.tolist() == theirs.seal.tolist()
    for mine, other in zip(ours.sums.numbers(), theirs.sums.numbers(), strict=True):
        assert mine.tolist() == other.tolist()
    for one, two in zip(ours.chunk_counts, theirs.chunk_counts, strict=True):
        for mine, other in zip(one.numbers(), two.numbers(), strict=True):
            assert mine.tolist() == other.tolist()
    for left, said in zip(ours.recent, theirs.recent, strict=True):
        assert np.asarray(left.day_counts).tobytes() == np.asarray(said.day_counts).tobytes()
        assert np.asarray(left.system_counts).tobytes() == np.asarray(said.system_counts).tobytes()


def test_a_stretch_leaves_what_a_run_leaves() -> None:
    here = scenario("national")
    recorder = Recorder(World(here), series=False)
    stride(recorder)
    assert conclude(recorder, 0.0, 1).state_digest == simulate(here, threads=1).state_digest


def test_twins_that_live_in_stretches_differ_as_those_that_live_day_by_day() -> None:
    base = scenario("national")
    worlds = {"base": base, "twin": changed(base, ["consequences.enabled=false"])}
    ours, theirs = (Twins(worlds, threads=1, blocks=3, series=series) for series in (False, True))
    stride(ours)
    while theirs.day < theirs.days:
        theirs.step()
    mine, other = ours.ledgers["twin"], theirs.ledgers["twin"]
    assert mine.days.sum() > 0
    assert mine.days.tolist() == other.days.tolist()
    assert mine.bits.tobytes() == other.bits.tobytes()
    for name in worlds:
        assert ours.conclude(0.0)[name].state_digest == theirs.conclude(0.0)[name].state_digest


def test_a_stretch_ends_before_other_rules_begin() -> None:
    here = scenario("change-of-government", days=200)
    (first, *_) = [each.day for each in here.later]
    world = World(here)
    assert days_ahead(world, 10_000) == first
    assert days_ahead(world, MOST) == min(MOST, first)


def test_nothing_is_lived_ahead_where_somebody_is_watched_or_several_threads_work() -> None:
    here = scenario("national")
    assert days_ahead(World(here.model_copy(update={"panel": (1,)})), 5) == 0
    assert days_ahead(World(here, threads=2), 5) == 0
    assert Recorder(World(here)).days_ahead(5) == 0
    assert days_ahead(World(here), 5) == 5


def test_a_stop_is_heard_between_stretches() -> None:
    recorder = Recorder(World(scenario("micro")), series=False)
    with pytest.raises(InterruptedRunError, match=f"after day {MOST} of 40"):
        stride(recorder, lambda: True)


def town(series: bool = False) -> Recorder:
    return Recorder(World(scenario("national", citizens=256, days=30)), series=series)


@pytest.mark.parametrize("number", [-1, 0, MOST + 1, 1000])
def test_more_days_than_can_be_lived_ahead_are_refused_before_one_is_lived(number: int) -> None:
    recorder = town()
    for live in (recorder.live, recorder.stretch.live):
        with pytest.raises(InputError, match=f"from 1 to {MOST} days in one call"):
            live(number)
    assert recorder.day == 0
    recorder.live(MOST)
    assert recorder.day == MOST


def test_days_that_must_be_lived_one_by_one_are_not_lived_ahead() -> None:
    for recorder in (town(series=True), Recorder(World(scenario("national", panel=(3,))), series=False)):
        with pytest.raises(InputError, match="`step`, for one day"):
            recorder.live(1)
        assert recorder.day == 0


def test_nothing_is_lived_ahead_beyond_the_last_day() -> None:
    recorder = town()
    stride(recorder)
    with pytest.raises(InputError, match="`step`, for one day"):
        recorder.live(1)


def test_twins_live_no_more_days_than_they_have_room_for_and_neither_alone() -> None:
    base = scenario("national", citizens=256)
    twins = Twins({"base": base, "twin": changed(base, ["consequences.enabled=false"])}, threads=1, series=False)
    ahead = twins.days_ahead(1000)
    with pytest.raises(InputError, match=f"from 1 to {ahead} days in one call"):
        twins.live(ahead + 1)
    assert [recorder.day for recorder in twins.recorders.values()] == [0, 0]
    twins.live(ahead)
    assert [recorder.day for recorder in twins.recorders.values()] == [ahead, ahead]


def test_twins_on_several_threads_live_day_by_day() -> None:
    base = scenario("national", citizens=600)
    twins = Twins({"base": base, "twin": base}, threads=2, series=False)
    with pytest.raises(InputError, match="`step`, for one day"):
        twins.live(1)
    assert twins.day == 0
    twins.close()
