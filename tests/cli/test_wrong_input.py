"""Wrong input of every sort: exit status 2, one clean message with every problem, and nothing on stdout."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys

import pytest

SYSTEM = """
[new.systems.points]
title = "Points"
form = "points"
reads = ["police"]
known = 0.5
opaque = 0.5
start = 100
low = 0
high = 200
members = { share = 1, online = 0 }
forgetting = { rule = "never", days = 0 }
rules = { litter = { points = -5 } }
redress = { notice = 0, told = 1, appeals = true, review_days = 10, overturned_wrong = 0.5, overturned_right = 0.1, lag = 0 }
bands = [{ name = "low", start = 0, measures = [] }, { name = "high", start = 100, measures = [] }]
"""


def _scenario(tmp_path, text: str) -> str:
    file = tmp_path / "mine.toml"
    file.write_text('title = "Mine"\nextends = "rongcheng"\n' + text, encoding="utf-8")
    return str(file)


def _problems(result) -> list[str]:
    assert result.status == 2, result.err
    assert result.out == ""
    assert "Traceback" not in result.err
    assert "Usage" not in result.err
    heading, *lines = result.err.splitlines()
    found = [line for line in lines if line.startswith("  ")]
    assert re.match(rf"{len(found)} problems?( in .*)?:$", heading)
    assert found == lines
    return found


def test_the_system_that_the_tests_break_is_sound(tmp_path) -> None:
    from glasshouse import scenario

    assert "points" in scenario.load(_scenario(tmp_path, SYSTEM)).systems


@pytest.mark.parametrize("option", ["--set", "-s"])
def test_an_unknown_key_is_met_with_the_nearest_one(glasshouse, option) -> None:
    (problem,) = _problems(glasshouse("run", "rongcheng", option, "response.conformty=0.1"))
    assert "response.conformty" in problem
    assert "did you mean 'conformity'?" in problem


def test_an_unknown_key_in_a_file_is_named_with_its_file(glasshouse, tmp_path) -> None:
    file = _scenario(tmp_path, "dayz = 3\n")
    result = glasshouse("run", file)
    assert "did you mean 'days'?" in _problems(result)[0]
    assert file in result.err


def test_a_wrong_unit_is_named(glasshouse) -> None:
    setting = 'systems.rongcheng.start={value=900, unit="days"}'
    (problem,) = _problems(glasshouse("run", "rongcheng", "-s", setting))
    assert "'days'" in problem
    assert "points" in problem


@pytest.mark.parametrize("rate", ["-0.1", "1.5"])
def test_a_rate_below_nought_or_above_one_is_named(glasshouse, rate) -> None:
    problems = _problems(glasshouse("run", "rongcheng", "-s", f"conduct.litter.rate={rate}"))
    assert any("conduct.litter.rate" in problem and rate.strip("-") in problem for problem in problems)


def test_a_chance_above_one_is_named(glasshouse) -> None:
    (problem,) = _problems(glasshouse("run", "rongcheng", "-s", "channels.police.sensitivity.litter=1.2"))
    assert "channels.police.sensitivity.litter" in problem


def test_overlapping_bands_are_named(glasshouse, tmp_path) -> None:
    (problem,) = _problems(
        glasshouse("run", _scenario(tmp_path, SYSTEM.replace("start = 100, meas", "start = 0, meas")))
    )
    assert "do not overlap" in problem
    assert "new.systems.points.bands" in problem


def test_a_band_that_does_not_say_what_follows_is_named(glasshouse, tmp_path) -> None:
    (problem,) = _problems(
        glasshouse("run", _scenario(tmp_path, SYSTEM.replace("start = 0, measures = []", "start = 0")))
    )
    assert "measures" in problem
    assert "found nothing" in problem


def test_a_band_with_a_treatment_that_does_not_exist_is_named(glasshouse, tmp_path) -> None:
    text = SYSTEM.replace("start = 0, measures = []", 'start = 0, measures = ["no-trains"]')
    (problem,) = _problems(glasshouse("run", _scenario(tmp_path, text)))
    assert "no-trains" in problem


def test_a_system_that_reads_a_missing_channel_is_named(glasshouse, tmp_path) -> None:
    (problem,) = _problems(glasshouse("run", _scenario(tmp_path, SYSTEM.replace('"police"', '"polise"'))))
    assert "polise" in problem
    assert "did you mean 'police'?" in problem


def test_two_systems_of_one_name_are_named(glasshouse, tmp_path) -> None:
    text = SYSTEM.replace("systems.points", "systems.rongcheng")
    (problem,) = _problems(glasshouse("run", _scenario(tmp_path, text)))
    assert "'rongcheng' a second time" in problem


def test_a_table_given_twice_in_a_file_is_named_with_its_line(glasshouse, tmp_path) -> None:
    (problem,) = _problems(glasshouse("run", _scenario(tmp_path, SYSTEM + SYSTEM)))
    assert "line" in problem


@pytest.mark.parametrize("verb", ["run rongcheng", "compare rongcheng --with nothing"])
@pytest.mark.parametrize(
    ("option", "given"),
    [
        ("--citizens", "0"),
        ("--citizens", "1_000_000_000_000"),
        ("--citizens", "-5"),
        ("--citizens", "many"),
        ("--citizens", "1e6"),
        ("--citizens", "9" * 5000),
        ("--days", "ten"),
        ("--days", "0"),
        ("--days", "1.5"),
        ("--days", ""),
        ("--seed", "-1"),
        ("--seed", "lucky"),
        ("--threads", "0"),
        ("--threads", "all"),
        ("--panel", "1,two,3"),
        ("--panel", "-1"),
    ],
)
def test_a_wrong_number_is_named_by_its_option(glasshouse, verb, option, given) -> None:
    (problem,) = _problems(glasshouse(*verb.split(), option, given))
    assert problem.strip().startswith(f"{option}: expected ")
    assert len(problem) < 200


def test_a_panel_with_somebody_who_is_not_there_is_named(glasshouse) -> None:
    (problem,) = _problems(glasshouse("run rongcheng --citizens 1_000 --panel 5,1000"))
    assert "below 1000" in problem
    assert problem.strip().startswith("--panel")


def test_everything_wrong_is_told_at_once(glasshouse, tmp_path) -> None:
    file = _scenario(tmp_path, SYSTEM.replace('"police"', '"polise"') + "[change.response]\nconformty = 1\n")
    problems = _problems(glasshouse("run", file, "--days", "ten", "--threads", "0", "-s", "conduct.litter.rate=-1"))
    for word in ("--days", "--threads", "polise", "conformty", "conduct.litter.rate"):
        assert any(word in problem for problem in problems), word


def test_an_unknown_scenario_is_met_with_the_nearest_one(glasshouse) -> None:
    (problem,) = _problems(glasshouse("run", "rongchen"))
    assert "did you mean 'rongcheng'?" in problem


def test_a_missing_file_is_met_with_the_nearest_one(glasshouse, tmp_path) -> None:
    _scenario(tmp_path, "")
    (problem,) = _problems(glasshouse("run", str(tmp_path / "mime.toml")))
    assert "did you mean 'mine.toml'?" in problem


@pytest.mark.parametrize("arguments", ["run rongcheng more", "why here 5 6", "doctor now"])
def test_an_argument_too_many_is_told_in_words(glasshouse, arguments) -> None:
    (problem,) = _problems(glasshouse(arguments))
    assert "found unexpected extra argument" in problem
    assert "(s)" not in problem


def test_a_setting_without_a_value_is_named(glasshouse) -> None:
    (problem,) = _problems(glasshouse("run", "rongcheng", "-s", "response"))
    assert "response" in problem


def test_an_unknown_variant_is_met_with_the_nearest_one(glasshouse) -> None:
    (problem,) = _problems(glasshouse("compare rongcheng --with nothin --citizens 1_000 --days 2"))
    assert "did you mean 'nothing'?" in problem


def test_a_wrong_setting_and_a_wrong_variant_are_told_together(glasshouse) -> None:
    for verb in ("compare", "sweep"):
        result = glasshouse(verb, "rongcheng", "--with", "nothingg", "-s", "response.conformty=1", "--citizens", "many")
        assert result.status == 2
        for word in ("3 problems", "--citizens", "response.conformty", "did you mean 'nothing'?"):
            assert word in result.err, verb


def test_a_misspelt_observable_is_told_before_the_sweep(glasshouse, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    grid = ("--grid", "response.conformity=0,1", "--with", "nothing")
    names = ("--observable", "mean_score_rongchen", "--observable", "individual_differences_silenced")
    result = glasshouse("sweep", "rongcheng", *grid, *names)
    assert result.status == 2
    assert "1 problem" in result.err
    assert "did you mean 'mean_score_rongcheng'?" in result.err
    assert list(tmp_path.iterdir()) == []


def test_very_many_problems_are_counted_and_not_all_listed(glasshouse) -> None:
    result = glasshouse("run", "rongcheng", "--citizens", "10", "--panel", ",".join(map(str, range(1000))))
    assert "990 problems" in result.err
    assert "and 890 more" in result.err
    assert len(result.err.splitlines()) == 102


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_streams_are_no_fault(closed) -> None:
    command = f"{shlex.quote(sys.executable)} -m glasshouse list contexts {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_scenario_that_is_not_there_hides_no_other_problem(glasshouse) -> None:
    asked = [
        "compare",
        "rongchng",
        "--with",
        "nothin",
        "--with",
        "sensing",
        "-s",
        "respnse.conformity=0",
        "--citizens",
        "x",
        "-s",
    ]
    wrong = glasshouse(*asked, "a b")
    assert wrong.status == 2
    said = " ".join(wrong.err.split())
    for word in ("'rongcheng'", "'nothing'", "'response'", "key.path=value", "--citizens"):
        assert word in said, word
    assert "sensing'?" not in said


@pytest.mark.parametrize("port", ["-1", "22x", "", "1e3"])
def test_a_port_that_is_none_is_refused_and_no_other_is_taken(glasshouse, port) -> None:
    (problem,) = _problems(glasshouse("serve", "--no-browser", "--port", port))
    assert problem.startswith("  --port: expected a whole number, 0 or more, found ")


def test_a_folder_where_a_file_should_be_is_said_to_be_one(glasshouse, tmp_path) -> None:
    (problem,) = _problems(glasshouse("upgrade", str(tmp_path)))
    assert problem == "  expected a readable file, found a folder"
    (problem,) = _problems(glasshouse("check", str(tmp_path)))
    assert (
        problem == "  expected a TOML file, or the folder of a society with a society.toml in it, found another folder"
    )


def test_an_unknown_move_is_met_with_all_of_them(glasshouse) -> None:
    (problem,) = _problems(glasshouse("remedies", "rongcheng", "--citizens", "300", "--days", "3", "--only", "nosuch"))
    assert "expected one of " in problem
    assert "hearing" in problem


def test_an_interrupt_while_the_verbs_are_loaded_is_one_line(monkeypatch, capsys) -> None:
    from glasshouse import __main__, cli

    def interrupted() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupted)
    assert __main__.main() == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_pages_of_claims_take_the_place_of_no_other_page(glasshouse, tmp_path) -> None:
    (tmp_path / "index.html").write_text("<p>mine</p>", encoding="utf-8")
    (problem,) = _problems(glasshouse("claims", "--quick", "--out", str(tmp_path)))
    assert f"found another file, {tmp_path / 'index.html'}" in problem
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<p>mine</p>"
