"""A society in two ranges of communities, in one process: the same bits as when it is lived as a whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from glasshouse import scenario, testing
from glasshouse.engine import state_digest
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import Run, conclude
from glasshouse.engine.state import STATE
from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import CHANNELS
from glasshouse.testing.ranges import lived_apart

CROWDED = str(Path(testing.__file__).with_name("crowded.toml"))
CITIZENS, COMMUNITIES = 1_500, 6
"""The last community is not full."""
CHANGED = (CROWDED, "rongcheng", "private-credit", "learned-credit", "patrols", "change-of-government", "eight")
"""Providers and their market, learned scores, patrols, systems that open and end: all that looks beyond a community."""


def _town(name: str) -> Scenario:
    """Six communities; changes of rules come early, and what is learned is learned within the days."""
    settings = {
        "learned-credit": ("systems.learned-credit.learning.every=10", "systems.learned-credit.learning.window=5"),
        CROWDED: ("turnover.enabled=true", "turnover.year=7", "society.ties.age_likeness=0.3"),
    }
    few = scenario.load(name, settings.get(name, ()), citizens=CITIZENS, days=24, panel=(3, 700, 1_499))
    later = tuple(change.model_copy(update={"day": 6 * n}) for n, change in enumerate(few.later, 1))
    return few.model_copy(update={"later": later})


def _whole(town: Scenario) -> tuple[World, Run]:
    recorder = Recorder(World(town))
    for _ in range(town.days):
        recorder.step()
    return recorder.world, conclude(recorder, 0.0, 1)


@pytest.mark.parametrize("name", CHANGED, ids=lambda name: Path(name).stem)
def test_two_ranges_live_the_days_that_the_whole_lives(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state_digest, "BLOCK", 2)  # ranges begin at whole blocks
    town = _town(name)
    prepare(town)
    world, run = _whole(town)
    ranges = lived_apart(town, (0, 2, COMMUNITIES))
    for each in ranges:
        for field in ("day_counts", "system_counts", "snapshots", "place_means", "snapshot_days"):
            assert np.array_equal(getattr(each.run, field), getattr(run, field)), field
        assert np.array_equal(each.run.totals.region_counts, run.totals.region_counts)
        assert (each.run.digests, each.run.state_digest) == (run.digests, run.state_digest)
        assert (each.run.observables, each.run.census, each.run.decided) == (run.observables, run.census, run.decided)
        for memory, kept in world.states().items():
            assert np.array_equal(each.world.states()[memory], kept), memory
    for table in STATE:
        parts = [each.world.tables.tables()[table] for each in ranges]
        axis = int(table in ("signals", "ledgers", "holdings", "goods", "debts", "tallies", "dockets"))
        assert np.array_equal(np.concatenate(parts, axis=axis), world.state()[table]), table
    assert np.array_equal(np.concatenate([each.run.panel for each in ranges], axis=1), run.panel)


def test_the_scenarios_have_what_looks_beyond_a_community() -> None:
    worlds = {name: World(_town(name)) for name in CHANGED}
    parameters = [world.parameters for world in worlds.values()]
    assert any(world.plan.changes for world in worlds.values())
    assert any(world.plan.heirs for world in worlds.values())
    assert any(row["markets"] and row["joining_every"] > 1 for row in parameters)
    assert any(row["patrol"] < CHANNELS for row in parameters)
    offices = {office.name.split()[0] for world in worlds.values() for office in world.institutions}
    assert offices == {"providers", "patrols", "reviews", "learned"}


def test_a_range_keeps_rows_for_contacts_who_live_elsewhere() -> None:
    town = _town("rongcheng")
    whole, (first, second) = _whole(town)[0], lived_apart(town, (0, 2, COMMUNITIES))
    assert list(first.world.tables.encoded[:2]) == [0, 1]
    assert set(first.world.tables.encoded[2:]) == set(whole.society["far"][:2].ravel().tolist()) - {0, 1}
    for apart in (first.world.tables, second.world.tables):
        shown, same = apart.shown(town.days), whole.tables.shown(town.days)
        for ours, theirs in zip(shown, same, strict=True):
            assert np.array_equal(ours, theirs[apart.encoded])
        assert np.array_equal(apart.society["people"], whole.society["people"][apart.encoded])


def test_a_state_that_is_put_back_knows_its_contacts() -> None:
    (first, _) = lived_apart(_town("rongcheng"), (0, 2, COMMUNITIES))
    tables = first.world.tables
    kept, far = {name: table.copy() for name, table in tables.tables().items()}, tables.society["far"].copy()
    tables.society["far"][:] = 0
    tables.put(kept)
    assert np.array_equal(tables.society["far"], far)
