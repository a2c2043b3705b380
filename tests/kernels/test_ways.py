"""Two ways to compile, and what importing leaves alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from glasshouse.kernels import compilation, plain, sources, tuned
from glasshouse.kernels.compilation import is_compiled

pytestmark = pytest.mark.skipif(not is_compiled(), reason="nothing is compiled")

IMPORTING = """
import sys, threading
import numba
from numba.core import config
before = {name: getattr(config, name) for name in dir(config) if name.isupper()}
import glasshouse.engine.world, glasshouse.api, glasshouse.store, glasshouse.worlds
assert {name: getattr(config, name) for name in before} == before
assert threading.active_count() == 1
assert not any(name.startswith("scipy.linalg") for name in sys.modules)
"""
LIVING = """
import json, numba
from glasshouse.kernels.remembering import remembering
from glasshouse.scenario import load
from glasshouse.testing.simulated import simulated
with remembering():  # the same machine code, sooner
    life = simulated(load("rongcheng", citizens=512, days=3, panel=(1,)))
print(json.dumps(life.digests))
assert (numba.config.CACHE_DIR, numba.config.CPU_FEATURES) == ("", None)
"""


def _python(code: str, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA")}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**clean, **environment}, capture_output=True, text=True, check=False
    )
    assert not done.returncode, done.stderr
    return done.stdout


def test_importing_changes_nothing(tmp_path: Path) -> None:
    _python(IMPORTING, GLASSHOUSE_CACHE=str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_both_ways_offer_the_same() -> None:
    assert sorted(plain.__all__) == sorted(tuned.__all__)


@pytest.mark.parametrize(("version", "asked", "is_plain"), [
    ("0.68.1", "", False), ("0.68.9", "0", False), ("0.68.1", "1", True), ("0.69.0", "", True), ("0.6.8", "", True),
])  # fmt: skip
def test_the_plain_way_is_taken_when_asked_for_and_with_untried_versions(
    monkeypatch: pytest.MonkeyPatch, version: str, asked: str, is_plain: bool
) -> None:
    monkeypatch.setattr(compilation.numba, "__version__", version)
    monkeypatch.setenv("GLASSHOUSE_PLAIN_NUMBA", asked)
    assert compilation.is_plain() == is_plain


def test_code_is_not_kept_once_its_sources_have_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Kept:
        saved: list[Any]

        def save_overload(self, signature: Any, code: Any) -> None:
            self.saved.append(code)

    kept = Kept()
    kept.saved = []
    tuned._keep_only_what_was_read(kept)
    kept.save_overload("signature", "first")
    assert not sources.have_changed()
    monkeypatch.setattr(tuned, "have_changed", lambda: True)
    kept.save_overload("signature", "second")
    assert kept.saved == ["first"]


def test_kernels_of_other_packages_are_kept_by_what_they_are_made_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "other_kernels.py").write_text("x = 1\n")
    folder_of = compilation._folder_of.__wrapped__
    before = folder_of("other_kernels")
    assert before.parent == folder_of("glasshouse") == compilation.cache_folder()
    (tmp_path / "other_kernels.py").write_text("x = 2\n")
    assert folder_of("other_kernels") != before
    del sys.modules["other_kernels"]


@pytest.mark.slow
def test_the_plain_way_gives_the_same_bits() -> None:
    """Compiles the whole day the plain way, without LLVM's optimizer, which takes two fifths of the time and no part in this.

    The plain way first: meanwhile another process of the suite compiles the other, which is then found compiled.
    """
    plain_digests = json.loads(_python(LIVING, GLASSHOUSE_PLAIN_NUMBA="1", NUMBA_OPT="0"))
    tuned_digests = json.loads(_python(LIVING, GLASSHOUSE_PLAIN_NUMBA="0"))
    assert plain_digests == tuned_digests
    assert len(set(plain_digests.values())) == len(plain_digests) == 6
