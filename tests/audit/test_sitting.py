"""Where people come and go, an explanation is about a person: nothing of those who had the number before is held against them."""

from dataclasses import replace

import numpy as np
import pytest

from glasshouse.audit.explain import explain_history
from glasshouse.audit.history import CitizenHistory, read_history
from glasshouse.audit.neighbours import FIRST_OF_ALL, sitting_on
from glasshouse.engine.plan import plan_of
from glasshouse.engine.run import Run, simulate
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario
from glasshouse.testing.lockstep import crowded

DAYS, YEAR, FEW = 24, 9, 6


@pytest.fixture(scope="module")
def lived() -> tuple[Scenario, Run, np.ndarray]:
    """A town, its run, and the seats of some who came."""
    town = crowded("turnover.enabled=true", f"turnover.year={YEAR}", "turnover.mortality=0.05", days=DAYS)
    run = simulate(town.model_copy(update={"panel": range(120)}))
    world = World(town)
    for _ in range(DAYS):
        world.step()
    seats = np.stack([np.asarray(world.seats[name]).ravel()[:120] for name in ("generation", "came")])
    return town, run, seats


def _history(town: Scenario, run: Run, citizen: int, day: int) -> CitizenHistory:
    sitting = sitting_on(town, citizen, day)
    rows = run.panel[: day + 1, citizen].copy()
    rows[: sitting.came] = 0
    return CitizenHistory(town, plan_of(town).encoded, run.labels, citizen, rows, run.decided, sitting)


def test_who_sits_in_a_seat_is_known_without_living_a_day(lived: tuple[Scenario, Run, np.ndarray]) -> None:
    town, _, seats = lived
    found = [sitting_on(town, citizen, DAYS - 1) for citizen in range(0, 120, 5)]
    assert [(each.generation, each.came) for each in found] == [tuple(seats[:, c].tolist()) for c in range(0, 120, 5)]
    assert sitting_on(town, 0, YEAR - 1) == FIRST_OF_ALL
    assert sitting_on(crowded(days=DAYS), int(seats[0].argmax()), DAYS - 1) == FIRST_OF_ALL


def test_newcomers_accounts_add_up_from_the_day_on_which_they_came(lived: tuple[Scenario, Run, np.ndarray]) -> None:
    town, run, seats = lived
    newcomers = np.flatnonzero(seats[0])[:FEW].tolist()
    assert len(newcomers) == FEW
    for citizen in newcomers:
        came = int(seats[1, citizen])
        for day in (came, min(came + 4, DAYS - 1), DAYS - 1):
            why = explain_history(_history(town, run, citizen, day), day)
            assert why.adds_up, (citizen, day)
            assert (why.document["generation"], why.document["came"]) == tuple(seats[:, citizen].tolist())
            days = [item.day for account in why.accounts for item in account.items if item.day is not None]
            assert all(each >= came for each in days)
        assert why.text().startswith(
            f"Citizen {citizen} in the evening of day {DAYS - 1}: person {seats[0, citizen] + 1} of that number"
        )


def test_without_knowing_that_somebody_came_the_account_does_not_add_up(
    lived: tuple[Scenario, Run, np.ndarray],
) -> None:
    town, run, seats = lived
    wrong = [
        explain_history(replace(_history(town, run, citizen, DAYS - 1), sitting=FIRST_OF_ALL), DAYS - 1)
        for citizen in np.flatnonzero(seats[0]).tolist()
    ]
    assert not all(why.adds_up for why in wrong)


def test_a_history_that_is_read_from_a_scenario_begins_with_the_person(lived: tuple[Scenario, Run, np.ndarray]) -> None:
    town, run, seats = lived
    citizen = int(np.flatnonzero(seats[0])[0])
    history = read_history(town, citizen, DAYS - 1)
    assert history.sitting.generation == seats[0, citizen] > 0
    assert not history.rows["acts"][: history.sitting.came].any()
    assert run.panel[: history.sitting.came, citizen]["acts"].any()
    assert history.person == citizen + (int(seats[0, citizen]) << 40)
