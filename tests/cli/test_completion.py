"""Shells can complete verbs, options, scenarios and runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse.cli.main import COMPLETE


@pytest.fixture
def complete(glasshouse, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def ask(*words: str) -> list[str]:
        monkeypatch.setenv(COMPLETE, "complete_bash")
        monkeypatch.setenv("COMP_WORDS", " ".join(("glasshouse", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        return glasshouse("").out.splitlines()

    return ask


def test_verbs_and_options_are_completed(complete) -> None:
    assert complete("com") == ["compare"]
    assert complete("run", "--cit") == ["--citizens"]


def test_scenarios_files_and_runs_are_completed(complete) -> None:
    Path("golden.toml").touch()
    assert {"golden-shield", "golden.toml"} == set(complete("run", "golden"))
    Path("runs/abc1").mkdir(parents=True)
    assert complete("export", "abc") == ["abc1"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_told_how_to_ask(glasshouse, monkeypatch, shell) -> None:
    monkeypatch.setenv(COMPLETE, f"source_{shell}")
    assert "_GLASSHOUSE_COMPLETE=complete_" in glasshouse("").out
