"""Brokers: copies outlive what they say, and many holders exhaust people."""

from __future__ import annotations

from functools import cache

from glasshouse import scenario
from glasshouse.engine.run import Run, simulate


@cache
def _brokers(*settings: str) -> Run:
    quick = ("conduct.default-judgment.rate=1e-5", "conduct.settle-judgment.rate=0.003")
    return simulate(scenario.load("brokers", (*quick, *settings), citizens=20_000, days=150), threads=1)


def _value(name: str, *settings: str) -> float:
    value = _brokers(*settings).observables[name].value
    assert value is not None
    return value


def test_seven_lists_act_on_copies_and_none_has_cases_of_its_own() -> None:
    systems = scenario.load("brokers").systems
    lists = [system for system in systems.values() if getattr(system, "holder", None)]
    assert len(lists) == 7
    assert all(not system.reads for system in lists)
    names = [name for name, system in systems.items() if system in lists]
    assert all(_value(f"listed_share_{name}") > 0 for name in names)
    for name in names:
        listings = _brokers().observables[f"listings_per_1000_years_{name}"]
        assert listings.value is None, "undefined, which is not 0: people are on it"
        assert "opens none of its own" in str(listings.reason)


def test_part_of_the_bans_outlives_its_cause() -> None:
    assert _value("bans_outlived_share") > 0.02
    assert _value("bans_outlived_share", "trade.enabled=false") == 0


def test_without_trade_only_the_court_lists_anybody() -> None:
    alone = _brokers("trade.enabled=false")
    assert alone.observables["copies_per_case"].value is None
    for name in ("bought-list", "shops-check"):
        assert alone.observables[f"listed_share_{name}"].value == 0


def test_fewer_give_up_before_one_desk_than_before_seven_holders() -> None:
    often = "trade.complains=0.2"
    assert _value("gave_up_share", often, "safeguards.one_desk=true") < _value("gave_up_share", often) - 0.1


def test_copies_are_fewer_where_brokers_pass_nothing_on() -> None:
    still = 'trade.holders."data brokers".passes=0'
    assert _value("copies_per_case", still) < _value("copies_per_case")
    assert _value("bans_outlived_share", still) < _value("bans_outlived_share")
