"""The page on simulations, run as it stands."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

import glasshouse as gh

PAGE = Path(__file__).parents[2] / "docs" / "simulation.md"


def test_the_examples_of_the_page_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 6
    code = "\n".join(blocks).replace("citizens=20_000", "citizens=5_000")
    monkeypatch.chdir(tmp_path)
    Path("page_on_simulations.py").write_text(code, encoding="utf-8")  # kernels belong in a file
    spec = importlib.util.spec_from_file_location("page_on_simulations", "page_on_simulations.py")
    assert spec is not None
    assert spec.loader is not None
    page = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, page)
    spec.loader.exec_module(page)
    assert page.town.day == page.again.day == 21
    assert page.milder.state_digest != page.same.state_digest
    assert len(page.guarded.share) == 3
    assert page.watched.counted["records"][0] > 0
    assert gh.why(page.town, 4711).adds_up


def test_the_page_names_what_there_is() -> None:
    named = re.findall(r"`town\.(\w+)", PAGE.read_text(encoding="utf-8"))
    assert len(named) > 10
    for name in named:
        assert hasattr(gh.Simulation, name) or name == "recording", name
