"""Sweeps: the same results for any number of workers, killed, stopped and resumed."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import replace
from pathlib import Path

import dask
import numpy as np
import pandas as pd
import pytest
from distributed.client import FutureCancelledError

import glasshouse as gh
from glasshouse import scenario
from glasshouse.audit.infer import inferred
from glasshouse.documents.strict import validate_document
from glasshouse.engine.observers import View
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.errors import DamagedRunError, GlasshouseError, InputError, InterruptedRunError
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario
from glasshouse.store.listing import runs
from glasshouse.sweeps import executors, outcome, sweep
from glasshouse.sweeps.averages import average, averages
from glasshouse.sweeps.design import Design, cross
from glasshouse.sweeps.executors import ProcessPool, Serial
from glasshouse.sweeps.executors import dask as cluster
from glasshouse.sweeps.grid import read_grid
from glasshouse.sweeps.outcome import run_job
from glasshouse.sweeps.probes import Watcher
from glasshouse.sweeps.study import Job, Study, read_study
from glasshouse.sweeps.sweep import Sweep
from glasshouse.worlds.comparison import compare

LOUD = ["response.self_censorship_speed=0.5", "response.risk_exposure=0.2"]
DESIGN = cross([read_grid("response.self_censorship_reach=0,1")])


def _base(**more):
    return scenario.load("rongcheng", LOUD, citizens=400, days=12, **more)


def _sweep(folder: Path, **more) -> Sweep:
    given = {"replicates": 2, "workers": 1, "name": "town"} | more
    return sweep.sweep(_base(), DESIGN, ["nothing"], folder=folder, **given)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    return _sweep(tmp_path_factory.mktemp("usual"))


def _same(a: Sweep, b: Sweep) -> bool:
    for name in ("table", "figures", "points"):
        pd.testing.assert_frame_equal(getattr(a, name).df(), getattr(b, name).df())
    return a.document["state_digests"] == b.document["state_digests"] and a.document["digest"] == b.document["digest"]


def test_the_table_is_tidy(usual: Sweep) -> None:
    table = usual.table.df()
    assert list(table.columns)[:6] == ["point", "replicate", "seed", "world", "against", "observable"]
    assert list(table.columns)[-1] == "response.self_censorship_reach"
    assert not table.duplicated(["point", "replicate", "world", "against", "observable"]).any()
    assert sorted(table["response.self_censorship_reach"].unique()) == [0.0, 1.0]
    assert set(table["world"]) == {"town", "nothing"}
    assert sorted(table["seed"].unique()) == ["1", "2"]
    per = table[table["against"].isna() & (table["world"] == "town")].groupby(["point", "replicate"]).size()
    assert per.nunique() == 1
    assert len(per) == 4


def test_each_row_is_what_a_run_of_those_settings_gives(usual: Sweep) -> None:
    for point, reach in enumerate((0, 1)):
        run = simulate(
            scenario.load(
                "rongcheng", [*LOUD, f"response.self_censorship_reach={reach}"], citizens=400, days=12, seed=2
            )
        )
        for name, observable in run.observables.items():
            value = usual.values(name)[point, 1]
            assert (None if np.isnan(value) else value) == observable.value


def test_differences_and_shares_are_those_of_lockstep_twins(usual: Sweep, tmp_path: Path) -> None:
    louder = scenario.changed(_base(), ["response.self_censorship_reach=1"])
    twins = compare(louder, ["nothing"], folder=tmp_path)
    for name, said in twins.differences["nothing"].items():
        value = usual.values(name, against="nothing")[1, 0]
        assert (None if np.isnan(value) else value) == said["value"]
    shares = {
        way: usual.values(f"individual_differences_{way}", against="nothing")[1, 0]
        for way in twins.individual_differences["nothing"]
    }
    assert shares == {way: said["share"] for way, said in twins.individual_differences["nothing"].items()}
    assert shares["silenced"] > 0


def test_who_asks_for_values_alone_gets_the_same_values(tmp_path: Path) -> None:
    base = _base().model_copy(update={"citizens": 2_560})
    made = {with_: sweep.sweep(base, DESIGN, ["nothing"], intervals=with_, folder=tmp_path) for with_ in (True, False)}
    theirs, ours = (each.table.df() for each in made.values())
    of_worlds = theirs["against"].isna() | theirs["observable"].str.startswith("individual_differences_")
    spread = ["low", "high", "events", "counts_once"]
    assert theirs.loc[~of_worlds, spread].notna().any().all()
    assert ours.loc[~of_worlds, spread].isna().all(axis=None)
    pd.testing.assert_frame_equal(ours.drop(columns=spread), theirs.drop(columns=spread))
    pd.testing.assert_frame_equal(ours.loc[of_worlds], theirs.loc[of_worlds])
    usual, values = made.values()
    pd.testing.assert_frame_equal(values.figures.df(), usual.figures.df())
    assert values.document["state_digests"] == usual.document["state_digests"]
    assert values.document["digest"] != usual.document["digest"]
    assert (usual.document["intervals"], values.document["intervals"]) == (True, False)


def test_who_asks_for_values_alone_is_given_no_interval_over_seeds_either(tmp_path: Path) -> None:
    """No events are counted, so that nobody could tell where too few differ."""
    values = _sweep(tmp_path, intervals=False, replicates=3)
    observables = list(values.document["observables"])
    found = [each for each in averages(values, observables) if each.value is not None]
    of_differences = [each for each in found if each.against]
    assert len(of_differences) > 100
    assert {(each.low, each.high, each.reason) for each in of_differences} == {
        (None, None, "the sweep was asked for values alone")
    }
    assert any(each.low is not None for each in found if not each.against)
    one = average(values, "acts_per_citizen_day", against="nothing", point=0)
    assert one in of_differences


@pytest.mark.parametrize("intervals", [True, False])
def test_what_goes_on_later_asks_for_the_same(intervals: bool) -> None:
    study = Study("town", _base(), {"nothing": "nothing"}, DESIGN, intervals=intervals)
    again = read_study(json.loads(json.dumps(study.document())), lambda said: validate_document(said, Scenario, "it"))
    assert again.intervals is intervals
    assert [job.intervals for job in again.jobs()] == [intervals] * 2


def test_a_probe_adds_what_it_says_of_each_world(tmp_path: Path) -> None:
    one = cross([read_grid("response.self_censorship_reach=1")])
    given = {"name": "town", "folder": tmp_path, "workers": 1}
    swept = sweep.sweep(_base(), one, ["nothing"], probe="inferred", **given)
    here = scenario.changed(_base(), ["response.self_censorship_reach=1"])
    ours, theirs = (inferred(each) for each in (here, scenario.variant(here, "nothing")))
    for name in ("inferred_poor", "inferred_beyond_register_poor", "singled_out_by_1_points"):
        value = ours[name].value
        assert swept.values(name)[0, 0] == pytest.approx(value)
        other = theirs[name].value
        gap = swept.values(name, against="nothing")[0, 0]
        assert np.isnan(gap) if other is None else gap == pytest.approx(value - other)
    assert swept.document["digest"] != sweep.sweep(_base(), one, ["nothing"], **given).document["digest"]


class _Days(Watcher):
    """Counts what happened, day by day, and how often it was shown the world."""

    name = "days"

    def __init__(self) -> None:
        self.shown: list[int] = []
        self.happened = 0

    def begin(self, world: World) -> None:
        self.shown.append(world.day)

    def evening(self, view: View) -> None:
        self.happened += int(view.day_counts["happened"].sum())

    def end(self, world: World) -> None:
        self.shown.append(world.day)

    def observables(self) -> dict[str, Observable]:
        return {"happened": Observable("happened", self.happened, "count", "what happened")}


class _Ends(Watcher):
    """Sees the first morning and the last evening alone."""

    name = "ends"

    def observables(self) -> dict[str, Observable]:
        return {}


@pytest.mark.parametrize("variants", [{}, {"nothing": "nothing"}])
def test_a_watcher_sees_the_worlds_that_are_lived_anyway_and_changes_nothing(
    variants: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[_Days] = []

    def days(scenario: Scenario) -> _Days:
        made.append(_Days())
        return made[-1]

    job = Job(0, 0, 0, "base", _base(), variants, ())
    plain = run_job(job)
    monkeypatch.setattr(outcome, "installed_probe", lambda name: days)
    watched = run_job(replace(job, probe="days"))
    assert [each.shown for each in made] == [[0, _base().days]] * (1 + len(variants))
    for name, each in plain["worlds"].items():
        assert watched["worlds"][name]["state_digest"] == each["state_digest"]
        assert watched["worlds"][name]["observables"]["happened"] > 0
        assert {**watched["worlds"][name]["observables"], **each["observables"]} == watched["worlds"][name][
            "observables"
        ]
    assert watched["individual_differences"] == plain["individual_differences"]


def test_only_who_is_told_of_days_is_told_of_them() -> None:
    assert _Days().sees_days
    assert not _Ends().sees_days


def test_an_unknown_probe_is_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"probe.*inferred.*'infered'"):
        sweep.sweep(_base(), cross([read_grid("response.self_censorship_reach=1")]), probe="infered", folder=tmp_path)
    assert not any(tmp_path.iterdir())


def test_where_nobody_guards_themselves_nothing_is_withheld(usual: Sweep) -> None:
    withheld = usual.values("speech_withheld_share", against="nothing")
    assert withheld.shape == (2, 2)
    assert not withheld[0].any()
    assert (withheld[1] >= 0).all()
    assert withheld[1].any()


def test_two_workers_give_what_one_gives(usual: Sweep, tmp_path: Path) -> None:
    assert _same(usual, _sweep(tmp_path, workers=2))


def test_a_sweep_is_reused_and_opened_again(usual: Sweep) -> None:
    again = _sweep(usual.path.parent)
    assert again.document["cached"]
    opened = gh.open_result(usual.path)
    assert isinstance(opened, Sweep)
    assert _same(usual, opened)
    (row,) = runs(usual.path.parent)
    assert (row["kind"], row["complete"], row["scenario"]) == ("sweep", True, "town")
    assert opened.path.name == f"sweep-{opened.document['digest'][:16]}"
    assert not (opened.path / "outcomes").exists()


def test_a_worker_that_is_killed_loses_nothing(usual: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = []

    def kill_once(self: ProcessPool, *rest) -> None:
        hand_out(self, *rest)
        if not killed:
            killed.append(self.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    hand_out = ProcessPool._hand_out
    monkeypatch.setattr(ProcessPool, "_hand_out", kill_once)
    assert _same(usual, _sweep(tmp_path, workers=2))
    assert killed


@pytest.mark.slow
def test_a_job_that_always_kills_its_worker_does_not_take_the_others_along(
    usual: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    hand_out = ProcessPool._hand_out

    def kill_the_second(self: ProcessPool, *rest) -> None:
        hand_out(self, *rest)
        for worker in self.workers:
            if worker.job is not None and worker.job.number == 1:
                os.kill(worker.pid, signal.SIGKILL)

    with monkeypatch.context() as patched:
        patched.setattr(ProcessPool, "_hand_out", kill_the_second)
        with pytest.raises(
            GlasshouseError, match=r"point 0, seed 2: tried 3 times.*SIGKILL(?s:.)*3 of 4 runs are kept"
        ):
            _sweep(tmp_path, workers=2)
    (folder,) = tmp_path.iterdir()
    caplog.set_level("INFO", "glasshouse.sweeps")
    assert _same(usual, sweep.resume(folder, workers=1))
    assert "Going on after 3 of 4 runs" in caplog.messages


@pytest.mark.parametrize("workers", [1, 2])
def test_a_sweep_that_is_stopped_goes_on_to_the_same_results(usual: Sweep, tmp_path: Path, workers: int) -> None:
    done: list[int] = []
    with pytest.raises(InterruptedRunError, match=r"stopped after \d of 4 runs, which are kept: `glasshouse resume"):
        _sweep(tmp_path, workers=workers, progress=lambda n, _: done.append(n), stop=lambda: len(done) >= 1)
    (row,) = runs(tmp_path)
    assert not row["complete"]
    with pytest.raises(DamagedRunError, match="has not come to its end"):
        gh.open_result(row["path"])
    first = len(done)
    finished = _sweep(tmp_path, workers=workers, resume=True, progress=lambda n, _: done.append(n))
    assert _same(usual, finished)
    assert done[first:] == list(range(first + 1, 5))


def test_resume_needs_something_that_was_begun(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="leave --resume out"):
        _sweep(tmp_path, resume=True)
    assert not list(tmp_path.iterdir())


def test_a_sweep_of_single_worlds_has_no_differences(tmp_path: Path) -> None:
    alone = sweep.sweep(_base(), DESIGN, folder=tmp_path, workers=1)
    assert alone.worlds == ("Rongcheng",)
    assert alone.table.df()["against"].isna().all()
    assert alone.figures.df()["figure"].str.contains("rongcheng.rewards-per-deduction").any()
    assert alone.readings("rongcheng.rewards-per-deduction").shape == (2, 1)


def test_what_a_point_sets_holds_for_every_twin_but_for_what_is_compared() -> None:
    base = scenario.load("rongcheng", citizens=300, days=2)
    other, changed = scenario.load("court-list"), scenario.changed(base, ["response.reward=0.9"])
    twins = {
        "nothing": "nothing",
        "list": "court-list",
        "given": other,
        "none": "response.reward=0",
        "changed": changed,
    }
    design = cross([read_grid("response.reward=0.1,0.2"), read_grid("systems.rongcheng.known=0.5")])
    for job in Study("town", base, twins, design).jobs():
        worlds = job.worlds()
        rewards = [world.response.reward.value for world in worlds.values()]
        here = (0.1, 0.2)[job.point]
        assert rewards == [here, here, here, here, 0.0, 0.9]
        assert worlds["changed"].systems["rongcheng"].known.value == 0.5
        assert {(w.citizens, w.days, w.seed, w.society.title) for w in worlds.values()} == {
            (300, 2, 1, base.society.title)
        }


def test_a_twin_made_of_several_changes_still_differs_where_all_its_keys_are_varied(tmp_path: Path) -> None:
    twin = scenario.changed(_base(), ["channels.camera.coverage.town=0", "channels.camera.coverage.country=0"])
    keys = ("channels.camera.coverage.town", "channels.camera.coverage.country")
    found = sweep.sweep(_base(), Design(keys, ((0.5, 0.5), (0.9, 0.9))), [twin], folder=tmp_path, workers=1)
    assert (found.values("recorded_share", against=found.worlds[1]) > 0).all()


def test_a_twin_that_keeps_what_does_not_go_with_a_point_is_told_before_anything_runs(tmp_path: Path) -> None:
    keys = ("systems.rongcheng.bands.A.start", "systems.rongcheng.bands.AA.start")
    twin = scenario.changed(_base(), [f"{keys[1]}=1035"])
    with pytest.raises(InputError, match=r"point 1: .*found 1035"):
        sweep.sweep(_base(), Design(keys, ((960, 1040), (1038, 1045))), [twin], folder=tmp_path, workers=1)
    assert not list(tmp_path.iterdir())


def test_wrong_points_are_named_before_anything_runs(tmp_path: Path) -> None:
    design = cross([read_grid("response.reward=0.5,2,3"), read_grid("response.rewrd=1,2")])
    with pytest.raises(InputError) as caught:
        sweep.sweep(_base(), design, folder=tmp_path, workers=1)
    said = str(caught.value)
    assert "did you mean 'reward'" in said
    assert "point 2: response.reward" in said
    assert not list(tmp_path.iterdir())


def test_another_thing_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    gh.run("rongcheng", citizens=300, days=2, out=tmp_path / "run")
    with pytest.raises(InputError, match="another run"):
        _sweep(tmp_path, out=tmp_path / "run")


def test_dask_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("glasshouse.sweeps.executors.dask.find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"pip install 'glasshouse\[cluster\]'"):
        executors.executor("dask")
    with pytest.raises(InputError, match="did you mean 'local'"):
        executors.executor("loacl")
    assert isinstance(executors.executor("local", 1), Serial)


@pytest.mark.slow
def test_dask_gives_what_one_process_gives_and_stays_for_the_next_sweep(usual: Sweep, tmp_path: Path) -> None:
    with executors.staying("dask", 2) as workforce:
        assert _same(usual, _sweep(tmp_path, workforce=workforce))
        connection = workforce._kept
        _sweep(tmp_path, workforce=workforce, replicates=1)
        assert workforce._kept is connection
    assert workforce._kept is None


def test_the_document_is_json(usual: Sweep) -> None:
    document = json.loads(json.dumps(usual.document, allow_nan=False))
    assert document["worlds"] == ["town", "nothing"]
    assert document["observables"]["individual_differences_silenced"]["unit"] == "share"


def test_nobody_at_the_schedulers_address_is_said_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "tcp://127.0.0.1:1")
    dask.config.refresh()
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    try:
        with pytest.raises(InputError, match=r"expected a Dask scheduler .* found nobody at tcp://127\.0\.0\.1:1"):
            _sweep(tmp_path, executor_name="dask")
    finally:
        monkeypatch.delenv("DASK_SCHEDULER_ADDRESS")
        dask.config.refresh()


def test_a_lost_scheduler_is_said_in_words() -> None:
    class Lost:
        def done(self) -> bool:
            return True

        def result(self) -> None:
            raise FutureCancelledError("run_job-1", "lost")

    with pytest.raises(GlasshouseError, match="the Dask scheduler was lost"):
        list(cluster._take({Lost(): None}, lambda job, outcome: None))
