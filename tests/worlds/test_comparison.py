"""Comparisons: two worlds or more, with intervals, stored as a folder and reused."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.errors import DamagedRunError, InputError, InterruptedRunError
from glasshouse.scenario import variant
from glasshouse.store.listing import runs
from glasshouse.store.running import run
from glasshouse.worlds.comparison import Comparison, compare, name_worlds, resume
from glasshouse.worlds.individual_differences import OUTCOMES
from glasshouse.worlds.intervals import half_width
from glasshouse.worlds.replicates import differences_within
from glasshouse.worlds.twins import Twins


def _base(citizens=1_500, days=12, **more):
    return scenario.load("rongcheng", citizens=citizens, days=days, **more)


def _stopping(after: int):
    days = iter(range(1, 1000))
    return lambda: next(days) == after


SAME = ("differences", "individual_differences", "examples", "interval", "seeds", "digest")


def _same(a: Comparison, b: Comparison) -> bool:
    states = [{n: w["state_digest"] for n, w in each.document["worlds"].items()} for each in (a, b)]
    return states[0] == states[1] and all(a.document[name] == b.document[name] for name in SAME)


def test_who_attends_sees_the_worlds_of_each_replicate_and_changes_nothing(tmp_path: Path) -> None:
    seen: list[Twins] = []
    watched = compare(_base(), ["nothing"], replicates=2, folder=tmp_path / "a", attend=seen.append)
    assert [(twins.day, list(twins.recorders)) for twins in seen] == [(12, ["Rongcheng", "nothing"])] * 2
    assert _same(watched, compare(_base(), ["nothing"], replicates=2, folder=tmp_path / "b"))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return compare(_base(2_560), ["nothing"], name="rongcheng", folder=tmp_path_factory.mktemp("usual"))


def test_two_worlds_stand_side_by_side(usual: Comparison) -> None:
    document = json.loads(json.dumps(usual.document, allow_nan=False))
    assert list(document["worlds"]) == ["rongcheng", "nothing"]
    assert document["base"] == "rongcheng"
    assert set(document["individual_differences"]["nothing"]) == set(OUTCOMES)
    bounded, without = 0, 0
    for name, said in document["differences"]["nothing"].items():
        values = [world["observables"][name]["value"] for world in document["worlds"].values()]
        if None not in values:
            assert said["value"] == pytest.approx(values[0] - values[1])
            assert (said["base"], said["twin"]) == tuple(values)
            if said["low"] is None:
                assert said["high"] is None
                assert said["reason"]
                without += 1
            else:
                assert said["low"] < said["value"] < said["high"]
                bounded += 1
        else:
            assert said["value"] is None
        assert said["unit"]
        assert said["title"]
    assert bounded > 15
    assert without > 5
    assert "jackknife over 10 blocks" in document["interval"]


def test_the_worlds_inside_are_runs_of_their_own(usual: Comparison, tmp_path: Path) -> None:
    worlds = usual.worlds
    alone = run(_base(2_560), folder=tmp_path)
    assert worlds["rongcheng"].document["state_digest"] == alone.document["state_digest"]
    assert worlds["nothing"].series.df().shape[0] == 12
    assert usual.document["worlds"]["nothing"]["run"] == str(worlds["nothing"].path)


def test_the_same_comparison_is_reused(tmp_path: Path) -> None:
    first, second = (compare(_base(), ["nothing"], folder=tmp_path) for _ in range(2))
    assert (first.document["cached"], second.document["cached"]) == (False, True)
    assert _same(first, second)
    third = compare(_base(), ["nothing"], folder=tmp_path, fresh=True)
    assert third.document["cached"] is False
    assert _same(first, third)
    assert [entry.name for entry in tmp_path.iterdir()] == [first.path.name]


def test_several_twins_are_told_apart(tmp_path: Path) -> None:
    found = compare(_base(), ["scoring", "nothing", "response.conformity=0.1"], name="r", folder=tmp_path)
    twins = ["scoring", "nothing", "response.conformity=0.1"]
    assert list(found.document["differences"]) == list(found.document["individual_differences"]) == twins
    assert {each["twin"] for each in found.document["examples"]} <= set(twins)
    assert list(found.worlds) == ["r", *twins]


def test_replicates_count_up_the_seeds(tmp_path: Path) -> None:
    found = compare(_base(seed=5), ["nothing"], replicates=3, folder=tmp_path)
    assert found.document["seeds"] == [5, 6, 7]
    assert "3 seeds" in found.document["interval"]
    alone = [compare(_base(seed=seed), ["nothing"], folder=tmp_path).differences["nothing"] for seed in (5, 6, 7)]
    for name, said in found.differences["nothing"].items():
        if said["value"] is not None:
            for part in ("value", "base", "twin"):
                assert said[part] == pytest.approx(sum(each[name][part] for each in alone) / 3)
            assert said["base"] - said["twin"] == pytest.approx(said["value"], abs=1e-9 * abs(said["base"]))
            assert said["low"] is None or said["low"] < said["high"]


def test_people_are_means_over_the_seeds_and_examples_say_their_seed(tmp_path: Path) -> None:
    found = compare(_base(seed=5), ["nothing"], replicates=3, folder=tmp_path)
    alone = [
        compare(_base(seed=seed), ["nothing"], folder=tmp_path).individual_differences["nothing"] for seed in (5, 6, 7)
    ]
    assert {said["seed"] for said in found.document["examples"]} == {5}
    for way, said in found.individual_differences["nothing"].items():
        assert said["share"] == pytest.approx(sum(each[way]["share"] for each in alone) / 3)
        assert abs(said["people"] - sum(each[way]["people"] for each in alone) / 3) <= 0.5
        group = "local majority"
        people, of = (sum(each[way]["by_group"][group][part] for each in alone) for part in ("people", "of"))
        assert said["by_group"][group]["share"] == pytest.approx(people / of)


def test_a_total_does_not_hang_on_how_people_are_cut() -> None:
    """Of unequal blocks the last is half as large; its rate has the same interval as the total, but for the unit."""
    pair = Twins(
        dict(zip("ab", (_base(5_000, days=40), variant(_base(5_000, days=40), "nothing")), strict=True)), threads=1
    )
    try:
        while pair.day < pair.days:
            pair.step()
        runs = pair.conclude(0.0)
        found = differences_within(*((runs[name], pair.recorders[name]) for name in "ab"))["withheld_total"]
        blocks = [recorder.totals_apart() for recorder in pair.recorders.values()]
    finally:
        pair.close()
    assert {block.people for block in blocks[0]} == {256, 136}
    withheld = [[int(block.day_counts["withheld"].sum()) for block in world] for world in blocks]
    gaps, people = np.subtract(*withheld), np.array([block.people for block in blocks[0]])
    left = (gaps.sum() - gaps) / (people.sum() - people)
    assert found["value"] == gaps.sum()
    wanted = half_width(left.tolist(), pair.recorders["a"].town_shares())
    assert (found["high"] - found["low"]) / 2 == pytest.approx(wanted * people.sum())


def test_a_world_beside_itself_differs_in_nothing(tmp_path: Path) -> None:
    found = compare(_base(), [_base()], name="Rongcheng", replicates=2, folder=tmp_path)
    assert list(found.document["worlds"]) == ["Rongcheng", "Rongcheng (2)"]
    for said in found.differences["Rongcheng (2)"].values():
        assert said["value"] in (0.0, None)
        if said["value"] is not None:
            assert (said["low"], said["high"]) == (0.0, 0.0)
            assert said["reason"] == "the worlds are the same in everything"
    assert all(said["people"] == 0 for said in found.individual_differences["Rongcheng (2)"].values())


def test_a_single_community_has_no_interval_and_says_so(tmp_path: Path) -> None:
    small = scenario.load("rongcheng", citizens=200, days=3)
    found = compare(small, ["nothing"], folder=tmp_path)
    assert found.document["interval"].startswith("none")
    assert found.differences["nothing"]["mean_self_censorship"]["low"] is None


@pytest.mark.parametrize(("after", "told_of"), [(5, "day 5 of 12, replicate 1"), (15, "day 4 of 12, replicate 2")])
def test_a_stopped_comparison_goes_on_to_the_same_bits(
    after: int, told_of: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "glasshouse.worlds")
    whole = compare(_base(), ["nothing"], replicates=2, folder=tmp_path / "whole")
    out = tmp_path / "stopped"
    with pytest.raises(InterruptedRunError, match=f"glasshouse resume {out}"):
        compare(_base(), ["nothing"], replicates=2, out=out, stop=_stopping(after))
    done = resume(out)
    assert caplog.messages == [f"Going on from {told_of} of 2"]
    assert _same(done, whole)
    assert resume(out).document["cached"] is True


def test_an_interrupt_on_the_last_day_of_a_replicate_ends_a_comparison_before_the_next(tmp_path: Path) -> None:
    class Asked:
        days = 0

        def __call__(self, done: int, total: int) -> None:
            self.days = done
            if done == 12:
                os.kill(os.getpid(), signal.SIGINT)

    told, out = Asked(), tmp_path / "stopped"
    with pytest.raises(InterruptedRunError, match="stopped before replicate 2 of 2"):
        compare(_base(), ["nothing"], replicates=2, out=out, progress=told)
    assert told.days == 12
    assert (out / "replicates" / "1.json").is_file()


def test_a_stopped_fresh_comparison_leaves_the_old_one_alone(tmp_path: Path) -> None:
    first = compare(_base(), ["nothing"], out=tmp_path / "c")
    with pytest.raises(InterruptedRunError):
        compare(_base(), ["nothing"], out=tmp_path / "c", fresh=True, stop=_stopping(2))
    assert compare(_base(), ["nothing"], out=tmp_path / "c").document["cached"] is True
    done = resume(tmp_path / "c.part")
    assert done.path == tmp_path / "c"
    assert _same(first, done)
    assert [entry.name for entry in tmp_path.iterdir()] == ["c"]


def test_a_damaged_comparison_names_the_file(tmp_path: Path) -> None:
    compare(_base(), ["nothing"], out=tmp_path / "c")
    (tmp_path / "c" / "replicates" / "1.json").write_text("{}")
    with pytest.raises(DamagedRunError, match=r"1\.json"):
        compare(_base(), ["nothing"], out=tmp_path / "c")


def test_folders_in_use_are_refused(tmp_path: Path) -> None:
    made = run(_base(), out=tmp_path / "run")
    with pytest.raises(InputError, match="another run"):
        compare(_base(), ["nothing"], out=made.path, fresh=True)
    compare(_base(), ["nothing"], out=tmp_path / "c")
    with pytest.raises(InputError, match="another comparison"):
        compare(_base(), ["sensing"], out=tmp_path / "c")
    with pytest.raises(InputError, match="another comparison"):
        run(_base(), out=tmp_path / "c")


def test_wrong_numbers_and_variants_are_refused(tmp_path: Path) -> None:
    for replicates in (0, 100_000):
        with pytest.raises(InputError, match="replicates"):
            compare(_base(), ["nothing"], replicates=replicates, folder=tmp_path)
    with pytest.raises(InputError, match="nothing"):
        compare(_base(), ["nothign"], folder=tmp_path)
    with pytest.raises(InputError, match="at least one"):
        compare(_base(), [], folder=tmp_path)
    assert not list(tmp_path.iterdir())


def test_names_that_come_twice_are_numbered() -> None:
    assert list(name_worlds(_base(), "a", [_base(), "nothing", "nothing"])) == [
        "a", "Rongcheng", "nothing", "nothing (2)"
    ]  # fmt: skip


def test_comparisons_are_listed_with_the_runs(tmp_path: Path) -> None:
    compare(_base(), ["nothing"], name="rongcheng", folder=tmp_path)
    (row,) = runs(tmp_path)
    assert (row["kind"], row["scenario"], row["complete"]) == ("comparison", "rongcheng | nothing", True)


def test_without_cases_nobody_can_tell_who_was_under_a_sanction_not_earned(tmp_path: Path) -> None:
    town = scenario.load("bureau", citizens=1_024, days=20)
    for replicates in (1, 2):
        made = compare(town, ["nothing"], folder=tmp_path, replicates=replicates)
        found = made.individual_differences["nothing"]
        assert made.results.individual_differences["nothing"]["wrongly_sanctioned"].people is None
        assert found["sanctioned"]["people"] > 0, "else nobody is, and all can tell"
        untold = found["wrongly_sanctioned"]
        assert [untold[name] for name in ("people", "share", "low", "high", "person_days")] == [None] * 5
        assert "keeps its records as cases" in untold["reason"]
        assert "cannot be told" in made._repr_html_()
    frame = made.to_pandas("individual_differences").set_index("outcome")
    assert frame["reason"].notna().sum() == 1
    assert frame.loc["wrongly_sanctioned", "reason"] == untold["reason"]


def test_where_nobody_is_under_a_sanction_none_is_unearned(tmp_path: Path) -> None:
    town = scenario.load("nothing", citizens=512, days=2)
    (found,) = compare(town, ["sensing"], folder=tmp_path).individual_differences.values()
    assert found["wrongly_sanctioned"]["people"] == 0
