"""Why, under rules that change on a later day: every score adds up by the rules of its own days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from glasshouse import scenario
from glasshouse.audit.explain import Explanation, explain_history
from glasshouse.audit.history import CitizenHistory
from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.run import simulate
from glasshouse.scenario import Scenario
from glasshouse.scenario.forks import forked
from glasshouse.scoring.explanation.account import ROUNDING, UNEXPLAINED, Account

CHANGED = 23
"""The day on which rules change; points systems here publish every five days, the last time before on day 20."""
DAYS = (22, 23, 24, 26, 31, 44)
FAST = ("systems.rongcheng.publish_every=5", "systems.rongcheng.publish_on=0", "systems.rongcheng.forgetting.days=24")
OTHERS = ("systems.rongcheng.contacts={weight=50}", "systems.rongcheng.collective={household=0.3, village=0.2}")
LEARNS = (
    "learning.every=10",
    "learning.window=5",
    'learning.outcome=["pay-bill"]',
    "learning.sample=1",
    "publish_every=5",
    "publish_on=0",
)


def _system(name: str, **changes: object) -> dict[str, object]:
    return {"systems": {name: changes}}


CHANGES: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {
    "start": ("rongcheng", FAST, _system("rongcheng", start=950)),
    "scale": ("rongcheng", FAST, _system("rongcheng", high=1500)),
    "rhythm": ("rongcheng", FAST, _system("rongcheng", publish_every=7, publish_on=3)),
    "window": ("rongcheng", FAST, _system("rongcheng", forgetting={"days": 8})),
    "window to half-life": ("rongcheng", FAST, _system("rongcheng", forgetting={"rule": "half-life", "days": 8})),
    "noise": ("rongcheng", FAST, {"safeguards": {"noise": 0.05}}),
    "no contacts": ("rongcheng", (*FAST, *OTHERS), {"safeguards": {"no_contacts": True}}),
    "end": ("rongcheng", FAST, _system("rongcheng", active=False)),
    "weights": ("sesame", (), _system("sesame", dimensions={"credit-history": {"weight": 0.25, "base": 0.6},
                                                            "relationships": {"weight": 0.15}})),
    "purpose": ("sesame", (), {"safeguards": {"purpose_limits": True, "noise": 0.02}}),
    "forgetting": ("sesame", (), {"safeguards": {"forget_after": 30}}),
    "joint": ("national", FAST, _system("national", start=700)),
    "what a joint one reads": ("national", FAST, _system("rongcheng", start=950, publish_every=3)),
    "learned": ("learned-credit", tuple(f"systems.learned-credit.{each}" for each in LEARNS),
                {"safeguards": {"purpose_limits": True}}),
}  # fmt: skip


def _towns(name: str) -> Scenario:
    base, settings, change = CHANGES[name]
    town = scenario.load(base, settings, citizens=512, days=45, panel=tuple(range(0, 512, 16)))
    return forked(town, CHANGED, change)


def histories_of(town: Scenario) -> Iterator[CitizenHistory]:
    """The days of everybody in a scenario's panel."""
    lived, encoded = simulate(town), encode_scenario(town)
    for m, citizen in enumerate(lived.watched):
        yield CitizenHistory(town, encoded, lived.labels, int(citizen), lived.panel[:, m], lived.decided)


@pytest.mark.parametrize("name", CHANGES)
def test_scores_add_up_before_and_after_the_rules_change(name: str) -> None:
    scores = 0
    for history in histories_of(_towns(name)):
        for day in DAYS:
            why = explain_history(history, day)
            assert why.adds_up, why.text(full=True)
            scores += sum(account.score is not None for account in why.accounts)
    assert scores > 25


def test_the_new_start_is_told_once_it_has_been_published_and_not_before() -> None:
    history = next(histories_of(_towns("start")))
    before, since = (_account(history, day).items[0].points for day in (24, 25))
    assert (before, since) == (1000, 950)


def test_the_band_is_that_of_the_rules_of_the_day() -> None:
    town = scenario.load("rongcheng", FAST, citizens=256, days=12, panel=(3,))
    starts = (0, 200, 400, 600, 990, 1150)
    names = [band.name for band in town.systems["rongcheng"].bands]  # type: ignore[attr-defined]
    bands = [{"name": name, "start": start, "measures": []} for name, start in zip(names, starts, strict=True)]
    history = next(histories_of(forked(town, 7, {"systems": {"rongcheng": {"bands": bands}}})))
    first, then = _account(history, 6), _account(history, 8)
    assert first.score == then.score
    assert first.band != then.band
    assert [start for _, start in then.bands] == list(starts)


def _account(history: CitizenHistory, day: int, name: str = "rongcheng") -> Account:
    return next(each for each in explain_history(history, day).accounts if each.system == name)


def test_nothing_that_contacts_had_brought_is_left_under_a_law_that_forbids_it_later() -> None:
    moved = 0
    for history in histories_of(_towns("no contacts")):
        before, since = _account(history, 22), _account(history, 44)
        moved += any(each.points for each in before.others)
        assert since.others == ()
        s = history.encoded.system_names.index("rongcheng")
        assert history.rows["kept"][44, s, 4] == 0
    assert moved > 5


def test_weights_that_are_wrong_leave_no_rounding_but_say_that_it_does_not_add_up() -> None:
    history = next(histories_of(_towns("start")))
    s = history.encoded.system_names.index("rongcheng")
    history.rows["published"][30, s] -= 900
    account = _account(history, 30)
    assert not account.adds_up
    assert abs(account.sum - (account.score or 0)) < 1e-6
    assert {item.what for item in account.items} & {ROUNDING, UNEXPLAINED} == {UNEXPLAINED}
    for full in (False, True):
        text = Explanation.text(explain_history(history, 30), full)
        assert "THIS DOES NOT ADD UP" in text
        assert "explained by nothing on record" in text
