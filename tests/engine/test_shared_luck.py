"""Twins share their luck: what is changed changes, and nothing else is drawn anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.chunks import Scratch
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import NO_KIND
from glasshouse.schema.limits import EVENTS, GROUPS
from glasshouse.testing.simulated import SimulatedWorld, simulated

CITIZENS, DAYS = 30_000, 20
"""Enough for every kind: the rarest, at a few in a million a day, still happens to somebody."""

UNMOVED = ("response.enabled=false",)
ALONE = (*UNMOVED, "response.threshold_low=2", "response.threshold_high=2")
"""People neither change nor follow each other into a gathering: every kind is drawn by itself."""
WAITS = {"default-judgment": {"settle-judgment"}, "settle-judgment": {"default-judgment"}}
"""Kinds whose condition another kind brings about: who has not defaulted has nothing to settle."""
RARE = ("offend-gravely", "default-judgment", "join-gathering")
"""Kinds that are too rare for a small town happen to one in 25,000 a day here."""

ALL = scenario.load("rongcheng").conduct
KINDS = tuple(name for name, kind in ALL.items() if kind.needs != "firm")
OF_FIRMS = tuple(name for name in ALL if name not in KINDS)
CHANNELS = tuple(scenario.load("rongcheng").channels)


def _town(
    *settings: str, systems: str = '["court-list", "rongcheng"]', citizens: int = CITIZENS, days: int = DAYS
) -> Scenario:
    rates = [text for kind in RARE for text in (f"conduct.{kind}.rate=4e-5", f"conduct.{kind}.ceiling=4e-4")]
    return scenario.load(
        "rongcheng", [f"systems={systems}", *rates, *settings], citizens=citizens, days=days, seed=5, panel=()
    )


@pytest.fixture(scope="module")
def alone() -> SimulatedWorld:
    return simulated(_town(*ALONE), traced=True)


@pytest.mark.parametrize("kind", KINDS)
def test_halving_one_rate_moves_nobody_elses_luck(alone: SimulatedWorld, kind: str) -> None:
    half = alone.world.scenario.conduct[kind].rate.value / 2
    other = simulated(_town(*ALONE, f"conduct.{kind}.rate={half}"), traced=True)
    before, after = alone.happened(kind), other.happened(kind)
    # Who settles later owes for longer, and may settle on another day; by any day fewer have settled.
    was = np.maximum.accumulate(before) if kind == "settle-judgment" else before
    assert not (after & ~was).any(), "the halved kind happens to some of those to whom it happened before"
    assert 0.2 * before.sum() - 3 <= after.sum() < before.sum()
    for unchanged in set(KINDS) - {kind} - WAITS.get(kind, set()):
        assert np.array_equal(other.happened(unchanged), alone.happened(unchanged)), unchanged


@pytest.mark.parametrize("kind", OF_FIRMS)
def test_halving_one_rate_of_firms_moves_no_other_firms_luck(kind: str) -> None:
    def acts(*settings: str) -> Any:
        """By day and watched citizen, what the firm did where they work, a bit for each kind."""
        raised = [text for name in OF_FIRMS for text in (f"conduct.{name}.rate=0.04", f"conduct.{name}.ceiling=0.1")]
        town = scenario.load("companies", [*UNMOVED, *raised, *settings], citizens=20_000, days=10, seed=5, panel=())
        life = simulated(town, watch=tuple(range(0, 20_000, 16)))
        return np.stack([day.panel["acts"] for day in life.days]), life.world.encoded.names.kinds

    (before, kinds), (after, _) = acts(), acts(f"conduct.{kind}.rate=0.02")
    for name in OF_FIRMS:
        was, now = (each >> np.uint64(kinds[name]) & np.uint64(1) for each in (before, after))
        if name == kind:
            assert not (now & ~was).any()
            assert 0 < now.sum() < was.sum()
        else:
            assert np.array_equal(was, now), name


def test_who_never_defaults_settles_only_what_was_owed_at_the_start(alone: SimulatedWorld) -> None:
    other = simulated(_town(*ALONE, "conduct.default-judgment.rate=0"), traced=True)
    before, after = alone.happened("settle-judgment"), other.happened("settle-judgment")
    assert not (after & ~before).any()
    defaulted = alone.happened("default-judgment").any(axis=0)
    assert not (before & ~after)[:, ~defaulted].any()


def _records(watched: Scenario) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Day by day, all records by channel: for every citizen a bit for each kind.

    Without systems, and with a chunk and a scratch for each community, the sheets still hold the day's records when it is over.
    """
    world = World(watched, chunks=10**9)
    for chunk in world.chunks:
        chunk.scratch = Scratch()
    frequent = int(world.parameters["frequent"])
    for _ in range(watched.days):
        day = world.step()
        seen = np.zeros((len(CHANNELS), len(world.chunks), 256), "u8")
        for c, chunk in enumerate(world.chunks):
            channels = np.arange(len(CHANNELS), dtype="u2")[:, None]
            for k in range(frequent):
                seen[:, c] |= ((chunk.records["recorded"][k] >> channels) & 1).astype("u8") << np.uint64(k)
            for e in range(int(chunk.records["n"])):
                k, i = divmod(int(chunk.records["code"][e]), 256)
                bits = (chunk.records["channels"][e] >> channels[:, 0]) & 1
                seen[:, c, i] |= bits.astype("u8") << np.uint64(k)
        yield day, {name: seen[world.encoded.names.channels[name]] for name in CHANNELS}


