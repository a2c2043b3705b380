"""Runs: made once, reused by digest, resumed to the same bits, and never taken for what they are not."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.run import simulate
from glasshouse.errors import DamagedRunError, InputError, InterruptedRunError, StorageError
from glasshouse.store import directory, folder, manifest
from glasshouse.store.folder import storage_errors
from glasshouse.store.parquet import as_os_error, write_tables
from glasshouse.store.result import Result, read_run
from glasshouse.store.running import resume, run
from glasshouse.worlds.comparison import compare
from glasshouse.worlds.comparison import resume as resume_comparison

DAYS = 14
SAME = ("state_digest", "digests", "observables", "systems", "kinds", "regions", "groups", "digest")


def _scenario(days: int = DAYS, **more):
    return scenario.load("rongcheng", citizens=900, days=days, **more)


def _stopping(after: int):
    days = iter(range(1, 1000))
    return lambda: next(days) == after


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return run(_scenario(), folder=tmp_path_factory.mktemp("usual"))


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """A run with somebody watched; nobody changes it."""
    return run(_scenario(panel=[5]), out=tmp_path_factory.mktemp("watched"))


@pytest.fixture
def made(watched: Result, tmp_path: Path) -> Result:
    """The same run in a folder of its own, to be changed and damaged."""
    return read_run(shutil.copytree(watched.path, tmp_path / "made"))


def _same(a: Result, b: Result) -> bool:
    return all(a.document[name] == b.document[name] for name in SAME)


def test_a_run_is_named_by_its_digest_and_complete(usual: Result) -> None:
    assert usual.path.name == usual.digest[:16]
    assert usual.document["complete"] is True
    assert usual.document["cached"] is False
    assert usual.document["run"] == str(usual.path)
    assert not (usual.path / "checkpoint.npz").exists()


def test_the_same_run_is_reused(tmp_path: Path) -> None:
    first, second = (run(_scenario(), folder=tmp_path) for _ in range(2))
    assert (first.cached, second.cached) == (False, True)
    assert {**first.document, "cached": True} == second.document


def test_a_changed_value_is_another_run(tmp_path: Path) -> None:
    paths = {run(_scenario(seed=seed), folder=tmp_path).path for seed in (1, 2)}
    assert len(paths) == 2


def test_fresh_runs_again_to_the_same_bits(tmp_path: Path) -> None:
    first, second = run(_scenario(), folder=tmp_path), run(_scenario(), folder=tmp_path, fresh=True)
    assert second.cached is False
    assert first.path == second.path
    assert _same(first, second)
    assert [entry.name for entry in tmp_path.iterdir()] == [first.path.name]


def test_what_others_put_into_a_run_directory_survives_a_fresh_run(made: Result) -> None:
    (made.path / "notes.txt").write_text("mine")
    run(_scenario(panel=[5]), out=made.path, fresh=True)
    assert (made.path / "notes.txt").read_text() == "mine"
    read_run(made.path)


def test_a_panel_that_was_not_kept_is_made(made: Result) -> None:
    assert run(_scenario(), out=made.path).cached is True
    more = run(_scenario(panel=[5, 6]), out=made.path)
    assert more.cached is False
    assert more.watched == (5, 6)
    assert _same(made, more)


def test_results_come_back_as_tables(made: Result) -> None:
    happened = made.series.fetchnumpy()["happened.jaywalk"]
    assert int(happened.sum()) == made.document["kinds"]["jaywalk"]["happened"]
    assert made.series.df().shape[0] == DAYS
    last = made.snapshots.filter("part = 'bin' and system = 'rongcheng' and day = 13").fetchnumpy()
    assert int(last["people"].sum()) == made.document["systems"]["rongcheng"]["members"]
    assert made.panel is not None
    assert made.panel.fetchnumpy()["citizen"].tolist() == [5] * DAYS


def test_nobody_watched_means_no_panel(usual: Result) -> None:
    assert usual.panel is None


def test_the_scenario_is_kept_as_it_was_resolved(made: Result) -> None:
    assert scenario.digest(made.scenario) == made.digest
    assert made.scenario == _scenario(panel=[5])


def test_a_result_shows_itself_in_a_notebook(made: Result) -> None:
    shown = made._repr_html_()
    assert "900 citizens" in shown
    assert len(shown) < 5_000


# --- interrupted ------------------------------------------------------------------------------------------------------


def test_a_stopped_run_is_not_complete_and_can_be_resumed(usual: Result, tmp_path: Path) -> None:
    out = tmp_path / "stopped"
    with pytest.raises(InterruptedRunError, match=f"glasshouse resume {out}") as caught:
        run(_scenario(), out=out, stop=_stopping(6))
    assert caught.value.exit_code == 130
    assert json.loads((out / "manifest.json").read_text())["complete"] is False
    with pytest.raises(DamagedRunError, match="resume"):
        read_run(out)
    done = resume(out)
    assert _same(done, usual)
    assert not (out / "checkpoint.npz").exists()
    assert resume(out).cached is True


def test_asking_for_a_stopped_run_again_goes_on_with_it(
    usual: Result, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "glasshouse.store")
    with pytest.raises(InterruptedRunError):
        run(_scenario(), folder=tmp_path, stop=_stopping(6))
    done = run(_scenario(), folder=tmp_path)
    assert caplog.messages == ["Going on from day 6 of 14"]
    assert _same(done, usual)


def test_a_stopped_fresh_run_leaves_the_old_one_alone(made: Result) -> None:
    with pytest.raises(InterruptedRunError, match=r"made\.part"):
        run(_scenario(panel=[5]), out=made.path, fresh=True, stop=_stopping(3))
    assert _same(read_run(made.path), made)
    beside = made.path.with_name("made.part")
    done = resume(beside)
    assert done.path == made.path
    assert not beside.exists()
    assert _same(done, made)


_SCRIPT = """
import signal, sys
for name in ("SIGINT", "SIGHUP"):  # whoever runs the tests may ignore them, as nohup does, and so would the run then
    signal.signal(getattr(signal, name), signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)
