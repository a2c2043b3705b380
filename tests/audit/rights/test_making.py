"""Sections that are made at the same time: the same numbers, worlds lived once, one request to stop for all."""

from __future__ import annotations

import json
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from glasshouse.audit.norms import norms
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.lived import Lived
from glasshouse.audit.rights.making import made
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.study import audit
from glasshouse.audit.rights.worlds import Bench
from glasshouse.errors import InputError, InterruptedRunError, Problem
from glasshouse.scenario import Scenario

UNHURRIED = 100_000
"""Days of a world that nobody would wait for."""


@pytest.fixture(scope="module")
def small(scheme: Scenario) -> Scenario:
    """A town of ten communities for some weeks."""
    return scheme.model_copy(update={"citizens": 2_560, "days": 20})


def test_an_audit_is_the_same_however_many_sections_are_made_at_once(small: Scenario, tmp_path: Path) -> None:
    one, two = (
        audit(small, name="municipal-trust", quick=True, folder=tmp_path / str(threads), threads=threads)
        for threads in (1, 2)
    )
    assert json.dumps(one.document) == json.dumps(two.document)
    lived = [{path.name for path in (tmp_path / folder).rglob("*.npz")} for folder in ("1", "2")]
    assert lived[0] == lived[1]


def test_what_two_ask_for_at_once_is_lived_once(small: Scenario, tmp_path: Path) -> None:
    bench, both = Bench(small, tmp_path, threads=2), threading.Barrier(2)

    def ask() -> Lived:
        both.wait()
        return bench.still()

    with ThreadPoolExecutor(2) as pool:
        one, other = (each.result() for each in [pool.submit(ask) for _ in range(2)])
    assert one is other
    assert bench.lived == 1


def test_a_section_that_fails_stops_the_others_and_is_what_is_told(small: Scenario, tmp_path: Path) -> None:
    case = Case(small, Bench(small, tmp_path, threads=2), norms().on(small), (1,), True)
    begun = threading.Event()
    refused = InputError(Problem(key="norms", expected="a table", found="none"))

    def unhurried(case: Case) -> Found:
        begun.set()
        case.bench.live(small.model_copy(update={"days": UNHURRIED}))
        return found(case, "audited", [])

    def fails(case: Case) -> Found:
        assert begun.wait(60)
        raise refused

    with pytest.raises(InputError) as told:
        made(case, (fails, unhurried), (unhurried,))
    assert told.value is refused


def test_an_interrupt_stops_every_section_and_the_same_call_goes_on(small: Scenario, tmp_path: Path) -> None:
    asked = threading.Event()

    def interrupt(day: int, days: int) -> None:
        if day > 3 * small.days and not asked.is_set():
            asked.set()
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(InterruptedRunError, match="worlds that were lived are kept"):
        audit(small, quick=True, folder=tmp_path, threads=2, progress=interrupt)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.npz")}
    assert len(kept) > 1
    audit(small, quick=True, folder=tmp_path, threads=2)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_an_interrupt_that_comes_when_all_worlds_are_lived_is_not_lost(small: Scenario, tmp_path: Path) -> None:
    case = Case(small, Bench(small, tmp_path, threads=2), norms().on(small), (1,), True)

    def interrupted(case: Case) -> Found:
        os.kill(os.getpid(), signal.SIGINT)
        return found(case, "audited", [])

    def quick(case: Case) -> Found:
        return found(case, "audited", [])

    with pytest.raises(InterruptedRunError, match="worlds that were lived are kept"):
        made(case, (interrupted, quick))


def test_progress_never_goes_beyond_what_is_planned_and_ends_at_the_end(small: Scenario, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    audit(small, quick=True, folder=tmp_path, threads=2, progress=lambda day, days: told.append((day, days)))
    assert all(0 <= day <= days for day, days in told)
    assert told[-1][0] == told[-1][1] > 20 * small.days