def _watched(*settings: str) -> Scenario:
    """Everybody is watched, nobody judged."""
    return _town(*ALONE, *settings, systems="[]", citizens=12_000, days=6)


@pytest.fixture(scope="module")
def all_records() -> list[tuple[Any, dict[str, Any]]]:
    return list(_records(_watched()))


@pytest.mark.parametrize("channel", CHANNELS)
def test_halving_a_channels_sight_moves_no_conduct_and_only_removes_its_records(
    alone: SimulatedWorld, all_records: list[tuple[Any, dict[str, Any]]], channel: str
) -> None:
    sees = alone.world.scenario.channels[channel].sensitivity
    halved = _watched(*(f"channels.{channel}.sensitivity.{kind}={share.value / 2}" for kind, share in sees.items()))
    before_all = after_all = 0
    for (day, before), (other, after) in zip(all_records, _records(halved), strict=True):
        assert other.day_counts["conduct"] == day.day_counts["conduct"]
        for name in CHANNELS:
            if name == channel:
                assert not (after[name] & ~before[name]).any(), "no record that was not there before"
                before_all += int(np.bitwise_count(before[name]).sum())
                after_all += int(np.bitwise_count(after[name]).sum())
            else:
                assert np.array_equal(after[name], before[name]), name
    assert after_all < before_all or before_all < 5


def test_conduct_and_records_do_not_hang_on_which_systems_read_them() -> None:
    sets = ['["court-list"]', '["rongcheng"]', '["court-list", "rongcheng", "tencent"]', "[]"]
    usual = simulated(_town(*UNMOVED))
    for systems in sets:
        other = simulated(_town(*UNMOVED, systems=systems))
        for name in ("conduct", "records"):
            assert other.digests[name] == usual.digests[name], (systems, name)
        for name in ("happened", "recorded", "missed", "invented", "withheld"):
            assert np.array_equal(other.day_counts[name], usual.day_counts[name]), (systems, name)


def test_another_system_changes_no_account_of_those_that_were_there() -> None:
    usual, other = (
        simulated(_town(*UNMOVED)),
        simulated(_town(*UNMOVED, systems='["court-list", "rongcheng", "tencent"]')),
    )
    for name in ("court-list", "rongcheng"):
        mine, theirs = (life.world.encoded.system_names.index(name) for life in (usual, other))
        assert usual.world.ledgers[mine].tobytes() == other.world.ledgers[theirs].tobytes()


@pytest.mark.parametrize("name", ["rongcheng", "sesame", "court-list"])
def test_a_system_moves_conduct_only_through_response(name: str) -> None:
    def conduct(base: Scenario) -> str:
        return simulated(base).digests["conduct"]

    unmoved = scenario.load(name, UNMOVED, citizens=20_000, days=40, seed=5, panel=())
    # Police arrest in every world, and that scares, and so do contacts who are detained: without that, nobody changes where
    # nobody is watched.
    calm = ["response.risk_arrest=0", "response.risk_contacts=0"]
    moved = scenario.load(name, calm, citizens=20_000, days=40, seed=5, panel=())
    assert conduct(unmoved) == conduct(scenario.variant(unmoved, "nothing"))
    assert conduct(moved) != conduct(scenario.variant(moved, "nothing"))
    assert conduct(scenario.variant(moved, "nothing")) == conduct(scenario.variant(unmoved, "nothing"))


def test_more_citizens_leave_those_who_were_there_with_their_draws() -> None:
    """What a citizen draws hangs on the citizen's number, not on how many there are."""
    few = simulated(_town(*ALONE, citizens=2_560, days=5), traced=True)
    more = simulated(_town(*ALONE, citizens=2_600, days=5), traced=True)
    same = np.asarray(few.world.society["town"]) == np.asarray(more.world.society["town"])[:10]
    where = np.repeat(same, 256)
    assert where.sum() > 1_000
    assert np.array_equal(few.acts[:, where], more.acts[:, :2_560][:, where])


def test_a_communitys_list_of_events_has_room_for_all() -> None:
    """Words that are shared add at most one event a citizen and day each, own words as many as their ceilings allow."""
    town = _town()
    parameters = World(town).parameters
    assert set(parameters["walk_kind"][: int(parameters["walks"])].tolist()) == {NO_KIND}
    assert 256 * GROUPS <= EVENTS
    many = {f"k{n}": town.conduct["criticise"].model_copy(update={"slot": None, "ceiling": 0.039}) for n in range(13)}
    assert int(World(town.model_copy(update={"conduct": {**town.conduct, **many}})).parameters["walks"]) == 14
    grave = town.conduct["cheat"].model_copy(update={"slot": None, "ceiling": 0.9})
    with pytest.raises(InputError, match="add up to 2 at most"):
        World(town.model_copy(update={"conduct": {**town.conduct, **{f"k{n}": grave for n in range(3)}}}))
