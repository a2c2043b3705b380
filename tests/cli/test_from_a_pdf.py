"""The guide from a proposal in prose to an audit: its files are the example, every command runs, and what is open is named."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.scenario.left_open import left_out, open_questions

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "audit" / "from-a-pdf.md").read_text(encoding="utf-8")
PROPOSAL = " ".join(line.removeprefix("> ") for line in PAGE.splitlines() if line.startswith("> "))
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = re.findall(r"```\n(glasshouse .*)\n```", PAGE)
EXAMPLE = ROOT / "examples" / "altenried.toml"
NORMS = ROOT / "examples" / "altenried-norms.toml"
SMALL = ("--citizens", "512", "--days", "8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_blocks_of_the_guide_are_the_example() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == "\n".join(BLOCKS[:-1])
    first, _, rest = BLOCKS[-1].partition("\n")
    assert first == "# altenried-norms.toml"
    assert NORMS.read_text(encoding="utf-8") == rest


def test_every_command_of_the_guide_runs_and_ends_in_a_report_that_tells_what_is_open(glasshouse, here: Path) -> None:
    begin, check, audit = (shlex.split(command)[1:] for command in COMMANDS)
    assert glasshouse(*begin).status == 0
    assert {path.name for path in here.iterdir()} == {"altenried.toml", "altenried-norms.toml"}
    shutil.copy(EXAMPLE, here / "altenried.toml")
    shutil.copy(NORMS, here / "altenried-norms.toml")
    said = glasshouse(*check)
    assert (said.status, said.err) == (0, "")
    found = glasshouse(*audit, *SMALL)
    assert found.status == 0
    page = (here / "altenried.html").read_text(encoding="utf-8")
    open_ = len(open_questions(EXAMPLE)) + len(left_out(EXAMPLE, scenario.load(EXAMPLE))) + len(open_questions(NORMS))
    assert f"leaves {open_} questions open" in page
    assert (here / "altenried-tables" / "left_open.csv").read_text(encoding="utf-8").count("\n") >= open_


def test_the_example_says_what_the_proposal_says() -> None:
    scheme = scenario.load(EXAMPLE).systems["scheme"]
    numbers = {kind: rule.points.value for kind, rule in scheme.rules.items()}
    assert numbers == {"volunteer": 5, "dodge-fare": -10, "miss-bill": -15, "disturb-night": -25, "stay-away": -40}
    for number in (100, 200, *(abs(int(each)) for each in numbers.values()), 120, 80):
        assert f" {number}" in PROPOSAL
    assert (scheme.redress.notice.value, "fourteen days" in PROPOSAL) == (14, True)


def test_nobody_decides_and_the_audit_needs_the_norms(here: Path) -> None:
    scheme = scenario.load(EXAMPLE)
    assert "systems.scheme.human_review" in [each.key for each in left_out(EXAMPLE, scheme)]
    assert norms(NORMS).on(scheme).severity("scheme.flat-last").level == 4
    assert "flat-last" in tomllib.loads(NORMS.read_text(encoding="utf-8"))["severity"]["systems"]["scheme"]


def test_what_the_guide_advises_to_vary_are_keys_of_the_example() -> None:
    settings = re.findall(r"`-s\s+([^`]+)`", PAGE)
    assert len(settings) == 3
    assert scenario.load(EXAMPLE, settings).systems["scheme"].known.value == 0.2
