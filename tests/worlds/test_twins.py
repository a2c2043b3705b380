"""Twins share people and luck: what differs is the system's doing, citizen by citizen."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.loop import CheckpointTimer, run_days
from glasshouse.engine.run import simulate
from glasshouse.errors import InputError
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import LANES
from glasshouse.worlds.individual_differences import EXAMPLES, OUTCOMES, masks_of
from glasshouse.worlds.twins import Twins

CITIZENS, DAYS = 700, 25
LOUD = ["response.self_censorship_speed=0.5", "response.risk_exposure=0.05", "response.self_censorship_reach=1"]


def _base(*settings: str, **more) -> Scenario:
    return scenario.load("rongcheng", [*LOUD, *settings], citizens=CITIZENS, days=DAYS, **more)


def _lived(scenarios: dict[str, Scenario], **how) -> Twins:
    twins = Twins(scenarios, **how)
    run_days(twins, CheckpointTimer())
    return twins


@pytest.fixture(scope="module")
def pair() -> Twins:
    base = _base(panel=range(CITIZENS))
    return _lived({"base": base, "nothing": scenario.variant(base, "nothing")})


def test_the_same_world_twice_differs_in_nothing() -> None:
    twins = _lived({"a": _base(), "b": _base()})
    ledger = twins.ledgers["b"]
    assert not ledger.bits.any()
    assert not ledger.days.any()
    assert not any(ledger.examples.values())


def test_each_world_is_the_same_as_if_it_were_alone(pair: Twins) -> None:
    base = _base()
    for name, other in (("base", base), ("nothing", scenario.variant(base, "nothing"))):
        together = pair.conclude(0.0)[name]
        alone = simulate(other)
        assert together.digests == alone.digests
        assert together.state_digest == alone.state_digest


def _slowly(pair: Twins) -> np.ndarray:
    """Each citizen's bits, from everything that the panels noted of everybody."""
    a, b = (recorder.panel for recorder in pair.recorders.values())
    masks = masks_of(pair.ledgers["nothing"].kinds)
    worth = _burdens(pair)
    bits = np.zeros(CITIZENS, int)
    for day in range(DAYS):
        for i in range(CITIZENS):
            ours, theirs = int(a["acts"][day, i]), int(b["acts"][day, i])
            less, more = theirs & ~ours, ours & ~theirs
            under = any(worth[bit] for bit in range(32) if int(a["treatment"][day, i]) >> bit & 1)
            shows = (
                less | more, less & masks.quiet, int(a["denied"][day, i]), int(a["wrongly_sanctioned"][day, i]),
                more & masks.good, less & masks.bad, under, more & masks.quiet,
            )  # fmt: skip
            bits[i] |= sum(1 << k for k, each in enumerate(shows) if each)
    return bits


def _burdens(pair: Twins) -> list[bool]:
    world = pair.recorders["base"].world
    found = [False] * 32
    for bit, (system, name) in enumerate(world.encoded.measures):
        measure = world.scenario.systems[system].measures[name]
        found[bit] = measure.type == "sanction" and measure.burden_weight.value > 0
    return found


def test_bits_agree_with_comparing_the_panels_one_by_one(pair: Twins) -> None:
    bits = pair.ledgers["nothing"].bits.reshape(-1)[:CITIZENS]
    slowly = _slowly(pair)
    for k, way in enumerate(OUTCOMES):
        assert np.array_equal(bits >> k & 1, slowly >> k & 1), way
    assert (bits & 2).any()


def test_threads_change_no_bit(pair: Twins) -> None:
    base = _base(panel=range(CITIZENS))
    other = _lived({"base": base, "nothing": scenario.variant(base, "nothing")}, threads=2)
    assert np.array_equal(other.ledgers["nothing"].bits, pair.ledgers["nothing"].bits)
    assert other.ledgers["nothing"].examples == pair.ledgers["nothing"].examples


def test_counts_by_group_and_region_add_up_to_all(pair: Twins) -> None:
    told = pair.ledgers["nothing"].document(pair.recorders["base"], pair.recorders["nothing"])
    for way, said in told.items():
        for by in ("by_group", "by_region"):
            assert sum(part["people"] for part in said[by].values()) == said["people"], (way, by)
            assert sum(part["of"] for part in said[by].values()) == CITIZENS
        assert said["share"] == said["people"] / CITIZENS
        assert said["person_days"] >= said["people"]


def test_examples_are_true_and_name_what_they_are_about(pair: Twins) -> None:
    ledger = pair.ledgers["nothing"]
    ways = list(OUTCOMES)
    told = ledger.example_document("nothing")
    assert told
    for each in told:
        c, i = divmod(each["citizen"], LANES)
        assert ledger.bits[c, i] >> ways.index(each["outcome"]) & 1
        assert each["concerns"] or each["outcome"] == "wrongly_sanctioned"
        assert f"first on day {each['day']}" in each["reason"]
    assert all(len(found) <= EXAMPLES for found in ledger.examples.values())


