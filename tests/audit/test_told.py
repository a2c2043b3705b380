"""Whose doing, whose points, what was not done: told for what it is."""

from __future__ import annotations

import numpy as np
import pytest
from tests.audit.test_later import histories_of

from glasshouse import scenario
from glasshouse.audit.explain import Explanation, explain_history
from glasshouse.audit.neighbours import neighbours
from glasshouse.engine.world import World
from glasshouse.library.domains import domain_of
from glasshouse.schema.codes import FIRST


def _told(name: str, *settings: str, citizens: int = 512, days: int = 40, every: int = 4) -> list[Explanation]:
    town = scenario.load(name, settings, citizens=citizens, days=days, panel=tuple(range(0, citizens, every)))
    return [explain_history(history, days - 1) for history in histories_of(town)]


@pytest.fixture(scope="module")
def workers() -> list[Explanation]:
    return _told("companies")


def test_what_a_firm_did_is_not_told_as_its_workers_own(workers: list[Explanation]) -> None:
    conduct = scenario.load("companies").conduct
    firms = {kind.title for kind in conduct.values() if kind.needs == "firm"}
    assert not any(firms & set(why.unseen) for why in workers)
    assert all(set(why.unseen_of_firm) <= firms for why in workers)
    assert any(why.unseen_of_firm for why in workers)
    text = next(why.text(full=True) for why in workers if why.unseen_of_firm)
    assert "Done by the firm where the citizen works, with a rule about it" in text


def test_an_account_of_a_firm_says_whose_it_is(workers: list[Explanation]) -> None:
    for why in workers:
        for account in why.accounts:
            if account.score is not None:
                assert account.firm
                assert "(the account of the firm where the citizen works)" in why.text()
        assert why.known.accounts == ()


def test_false_records_of_a_firm_say_so(workers: list[Explanation]) -> None:
    firms = {name for name, kind in scenario.load("companies").conduct.items() if kind.needs == "firm"}
    for why in workers:
        for item in why.false_records:
            assert ("of the firm where the citizen works" in item.what) == (item.kind in firms)


def test_a_reader_that_judges_nobody_has_no_rules() -> None:
    for why in _told("bulk-collection", days=10):
        assert why.unseen == {}
        assert "with a rule about it" not in why.text(full=True)


def test_what_an_obstacle_prevented_and_what_was_held_back_are_told_apart() -> None:
    all_told = _told("golden-shield", citizens=1_024, days=50, every=2)
    sorts = {each.why for why in all_told for each in why.held_back}
    assert sorts == {"held back", "hindered"}
    hindered = next(why for why in all_told if why.held_back and why.held_back[-1].why == "hindered")
    last = hindered.held_back[-1]
    assert f"day {last.day}: {last.what}: prevented by an obstacle" in hindered.text()
    held = next(why for why in all_told if why.held_back and why.held_back[-1].why == "held back")
    assert "risk felt" in held.text()
    assert held.held_back[-1].perceived_risk is not None


def test_what_was_felt_is_that_of_the_evening_before() -> None:
    town = scenario.load("rongcheng", citizens=512, days=40, panel=tuple(range(512)))
    found = 0
    for history in histories_of(town):
        kinds = {kind.title: kind.context for kind in town.conduct.values()}
        for each in explain_history(history, 39).held_back:
            domain = ("", "_money", "_life")[domain_of(kinds[each.what])]
            assert not int(history.rows["acts"][each.day]) & int(history.rows["withheld"][each.day])
            if each.day:
                assert each.perceived_risk == float(history.rows[f"perceived_risk{domain}"][each.day - 1])
                found += 1
            else:
                assert each.perceived_risk is None
    assert found > 0


COLLECTIVE = (
    "systems.rongcheng.contacts={weight=50}",
    "systems.rongcheng.collective={household=0.3, village=0.2}",
)


def test_what_others_bring_says_how_many_they_are_and_what_they_have() -> None:
    town = scenario.load("rongcheng", COLLECTIVE, citizens=512, days=40, panel=tuple(range(0, 512, 16)))
    for history in histories_of(town):
        why = explain_history(history, 39)
        account = next(each for each in why.accounts if each.system == "rongcheng")
        others = {each.who: each for each in account.others}
        assert set(others) == {"household", "village", "contacts"}
        told = {item.what: 0.0 for item in account.items}
        for item in account.items:
            told[item.what] += item.points
        assert others["household"].points == pytest.approx(told.get("points of others in the household", 0.0))
        assert others["contacts"].points == pytest.approx(told.get("contacts' standing", 0.0))
        assert others["household"].theirs * 0.3 == pytest.approx(others["household"].points)
        assert why.around["contacts"] == int(np.bitwise_count(history.rows["ties"][39]))
        assert f"{why.around['contacts']} contacts: those with a score stand at" in why.text(full=True)


def test_the_household_is_that_of_the_register() -> None:
    town = scenario.load("rongcheng", citizens=700, days=1)
    world = World(town, watch=())
    status = np.asarray(world.society["status"])
    people = int(world.society["people"][2])
    world.close()
    for citizen in (0, 5, 300, 519):
        c, i = divmod(citizen, 256)
        first = i
        while not status[c, first] & FIRST and first:
            first -= 1
        last = i + 1
        while last < int(256 if c < 2 else people) and not status[c, last] & FIRST:
            last += 1
        assert neighbours(town, citizen)["household"] == last - first - 1
    assert neighbours(town, 519)["village"] == people


LEARNS = ("learning.every=20", "learning.window=10", "learning.sample=1", 'learning.outcome=["pay-bill"]')
"""Whoever pays bills is taken for bad, so that the fit holds paid bills against people."""


def test_a_learned_score_names_its_records_and_flags_points_lost_for_something_good() -> None:
    every = _told("learned-credit", *(f"systems.learned-credit.{each}" for each in LEARNS), days=60)
    assert all(why.adds_up for why in every)
    with_records = [why for why in every if any(item.kind for item in why.accounts[0].items)]
    assert len(with_records) > 10
    for why in with_records:
        for item in why.accounts[0].items:
            if item.kind:
                assert item.channels
                assert "by the fit of day" in (item.rule or "")
    kinds = scenario.load("learned-credit").conduct
    paid = kinds["pay-bill"].title
    for why in every:
        lost = sum(item.points for item in why.accounts[0].items if item.kind == "pay-bill")
        assert (lost < 0) == any(each.what == paid for each in why.perverse), why.text()
        if lost < 0:
            assert f"points lost for something good: {paid}" in why.text()
    assert sum(bool(why.perverse) for why in every) > 10
    deducts = _told("rongcheng", "systems.rongcheng.rules.volunteer.points=-5", days=40, every=2)
    assert any(each.points < 0 and "good" in each.reason for why in deducts for each in why.perverse)
    rewards = _told(
        "rongcheng", "systems.rongcheng.rules.litter.points=5", "channels.informant.sensitivity.litter=0.3", days=40
    )
    assert any(each.reason == "points gained for an offence" for why in rewards for each in why.perverse)
    assert not any(why.perverse for why in _told("rongcheng", days=40))
