"""Kept kernels that break off are found, named, removed, and made again."""

from __future__ import annotations

import logging
import pickle
from pathlib import Path

import pytest

from glasshouse.kernels.damage import damaged_kernels, made_again, remove_damaged


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    for name in ("one.nbi", "one.1.nbc", "deep/two.nbi"):
        (tmp_path / name).write_bytes(pickle.dumps(("0.68", list(range(200)))))
    (tmp_path / "note.txt").write_text("no kernel", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("kept", [0, 1, 100])
def test_what_breaks_off_is_damaged(cache: Path, kept: int) -> None:
    assert damaged_kernels(cache) == []
    for name in ("one.1.nbc", "deep/two.nbi"):
        path = cache / name
        path.write_bytes(path.read_bytes()[:kept])
    assert damaged_kernels(cache) == [cache / "deep/two.nbi", cache / "one.1.nbc"]


def test_it_is_removed_with_the_folder_named_and_the_rest_stays(cache: Path, caplog) -> None:
    (cache / "one.nbi").write_bytes(b"")
    remove_damaged(cache)
    (said,) = caplog.messages
    assert str(cache) in said
    assert "some are damaged (one.nbi)" in said
    assert sorted(path.name for path in cache.glob("**/*.nb?")) == ["one.1.nbc", "two.nbi"]


def _reading(raised: Exception):
    """A maker that fails once while it reads, in a file called as Numba's, and then makes something."""
    space: dict = {"raised": raised}
    exec(compile("def _load_index():\n    raise raised\n", "numba/core/caching.py", "exec"), space)
    calls: list[int] = []

    def make() -> str:
        calls.append(1)
        return space["_load_index"]() if len(calls) == 1 else "made"

    return make


def test_what_cannot_be_read_is_made_again_without_what_was_kept(cache: Path, caplog) -> None:
    caplog.set_level(logging.WARNING, "glasshouse")
    assert made_again(_reading(EOFError("Ran out of input")), cache) == "made"
    assert not list(cache.glob("**/*.nb?"))
    assert "EOFError: Ran out of input" in caplog.messages[0]


def test_an_error_of_compiling_is_no_damage(cache: Path) -> None:
    def make() -> str:
        raise ValueError("a kernel that does not compile")

    with pytest.raises(ValueError, match="does not compile"):
        made_again(make, cache)
    assert len(list(cache.glob("**/*.nb?"))) == 3
