"""What scores go with: correlations from exact sums are those of the people one by one."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.world import World
from glasshouse.measurement.snapshots import SNAPSHOT
from glasshouse.observables.catalogue import observe_all
from glasshouse.observables.correlates import CORRELATES, add_correlates
from glasshouse.schema.limits import LANES


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    kept = Recorder(World(scenario.load("sesame", citizens=700, days=40, panel=())))
    for _ in range(40):
        kept.step()
    return kept


def test_correlations_are_those_of_the_members(recorder: Recorder) -> None:
    world = recorder.world
    found = observe_all(recorder.totals(), recorder.labels.kinds, recorder.labels.systems)
    codes = np.asarray(world.ledgers["published"][world.encoded.names.systems["sesame"]])
    members = (codes > 0) & (np.arange(LANES) < np.asarray(world.society["people"])[:, None])
    assert 200 < members.sum() < 700
    held = np.asarray(world.dossier["recent"])[:, 1, 1]
    beside = {"reliability": np.asarray(world.society["reliability"]), "purchases": (held & 15) + (held >> 4)}
    for name in CORRELATES:
        value = found[f"{name}_correlation_sesame"].value
        assert value == pytest.approx(np.corrcoef(codes[members], beside[name][members])[0, 1], abs=1e-9), name
        assert value > 0.02, name


def test_parts_add_up_to_the_whole(recorder: Recorder) -> None:
    world, whole, parts = recorder.world, np.zeros((), SNAPSHOT), np.zeros((), SNAPSHOT)
    add_correlates(whole, world.society, world.dossier, world.ledgers, 2)
    for at in range(world.communities):
        rows = slice(at, at + 1)
        add_correlates(parts, world.society[rows], world.dossier[rows], world.ledgers[:, rows], 2)
    assert whole["correlates"].tobytes() == parts["correlates"].tobytes()
    assert whole["correlates"].any()


def test_where_all_are_alike_nothing_is_told() -> None:
    kept = Recorder(World(scenario.load("sesame", citizens=300, days=1, panel=())))
    kept.world.society["reliability"] = 9
    kept.step()
    found = observe_all(kept.totals(), kept.labels.kinds, kept.labels.systems)["reliability_correlation_sesame"]
    assert found.value is None
    assert found.reason == "either is the same for all members"