from glasshouse import scenario
from glasshouse.store.running import run
def told(day, days):
    print(day, flush=True)
run(scenario.load("rongcheng", citizens=900, days=4000), out=sys.argv[1], progress=told, checkpoint_every=0.0)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_killed_from_outside_goes_on_to_the_same_bits(number: signal.Signals, tmp_path: Path) -> None:
    out = tmp_path / "killed"
    with subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= 40 and (out / "checkpoint.npz").exists():
                break
        child.send_signal(number)
        child.stdout.read()
        child.wait(60)
    assert child.returncode != 0
    assert manifest.read(out).is_complete is False
    saved = directory.Directory(out, out, _scenario(4000), "rongcheng").checkpoint()
    assert saved is not None
    whole = _scenario(60)
    with np.load(out / "checkpoint.npz") as file:
        day = int(file["day"])
        assert day < 4000
        lived = file["day_counts"][:60]
    assert np.array_equal(simulate(whole).day_counts[: len(lived)], lived)


def test_a_second_interrupt_or_one_before_the_first_day_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stop_at_once(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("glasshouse.store.running.simulate", stop_at_once)
    with pytest.raises(InterruptedRunError, match="resume"):
        run(_scenario(), out=tmp_path / "early")
    monkeypatch.undo()
    assert resume(tmp_path / "early").document["complete"]


# --- damaged ----------------------------------------------------------------------------------------------------------

FILES = ["scenario.json", "environment.json", "series.parquet", "snapshots.parquet", "panel.parquet"]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(made: Result, name: str) -> None:
    (made.path / name).unlink()
    with pytest.raises(DamagedRunError, match=f"{name} is missing") as caught:
        read_run(made.path)
    assert caught.value.exit_code == 1
    with pytest.raises(DamagedRunError, match=name):
        run(_scenario(panel=[5]), out=made.path)


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_one_byte_changed_is_named(made: Result, name: str) -> None:
    path = made.path / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedRunError, match=name):
        read_run(made.path)


def test_a_file_cut_short_is_named(made: Result) -> None:
    path = made.path / "series.parquet"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(DamagedRunError, match=r"series\.parquet"):
        read_run(made.path)


def test_a_changed_number_in_the_manifest_is_noticed(made: Result) -> None:
    path = made.path / "manifest.json"
    path.write_text(path.read_text().replace('"citizens": 900', '"citizens": 901'))
    with pytest.raises(DamagedRunError, match=r"manifest\.json was changed"):
        read_run(made.path)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"complete": true}', "\x00\x01"])
def test_a_manifest_that_is_none_is_noticed(made: Result, text: str) -> None:
    (made.path / "manifest.json").write_text(text)
    with pytest.raises(DamagedRunError, match=r"manifest\.json"):
        read_run(made.path)


def test_a_run_without_its_manifest_is_damaged(made: Result) -> None:
    (made.path / "manifest.json").unlink()
    with pytest.raises(DamagedRunError, match=r"manifest\.json is missing"):
        read_run(made.path)


def test_fresh_mends_a_damaged_run(made: Result) -> None:
    (made.path / "series.parquet").unlink()
    (made.path / "manifest.json").write_text("{")
    assert _same(run(_scenario(panel=[5]), out=made.path, fresh=True), made)
    read_run(made.path)


def test_a_damaged_checkpoint_is_named(tmp_path: Path) -> None:
    out = tmp_path / "stopped"
    with pytest.raises(InterruptedRunError):
        run(_scenario(), out=out, stop=_stopping(3))
    path = out / "checkpoint.npz"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(DamagedRunError, match=r"checkpoint\.npz"):
        resume(out)


# --- refused ----------------------------------------------------------------------------------------------------------


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    for fresh in (False, True):
        with pytest.raises(InputError, match="other things"):
            run(_scenario(), out=tmp_path, fresh=fresh)
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="a file"):
        run(_scenario(), out=tmp_path / "file")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    assert run(_scenario(), out=tmp_path).path == tmp_path


