"""The queue before the workers: inquiries take minutes, and leave a worker to experiments."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from glasshouse.scenario import Scenario, load
from glasshouse.web.work.asked import Done, Experiment, Failed, Inquired, Inquiry, Order, Weekly
from glasshouse.web.work.workshop import SILENCE, Workshop, _Hand, _Task


@pytest.fixture(scope="module")
def scheme() -> Scenario:
    return load("narrow-penalty", citizens=256, days=1)


def _ignore(said: object) -> None:
    """Nobody listens."""


def test_each_kind_has_places_of_its_own_and_inquiries_are_made_one_at_a_time(scheme: Scenario) -> None:
    workshop = Workshop(workers=0)
    inquiry = Inquiry("audit", scheme, "narrow-penalty", (), Path())
    experiment = Experiment(scheme, "narrow-penalty", ("nothing",), (), Path(), None)
    first, second = (workshop.live(inquiry, _ignore) for _ in range(2))
    run = workshop.live(experiment, _ignore)
    assert [workshop.place(number) for number in (first, second, run)] == [1, 2, 1]
    hands: Any = workshop._hands
    begun = workshop._next()
    assert begun is not None
    assert begun.number == first
    workshop._waiting.remove(begun)
    hands.append(SimpleNamespace(lives=begun, tasks={}, is_ready=False))
    coming = workshop._next()
    assert coming is not None
    assert coming.number == run
    hands[0].lives = None
    assert (other := workshop._next()) is not None
    assert other.number == second


def test_an_inquiry_that_waits_is_ended_without_a_worker(scheme: Scenario) -> None:
    heard: list[object] = []
    workshop = Workshop(workers=0)
    number = workshop.live(Inquiry("portrait", scheme, "narrow-penalty", (), Path()), heard.append)
    assert workshop.order(number, Order("stop"))
    assert heard == [Failed("", stopped=True)]
    assert workshop.place(number) == 0


def test_what_a_lost_worker_had_not_begun_waits_once_more_unless_it_was_stopped(scheme: Scenario) -> None:
    workshop = Workshop(workers=0)
    given: Any = [_Task(number, Inquiry("audit", scheme, "x", (), Path()), _ignore) for number in range(3)]
    given[1].is_heard = given[2].is_stopped = True
    hands: Any = workshop._hands

    def lost(*tasks: Any) -> list[Any]:
        hand: Any = SimpleNamespace(tasks={task.number: task for task in tasks}, is_ready=True)
        hands.append(hand)
        return workshop._let_go(hand)

    assert lost(*given) == given[1:]
    assert list(workshop._waiting) == given[:1]
    workshop._waiting.clear()
    assert lost(given[0]) == given[:1]


def test_an_only_worker_gets_another_one_for_inquiries_and_still_one_experiment_is_lived_at_a_time(
    scheme: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workshop, "warm", lambda self: None)
    workshop = Workshop(workers=1)
    experiment = Experiment(scheme, "narrow-penalty", ("nothing",), (), Path(), None)
    workshop.live(experiment, _ignore)
    assert workshop._wanted == 1
    workshop.live(experiment, _ignore)
    workshop.live(Inquiry("audit", scheme, "narrow-penalty", (), Path()), _ignore)
    assert workshop._wanted == 2
    hands: Any = workshop._hands
    hands.append(SimpleNamespace(lives=workshop._waiting.popleft()))
    coming = workshop._next()
    assert coming is not None
    assert coming.is_inquiry, "one experiment is lived already"


def test_a_look_that_hangs_is_seen_beside_an_inquiry_that_goes_on(
    scheme: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr("glasshouse.web.work.workshop.time.monotonic", lambda: clock[0])
    look, later = (_Task(number, Weekly(scheme, "penalty"), _ignore, heard=0.0) for number in (1, 2))
    inquiry = _Task(3, Inquiry("audit", scheme, "x", (), Path()), _ignore, heard=0.0)
    hand: Any = _Hand(SimpleNamespace(), SimpleNamespace(), {each.number: each for each in (look, later, inquiry)})  # type: ignore[arg-type]
    workshop = Workshop(workers=0)
    clock[0] = SILENCE
    workshop._heard(hand, 3, Inquired(1, 9))
    clock[0] = SILENCE + 1
    assert [each.is_silent(clock[0]) for each in (look, later, inquiry)] == [True, True, False]
    workshop._heard(hand, 1, Done(None))
    assert not later.is_silent(clock[0]), "its turn comes only now"
