"""A run: the same bits however it is walked, and everything that is kept of it."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine import warmup as readiness
from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.plan import named_in
from glasshouse.engine.recorder import SNAPSHOT_EVERY
from glasshouse.engine.run import DIGESTS, Run, simulate, threads_for
from glasshouse.errors import InterruptedRunError

DAYS = 33


def _scenario(**more):
    return scenario.load("rongcheng", citizens=3_000, days=DAYS, **more)


@pytest.fixture(scope="module")
def usual() -> Run:
    return simulate(_scenario(panel=[3, 700]))


def test_threads_and_chunks_change_no_bit(usual: Run) -> None:
    other = simulate(_scenario(panel=[3, 700]), threads=2, chunks=5)
    assert other.state_digest == usual.state_digest
    assert other.digests == usual.digests
    assert np.array_equal(other.panel, usual.panel)


def test_the_panel_changes_no_digest(usual: Run) -> None:
    other = simulate(_scenario(panel=[]))
    assert other.state_digest == usual.state_digest
    assert other.panel.shape == (DAYS, 0)


def test_a_run_that_was_stopped_goes_on_to_the_same_bits(usual: Run) -> None:
    kept: list[dict] = []
    asked = iter(range(100))
    with pytest.raises(InterruptedRunError, match="after day 12 of 33"):
        simulate(_scenario(panel=[3, 700]), stop=lambda: next(asked) == 11, save=_copying(kept))
    other = simulate(_scenario(panel=[3, 700]), begin_from=kept[-1], threads=2)
    assert other.state_digest == usual.state_digest
    assert other.digests == usual.digests
    assert np.array_equal(other.day_counts, usual.day_counts)
    assert np.array_equal(other.panel, usual.panel)
    assert np.array_equal(other.snapshots, usual.snapshots)
    assert {n: o.value for n, o in other.observables.items()} == {n: o.value for n, o in usual.observables.items()}


def _copying(kept: list[dict]):
    return lambda saved: kept.append({name: np.array(array) for name, array in saved.items()})


def test_checkpoints_are_written_by_the_clock() -> None:
    longer = scenario.load("rongcheng", citizens=3_000, days=5 * DAYS)  # the second comes twenty times a writing later
    kept: list[dict] = []
    other = simulate(longer, save=_copying(kept), checkpoint_every=0.0)
    assert int(kept[0]["day"]) == 1
    assert len(kept) > 1
    assert other.state_digest == simulate(longer).state_digest
    none: list[dict] = []
    simulate(_scenario(), save=_copying(none))
    assert not none


def test_progress_is_told_after_each_day() -> None:
    told: list[tuple[int, int]] = []
    simulate(_scenario(), progress=lambda *said: told.append(said))
    assert told == [(day, DAYS) for day in range(1, DAYS + 1)]


def test_totals_are_the_days_added_up(usual: Run) -> None:
    assert np.array_equal(usual.totals.day_counts["happened"], usual.day_counts["happened"].sum(0))
    assert usual.totals.person_days == 3_000 * DAYS
    assert usual.totals.people == 3_000
    for name in DIGESTS:
        total = sum(int(each) for each in usual.day_counts[name]) % 2**64
        assert usual.digests[name] == f"{total:016x}"


def test_snapshots_are_taken_every_month_and_at_the_end(usual: Run) -> None:
    assert usual.snapshot_days.tolist() == [SNAPSHOT_EVERY - 1, DAYS - 1]
    assert usual.snapshots["people"].sum(1).tolist() == [3_000, 3_000]


def test_means_by_region_hold_all_members(usual: Run) -> None:
    members = usual.totals.snapshot["members"].sum(1)
    for s in range(len(usual.labels.systems)):
        assert usual.place_means[s, :, 0].sum() == members[s]


def test_another_seed_makes_another_state(usual: Run) -> None:
    assert simulate(_scenario(seed=2)).state_digest != usual.state_digest


def test_small_societies_get_one_thread_unless_asked_otherwise() -> None:
    assert threads_for(1_000) == 1
    assert threads_for(1_000, 3) == 3


def test_compiling_is_announced_only_while_the_stages_are_cold(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "glasshouse.engine")
    monkeypatch.setattr(readiness, "_compile_on_two_cores", lambda _: None)
    monkeypatch.setattr(readiness, "is_cold", lambda: False)
    readiness.prepare(_scenario())
    assert not caplog.messages
    monkeypatch.setattr(readiness, "is_cold", lambda: True)
    readiness.prepare(_scenario())
    assert [line.startswith("Compiling the day's stages") for line in caplog.messages] == [True]


def test_the_process_that_compiles_the_second_half_ends_well() -> None:
    """With kernels at hand it loads them; where it failed, the first process would compile all, and nobody would know."""
    named = named_in(_scenario(), encode_scenario(_scenario()))
    done = subprocess.run([sys.executable, "-c", readiness._second_half(named)], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_an_empty_cache_folder_is_cold(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(readiness, "is_compiled", lambda: True)
    monkeypatch.setattr(readiness, "cache_folder", lambda: tmp_path)
    assert readiness.is_cold()
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "day.nbi").write_bytes(b"x")
    assert not readiness.is_cold()
