"""Everyday records by holder: kernel against plain twin, copies bounded by their source, deletion within reach and beyond."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.scenario import Scenario, load, variant
from glasshouse.schema.codes import HEADINGS
from glasshouse.testing.lockstep import SCENES, compared, crowded, differing


@pytest.mark.parametrize("scene", SCENES)
def test_the_kernel_does_what_its_plain_twin_does(scene: str) -> None:
    assert compared("holdings", scene) > 100_000
    assert differing("holdings", scene) == {}


def _records(held: Any) -> np.ndarray:
    found: np.ndarray = (np.asarray(held) & 15) + (np.asarray(held) >> 4)
    return found


def _files(world: World, name: str) -> tuple[np.ndarray, np.ndarray]:
    """A holder's own records and its copies, communities × headings × lanes."""
    h = list(world.scenario.holders).index(name)
    return _records(world.holdings[h]["own"]), _records(world.holdings[h]["copied"])


def _town(*settings: str, name: str = "three-giants", citizens: int = 1024, days: int = 40) -> Scenario:
    return load(name, settings, citizens=citizens, days=days, panel=())


def test_a_copy_never_exceeds_what_its_source_had() -> None:
    """Where nobody forgets, what a source has in the evening is the most that it ever had."""
    world = World(crowded("holders.giant.retention=0", "holders.bureau.retention=0", "holders.bureau.follows=false"))
    names = list(world.scenario.holders)
    for _ in range(16):
        world.step()
    held = _records(np.maximum(world.holdings["own"], world.holdings["copied"]))
    copied = _records(world.holdings["copied"])
    for h, name in enumerate(names):
        for k, heading in enumerate(HEADINGS):
            sources = [s for s, each in enumerate(names) if _passes(world.scenario, each, name, heading)]
            bound = np.max([held[s, :, k] for s in sources], axis=0) if sources else np.zeros_like(held[h, :, k])
            assert (copied[h, :, k] <= bound).all(), (name, heading)
    assert (copied > 0).sum() > 300


def _passes(scenario: Scenario, source: str, to: str, heading: str) -> bool:
    passing = scenario.holders[source].passes.get(to)
    return passing is not None and heading in passing.headings


def test_what_nobody_recorded_nobody_holds() -> None:
    """No holder has anything under a heading of somebody of whom no holder has records of its own."""
    world = World(crowded())
    ever = np.zeros((world.communities, len(HEADINGS), 256), bool)
    for _ in range(20):
        world.step()
        ever |= (np.asarray(world.holdings["own"]) > 0).any(0)
    assert not (np.asarray(world.holdings["copied"]) > 0).any(0)[~ever].any()


def _written(folder: Path, holders: str, **counts: int) -> Scenario:
    """A scenario file: all everyday channels, nobody judged, and some holders."""
    place = folder / "town.toml"
    place.write_text(f'title = "A town"\nextends = "sensing"\n{holders}')
    return load(place, citizens=counts.get("citizens", 1024), days=counts.get("days", 30), panel=())


def test_a_holder_that_has_a_whole_pools_channels_has_that_pools_dossier(tmp_path: Path) -> None:
    base = load("sensing", citizens=1024, days=30, panel=())
    fed = "".join(f"{name} = 1\n" for name, channel in base.channels.items() if channel.pool == "commercial")
    head = '[new.holders.all]\ntitle = "all"\nkind = "company"\nretention = 0\n[new.holders.all.channels]\n'
    world = World(_written(tmp_path, f"[change.channels.telecom]\nretention = 0\n{head}{fed}"))
    for _ in range(20):
        world.step()
    assert np.array_equal(np.asarray(world.holdings[0]["own"]), np.asarray(world.dossier["recent"])[:, 1])
    assert (np.asarray(world.holdings[0]["own"]) > 0).sum() > 1000


def test_named_holders_change_nothing_else() -> None:
    named, unnamed = (World(_town(*settings)) for settings in ((), ("holders=[]",)))
    for _ in range(12):
        ours, theirs = named.step(), unnamed.step()
        assert ours.day_counts.tobytes() == theirs.day_counts.tobytes()
    assert (len(named.holdings), len(unnamed.holdings)) == (12, 0)
    for table in ("society", "conduct", "response", "signals", "dossier", "cases"):
        assert np.asarray(getattr(named, table)).tobytes() == np.asarray(getattr(unnamed, table)).tobytes(), table


_LAWS = """
[new.holders.shop]
title = "a shop that forgets"
kind = "company"
retention = {kept}
channels = {{ commerce = 1 }}

[new.holders.shop.passes.broker]
headings = ["commerce"]
every = 2
share = 1
ground = "contract"

[new.holders.shop.passes.leaked]
headings = ["commerce"]
every = 0
first = 4
share = 1
ground = "leak"

[new.holders.broker]
title = "a broker"
kind = "broker"
retention = 0

[new.holders.leaked]
title = "out of reach"
kind = "unknown"
retention = 0
outside = true

[safeguards]
forget_after = {forget}
purpose_limits = {limits}
"""


