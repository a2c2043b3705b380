"""Where patrols went, on the page: how evenly, in each world, and nothing where there are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glasshouse.report import charts, write_run
from glasshouse.report.data import World
from glasshouse.report.patrols import sentences

UNITS = {
    "patrolled_share": "share",
    "patrols_spread": "share",
    "patrol_records_per_1000_days": "per 1,000 people and day",
}


@pytest.fixture
def world(ran: Callable[..., dict[str, Any]]) -> Callable[..., World]:
    """Makes a world by its title and what its patrols came to."""

    def make(title: str, *values: float | None) -> World:
        told = {
            name: {"value": value, "unit": UNITS[name], "title": name}
            for name, value in zip(UNITS, values, strict=False)
        }
        document = ran(title)
        return World(title, {**document, "title": title, "observables": {**document["observables"], **told}})

    return make


def test_a_run_says_how_often_how_evenly_and_what_it_does_not_show(world: Callable[..., World]) -> None:
    said = sentences([world("Patrols", 0.098, 0.658, 0.98)])
    assert said[0] == (
        "Here, a patrol was in a community on 9.8% of days. In effect patrols were spread over 66% of communities; they "
        "wrote down 0.98 records per 1,000 people and day."
    )
    assert "do not show that more happened there" in said[-1]


def test_each_world_is_told_by_what_sets_it_apart(world: Callable[..., World]) -> None:
    base, even = world("Patrols", 0.098, 0.658, 0.98), world("Patrols, rule=even", 0.1, 1.0, 0.97)
    said = sentences([base, even, world("Patrols, share=0", 0.0, None, 0.0), world("Elsewhere")])
    assert said[0].startswith("In “Patrols”, a patrol was")
    assert said[1].startswith("In “rule=even”, a patrol was in a community on 10% of days")
    assert said[2] == "In “share=0”, no patrol was ever sent."
    assert said[3] == "In “Elsewhere”, nothing is seen by patrols."


def test_the_chart_has_a_bar_for_each_world_that_sends_patrols(world: Callable[..., World]) -> None:
    base, never = world("Patrols", 0.098, 0.658, 0.98), world("Patrols, share=0", 0.0, None, 0.0)
    figure = charts.patrols([base, world("Patrols, rule=even", 0.1, 1.0, 0.97), never])
    assert figure is not None
    assert [row[:3] for row in figure.table.rows] == [("Patrols", "9.8%", "66%"), ("rule=even", "10%", "100%")]
    assert "Patrols 66% and rule=even 100%" in figure.description
    assert charts.patrols([never]) is None


@pytest.mark.parametrize("values", [(0.098, 0.658, 0.98), (0.0, None, 0.0), ()])
def test_the_section_stands_on_the_page_where_there_are_patrols_only(
    world: Callable[..., World], values: tuple[float | None, ...], tmp_path: Path
) -> None:
    page = write_run(world("Patrols", *values).document, tmp_path / "page.html").read_text(encoding="utf-8")
    for part in ("Where patrols went", 'id="patrols"', 'href="#patrols"'):
        assert (part in page) == bool(values)