def test_another_run_is_replaced_only_when_asked(made: Result) -> None:
    other = _scenario(seed=9)
    with pytest.raises(InputError, match="another run"):
        run(other, out=made.path)
    assert _same(read_run(made.path), made)
    assert run(other, out=made.path, fresh=True).document["seed"] == 9


def test_what_is_no_run_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="found nothing"):
        read_run(tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"no manifest\.json"):
        read_run(tmp_path)
    with pytest.raises(InputError, match="directory of a run"):
        resume(tmp_path / "nowhere")


# --- no room ----------------------------------------------------------------------------------------------------------


def _full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("moment", ["begin", "tables", "manifest"])
def test_a_full_disk_leaves_no_trace(moment: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    out = tmp_path / "full"
    if moment == "begin":
        monkeypatch.setattr(Path, "write_text", _full)
    elif moment == "tables":
        monkeypatch.setattr("glasshouse.store.parquet._write", _full)
    else:
        whole = folder.write_text
        last = lambda path, text: _full() if '"complete": true' in text else whole(path, text)  # noqa: E731
        monkeypatch.setattr(manifest, "write_text", lambda path, text: _guarded(path, text, last))
    with pytest.raises(StorageError, match="the disk is full") as caught:
        run(_scenario(), out=out)
    assert caught.value.exit_code == 2
    assert not out.exists()


def _guarded(path: Path, text: str, write) -> None:
    with folder.storage_errors(path):
        write(path, text)


def test_a_full_disk_spares_the_complete_run_that_was_there(made: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glasshouse.store.parquet._write", _full)
    with pytest.raises(StorageError):
        run(_scenario(panel=[5]), out=made.path, fresh=True)
    monkeypatch.undo()
    assert _same(read_run(made.path), made)
    assert [entry.name for entry in made.path.parent.iterdir()] == ["made"]


def test_a_checkpoint_that_finds_no_room_does_not_end_the_run(
    usual: Result, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(np, "savez", _full)
    done = run(_scenario(), out=tmp_path / "run", checkpoint_every=0.0)
    assert _same(done, usual)
    assert "the disk is full" in caplog.messages[0]
    assert caplog.records[0].levelname == "WARNING"


def test_nothing_is_printed_unless_logging_is_configured(
    usual: Result, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InterruptedRunError):
        run(_scenario(), folder=tmp_path, stop=_stopping(6))
    assert _same(run(_scenario(), folder=tmp_path), usual)
    assert capfd.readouterr() == ("", "")


_LIMITED = """
import resource, sys
from glasshouse import scenario
from glasshouse.errors import StorageError
from glasshouse.engine.warmup import prepare
from glasshouse.store.running import run
chosen = scenario.load("rongcheng", citizens=900, days=14)
prepare(chosen)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    run(chosen, out=sys.argv[1])
except StorageError as error:
    print(error)
    sys.exit(2)
"""


def test_tables_that_find_no_folder_are_reported(tmp_path: Path) -> None:
    done = simulate(_scenario())
    with pytest.raises(StorageError, match=r"series\.parquet"):
        write_tables(done, tmp_path / "none")


def test_a_disk_that_takes_no_more_is_reported_and_left_clean(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _LIMITED, str(tmp_path / "run")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "cannot write" in done.stdout
    assert not list(tmp_path.iterdir())


def test_a_path_through_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="part of the path is a file"):
        run(_scenario(), out=tmp_path / "file" / "run")


def test_a_folder_without_permission_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "mkdir", refuse)
    began = time.perf_counter()
    with pytest.raises(StorageError, match="you may not write there"):
        run(_scenario(), out=tmp_path / "run")
    assert time.perf_counter() - began < 60, "it is not tried again and again"


@pytest.mark.parametrize("kind", ["run", "comparison"])
def test_one_that_is_stopped_before_anything_was_kept_says_so_and_can_begin_anew(tmp_path: Path, kind: str) -> None:
    def twice(day: int, _: int) -> None:
        if day == 2:
            raise KeyboardInterrupt  # as a second Ctrl-C does

    make = run if kind == "run" else partial(compare, variants=["nothing"])
    with pytest.raises(InterruptedRunError, match="no checkpoint had been written yet"):
        make(_scenario(), out=tmp_path / "out", progress=twice)
    again = (resume if kind == "run" else resume_comparison)(tmp_path / "out")
    assert again.document["complete"]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (
            '{"exception_type":"IO","exception_message":"Could not write file: No space left on device"}',
            "the disk is full",
        ),
        ("IO Error: Could not write: No space left on device\nmore", "the disk is full"),
        ("IO Error: Cannot open file: Read-only file system", "the disk can only be read"),
        ("IO Error: Something else\nmore", "IO Error: Something else; nothing"),
    ],
)
def test_what_the_system_refuses_duckdb_is_said_in_plain_words(tmp_path: Path, message: str, reason: str) -> None:
    with pytest.raises(StorageError, match=reason), storage_errors(tmp_path / "series.parquet"):
        raise as_os_error(duckdb.IOException(message))