def _after(folder: Path, days: int, kept: int = 4, forget: int = 0, limits: str = "false") -> World:
    world = World(_written(folder, _LAWS.format(kept=kept, forget=forget, limits=limits), days=days))
    for _ in range(days):
        world.step()
    return world


def test_a_copy_outlives_its_source_unless_the_law_reaches_it(tmp_path: Path) -> None:
    free, bound = _after(tmp_path, 12), _after(tmp_path, 12, forget=4)
    for world, outlives in ((free, True), (bound, False)):
        shop, bought, leaked = _files(world, "shop")[0], _files(world, "broker")[1], _files(world, "leaked")[1]
        assert bool((bought > shop).any()) == outlives
        assert (leaked > shop).any(), "what lies out of reach is not deleted"
    snapshot = Recorder(free).snapshot()
    beyond = np.where(bought_left := _files(free, "broker")[1] > _files(free, "shop")[0], 1, 0).sum()
    assert bought_left.any()
    assert snapshot["held_outliving"].sum() >= beyond
    assert Recorder(bound).snapshot()["held_outliving"][list(bound.scenario.holders).index("broker")] == 0


def test_purpose_limits_end_the_sale_and_not_the_leak(tmp_path: Path) -> None:
    world = _after(tmp_path, 8, limits="true")
    assert not _files(world, "broker")[1].any()
    assert _files(world, "leaked")[1].any()


def test_only_those_who_agreed_are_sold(tmp_path: Path) -> None:
    agreed = _LAWS.replace('ground = "contract"', 'ground = "consent"\nconsents = 0.25', 1)
    world = World(_written(tmp_path, agreed.format(kept=0, forget=0, limits="true")))
    for _ in range(20):
        world.step()
    own, bought = (files.sum(1) > 0 for files in (_files(world, "shop")[0], _files(world, "broker")[1]))
    assert not (bought & ~own).any()
    share = bought.sum() / own.sum()
    assert abs(share - 0.25) < 5 * (0.25 * 0.75 / own.sum()) ** 0.5


def test_threads_and_a_restart_leave_the_same_bits() -> None:
    scenario = _town(days=20)
    one, two = simulate(scenario, threads=1), simulate(scenario, threads=2)
    assert one.state_digest == two.state_digest
    first = Recorder(World(scenario))
    for _ in range(9):
        first.step()
    again = Recorder(World(scenario))
    again.restore({name: np.array(value) for name, value in first.save().items()})
    for recorder in (first, again):
        while recorder.day < 20:
            recorder.step()
    assert np.array_equal(np.asarray(first.world.holdings["copied"]), np.asarray(again.world.holdings["copied"]))
    assert np.array_equal(np.asarray(first.world.holdings["own"]), np.asarray(again.world.holdings["own"]))
    assert first.snapshot().tobytes() == again.snapshot().tobytes()


@pytest.mark.parametrize("name", ["three-giants", "data-broker", "petitions-sold", "intelligence-copy"])
def test_the_ladder_has_holders_where_there_are_channels(name: str) -> None:
    scenario = _town(name=name)
    assert not variant(scenario, "nothing").holders
    assert list(variant(scenario, "sensing").holders) == list(scenario.holders)


def test_a_later_law_reaches_copies_and_not_what_leaked(tmp_path: Path) -> None:
    law = "\n[[later]]\nday = 14\nchange = { safeguards = { forget_after = 4 } }\n"
    world = World(_written(tmp_path, _LAWS.format(kept=0, forget=0, limits="false") + law, days=24))
    for _ in range(13):
        world.step()
    before = _files(world, "broker")[1].sum()
    for _ in range(11):
        world.step()
    assert 0 < _files(world, "broker")[1].sum() < before
    assert (_files(world, "broker")[1] <= _files(world, "shop")[0]).all()
    assert _files(world, "leaked")[1].any()


def test_misspelt_partners_and_channels_are_told_with_the_nearest(tmp_path: Path) -> None:
    wrong = _LAWS.format(kept=0, forget=0, limits="false").replace("passes.broker", "passes.brokr")
    with pytest.raises(InputError) as told:
        _written(tmp_path, wrong.replace("commerce = 1", "comerce = 1"))
    found = {problem.key: problem.nearest for problem in told.value.problems}
    assert found == {"new.holders.shop.channels.comerce": "commerce", "new.holders.shop.passes.brokr": "broker"}


def test_a_scenario_has_room_for_sixteen_holders(tmp_path: Path) -> None:
    each = '[new.holders.h{n}]\ntitle = "one of many"\nkind = "company"\nretention = 0\n'
    many = "".join(each.format(n=n) for n in range(17))
    with pytest.raises(InputError, match="at most 16 holders of everyday records"):
        _written(tmp_path, many)
