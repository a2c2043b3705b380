"""Worlds of an audit: exact counts, kept and found again, the same for any number of threads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from glasshouse import Simulation
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.worlds import Bench, still_of
from glasshouse.errors import InterruptedRunError
from glasshouse.scenario import Scenario
from glasshouse.scenario.ablation import Ablation


def test_days_under_a_sanction_are_those_that_a_run_counts(case: Case) -> None:
    run = Simulation(still_of(case.scheme), threads=1).step(case.scheme.days)
    counted = run.observables()["sanctioned_share_of_days"].value
    assert case.whole.harm / case.person_days == pytest.approx(counted, rel=1e-12)
    assert case.whole.harm == int(case.whole.days_under.sum())


def test_every_day_falls_into_one_number_of_fields(case: Case) -> None:
    assert int(case.whole.fields[:, 1:].sum()) == case.whole.harm


def test_people_ever_under_a_measure_were_under_it_on_some_day(case: Case) -> None:
    for bit in range(len(case.whole.measures)):
        people = int(np.count_nonzero(case.whole.ever & np.uint64(1 << bit)))
        days = int(case.whole.under[:, bit].sum())
        assert people <= days
        assert (people == 0) == (days == 0)


def test_a_world_is_the_same_with_any_number_of_threads_and_when_it_is_found_again(case: Case, tmp_path: Path) -> None:
    other = Bench(case.scheme, tmp_path, threads=2)
    for found in (other.still(), Bench(case.scheme, tmp_path).still()):
        assert found.harm == case.whole.harm
        assert (found.ever == case.whole.ever).all()
        assert (found.under == case.whole.under).all()
        assert found.values == case.whole.values
    assert len([*tmp_path.iterdir()]) == 1


def test_a_world_that_is_damaged_is_lived_again(scheme: Scenario, tmp_path: Path) -> None:
    small = scheme.model_copy(update={"days": 20})
    harm = Bench(small, tmp_path, threads=1).still().harm
    next(tmp_path.iterdir()).write_bytes(b"not a world")
    assert Bench(small, tmp_path, threads=1).still().harm == harm


def test_what_was_lived_before_an_interrupt_is_kept(scheme: Scenario, tmp_path: Path) -> None:
    import os
    import signal

    small = scheme.model_copy(update={"days": 20})

    def interrupt(day: int, days: int) -> None:
        if day == 25:
            os.kill(os.getpid(), signal.SIGINT)

    bench = Bench(small, tmp_path, threads=1, progress=interrupt)
    bench.expect(2)
    whole = bench.still()
    with pytest.raises(InterruptedRunError):
        bench.still(Ablation(kinds=("litter",)))
    assert len([*tmp_path.iterdir()]) == 1
    assert Bench(small, tmp_path, threads=1).still().harm == whole.harm


def test_what_is_not_there_is_not_taken_out_of_a_world_of_its_own(case: Case) -> None:
    costs_nothing = next(kind for kind in case.scheme.conduct if kind not in case.kinds)
    before = case.bench.lived
    assert case.without(Ablation(kinds=(costs_nothing,))) is case.whole
    litter = case.without(Ablation(kinds=("litter",)))
    assert case.without(Ablation(kinds=("litter", costs_nothing))) is litter
    assert case.bench.lived <= before + 2


def test_without_something_everybody_does_the_same(case: Case) -> None:
    without = case.without(Ablation(kinds=("litter",)))
    assert without.conduct == case.whole.conduct
    assert (without.recorded == case.whole.recorded).all()
    assert without.harm < case.whole.harm
