"""Caps, steps, absences and starts by group as `why` tells them: the terms add up, and what is not earned is said."""

from __future__ import annotations

import pytest
from tests.audit.test_later import histories_of

from glasshouse import scenario
from glasshouse.audit.explain import Explanation, explain_history
from glasshouse.testing.lockstep import SCENES, crowded

DAYS = 24


@pytest.fixture(scope="module")
def some() -> list[Explanation]:
    often = (
        "systems.merits.rules.praise={points=3, cap={records=1, days=30}}",
        "channels.social.sensitivity.praise=1",
        "channels.informant.sensitivity.litter=0.9",
        "systems.rongcheng.rules.join-gathering.steps={second=2, third=3, later=4, days=30}",
    )
    town = crowded(*list(SCENES.values())[-1], *often, days=DAYS)
    watched = town.model_copy(update={"panel": tuple(range(0, 600, 3))})
    return [explain_history(history, DAYS - 1) for history in histories_of(watched)]


def _terms(some: list[Explanation]) -> list[tuple[str, float]]:
    return [
        (item.what, item.points)
        for why in some
        for account in why.accounts
        if account.system in ("rongcheng", "merits")
        for item in (*account.items, *account.pending)
    ]


def test_every_score_adds_up(some: list[Explanation]) -> None:
    accounts = [account for why in some for account in why.accounts if account.system in ("rongcheng", "merits")]
    assert len(accounts) > 100
    assert [account.system for account in accounts if not account.adds_up] == []


def test_an_absence_says_what_is_on_record_and_whether_it_took_place(some: list[Explanation]) -> None:
    said = [what for what, _ in _terms(some) if "on record" in what]
    assert any(what.endswith("on record never in 5 days, and once at least is wanted") for what in said)
    assert any("NOT EARNED: it took place" in what and "and nobody recorded it" in what for what in said)
    assert any("twice at least is wanted" in what for what in said)
    assert any("after “litter”" in what for what in said)


def test_records_say_their_place_in_the_period(some: list[Explanation]) -> None:
    found = [(what, points) for what, points in _terms(some) if what.endswith(")")]
    assert any(what.endswith("(beyond the cap)") and points == 0 for what, points in found)
    assert any("as one of several)" in what and points < 0 for what, points in found)


def test_the_start_of_a_group_is_a_term_of_its_own(some: list[Explanation]) -> None:
    starts = {what: points for what, points in _terms(some) if what.startswith("start of the group")}
    assert starts == {"start of the group: registered elsewhere": -5, "start of the group: of the minority": 3}


def test_the_text_says_that_an_absence_was_not_earned(some: list[Explanation]) -> None:
    assert any("NOT EARNED" in why.text(full=True) for why in some)


def test_measures_that_begin_later_say_when() -> None:
    after, settings = 5, ("systems.municipal-trust.start=70", "systems.municipal-trust.measures.withdrawn.after=5")
    town = scenario.load("municipal-trust", settings, citizens=256, days=DAYS, panel=tuple(range(0, 256, 19)))
    for history in histories_of(town):
        for day in (0, 2, after, after + 3):
            why = explain_history(history, day)
            due = {each.title: each.days for each in why.due}
            days = due.get("benefits withdrawn")
            in_force = any(measure.title == "benefits withdrawn" for measure in why.measures)
            assert (days is None) == in_force == (day >= after)
            if days is not None:
                assert days == after - day
                when = "tomorrow" if days == 1 else f"in {days} days"
                assert f"to come: benefits withdrawn (municipal-trust), {when} if the band stays" in why.text()
