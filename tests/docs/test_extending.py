"""The examples of `docs/extending.md` and of the first comparison work as they stand there."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from glasshouse import report, scenario
from glasshouse.audit.explain import explain
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.schema.limits import LANES
from glasshouse.scoring.forms import registry as installed
from glasshouse.store.running import run
from glasshouse.testing.conformance import problems_of_form

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
redress = { notice = 0, told = 0, review_days = 1, overturned_wrong = 0, overturned_right = 0, lag = 0 }
bands = [{ name = "out", start = 0, measures = [] }, { name = "in", start = 1, measures = [] }]
"""
SYSTEM = f"""
extends = "rongcheng"
citizens = 512
days = 3
[new.systems.strict]
{STRICT}
[change.channels.informant.sensitivity]
jaywalk = 1
"""


@pytest.mark.parametrize(("file", "section", "name"), [
    ("whistle.toml", "conduct", "blow-the-whistle"), ("school.toml", "channels", "school"),
])  # fmt: skip
def test_the_example_loads(tmp_path, file, section, name) -> None:
    (tmp_path / file).write_text(FILES[file], encoding="utf-8")
    assert name in getattr(scenario.load(tmp_path / file), section)


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


def _strict(tmp_path, *settings: str, **scale: int) -> scenario.Scenario:
    path = tmp_path / "strict.toml"
    path.write_text(SYSTEM, encoding="utf-8")
    return scenario.load(path, settings, **scale)


def _struck(life: World) -> np.ndarray:
    return np.asarray(life.ledgers[list(life.scenario.systems).index("strict")]["published"]) == 1


def _lived(chosen: scenario.Scenario) -> World:
    world = World(chosen)
    for _ in range(chosen.days):
        world.step()
    return world


@pytest.mark.slow
def test_the_form_on_the_page_judges_by_its_strikes(tmp_path, strikes) -> None:
    world = _lived(_strict(tmp_path))
    account_rows = world.ledgers[list(world.scenario.systems).index("strict")]
    struck = np.asarray(account_rows["dimensions"])[:, 0] > 0
    assert struck.any()
    assert (np.asarray(account_rows["published"])[struck] == 1).all()
    assert (np.asarray(account_rows["published"])[~struck] == 65534).all()


@pytest.mark.slow
def test_a_run_says_how_many_are_out_on_the_forms_own_scale(tmp_path, strikes) -> None:
    done = run(_strict(tmp_path), folder=tmp_path / "runs")
    found = done.document["systems"]["strict"]
    assert (found["low"], found["high"]) == (0.0, 1.0)
    assert found["bands"]["out"]["count"] > 0
    assert found["mean"] == pytest.approx(found["bands"]["in"]["share"])
    assert found["sd"] > 0
    page = report.write_run(done.document, tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Three strikes" in page


@pytest.mark.slow
def test_safeguards_change_what_they_name(tmp_path, strikes) -> None:
    days = {"citizens": 512, "days": 12}
    still = ("response.enabled=false", "consequences.enabled=false")
    free = _struck(_lived(_strict(tmp_path, *still, **days)))
    forgiven = _struck(_lived(_strict(tmp_path, *still, "safeguards.forget_after=2", **days)))
    assert 0 < forgiven.sum() < free.sum() / 2
    limited = _lived(_strict(tmp_path, *still, "safeguards.purpose_limits=true", **days))
    assert not _struck(limited).any()
    traffic = 'systems.strict.purpose=["traffic"]'
    held = _lived(_strict(tmp_path, *still, "safeguards.purpose_limits=true", traffic, **days))
    assert 0 < _struck(held).sum() <= free.sum()


def test_a_safeguard_that_a_form_cannot_carry_out_is_refused(tmp_path, strikes, monkeypatch) -> None:
    for method in ("forget", "to_purpose"):
        monkeypatch.delattr(strikes.Strikes, method)
    assert "strict" in _strict(tmp_path, "safeguards.no_contacts=true").systems
    with pytest.raises(InputError) as refused:
        _strict(tmp_path, "safeguards.forget_after=7", "safeguards.purpose_limits=true")
    said = str(refused.value)
    assert "safeguards.forget_after" in said
    assert "safeguards.purpose_limits" in said
    assert "form 'strikes', of system 'strict'" in said


@pytest.mark.slow
def test_why_tells_the_records_behind_a_strike_and_adds_up(tmp_path, strikes) -> None:
    chosen = _strict(tmp_path)
    community, lane = np.argwhere(_struck(_lived(chosen)))[0]
    told = explain(chosen, int(community) * LANES + int(lane), system="strict")
    (account,) = told.accounts
    assert account.adds_up
    assert (account.score, account.band) == (0.0, "out")
    records = [item for item in account.items if item.happened is not None]
    assert {item.kind for item in records} <= {"jaywalk", "litter"}
    assert all(item.channels for item in records)
    assert {item.rule for item in records} == {"one strike"}
    assert "strikes, 0 allowed" in told.text()


def test_a_misspelt_strike_is_told_with_the_nearest_kind(tmp_path, strikes) -> None:
    with pytest.raises(InputError, match="litter"):
        _strict(tmp_path, 'systems.strict.strikes=["liter"]')


@pytest.mark.slow
def test_the_form_on_the_page_conforms(tmp_path, strikes) -> None:
    assert problems_of_form(strikes.FORM, tomllib.loads(STRICT)) == []


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
    names = re.findall(r'\bdifferences\["\w+"\]\["(\w+)"\]', (ROOT / page).read_text(encoding="utf-8"))
    listed = (ROOT / "src/glasshouse/observables/catalogue.py").read_text(encoding="utf-8")
    assert names
    assert [name for name in names if f'"{name}"' not in listed] == []


def test_the_readme_links_to_what_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text)]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
