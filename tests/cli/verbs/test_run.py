"""`glasshouse run`, `resume`, `runs` and `export`."""

from __future__ import annotations

import csv
import errno
import json
import os
import signal
from pathlib import Path

import duckdb
import pytest

from glasshouse.cli.console.progress import Progress

SMALL = ("rongcheng", "--citizens", "2_000", "--days", "40")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)


def _interrupt_after(days: int, monkeypatch) -> None:
    def tell(_, day: int, __: int) -> None:
        if day == days:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Progress, "__call__", tell)


def test_the_summary_names_the_folder_and_what_to_do_next(glasshouse) -> None:
    result = glasshouse("run", *SMALL, "--out", "here")
    assert result.status == 0, result.err
    assert result.out.startswith("Rongcheng (rongcheng)\n2,000 people, 40 days, seed 1, ")
    assert result.out.endswith(
        "\nKept in here\nNext: glasshouse report here\n      glasshouse why here 1999 --day 39\n"
    )
    assert "assumptions" in result.out
    assert "per 1,000 people and day" in result.out
    assert "%" in next(line for line in result.out.splitlines() if line.split()[:1] == ["AAA"])
    assert max(map(len, result.out.splitlines())) <= 80
    assert (Path("here") / "manifest.json").is_file()


def test_the_json_is_one_document_and_the_second_run_is_the_first(glasshouse) -> None:
    first, second = (glasshouse("run", *SMALL, "--json") for _ in range(2))
    assert first.json()["complete"] is True
    assert [first.json()["cached"], second.json()["cached"]] == [False, True]
    assert first.json()["state_digest"] == second.json()["state_digest"]
    assert "taken from an earlier run" in glasshouse("run", *SMALL).out
    assert glasshouse("run", *SMALL, "--fresh", "--json").json()["cached"] is False


def test_threads_and_panel_change_no_result(glasshouse) -> None:
    plain = glasshouse("run", *SMALL, "--json").json()
    other = glasshouse("run", *SMALL, "--threads", "2", "--panel", "1,2,3", "--out", "other", "--json").json()
    assert other["state_digest"] == plain["state_digest"]


def test_settings_reach_the_scenario(glasshouse) -> None:
    changed = glasshouse("run", *SMALL, "-s", "response.enabled=false", "-s", "conduct.litter.rate=0", "--json").json()
    assert changed["kinds"]["litter"]["happened"] == 0
    assert changed["observables"]["mean_self_censorship"]["value"] == pytest.approx(0, abs=1e-6)


def test_a_world_without_systems_has_a_summary_too(glasshouse) -> None:
    result = glasshouse("run nothing --citizens 1_000 --days 2 --out here")
    assert result.status == 0, result.err
    assert result.out.endswith("Next: glasshouse report here\n")


def test_an_interrupted_run_says_how_to_go_on_and_ends_at_the_same_bits(glasshouse, monkeypatch) -> None:
    whole = glasshouse("run", *SMALL, "--out", "whole", "--json").json()
    with monkeypatch.context() as patch:
        _interrupt_after(7, patch)
        stopped = glasshouse("run", *SMALL, "--out", "part")
    assert (stopped.status, stopped.out) == (130, "")
    (line,) = stopped.err.splitlines()
    assert "`glasshouse resume part`" in line
    assert "stopped on day 7" in glasshouse("runs", ".").out
    resumed = glasshouse("resume part --json").json()
    for key in ("state_digest", "digests", "observables", "systems"):
        assert resumed[key] == whole[key]


def test_the_runs_are_listed_and_found_by_the_beginning_of_their_name(glasshouse) -> None:
    assert "No runs in runs" in glasshouse("runs").out
    assert glasshouse("runs --json").json() == []
    path = glasshouse("run", *SMALL, "--json").json()["run"]
    (listed,) = glasshouse("runs --json").json()
    assert (listed["path"], listed["complete"], listed["citizens"]) == (path, True, 2000)
    assert path in glasshouse("runs").out
    assert glasshouse("resume", Path(path).name[:5]).status == 0


