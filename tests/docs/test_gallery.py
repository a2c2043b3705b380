"""The gallery's pictures and its page; the front page's doors."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import glasshouse as gh
from glasshouse import library

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def gallery(tmp_path, monkeypatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", DOCS / "gallery.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(module, "PICTURES", tmp_path / "pictures")
    monkeypatch.setattr(module, "CITIZENS", 1_000)
    monkeypatch.setattr(module, "DAYS", 10)
    return module


def test_a_scenario_has_its_picture(gallery) -> None:
    gallery.draw(["rongcheng"], gallery.PICTURES)
    assert (gallery.PICTURES / "rongcheng.svg").read_text().startswith("<svg")
    assert "![Rongcheng: whose days" in gallery.page()


def test_a_scenario_that_changes_nobodys_days_has_none_and_says_so(gallery) -> None:
    gallery.PICTURES.mkdir()
    (gallery.PICTURES / "nothing.svg").write_text("of an earlier version")
    gallery.draw(["nothing"], gallery.PICTURES)
    assert not (gallery.PICTURES / "nothing.svg").exists()
    assert "*In 10 days nobody's days differed.*" in gallery.page()


def test_the_page_has_every_scenario_and_links_to_pages_that_exist(gallery) -> None:
    page = gallery.page()
    assert page.count("\n## ") + 1 == len(library.names("scenarios")) - 1
    assert all((DOCS / link).exists() for link in re.findall(r"\]\((systems/[^)]*)\)", page))


def test_no_page_is_listed_twice() -> None:
    listed: list[str] = []
    for block in re.findall(r"```\{toctree\}\n(.*?)```", (DOCS / "index.md").read_text(), re.DOTALL):
        for entry in re.findall(r"^[a-z][a-z/*-]*$", block, re.MULTILINE):
            listed += sorted(str(path.relative_to(DOCS)) for path in DOCS.glob(f"{entry}.md"))
    assert len(listed) == len(set(listed))
    pages = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md") if "_build" not in path.parts}
    assert set(listed) == pages - {"index.md"}


def test_every_public_name_stands_in_the_interface_page() -> None:
    shown = set(re.findall(r"glasshouse\.(\w+)", (DOCS / "api" / "index.md").read_text()))
    assert set(gh.__all__) <= shown
