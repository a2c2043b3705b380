"""Scores of those who joined late, came back or were handed over add up like everybody's."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from glasshouse import scenario
from glasshouse.audit.explain import explain
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario

DAYS = 45


def _town(folder: Path) -> Scenario:
    place = folder / "town.toml"
    place.write_text(
        'extends = "eight"\ncitizens = 700\ndays = 45\n[[later]]\nday = 40\n'
        "change = { systems.kaola.active = false, systems.baihang.active = true }\n",
        encoding="utf-8",
    )
    fast = [f"systems.{name}.adoption.innovation=3" for name in ("kaola", "sesame", "tencent")]
    return scenario.load(place, [*fast, "response.joining.quits=6", "response.joining.looks=6"])


def test_accounts_that_opened_late_or_were_handed_over_add_up(tmp_path: Path) -> None:
    town = _town(tmp_path)
    world, joined = World(town), []
    for day in range(DAYS):
        before = np.asarray(world.ledgers["published"]).copy()
        world.step()
        new = (np.asarray(world.ledgers["published"]) != 0) & (before == 0)
        joined += [(day, int(c) * 256 + int(i)) for _, c, i in np.argwhere(new)[:1] if day in (6, 20, 35, 40)]
    assert len(joined) >= 3
    for _, citizen in joined:
        for day in (36, 41, DAYS - 1):
            found = explain(town, citizen, day)
            assert found.adds_up, (citizen, day, [a.document for a in found.accounts if not a.adds_up])