def test_a_beginning_that_fits_several_runs_names_them(glasshouse) -> None:
    for name in ("abc1", "abc2"):
        Path("runs", name).mkdir(parents=True)
    result = glasshouse("export abc")
    assert result.status == 2
    assert "abc1, abc2" in result.err


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_all_tables_are_exported(glasshouse, form) -> None:
    document = glasshouse("run", *SMALL, "--panel", "5", "--out", "here", "--json").json()
    result = glasshouse("export", "here", "--format", form, "--out", "tables")
    assert result.status == 0, result.err
    paths = [Path(line) for line in result.out.splitlines()]
    names = ["series", "snapshots", "panel", "columns", "observables", "kinds", "bands", "regions"]
    assert [path.stem for path in paths] == names
    days = _read("series", form, "day")
    assert [day for (day,) in days] == list(range(40))
    told = _read("observables", form, "name", "value")
    for name, value in told:
        assert value == pytest.approx(document["observables"][name]["value"])
    assert len(told) == len(document["observables"])
    key = dict(_read("columns", form, "name", "title"))
    assert key.keys() == set(_heads("series", form))
    assert key["happened.jaywalk"] == "acts and attempts"


def _heads(name: str, form: str) -> list[str]:
    if form == "json":
        return list(json.loads(Path(f"tables/{name}.json").read_text(encoding="utf-8"))[0])
    return [str(head) for head in duckdb.read_parquet(f"tables/{name}.parquet").columns] if form == "parquet" else (
        Path(f"tables/{name}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    )  # fmt: skip


def _read(name: str, form: str, *columns: str) -> list[tuple[object, ...]]:
    file = f"tables/{name}.{form}"
    if form == "json":
        return [tuple(row[column] for column in columns) for row in json.loads(Path(file).read_text(encoding="utf-8"))]
    return duckdb.sql(f"SELECT {', '.join(columns)} FROM '{file}'").fetchall()


def test_undefined_observables_are_exported_as_nothing(glasshouse) -> None:
    glasshouse("run nothing --citizens 1_000 --days 2 --out here")
    glasshouse("export here --out tables")
    with Path("tables/observables.csv").open(encoding="utf-8") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert rows["wrongly_sanctioned_share_of_sanctioned"]["value"] == ""
    assert "undefined, because" in rows["wrongly_sanctioned_share_of_sanctioned"]["reason"]


@pytest.mark.parametrize("verb", ["export", "resume"])
def test_a_run_that_is_not_there_is_wrong_input(glasshouse, verb) -> None:
    result = glasshouse(verb, "nowhere")
    assert (result.status, result.out) == (2, "")
    assert "`glasshouse runs` lists" in result.err


@pytest.mark.parametrize("break_it", ["cut", "edit", "remove", "garbage"])
def test_a_damaged_run_is_told_with_status_1(glasshouse, break_it) -> None:
    glasshouse("run", *SMALL, "--out", "here")
    manifest, series = Path("here/manifest.json"), Path("here/series.parquet")
    if break_it == "cut":
        series.write_bytes(series.read_bytes()[:100])
    elif break_it == "edit":
        manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"citizens": 5}))
    elif break_it == "remove":
        series.unlink()
    else:
        manifest.write_text("{")
    for verb in ("export here", "resume here"):
        result = glasshouse(verb)
        assert (result.status, result.out) == (1, "")
        assert len(result.err.splitlines()) == 1
        assert "here" in result.err
    again = glasshouse("run", *SMALL, "--out", "here")
    assert again.status == 1
    assert glasshouse("run", *SMALL, "--out", "here", "--fresh").status == 0


def test_a_damaged_manifest_is_listed_as_damaged(glasshouse) -> None:
    path = glasshouse("run", *SMALL, "--json").json()["run"]
    (Path(path) / "manifest.json").write_text("{")
    assert "damaged" in glasshouse("runs").out


