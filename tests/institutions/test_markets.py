"""Markets: people join through contacts and offers, change and leave; providers grow, lock in, and are merged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.institutions.institution import DayEnd
from glasshouse.institutions.providers import MarketInstitution
from glasshouse.institutions.succession import counterparts, transfer_accounts
from glasshouse.measurement.totals import add_up
from glasshouse.scenario import Scenario
from glasshouse.schema.counts import SYSTEM_COUNTS
from glasshouse.schema.parameters import SYSTEM
from glasshouse.schema.state import LEDGER
from glasshouse.scoring.forms.registry import form_of
from glasshouse.testing.simulated import simulated

EIGHT = ("chengxin", "intellicredit", "kaola", "pengyuan", "qianhai", "sesame", "sinoway", "tencent")
STILL = ("looks=0", "quits=0", "referral=0")


def fast(*joining: str, innovation: float = 1.0, imitation: float = 10.0, advantage: float = 0.0) -> Scenario:
    """The eight with rates at which months are enough, before any merger."""
    whole = [f"response.joining.{each}" for each in joining]
    each = [f"systems.{name}.adoption.{key}={value}" for name in EIGHT for key, value in (
        ("innovation", innovation), ("imitation", imitation), ("data_advantage", advantage))]  # fmt: skip
    return scenario.load("eight", [*whole, *each], citizens=3_000, days=120)


def accounts(world: World) -> Any:
    """Who has an account with which of the eight (systems × communities × lanes)."""
    names = [s for s, name in enumerate(world.encoded.system_names) if name in EIGHT]
    return np.asarray(world.ledgers["published"])[names] != 0


def concentration(numbers: Sequence[int]) -> float:
    shares = np.asarray(numbers) / np.sum(numbers)
    return float((shares**2).sum())


def at_home(held: Any) -> float:
    """Mean concentration within communities."""
    by_community = held.sum(2).T
    return float(np.mean([concentration(row) for row in by_community if row.sum()]))


def test_members_grow_slowly_then_fast_then_slowly() -> None:
    life = simulated(fast(*STILL, innovation=0.1, imitation=25))
    members = np.array([day.system_counts["members"].sum() for day in life.days])
    grown = np.diff(members[::20])
    assert 0 < grown.argmax() < len(grown) - 1
    assert (np.diff(members) >= 0).all()


def test_nobody_joins_where_nothing_draws_them() -> None:
    life = simulated(fast(*STILL, innovation=0, imitation=0))
    for before, after in pairwise(life.days):
        assert np.array_equal(before.system_counts["members"], after.system_counts["members"])
    total = add_up(np.stack([day.system_counts for day in life.days]))
    assert not total["joined"].any()
    assert not total["left"].any()


def test_without_response_nobody_joins() -> None:
    quiet = fast().model_copy(update={"response": fast().response.model_copy(update={"enabled": False})})
    assert not add_up(np.stack([day.system_counts for day in simulated(quiet).days]))["joined"].any()


def test_referrals_alone_bring_friends_of_members() -> None:
    life = simulated(fast("looks=0", "quits=0", "referral=0.5", innovation=0, imitation=0))
    total = add_up(np.stack([day.system_counts for day in life.days]))
    assert total["joined"].sum() > 0
    assert not total["left"].any()


def test_those_who_quit_leave_nothing_in_the_ledger() -> None:
    life = simulated(fast("looks=0", "quits=12", "referral=0", innovation=0, imitation=0))
    total = add_up(np.stack([day.system_counts for day in life.days]))
    assert total["left"].sum() > 0
    ledgers = life.world.ledgers
    away = np.asarray(ledgers["published"]) == 0
    assert not (np.asarray(ledgers["dimensions"]).any(2) & away).any()


def test_nobody_has_more_accounts_in_a_market_than_the_most() -> None:
    life = simulated(fast("several=1", "most=3", "referral=0.5"))
    start = accounts(World(fast())).sum(0).max()
    assert accounts(life.world).sum(0).max() == max(3, start)


def test_without_network_effect_shares_stay_near_equal_and_with_it_neighbourhoods_lock_in() -> None:
    settings = ("several=0", "looks=12", "switching=0.05")
    alone, together = (simulated(fast(*settings, f"network={each}")).world for each in (0, 3))
    shares = accounts(alone).sum((1, 2)) / accounts(alone).sum()
    assert abs(shares - 1 / 8).max() < 0.035
    assert at_home(accounts(together)) - 1 / 8 > 5 * (at_home(accounts(alone)) - 1 / 8)


def test_a_data_advantage_concentrates_the_whole_market() -> None:
    settings = ("several=0", "looks=12", "switching=0.05", "network=0")
    even, uneven = (simulated(fast(*settings, advantage=each)).world for each in (0, 8))
    assert concentration(accounts(uneven).sum((1, 2))) > 1.5 * concentration(accounts(even).sum((1, 2)))


def test_a_cost_of_switching_keeps_people_where_they_are() -> None:
    left = [
        int(
            sum(
                day.system_counts["left"].sum()
                for day in simulated(fast("looks=12", "quits=0", f"switching={cost}")).days
            )
        )
        for cost in (0, 3)
    ]
    assert left[0] > 50
    assert left[1] == 0


@pytest.mark.parametrize(("threads", "chunks"), [(1, 5), (2, 12)])
def test_threads_and_chunks_change_no_bit(threads: int, chunks: int) -> None:
    one = fast("referral=0.5", "looks=12", advantage=2).model_copy(update={"days": 20})
    assert simulated(one).digests == simulated(one, threads=threads, chunks=chunks).digests


def test_a_resumed_market_goes_on_to_the_same_bits() -> None:
    one = fast("looks=12", advantage=5).model_copy(update={"days": 20})
    whole, first, second = (Recorder(World(one)) for _ in range(3))
    for _ in range(20):
        whole.step()
    for _ in range(11):
        first.step()
    second.restore({name: np.array(value) for name, value in first.save().items()})
    for _ in range(9):
        second.step()
    assert np.array_equal(whole.day_counts, second.day_counts)
    assert np.array_equal(whole.system_counts, second.system_counts)
    for name, table in whole.world.state().items():
        assert np.array_equal(table, second.world.state()[name]), name


def test_the_market_office_turns_shares_into_worth() -> None:
    institution, systems, counts = (
        MarketInstitution(["a", None, "a"], [2.0, 0.0, 1.0]),
        np.zeros(3, SYSTEM),
        np.zeros(3, SYSTEM_COUNTS),
    )
    counts["members"] = [30, 500, 10]
    institution.decide(DayEnd(0, None, counts, systems))
    institution.apply(None, systems)
    assert systems["advantage"].tolist() == [1.5, 0.0, 0.25]


def test_a_successor_gets_members_and_records_of_areas_that_it_has() -> None:
    both = scenario.load("eight").systems
    assert counterparts(*(form_of(both[name]).areas(both[name]) for name in ("kaola", "baihang"))) == [(0, 0), (1, 1)]
    ledger, heir = np.zeros(1, LEDGER.dtype), np.zeros(1, LEDGER.dtype)
    ledger["published"][0, :2], heir["published"][0, 1] = 500, 900
    ledger["dimensions"][0, 0, :3], heir["dimensions"][0, 0, 1] = 7, 32_000
    transfer_accounts(ledger, heir, 33, [(0, 0)])
    assert heir["published"][0, :3].tolist() == [33, 900, 0]
    assert heir["dimensions"][0, 0, :3].tolist() == [7, 32_000, 0]
    assert not ledger["published"].any()


def test_the_bureau_takes_over_everybody_who_had_an_account(tmp_path: Path) -> None:
    place = tmp_path / "soon.toml"
    changes = "\n".join(f"{name} = {{ active = false }}" for name in EIGHT)
    place.write_text(
        'extends = "eight"\ncitizens = 3_000\ndays = 3\n[[later]]\nday = 2\n[later.change.systems]\n'
        f"baihang = {{ active = true }}\n{changes}\n",
        encoding="utf-8",
    )
    world = World(scenario.load(place))
    for _ in range(2):
        world.step()
    held = accounts(world).any(0)
    world.step()
    bureau = world.ledgers["published"][world.encoded.system_names.index("baihang")] != 0
    assert np.array_equal(bureau, held)
    assert not accounts(world).any()


def test_concentration_of_equal_providers_is_one_over_their_number() -> None:
    run = simulate(fast(*STILL, innovation=0, imitation=0).model_copy(update={"days": 5}))
    assert run.observables["concentration_credit"].value == pytest.approx(1 / 8, abs=0.02)
    assert 0 < (run.observables["members_share_kaola"].value or 0) < 0.03


def test_what_does_not_fit_is_reported_at_once() -> None:
    with pytest.raises(InputError) as caught:
        scenario.load(
            "eight",
            [
                "systems.kaola.members.voluntary=false",
                "systems.qianhai.successor=baihan",
                "systems.tencent.contacts.weight=3",
                "response.joining.most=0",
            ],
        )
    text = str(caught.value)
    for words in ("systems.kaola.members.voluntary", "'baihang'", "systems.tencent.contacts.weight", "joining.most"):
        assert words in text, words
