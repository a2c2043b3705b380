"""An appeal that suspends: a contested case does not count until it is decided, in lists and in points."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.audit.explain import explain_history
from glasshouse.audit.history import CitizenHistory
from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.run import simulate
from glasshouse.schema.codes import APPEALED, CASE_LISTED, DECIDED, SUSPENDED
from glasshouse.schema.limits import CASE_ROOM
from glasshouse.testing.lockstep import crowded
from glasshouse.testing.simulated import simulated

SLOW = (
    "systems.court-list.redress.review_days=9",
    "systems.rongcheng.redress.review_days=9",
    "systems.court-list.human_review.share=0",
    "response.neutrality=0",
    "response.appeal=1",
)
"""Settings under which more people appeal and decisions take longer."""


def _settled(suspends: bool) -> tuple[str, ...]:
    said = "true" if suspends else "false"
    return tuple(f"systems.{name}.redress.suspends={said}" for name in ("court-list", "rongcheng"))


@pytest.fixture(scope="module")
def histories() -> list[CitizenHistory]:
    """The days of everybody of whom a case was ever set aside."""
    town = crowded(*SLOW, *_settled(True)).model_copy(update={"panel": tuple(range(600))})
    run = simulate(town)
    encoded = encode_scenario(town)
    return [
        CitizenHistory(town, encoded, run.labels, citizen, run.panel[:, citizen], run.decided)
        for citizen in range(600)
        if (run.panel["case_flags"][:, citizen] & SUSPENDED).any()
    ]


def test_cases_are_set_aside_where_an_appeal_suspends_and_only_there() -> None:
    some, none = simulated(crowded(*SLOW, *_settled(True))), simulated(crowded(*SLOW, *_settled(False)))
    for name in ("court-list", "rongcheng"):
        s = some.world.encoded.names.systems[name]
        assert sum(int(day.system_counts["suspended"][s]) for day in some.days) > 0
    assert all(int(day.system_counts["suspended"].sum()) == 0 for day in none.days)
    sanctioned = [int(life.day_counts["sanctioned"].sum()) for life in (some, none)]
    assert sanctioned[0] < sanctioned[1]


def test_whoever_appeals_is_off_the_list_until_the_appeal_is_decided() -> None:
    world = simulated(crowded(*SLOW, *_settled(True))).world
    s, found = world.encoded.names.systems["court-list"], 0
    for c in range(world.communities):
        book, published = world.cases[c], np.asarray(world.ledgers["published"][s, c])
        mine = (np.asarray(book["system"]) == s) & (np.arange(CASE_ROOM) < int(book["count"]))
        flags, lane = np.asarray(book["flags"]), np.asarray(book["citizen"])
        aside = mine & (flags & SUSPENDED > 0)
        assert ((flags[aside] & APPEALED) > 0).all()
        assert ((flags[aside] & DECIDED) == 0).all()
        counts = mine & ~aside & (np.asarray(book["status"]) >= CASE_LISTED)
        alone = [i for i in lane[aside] if i not in lane[counts]]
        found += len(alone)
        assert (published[alone] != 2).all()
    assert found > 0


def test_why_accounts_for_what_is_set_aside(histories: list[CitizenHistory]) -> None:
    told = [explain_history(history, day) for history in histories[:12] for day in (12, 17, 20, 23)]
    assert told
    assert all(why.adds_up for why in told)
    items = [item for why in told for account in why.accounts for item in account.items]
    assert any(item.what == "set aside until an appeal is decided" and item.points > 0 for item in items)
    cases = [case for why in told for account in why.accounts for case in account.cases]
    assert any(case.status.endswith("set aside until the appeal is decided") for case in cases)