def test_a_full_disk_is_told_with_status_2_and_leaves_nothing_half_done(glasshouse, monkeypatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    result = glasshouse("run", *SMALL, "--out", "here")
    assert (result.status, result.out) == (2, "")
    assert "the disk is full" in result.err
    assert "Traceback" not in result.err
    assert not Path("here/manifest.json").exists()


def test_a_folder_without_the_right_to_write_is_told(glasshouse, monkeypatch) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    for call in (("run", *SMALL, "--out", "here"), ("schema", "--out", "there")):
        result = glasshouse(*call)
        assert (result.status, result.out) == (2, "")
        assert "write there" in result.err


def test_a_file_in_the_way_of_the_folder_is_told(glasshouse) -> None:
    Path("taken").write_text("x", encoding="utf-8")
    for folder in ("taken", "taken/inside"):
        result = glasshouse("run", *SMALL, "--out", folder)
        assert (result.status, result.out) == (2, "")
        assert "taken" in result.err
    assert Path("taken").read_text(encoding="utf-8") == "x"


def test_a_folder_with_other_things_in_it_is_left_alone(glasshouse) -> None:
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("x", encoding="utf-8")
    result = glasshouse("run", *SMALL, "--out", "mine", "--fresh")
    assert result.status == 2
    assert "nothing in it was changed" in result.err
    assert [path.name for path in Path("mine").iterdir()] == ["thesis.txt"]


def test_the_summary_of_a_learned_score_says_how_it_was_fitted(glasshouse) -> None:
    soon = [f"systems.learned-credit.learning.{key}" for key in ("every=20", "window=20", "sample=0.5")]
    settings = [word for setting in soon for word in ("-s", setting)]
    result = glasshouse("run", "learned-credit", "--citizens", "10_000", "--days", "65", *settings, "--out", "here")
    assert result.status == 0, result.err
    (line,) = [line for line in result.out.splitlines() if "fitted" in line]
    assert line.startswith("  fitted 2 times, last on day 59; area under the curve 0.")


def test_the_summary_tells_of_patrols_where_there_are_any(glasshouse) -> None:
    said = glasshouse("run", "patrols", "--citizens", "2_000", "--days", "20", "--out", "here").out
    assert "days on which a patrol is in a community" in said
    assert "communities over which patrols are in" in said
    assert "patrol" not in glasshouse("run", *SMALL, "--out", "there").out


@pytest.mark.parametrize("name", ["a[1]*", "year=2020", "it's {y}", "50%20;?#"])
def test_a_name_that_means_something_to_a_library_is_a_name(glasshouse, name) -> None:
    Path(f"{name}.toml").write_text('extends = "rongcheng"\ncitizens = 256\ndays = 2\n', encoding="utf-8")
    made = glasshouse("run", f"{name}.toml", "--out", f"runs/{name}", "--json").json()
    assert glasshouse("export", f"runs/{name}", "--out", f"tables/{name}").status == 0
    with Path(f"tables/{name}/series.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2
    again = glasshouse("run", f"{name}.toml", "--out", f"runs/{name}", "--json").json()
    assert (again["cached"], again["state_digest"]) == (True, made["state_digest"])


@pytest.mark.parametrize("setting", ["members.share=0", "active=false", "known=0"])
def test_a_system_without_anybody_in_it_is_no_fault(glasshouse, setting) -> None:
    made = glasshouse(
        "run", "rongcheng", "--citizens", "256", "--days", "3", "-s", f"systems.rongcheng.{setting}", "--json"
    )
    assert made.status == 0, made.err
    has_members = setting.startswith("known")
    assert (made.json()["observables"]["mean_score_rongcheng"]["value"] is not None) == has_members


def test_one_person_and_one_day_are_not_people_and_days(glasshouse) -> None:
    assert "\n1 person, 1 day, seed 1" in glasshouse("run", "nothing", "--citizens", "1", "--days", "1").out
