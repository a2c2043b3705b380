"""The page that turns a scheme in words into a scenario: its file fits, has every key of its table, and reaches people."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from glasshouse import scenario
from glasshouse.scenario import Scenario, notices
from glasshouse.testing.simulated import simulated

PAGE = (Path(__file__).parents[2] / "docs" / "from-words.md").read_text(encoding="utf-8")
KEYS = re.findall(r"^\| [^|]+ \| `([^`]+)` \|", PAGE, re.MULTILINE)
QUICK = (
    "systems.quarter.publish_every=4",
    "systems.quarter.publish_on=3",
    "systems.quarter.absences.meetings.within=4",
    "systems.quarter.absences.meetings.points=-8",
    "systems.quarter.human_review.capacity=50",
    "conduct.buy-pass.rate=0.006",
    "systems.quarter.measures.no-pass.after=2",
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    name, text = re.findall(r"```toml\n# (\S+\.toml)\n(.*?)```", PAGE, re.DOTALL)[0]
    path = tmp_path_factory.mktemp("words") / name
    path.write_text(text, encoding="utf-8")
    return path


def _at(document: Scenario, key: str) -> Any:
    here: Any = document
    for part in key.split("."):
        here = here[part] if isinstance(here, dict) else getattr(here, part)
    return here


@pytest.mark.parametrize("key", KEYS)
def test_the_file_says_what_each_clause_needs(file: Path, key: str) -> None:
    assert _at(scenario.load(file), key)


def test_the_table_has_a_key_for_each_clause() -> None:
    clauses = re.findall(r"^\| (?!the clause|---)", PAGE, re.MULTILINE)
    assert len(clauses) == len(KEYS) == 12


def test_only_what_the_page_tells_is_noted(file: Path) -> None:
    told = [each.key for each in notices(scenario.load(file))]
    assert told == ["channels.meetings.false_records", "systems.quarter.absences"]


def test_people_pay_more_and_are_refused(file: Path) -> None:
    life = simulated(scenario.load(file, QUICK, citizens=2_048, days=48))
    assert int(life.day_counts["worsened"].sum()) > 0
    assert int(life.day_counts["denied"].sum()) > 0
