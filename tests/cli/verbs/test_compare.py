"""`glasshouse compare` and `glasshouse report`."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from glasshouse.cli.console.progress import Progress

SMALL = ("rongcheng", "--citizens", "3_000", "--days", "40")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("drawn")
def test_the_last_line_is_the_path_of_the_report_however_long_it_is(glasshouse) -> None:
    folder = Path("a-folder-with-a-very-long-name-" * 4)
    result = glasshouse("compare", *SMALL, "--with", "nothing", "--out", str(folder))
    assert result.status == 0, result.err
    last = result.out.splitlines()[-1]
    assert last == str(folder / "report.html")
    page = Path(last).read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert page.count("<svg") > 10


def test_the_summary_shows_both_worlds_their_difference_and_its_interval(glasshouse) -> None:
    result = glasshouse("compare", *SMALL, "--with", "nothing", "--out", "here")
    assert "rongcheng beside nothing" in result.out
    recorded = next(line for line in result.out.splitlines() if line.strip().startswith("acts that somebody"))
    assert (recorded.count("%"), recorded.count("pp")) == (2, 2)
    assert "percentage points (pp)" in result.out
    assert " to " in recorded
    kept = next(line for line in result.out.splitlines() if line.strip().startswith("deals kept"))
    assert kept.rstrip().endswith("none: 0 events")
    assert "none where fewer than 8 independent events differ" in " ".join(result.out.split())
    assert "Intervals: 95 %, jackknife" in result.out
    assert "Too small to matter: " in result.out
    assert "glasshouse why here/worlds/0-rongcheng" in result.out
    assert max(map(len, result.out.splitlines())) <= 85


def test_that_an_earlier_comparison_is_taken_is_said(glasshouse) -> None:
    first, again = (glasshouse("compare", *SMALL, "--with", "nothing", "--out", "here") for _ in range(2))
    said = "taken from an earlier comparison of the same inputs"
    assert said not in " ".join(first.out.split())
    assert said in " ".join(again.out.split())


def test_the_json_is_one_document_with_the_path_of_the_report(glasshouse) -> None:
    document = glasshouse("compare", *SMALL, "--with", "nothing", "--json").json()
    assert Path(document["report"]).is_file()
    assert document["base"] == "rongcheng"
    assert set(document["worlds"]) == {"rongcheng", "nothing"}
    difference = document["differences"]["nothing"]["recorded_share"]
    assert difference["base"] - difference["twin"] == difference["value"]
    assert difference["low"] <= difference["value"] <= difference["high"]


def test_several_twins_and_several_seeds_are_compared(glasshouse) -> None:
    twins = ("--with", "sensing", "--with", "response.enabled=false", "--replicates", "2")
    result = glasshouse("compare", *SMALL, *twins, "--out", "here")
    assert result.status == 0, result.err
    for line in ("rongcheng beside sensing", "rongcheng beside response.enabled=false"):
        assert line in result.out
    assert "over 2 seeds" in result.out
    assert "2 seeds (1 to 2)" in result.out
    assert "means over the seeds" in result.out
    assert "(mean of 2 seeds)" in " ".join(result.out.split())


def test_a_twin_without_a_difference_differs_by_nought(glasshouse) -> None:
    document = glasshouse("compare", *SMALL, "--with", "response.enabled=true", "--json").json()
    assert all(said["value"] in (0, None) for said in document["differences"]["response.enabled=true"].values())


@pytest.mark.parametrize("replicates", ["0", "two", "1001"])
def test_a_wrong_number_of_replicates_is_named(glasshouse, replicates) -> None:
    result = glasshouse("compare", *SMALL, "--with", "nothing", "--replicates", replicates)
    assert (result.status, result.out) == (2, "")
    assert "--replicates: expected a whole number from 1 to 1000" in result.err


def test_every_wrong_variant_is_told(glasshouse) -> None:
    result = glasshouse("compare", *SMALL, "--with", "nothin", "--with", "sens", "--with", "response.enabld=true")
    assert result.err.startswith("3 problems:")


def test_without_a_variant_the_option_is_asked_for(glasshouse) -> None:
    result = glasshouse("compare", *SMALL)
    assert result.status == 2
    assert "--with: expected" in result.err


def test_an_interrupted_comparison_goes_on_to_the_same_bits(glasshouse, monkeypatch) -> None:
    def tell(_, day: int, __: int) -> None:
        if day == 7:
            os.kill(os.getpid(), signal.SIGINT)

    call = ("compare", *SMALL, "--with", "nothing")
    whole = glasshouse(*call, "--out", "whole", "--json").json()
    with monkeypatch.context() as patch:
        patch.setattr(Progress, "__call__", tell)
        stopped = glasshouse(*call, "--out", "part")
    assert (stopped.status, stopped.out) == (130, "")
    assert "`glasshouse resume part`" in stopped.err
    resumed = glasshouse("resume part --json").json()
    for key in ("differences", "individual_differences"):
        assert resumed[key] == whole[key]


def test_the_report_of_a_run_is_one_line_with_its_path(glasshouse) -> None:
    glasshouse("run", *SMALL, "--out", "here")
    assert glasshouse("report here").out == "here/report.html\n"
    result = glasshouse("report", "here", "--html", "elsewhere/mine.html")
    assert result.out == "elsewhere/mine.html\n"
    assert Path("elsewhere/mine.html").is_file()
    assert glasshouse("report here --json").json()["report"] == "here/report.html"


def test_a_report_does_not_damage_the_run(glasshouse) -> None:
    glasshouse("run", *SMALL, "--out", "here")
    glasshouse("report here")
    assert glasshouse("run", *SMALL, "--out", "here", "--json").json()["cached"] is True


def test_a_report_that_cannot_be_written_is_told(glasshouse) -> None:
    glasshouse("run", *SMALL, "--out", "here")
    Path("taken").write_text("x", encoding="utf-8")
    result = glasshouse("report here --html taken/report.html")
    assert (result.status, result.out) == (2, "")
    assert "taken" in result.err


def test_a_report_takes_the_place_of_no_other_file(glasshouse, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    glasshouse("run rongcheng --citizens 300 --days 2 --out here")
    Path("thesis.doc").write_text("my thesis", encoding="utf-8")
    result = glasshouse("report here --html thesis.doc")
    assert result.status == 2
    assert "another file, thesis.doc; nothing was changed" in result.err
    assert Path("thesis.doc").read_text(encoding="utf-8") == "my thesis"
    assert glasshouse("report here --html mine.html").status == glasshouse("report here --html mine.html").status == 0
