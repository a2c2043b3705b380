"""Observers see everything and change nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from glasshouse.engine.observers import Observer, View
from glasshouse.engine.run import simulate
from glasshouse.engine.simulation import Simulation
from glasshouse.errors import InputError
from glasshouse.scenario import load
from glasshouse.schema.limits import LANES

CITIZENS, DAYS = 900, 9


def count_truth(world: Any, day: Any, c: Any) -> None:
    """People, rarer acts that happened, records of the day that anybody has, and days."""
    mine = world.extra[world.truth.observer]
    mine[0] += np.int64(world.truth.count)
    mine[1] += np.int64(world.truth.n)
    mine[2] += np.int64(world.records.n)
    if c == np.uint32(0):
        mine[3] += np.int64(day)


class Truth(Observer):
    """Counts by community, in a kernel."""

    name, size = "truth", 4
    kernel = staticmethod(count_truth)


class Evenings(Observer):
    """Looks at tables and traces every evening."""

    name = "evenings"

    def __init__(self) -> None:
        self.days: list[int] = []
        self.acts: list[int] = []
        self.scores: list[float] = []

    def evening(self, view: View) -> None:
        self.days.append(view.day)
        self.acts.append(int(np.bitwise_count(view.traces["acts"]).sum()))
        published = view.table("ledgers")["published"]
        self.scores.append(float(published[published > 0].mean()))
        assert len(view.table("cases")) == len(view.table("response")) == len(view.traces) == -(-CITIZENS // LANES)
        with pytest.raises(ValueError, match="read-only"):
            view.table("response")["self_censorship"] = 0


class Both(Truth):
    """A second kernel, and an evening that is told what it counted."""

    name = "both"

    def __init__(self) -> None:
        self.people = 0

    def evening(self, view: View) -> None:
        assert view.counted[0] == CITIZENS == int(view.day_counts["people"].sum())
        self.people += int(view.counted[0])


def town(*observers: Observer, threads: int = 1) -> Simulation:
    return Simulation("rongcheng", citizens=CITIZENS, seed=8, threads=threads, observers=observers)


@pytest.mark.parametrize("threads", [1, 2])
def test_observers_change_nothing_and_count_what_there_is(threads: int) -> None:
    plain, evenings, both = town().step(DAYS), Evenings(), Both()
    seen = town(Truth(), evenings, both, threads=threads).step(DAYS)
    assert (seen.digests, seen.state_digest) == (plain.digests, plain.state_digest)
    truth = seen.counted["truth"].tolist()
    assert truth[0] == CITIZENS * DAYS == both.people
    assert truth[1] > 0
    assert truth[2] > 0
    assert truth[3] == sum(range(DAYS))
    assert seen.counted["both"].tolist() == truth
    assert seen.counted["evenings"].tolist() == []
    assert evenings.days == list(range(DAYS))
    assert min(evenings.acts) > 0
    assert min(evenings.scores) > 1


def test_traces_hold_what_the_day_counted() -> None:
    class Compares(Observer):
        name = "compares"

        def evening(self, view: View) -> None:
            kinds = int(
                np.bitwise_count(view.traces["acts"]).sum()
            )  # each kind once a citizen, however often it happened
            assert 0.5 * view.day_counts["happened"].sum() < kinds <= view.day_counts["happened"].sum()

    town(Compares()).step(3)


def test_a_run_can_be_observed() -> None:
    scenario, both = load("rongcheng", citizens=CITIZENS, seed=8, days=DAYS), Both()
    watched = simulate(scenario, threads=1, observers=[both])
    assert watched.state_digest == simulate(scenario, threads=1).state_digest
    assert both.people == CITIZENS * DAYS


def test_forks_are_not_observed_and_who_goes_back_is_told_once() -> None:
    evenings = Evenings()
    one = town(Truth(), evenings).step(3).keep().step(2)
    one.peek(2)
    assert evenings.days == [0, 1, 2, 3, 4]
    for day in (4, 1):
        one.go_back(day)
        assert one.counted["truth"][0] == CITIZENS * day
    assert evenings.days == [0, 1, 2, 3, 4]
    assert one.step(1).counted["truth"][0] == CITIZENS * 2
    assert evenings.days[5:] == [1]


def test_two_observers_have_two_names() -> None:
    with pytest.raises(InputError, match="truth"):
        town(Truth(), Truth())
