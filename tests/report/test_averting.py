"""The audit's section on what safeguards would avert: what was kept of the same scheme, or how to find out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from glasshouse import scenario
from glasshouse.protections.kept import keep, kept
from glasshouse.report.averting import averting


def _move(name: str, answer: str, averted: float | None) -> dict[str, Any]:
    return {
        "id": name, "kind": "safeguard", "title": f"A law of {name}", "adopters": None, "answer": answer,
        "averted": averted, "harm": {}, "aims": {}, "why": "",
    }  # fmt: skip


FOUND = {
    "moves": [_move("notice", "helps", 0.4), _move("noise", "harms", -0.1), _move("vote", "does nothing", None)],
    "base": {"harm": {}, "aims": {}},
    "seeds": 3,
    "points": 10,
    "command": "glasshouse remedies town --quick",
}


def test_what_was_tried_is_said_and_drawn() -> None:
    section = averting({"command": ""}, FOUND)
    assert section.sentences[0] == "3 moves were tried, each alone, with 3 seeds and at 10 points over the assumptions."
    assert any(each.startswith("Helps: A law of notice") for each in section.sentences)
    assert section.chart is not None
    assert [row[0] for row in section.chart.table.rows] == ["A law of notice", "A law of noise"]
    assert section.command == FOUND["command"]


@pytest.mark.parametrize(
    ("audit", "command"),
    [
        ("", ""),
        (
            "glasshouse audit town.toml -s days=9 --citizens 512 --days 9 --seed 1 --quick --norms 'my own.toml'",
            "glasshouse remedies town.toml -s days=9 --citizens 512 --days 9 --seed 1 --quick",
        ),
    ],
)
def test_where_nothing_was_tried_the_command_of_the_same_size_is_said(audit: str, command: str) -> None:
    section = averting({"command": audit}, None)
    assert (section.sentences, section.chart, section.command) == ((), None, command)


def test_what_is_kept_is_found_for_the_same_scheme_size_and_seed_alone(tmp_path: Path) -> None:
    base = scenario.load("loyal-shoppers", citizens=512, days=5)
    assert kept(base, tmp_path) is None
    path = keep(FOUND, base, tmp_path / "runs")
    assert kept(base, tmp_path / "runs") == FOUND
    for change in ({"citizens": 256}, {"days": 6}, {"seed": 2}):
        assert kept(base.model_copy(update=change), tmp_path / "runs") is None
    path.write_text("{", encoding="utf-8")
    assert kept(base, tmp_path / "runs") is None
