"""`glasshouse doctor`."""

from __future__ import annotations

import shutil
from collections import namedtuple

import pytest

from glasshouse.cli.verbs import doctor
from glasshouse.kernels import compilation


@pytest.fixture(scope="module")
def of_library() -> list[doctor.Finding]:
    """What is found of the library, which takes seconds to read."""
    return list(doctor.check_library())


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch, of_library) -> None:
    monkeypatch.chdir(tmp_path)
    checks = [check for check in doctor.CHECKS if check is not doctor.check_library]
    assert len(checks) == len(doctor.CHECKS) - 1
    monkeypatch.setattr(doctor, "CHECKS", (*checks, lambda: of_library))


def _states(result) -> dict[str, str]:
    return {finding["check"]: finding["state"] for finding in result.json()["findings"]}


def test_a_healthy_machine_is_well(glasshouse) -> None:
    result = glasshouse("doctor")
    assert result.status == 0, result.out
    assert result.out.splitlines()[-1] == "All is well."
    for word in ("python", "numba", "kernel cache", "writable", "GiB free", "cores", "facts"):
        assert word in result.out


def test_the_json_says_the_same(glasshouse) -> None:
    result = glasshouse("doctor --json")
    assert result.json()["well"] is True
    assert "bad" not in _states(result).values()


def test_a_file_in_the_way_of_the_runs_fails_and_says_what_to_do(glasshouse, tmp_path) -> None:
    (tmp_path / "runs").write_text("x", encoding="utf-8")
    result = glasshouse("doctor")
    assert result.status == 1
    assert "runs is a file" in " ".join(result.out.split())
    assert "→ go to a folder that you may write to" in result.out
    assert "runs folder" in result.err


def test_a_full_disk_is_noted(glasshouse, monkeypatch) -> None:
    room = namedtuple("room", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: room(10**9, 10**9, 10**6))
    assert _states(glasshouse("doctor --json"))["disk room"] == "note"


def test_a_missing_package_fails(glasshouse, monkeypatch) -> None:
    monkeypatch.setattr(doctor, "_PACKAGES", ("numpy", "no-such-package"))
    result = glasshouse("doctor --json")
    assert result.status == 1
    assert _states(result)["packages"] == "bad"


def test_an_old_python_fails(monkeypatch) -> None:
    monkeypatch.setattr(doctor.platform, "python_version_tuple", lambda: ("3", "10", "1"))
    assert [finding.state for finding in doctor.check_python()] == ["bad"]


def test_old_kernels_are_removed_on_request_only(glasshouse, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("GLASSHOUSE_CACHE", str(tmp_path))
    now = compilation.cache_folder()
    for folder in (tmp_path / "kernels-0123456789abcdef", now, tmp_path / "something-else"):
        folder.mkdir()
        (folder / "file").write_text("x")
    before = sorted(tmp_path.iterdir())
    glasshouse("doctor")
    assert sorted(tmp_path.iterdir()) == before
    result = glasshouse("doctor --clean-cache")
    assert "1 folders removed" in result.out
    assert sorted(tmp_path.iterdir()) == sorted([now, tmp_path / "something-else"])


def test_damaged_kernels_are_noted_and_all_is_not_well(glasshouse, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(compilation, "cache_folder", lambda: tmp_path / "kernels")
    (tmp_path / "kernels").mkdir()
    (tmp_path / "kernels" / "day.1.nbc").write_bytes(b"broken")
    result = glasshouse("doctor")
    assert result.status == 0
    assert "1 damaged, such as day.1.nbc" in " ".join(result.out.split())
    assert result.out.splitlines()[-1] == "Everything works; better look at: kernel cache."


def test_words_that_a_language_lacks_are_listed(glasshouse, monkeypatch) -> None:
    from glasshouse.web import words

    found = {each.check: each for each in doctor.check_words()}
    assert found["words: en"].state == "well"
    assert "whole pages: about, " in found["words: de"].found
    assert found["words: de"].state == "well"
    lacking = {key: text for key, text in words.words_of("de").items() if key != "year.title"}
    monkeypatch.setattr(words, "words_of", {"de": lacking, "en": words.words_of("en")}.__getitem__)
    noted = {each.check: each for each in doctor.check_words()}["words: de"]
    assert noted.state == "note"
    assert noted.found.endswith("texts of pages that are translated: year.title")
