"""Same scenario, same seed, same bits: whatever the threads, the chunks, the panel, and without the compiler."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import LANES
from glasshouse.testing.simulated import SimulatedWorld, simulated

TOWN = LANES * 997
SYSTEMS = 'systems=["rongcheng", "sesame", "court-list"]'


def _town(citizens: int, days: int) -> Scenario:
    return scenario.load("rongcheng", [SYSTEMS], citizens=citizens, days=days, seed=11, panel=())


@pytest.fixture(scope="module")
def usual() -> SimulatedWorld:
    return simulated(_town(TOWN, 8))


@pytest.mark.parametrize(("threads", "chunks"), [(1, 7), (1, 997), (2, 2), (2, 7), (2, 997)])
def test_threads_and_chunks_change_no_bit(usual: SimulatedWorld, threads: int, chunks: int) -> None:
    other = simulated(_town(TOWN, 8), threads=threads, chunks=chunks)
    assert len(other.world.chunks) == chunks
    assert other.digests == usual.digests
    for name, total in usual.day_counts.items():
        assert np.array_equal(other.day_counts[name], total), name
    for day, same in zip(usual.days, other.days, strict=True):
        assert np.array_equal(day.system_counts, same.system_counts)
        assert np.array_equal(day.region_counts, same.region_counts)


def test_the_panel_changes_no_bit(usual: SimulatedWorld) -> None:
    watched = simulated(_town(TOWN, 8), watch=(0, 17, 255, 256, TOWN - 1), chunks=3)
    assert watched.digests == usual.digests
    assert len(watched.days[0].panel) == 5


def test_a_trace_changes_no_bit(usual: SimulatedWorld) -> None:
    assert simulated(_town(TOWN, 8), traced=True).digests == usual.digests


def test_another_seed_changes_every_digest(usual: SimulatedWorld) -> None:
    other = simulated(_town(TOWN, 8).model_copy(update={"seed": 12}))
    assert not set(other.digests.values()) & set(usual.digests.values())


def test_everything_that_the_bits_stand_for_happened(usual: SimulatedWorld) -> None:
    total = usual.day_counts
    for name in ("happened", "recorded", "missed", "withheld", "invented", "eased", "effort", "offered", "sanctioned"):
        assert total[name].sum() > 0, name
    assert len(set(usual.digests.values())) == 6


_PRINT_DIGESTS = f"""
import json, warnings
warnings.simplefilter("error")
from glasshouse import scenario
from glasshouse.testing.simulated import simulated
life = simulated(scenario.load("rongcheng", ['{SYSTEMS}'], citizens=600, days=4, seed=11, panel=()), traced=True, watch=(3, 590))
total = {{name: value.tolist() for name, value in life.day_counts.items()}}
print(json.dumps([life.digests, total, life.acts.sum(dtype="u8").item()]))
"""


def _printed(**environment: str) -> object:
    done = subprocess.run(
        [sys.executable, "-c", _PRINT_DIGESTS],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_kernels_as_plain_python_give_the_same_bits_without_a_warning() -> None:
    assert _printed(NUMBA_DISABLE_JIT="1") == _printed()