def test_a_planted_effect_is_found_where_it_was_planted() -> None:
    base = _base("response.enabled=false")
    twin = _base("response.enabled=false", "conduct.jaywalk.rate=0.02")
    twins = _lived({"base": base, "twin": twin})
    runs = twins.conclude(0.0)
    changed = {
        kind.name
        for k, kind in enumerate(runs["base"].labels.kinds)
        if runs["base"].totals.day_counts["happened"][k] != runs["twin"].totals.day_counts["happened"][k]
    }
    assert changed == {"jaywalk"}
    told = twins.ledgers["twin"].document(twins.recorders["base"], twins.recorders["twin"])
    assert told["conduct_differs"]["people"] > 0
    assert told["deterred"]["people"] == told["silenced"]["people"] == told["louder"]["people"] == 0


def test_twins_that_were_stopped_go_on_to_the_same_bits(pair: Twins) -> None:
    base = _base(panel=range(CITIZENS))
    scenarios = {"base": base, "nothing": scenario.variant(base, "nothing")}
    first = Twins(scenarios)
    for _ in range(9):
        first.step()
    saved = {name: np.array(array) for name, array in first.save().items()}
    second = Twins(scenarios, threads=2)
    second.restore(saved)
    run_days(second, CheckpointTimer())
    assert np.array_equal(second.ledgers["nothing"].bits, pair.ledgers["nothing"].bits)
    assert np.array_equal(second.ledgers["nothing"].days, pair.ledgers["nothing"].days)
    assert second.ledgers["nothing"].examples == pair.ledgers["nothing"].examples
    ours, theirs = second.conclude(0.0), pair.conclude(0.0)
    assert {n: r.state_digest for n, r in ours.items()} == {n: r.state_digest for n, r in theirs.items()}


def test_parts_add_up_to_the_world(pair: Twins) -> None:
    for recorder in pair.recorders.values():
        parts = recorder.totals_apart()
        whole = recorder.totals()
        assert sum(part.people for part in parts) == CITIZENS
        assert sum(part.person_days for part in parts) == whole.person_days
        for name in ("people", "happened", "withheld", "recorded", "self_censorship"):
            total = sum(part.day_counts[name] for part in parts)
            assert np.array_equal(total, whole.day_counts[name]), name


def test_worlds_without_the_same_luck_are_refused() -> None:
    with pytest.raises(InputError, match="seed"):
        Twins({"a": _base(), "b": _base(seed=5)})
    other = _base().model_copy(update={"conduct": dict(list(_base().conduct.items())[1:])})
    with pytest.raises(InputError, match="kinds of conduct"):
        Twins({"a": _base(), "b": other})


def test_where_people_go_and_come_each_counts_as_a_person_of_their_own() -> None:
    base = _base("turnover.enabled=true", "turnover.year=8", "turnover.mortality=0.1")
    twins = _lived({"base": base, "nothing": scenario.variant(base, "nothing")})
    ledger, (ours, theirs) = twins.ledgers["nothing"], [each.world for each in twins.recorders.values()]
    for name in ("generation", "came"):
        assert np.array_equal(ours.seats[name], theirs.seats[name])
    lived = CITIZENS + int(ours.seats["generation"].sum())
    assert lived > CITIZENS + 20
    found = ledger.document(*twins.recorders.values())["conduct_differs"]
    now = int((ledger.bits & 1).sum())
    assert found["people"] > now > 0
    assert found["people"] - now == int(ledger.departed[0].sum())
    assert found["share"] == pytest.approx(found["people"] / lived)
    assert sum(part["of"] for part in found["by_group"].values()) == lived
    new = np.asarray(ours.seats["came"] == 24) & np.asarray(ours.seats["generation"] > 0)
    assert new.any()
    assert (ledger.bits[new] > 0).mean() < (ledger.bits[~new & (ledger.bits.shape[1] > 0)] > 0).mean()


def test_twins_with_turnover_go_on_from_a_checkpoint() -> None:
    base = _base("turnover.enabled=true", "turnover.year=8", "turnover.mortality=0.1")
    worlds = {"base": base, "nothing": scenario.variant(base, "nothing")}
    whole = _lived(worlds)
    half, other = Twins(worlds), Twins(worlds)
    for _ in range(17):
        half.step()
    other.restore(half.save())
    run_days(other, CheckpointTimer())
    for name in ("bits", "departed", "days"):
        assert np.array_equal(getattr(other.ledgers["nothing"], name), getattr(whole.ledgers["nothing"], name))


def test_twins_must_go_and_come_alike() -> None:
    with pytest.raises(InputError, match="turnover"):
        Twins({"a": _base(), "b": _base("turnover.enabled=true")})
