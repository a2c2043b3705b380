"""Cases told as they are: copies that lists act on, appeals, cases from before the first day, what is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from tests.audit.test_later import histories_of

from glasshouse import scenario
from glasshouse.audit.explain import Explanation, explain_history
from glasshouse.audit.history import CitizenHistory
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import APPEALED, CASE_CORRECTED, CASE_REVOKED, DECIDED
from glasshouse.scoring.explanation.account import Account

ERRORS = (
    "channels.court.false_records.default-judgment=0.0004",
    "systems.court-list.redress.overturned_wrong=1",
    "systems.court-list.redress.review_days=6",
    "systems.court-list.redress.told=0.4",
    "systems.court-list.redress.lag=4",
    "response.appeal=1",
    *(f'trade.holders."{name}".passes=0.05' for name in ("credit centre", "data brokers")),
)


def _listed(town: Scenario) -> tuple[int, ...]:
    """Citizens of whom any case is kept at the end."""
    world = World(town, watch=())
    found: set[int] = set()
    for _ in range(town.days):
        world.step()
        cases = np.asarray(world.cases)
        for c in range(world.communities):
            found |= {c * 256 + int(i) for i in cases["citizen"][c, : int(cases["count"][c])]}
    world.close()
    return tuple(sorted(found))


@pytest.fixture(scope="module")
def traded() -> list[CitizenHistory]:
    town = scenario.load("brokers", ERRORS, citizens=2_000, days=70, panel=())
    return list(histories_of(town.model_copy(update={"panel": _listed(town)})))


def _court(why: Explanation) -> Account:
    return next(account for account in why.accounts if account.system == "court-list")


@pytest.fixture(scope="module")
def told(traded: list[CitizenHistory]) -> list[Explanation]:
    return [explain_history(history, 69) for history in traded]


def test_every_list_that_acts_on_a_copy_names_the_copy_the_holder_and_whose_case_it_is(told: list[Explanation]) -> None:
    copied = 0
    for why in told:
        assert why.adds_up, why.text(full=True)
        for account in why.accounts:
            if account.band == "on" and account.system != "court-list":
                behind = [case for case in account.cases if case.weighs]
                assert behind
                assert all(case.holder and case.of for case in behind)
                assert "this list acts on the copy of" in why.text()
                copied += 1
    assert copied > 10


def test_a_list_whose_copies_are_hidden_does_not_add_up_and_says_so(traded: list[CitizenHistory]) -> None:
    history = next(h for h in traded if any(a.holder for e in explain_history(h, 69).accounts for a in e.cases))
    history.rows["case_holders"][69] = history.rows["case_stale"][69] = 0
    why = explain_history(history, 69)
    assert not why.adds_up
    assert "THIS DOES NOT ADD UP" in why.text()
    assert "THIS DOES NOT ADD UP" in why.text(full=True)


def _noted(history: CitizenHistory, day: int) -> Iterator[tuple[int, int]]:
    row = history.rows[day]
    for m in range(int(row["cases"])):
        yield int(row["case_status"][m]), int(row["case_flags"][m])


def test_an_appeal_that_succeeded_is_not_called_failed_once_the_case_lives_on_in_copies(
    traded: list[CitizenHistory],
) -> None:
    seen = set()
    for history in traded:
        for day in range(27, 70, 14):
            right = [
                status
                for status, flags in _noted(history, day)
                if flags & APPEALED and flags & DECIDED and status in (CASE_CORRECTED, CASE_REVOKED)
            ]
            cases = [
                case for account in explain_history(history, day).accounts for case in account.cases if not case.holder
            ]
            assert sum(case.appeal == "succeeded" and case.status != "closed" for case in cases) == len(right)
            seen |= set(right)
            for case in cases:
                assert case.until is None or case.until > day or case.status.endswith("pending")
                assert case.since is None or case.since <= day
    assert seen == {CASE_CORRECTED, CASE_REVOKED}


def test_whoever_was_listed_before_the_first_day_is_not_told_of_a_record_of_day_0(told: list[Explanation]) -> None:
    before = [case for why in told for case in _court(why).cases if case.opened is None]
    assert len(before) > 5
    texts = [why.text() for why in told if any(case.opened is None and case.weighs for case in _court(why).cases)]
    assert texts
    for text in texts:
        assert "on file before the first day" in text
        assert "recorded on day 0 " not in text
    recorded = [case for why in told for case in _court(why).cases if case.opened is not None]
    assert any(case.told for case in recorded)


def test_what_was_on_file_before_is_told_in_copies_and_on_the_first_day_too(traded: list[CitizenHistory]) -> None:
    why = next(w for h in traded if _court(w := explain_history(h, 0)).band == "on")
    assert _court(why).cases[0].opened is None
    assert all("before the first day" in case.case for case in why.known.cases)


def test_cases_count_as_kept(told: list[Explanation]) -> None:
    for why in told:
        assert len(why.known.cases) == sum(
            case.holder is None
            and case.status in ("recorded", "listed", "repaired, copies pending", "corrected, copies pending")
            for account in why.accounts
            for case in account.cases
        )
        if why.known.cases:
            assert len(why.known.everybody) > 0
            assert re.search(rf"Kept of this citizen: .*{len(why.known.cases)} case", why.text())
    assert any(why.known.cases for why in told)
