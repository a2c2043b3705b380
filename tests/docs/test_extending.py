"""The examples of `docs/extending.md` and of the first comparison work as they stand there."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.world import World
from glasshouse.scoring import forms as installed

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```toml\n# (\S+\.toml)\n(.*?)```", PAGE, re.DOTALL))
FORM = re.search(r"```python\n# strikes\.py\n(.*?)```", PAGE, re.DOTALL)
STRICT = """
title = "Three strikes"
form = "strikes"
reads = ["informant", "camera", "police"]
known = 1
opaque = 0
strikes = ["jaywalk", "litter"]
allowed = 0
members = { share = 1, online = 0 }
redress = { notice = 0, told = 0, days = 1, overturned_wrong = 0, overturned_right = 0, lag = 0 }
bands = [{ name = "out", start = 0, measures = [] }, { name = "in", start = 1, measures = [] }]
"""
SYSTEM = f"""
extends = "rongcheng"
citizens = 512
days = 3
[new.systems.strict]
{STRICT}
[change.channels.informant.sees]
jaywalk = 1
"""


@pytest.mark.parametrize(("file", "shelf", "name"), [
    ("whistle.toml", "conduct", "blow-the-whistle"), ("school.toml", "channels", "school"),
])  # fmt: skip
def test_the_example_loads(tmp_path, file, shelf, name) -> None:
    (tmp_path / file).write_text(FILES[file], encoding="utf-8")
    assert name in getattr(scenario.load(tmp_path / file), shelf)


class _Point:
    def __init__(self, form) -> None:
        self.form = form

    def load(self):
        return self.form


@pytest.fixture
def strikes(tmp_path, monkeypatch):
    assert FORM is not None
    path = tmp_path / "strikes.py"
    path.write_text(FORM[1], encoding="utf-8")
    spec = importlib.util.spec_from_file_location("strikes", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "strikes", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(installed, "entry_points", lambda group: [_Point(module.FORM)])
    installed.forms.cache_clear()
    yield module
    installed.forms.cache_clear()


@pytest.mark.slow
def test_the_form_on_the_page_judges_by_its_strikes(tmp_path, strikes) -> None:
    path = tmp_path / "strict.toml"
    path.write_text(SYSTEM, encoding="utf-8")
    world = World(scenario.load(path))
    for _ in range(3):
        world.live()
    book = world.ledgers[list(world.scenario.systems).index("strict")]
    struck = np.asarray(book["dimensions"])[:, 0] > 0
    assert struck.any()
    assert (np.asarray(book["published"])[struck] == 1).all()
    assert (np.asarray(book["published"])[~struck] == 65534).all()


COMMAND = re.search(r"```\n(python -m glasshouse\.testing\.conformance .*)\n```", PAGE)


@pytest.mark.slow
def test_the_command_on_the_page_finds_that_the_form_on_the_page_conforms(tmp_path) -> None:
    assert FORM is not None
    assert COMMAND is not None
    (tmp_path / "strikes.py").write_text(FORM[1], encoding="utf-8")
    (tmp_path / "strict.toml").write_text(STRICT, encoding="utf-8")
    python, *rest = COMMAND[1].split()
    assert python == "python"
    done = subprocess.run([sys.executable, *rest], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "strikes:FORM conforms\n"), done.stderr


@pytest.mark.parametrize("page", ["docs/first-comparison.md", "README.md"])
def test_a_page_names_observables_that_exist(page) -> None:
    names = re.findall(r'differences\["\w+"\]\["(\w+)"\]', (ROOT / page).read_text(encoding="utf-8"))
    listed = (ROOT / "src/glasshouse/observables/catalogue.py").read_text(encoding="utf-8")
    assert names
    assert [name for name in names if f'"{name}"' not in listed] == []


def test_the_readme_links_to_files_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text)]
    assert links
    assert [link for link in links if not (ROOT / link).is_file()] == []
