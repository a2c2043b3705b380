"""Systems that come to regions on days of their own: until then nothing of them is there, and from then on all of it is."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.engine import state_digest
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import conclude
from glasshouse.engine.simulation import Simulation
from glasshouse.engine.world import World
from glasshouse.scenario import Decision, Scenario, changed
from glasshouse.scenario.document import Later
from glasshouse.testing.lockstep import SCENES, crowded
from glasshouse.testing.ranges import lived_apart
from glasshouse.testing.simulated import simulated

JILIN, SHANDONG, SICHUAN = range(3)
"""The crowded world's communities, by the region of each."""
DAYS = 12
QUIET = "response.enabled=false"
SECOND = ("signals", "ledgers", "holdings", "goods", "debts", "tallies", "dockets")
"""Tables whose second axis is the communities."""


def rolled_out(base: Scenario, rollout: str, names: list[str] | None = None) -> Scenario:
    """A scenario whose systems come by region."""
    return changed(base, [f"systems.{name}.rollout={{{rollout}}}" for name in names or base.systems])


def without_systems(base: Scenario) -> Scenario:
    return changed(base, [f"systems.{name}.active=false" for name in base.systems])


def rows(world: World, community: int) -> dict[str, np.ndarray]:
    """All state of one community."""
    return {
        name: np.array(table[:, community] if name in SECOND else table[community : community + 1])
        for name, table in world.tables.tables().items()
    }


def same(ours: dict[str, np.ndarray], theirs: dict[str, np.ndarray]) -> bool:
    return all(np.array_equal(table, theirs[name]) for name, table in ours.items())


@pytest.fixture(scope="module")
def base() -> Scenario:
    """Ten systems of all forms, among them firms' accounts, a joint score and a list that reads copies."""
    return crowded(days=DAYS)


def test_a_rollout_that_reaches_everybody_on_the_first_day_is_none(base: Scenario) -> None:
    usual, everywhere = simulated(base), simulated(rolled_out(base, "elsewhere=0"))
    assert everywhere.digests == usual.digests
    for ours, theirs in zip(usual.days, everywhere.days, strict=True):
        assert np.array_equal(ours.day_counts, theirs.day_counts)
        assert np.array_equal(ours.system_counts, theirs.system_counts)


def test_one_day_for_all_regions_is_a_later_change_of_that_day() -> None:
    quiet = crowded(QUIET, days=DAYS)
    opened = {"systems": {name: {"active": True} for name in quiet.systems}}
    closed = without_systems(quiet)
    later = closed.model_copy(update={"later": (Later(day=5, change=opened),)})
    assert simulated(rolled_out(quiet, "elsewhere=5")).digests == simulated(later).digests


def test_before_its_day_nothing_of_a_system_is_in_a_region_and_after_it_all_is() -> None:
    settings = (
        QUIET,
        'systems.rongcheng.absences={idle={kind="volunteer", within=5, points=-40}}',
        "systems.merits.rules.criticise.cap={records=2, days=7}",
        "systems.rongcheng.measures.no-loans.after=3",
    )
    quiet = crowded(*settings, days=DAYS)
    ours = World(rolled_out(quiet, "days={Jilin=0, Shandong=5}"))
    nothing, everywhere = World(without_systems(quiet)), World(quiet)
    judged = {SHANDONG: 0, SICHUAN: 0}
    for day in range(DAYS):
        for world in (ours, nothing, everywhere):
            world.step()
        # From then on contacts elsewhere have a score, or have none.
        assert day > 0 or same(rows(ours, JILIN), rows(everywhere, JILIN))
        assert same(rows(ours, SHANDONG), rows(nothing, SHANDONG)) == (day < 5), day
        assert same(rows(ours, SICHUAN), rows(nothing, SICHUAN)), day
        for community in judged:
            accounts = ours.ledgers["published"][:, community] != 0
            judged[community] += int(accounts.sum())
    assert judged[SHANDONG] > 1000
    assert judged[SICHUAN] == 0


def test_nobody_is_held_back_by_rules_that_have_not_come(base: Scenario) -> None:
    secret = changed(base, ["systems.rongcheng.opaque=0.9", "systems.rongcheng.known=1"])
    world = World(rolled_out(secret, "days={Jilin=0}", ["rongcheng"]))
    hidden = [float(world.rules.of(row).parameters["opacity"]) for row in (JILIN, SHANDONG)]
    assert hidden[0] == pytest.approx(0.9)
    assert hidden[1] < 0.9
    assert world.rules.of(SHANDONG).parameters["opacity"] > 0  # other systems are there


def test_reactions_do_not_reach_a_region_before_the_system_does(base: Scenario) -> None:
    """Contacts elsewhere are seen; only on the first day nobody has shown anything yet."""
    few = base.model_copy(update={"days": 1})
    ours, nothing = World(rolled_out(few, "days={Jilin=0}")), World(without_systems(few))
    for world in (ours, nothing):
        world.step()
    kept = ("society", "conduct", "cases", "ledgers", "holdings", "dossier")
    for name in kept:
        assert np.array_equal(rows(ours, SICHUAN)[name], rows(nothing, SICHUAN)[name]), name
    assert not np.array_equal(rows(ours, JILIN)["response"], rows(nothing, JILIN)["response"])


