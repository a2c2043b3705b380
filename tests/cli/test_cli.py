"""The command line as a whole: help, exit statuses, streams."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from glasshouse.cli import commands as verbs
from glasshouse.cli import main

COMMAND = [sys.executable, "-c", "import sys; from glasshouse.cli import main; sys.exit(main())"]


def start(*arguments: str, **options) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen([*COMMAND, *arguments], stdout=pipe, stderr=pipe, text=True, **options)


def test_help_lists_every_verb_with_one_line(glasshouse) -> None:
    result = glasshouse("--help")
    assert result.status == 0
    for name in verbs.VERBS:
        assert f"\n  {name} " in result.out
    assert max(map(len, result.out.splitlines())) <= 80


def test_without_arguments_there_is_help(capsys) -> None:
    assert main([]) == 0
    assert "Run a scenario:" in capsys.readouterr().out


@pytest.mark.parametrize("name", verbs.VERBS)
def test_each_verb_explains_itself_with_the_same_first_line(glasshouse, name) -> None:
    result = glasshouse(name, "--help")
    assert result.status == 0, result.err
    assert " ".join(verbs.VERBS[name].split()) in " ".join(result.out.split())


def test_a_run_of_its_own_says_nothing_beside_its_progress(tmp_path: Path) -> None:
    process = start("run", "micro", "--citizens", "2_000", "--days", "3", "--fresh", "--out", str(tmp_path / "run"))
    _, err = process.communicate()
    assert process.returncode == 0
    lines = [line for line in err.replace("\r", "\n").splitlines() if line.strip()]
    assert [line for line in lines if not line.startswith(("Compiling", "micro"))] == []


def test_an_unknown_verb_is_met_with_the_nearest_one(glasshouse) -> None:
    result = glasshouse("comapre rongcheng")
    assert (result.status, result.out) == (2, "")
    assert "did you mean 'compare'?" in result.err


def test_an_unknown_option_is_met_with_the_nearest_one(glasshouse) -> None:
    result = glasshouse("run rongcheng --citizen 5")
    assert (result.status, result.out) == (2, "")
    assert "did you mean '--citizens'?" in result.err
    assert "Usage" not in result.err


@pytest.mark.parametrize(
    "arguments", ["run", "run a b", "list --json", "run rongcheng --days", "--nothing", "show", "why x"]
)
def test_wrong_usage_is_one_clean_message(glasshouse, arguments) -> None:
    result = glasshouse(arguments)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("1 problem:\n  ")
    assert len(result.err.splitlines()) == 2
    assert "--help` " in result.err or "--help`\n" in result.err


def test_the_version_is_told(glasshouse) -> None:
    assert glasshouse("--version").out.startswith("glasshouse ")


def test_a_fault_of_ours_is_told_in_two_lines(glasshouse, monkeypatch) -> None:
    monkeypatch.delenv("GLASSHOUSE_TRACEBACK", raising=False)
    monkeypatch.setattr("glasshouse.library.names", lambda _: 1 / 0)
    result = glasshouse("list systems")
    assert result.status == 1
    assert result.err.startswith("a fault in Glasshouse itself: ZeroDivisionError")
    assert "Traceback" not in result.err
    monkeypatch.setenv("GLASSHOUSE_TRACEBACK", "1")
    assert "Traceback" in glasshouse("list systems").err


def test_ctrl_c_anywhere_is_one_line_and_130(glasshouse, monkeypatch) -> None:
    def interrupt(_) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("glasshouse.library.names", interrupt)
    result = glasshouse("list systems")
    assert (result.status, result.out, result.err) == (130, "", "interrupted\n")


def test_too_little_memory_is_told_without_a_traceback(glasshouse, monkeypatch) -> None:
    def exhaust(_) -> None:
        raise MemoryError

    monkeypatch.setattr("glasshouse.library.names", exhaust)
    result = glasshouse("list systems")
    assert result.status == 1
    assert "not enough memory" in result.err


def test_help_answers_in_under_three_tenths_of_a_second() -> None:
    """Of a processor's time, so that others on the machine do not count."""

    def measure() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*COMMAND, "--help"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(measure() for _ in range(5)) < 0.3


def test_help_loads_no_heavy_package() -> None:
    program = "import sys; from glasshouse.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    heavy = {"numpy", "numba", "pydantic", "pandas", "duckdb", "altair", "rich"}
    assert heavy & set(found.stderr.split()) == set()


def test_a_reader_that_goes_away_is_met_in_silence() -> None:
    process = start("list", "facts")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    assert process.wait() == 0


def test_a_terminal_without_unicode_gets_question_marks_not_a_traceback() -> None:
    process = start("show", "rongcheng", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    out, err = process.communicate()
    assert (process.returncode, err) == (0, "")
    assert "rongcheng, a system" in out


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_results_that_do_not_fit_on_the_disk_are_told() -> None:
    with open("/dev/full", "w") as full:
        process = subprocess.run([*COMMAND, "list", "facts"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert process.returncode == 2
    assert process.stderr.splitlines() == ["the disk is full; make room, or name a folder on another disk with --out"]


def test_ctrl_c_in_a_real_run_keeps_a_checkpoint(tmp_path) -> None:
    folder = tmp_path / "here"
    process = start("run", "rongcheng", "--citizens", "20_000", "--days", "36_000", "--out", str(folder))
    deadline = time.monotonic() + 120
    while not (folder / "manifest.json").exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert f"`glasshouse resume {folder}`" in err.splitlines()[-1]
    assert "Traceback" not in err
