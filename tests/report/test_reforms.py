"""Who changed the rules, on the page and the screen: what came, what never came, and how near it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glasshouse.cli.console import summary
from glasshouse.report import write_run
from glasshouse.results.reforms import told

CAME = {
    "name": "strike",
    "title": "a court strikes the points",
    "by": "court",
    "support": 0.0049,
    "at_least": 0.001,
    "begins": 7,
}
NEVER = {"name": "charter", "title": "a charter", "by": "vote", "support": 0.02, "at_least": 0.1, "begins": None}


def test_it_is_said_whether_it_came_and_how_near_it_was() -> None:
    assert told(CAME, 30) == (
        "a court strikes the points (by court): in force from day 7 on. Its support was 0.49%; 0.1% is needed."
    )
    assert told(CAME, 7) == (
        "a court strikes the points (by court): decided, and in force from day 7 on, after the last day. "
        "Its support was 0.49%; 0.1% is needed."
    )
    assert told(NEVER, 30) == "a charter (by vote): it never came. The greatest support was 2%; 10% is needed."


@pytest.mark.parametrize("reforms", [[CAME, NEVER], []])
def test_the_section_stands_on_the_page_where_there_are_reforms_only(
    ran: Callable[..., dict[str, Any]], reforms: list[dict[str, Any]], tmp_path: Path
) -> None:
    document = {**ran("Reforms"), "reforms": reforms}
    page = write_run(document, tmp_path / "page.html").read_text(encoding="utf-8")
    for part in (
        "Who changed the rules",
        'id="reforms"',
        'href="#reforms"',
        "forecasts nothing",
        "A charter (by vote): it never came",
    ):
        assert (part in page) == bool(reforms)


def test_the_screen_says_it_too(ran: Callable[..., dict[str, Any]], capsys: pytest.CaptureFixture[str]) -> None:
    summary.write_run({**ran("Reforms"), "run": "here", "reforms": [NEVER]})
    assert "a charter (by vote): it never came." in capsys.readouterr().out