def test_a_scene_in_which_kernels_are_held_against_their_twins_has_rules_by_region() -> None:
    worlds = [World(crowded(*settings)) for settings in SCENES.values()]
    active = [[tuple(world.rules.of(c).systems["active"].tolist()) for c in range(3)] for world in worlds]
    assert any(len(set(by_region)) == 3 for by_region in active)


@pytest.mark.parametrize("stopped_after", [0, 3, 5])
def test_a_run_that_is_resumed_goes_on_under_the_rules_of_each_region(base: Scenario, stopped_after: int) -> None:
    town = rolled_out(base, "days={Shandong=3}, elsewhere=5").model_copy(update={"days": 8})
    whole, first, second = (Recorder(World(town)) for _ in range(3))
    for _ in range(town.days):
        whole.step()
    for _ in range(stopped_after):
        first.step()
    second.restore({name: np.array(value) for name, value in first.save().items()})
    for _ in range(town.days - stopped_after):
        second.step()
    assert np.array_equal(whole.day_counts, second.day_counts)
    assert np.array_equal(whole.system_counts, second.system_counts)
    for name, table in whole.world.state().items():
        assert np.array_equal(table, second.world.state()[name]), name


def test_threads_chunks_and_ranges_change_no_bit(base: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_digest, "BLOCK", 1)
    town = rolled_out(base, "days={Shandong=3}, elsewhere=5").model_copy(update={"days": 8, "panel": (5, 300, 550)})
    usual = simulated(town, traced=True)
    cut = simulated(town, threads=2, chunks=3, traced=True)
    assert cut.digests == usual.digests
    assert np.array_equal(np.stack(cut.traces)["treatment"], np.stack(usual.traces)["treatment"])
    recorder = Recorder(World(town))
    for _ in range(town.days):
        recorder.step()
    run = conclude(recorder, 0.0, 1)
    for apart in lived_apart(town, (0, 1, 3)):
        assert (apart.run.digests, apart.run.state_digest) == (run.digests, run.state_digest)


def test_a_change_of_the_days_holds_from_its_own_day_on(base: Scenario) -> None:
    """Hurried on in a fork, and taken back in one region: accounts open and close there."""
    town = Simulation(rolled_out(base, "elsewhere=10", ["rongcheng"]), threads=1)
    town.step(4)
    hurried = town.fork("systems.rongcheng.rollout.elsewhere=6")
    taken_back = {"systems": {"rongcheng": {"rollout": {"elsewhere": 4, "days": {"Jilin": 8}}}}}
    moved = town.fork(taken_back)
    s = town.world.encoded.system_names.index("rongcheng")

    def accounts(world: World) -> list[int]:
        return [int((world.ledgers["published"][s, c] != 0).sum()) for c in range(3)]

    assert not any(accounts(hurried.step(2).world))
    assert all(accounts(hurried.step(1).world))
    jilin, shandong, _ = accounts(moved.step(2).world)
    assert (jilin, shandong > 0) == (0, True)
    assert all(accounts(moved.step(3).world))
    closed = moved.fork({"systems": {"rongcheng": {"rollout": {"days": {"Jilin": 500}}}}}).step(1)
    jilin, shandong, _ = accounts(closed.world)
    assert (jilin, shandong > 0) == (0, True)
    assert Simulation(moved.past, threads=1).step(moved.day).digests == moved.digests


def test_nobody_joins_what_has_not_come(base: Scenario) -> None:
    optional = changed(base, ["systems.merits.members.voluntary=true"])
    town = rolled_out(optional.model_copy(update={"days": 3}), "days={Shandong=0}", ["merits"])
    who = 550
    decided = town.with_decisions(Decision(citizen=who, days=(0, 3), join=("merits",)))
    refused = [left.refused for left in simulated(decided).days]
    assert all(each and each[0].what == "join" for each in refused)


def test_what_is_removed_and_flooded_is_only_where_the_censor_is() -> None:
    watched = crowded("systems.watch.flooding.posts=0.1", days=DAYS)
    ours = simulated(rolled_out(watched, "days={Jilin=0, Shandong=6}", ["watch"]))
    names = watched.society.region_names

    def removed(first: int, last: int) -> list[int]:
        counts = np.sum([day.region_counts["removed"] for day in ours.days[first:last]], axis=0)
        return [int(counts[names.index(region)]) for region in ("Jilin", "Shandong", "Sichuan")]

    assert [count > 0 for count in removed(0, 6)] == [True, False, False]
    assert [count > 0 for count in removed(6, DAYS)] == [True, True, False]
    assert [int(ours.days[day].day_counts["flooded"]) for day in (0, 6)] == [round(25.6), round(51.2)]
