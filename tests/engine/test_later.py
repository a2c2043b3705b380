"""Rules that change during a run: accounts open and close, nothing else moves, and a resumed run goes on under them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario


@pytest.fixture
def changing(tmp_path: Path) -> Scenario:
    """Sesame opens on day 3 and ends on day 6; response is off."""
    place = tmp_path / "mine.toml"
    place.write_text(
        'extends = "sesame"\ncitizens = 600\ndays = 9\n[response]\nenabled = false\n'
        "[change.systems.sesame]\nactive = false\n"
        "[[later]]\nday = 3\nchange = { systems.sesame.active = true }\n"
        "[[later]]\nday = 6\nchange = { systems.sesame.active = false }\n",
        encoding="utf-8",
    )
    return scenario.load(place)


def members_by_day(world: World) -> list[int]:
    s, found = world.encoded.system_names.index("sesame"), []
    for _ in range(world.scenario.days):
        world.step()
        found.append(int((world.ledgers["published"][s] != 0).sum()))
    return found


def test_accounts_open_and_close_on_their_days(changing: Scenario) -> None:
    members = members_by_day(World(changing))
    assert members[:3] == [0] * 3
    assert members[6:] == [0] * 3
    assert len(set(members[3:6])) == 1
    assert members[3] > 100


def test_rules_that_change_move_no_ones_conduct_while_nobody_reacts(changing: Scenario) -> None:
    digests = []
    for one in (changing, changing.model_copy(update={"later": ()})):
        world = World(one)
        digests.append([int(world.step().day_counts["conduct"]) for _ in range(one.days)])
    assert digests[0] == digests[1]


@pytest.mark.parametrize("stopped_after", [3, 5, 6, 7])
def test_a_run_that_is_resumed_goes_on_under_the_rules_of_the_day(changing: Scenario, stopped_after: int) -> None:
    def copied(saved: dict[str, Any]) -> dict[str, Any]:
        return {name: np.array(value) for name, value in saved.items()}

    whole, first = Recorder(World(changing)), Recorder(World(changing))
    for _ in range(changing.days):
        whole.step()
    for _ in range(stopped_after):
        first.step()
    second = Recorder(World(changing))
    second.restore(copied(first.save()))
    for _ in range(changing.days - stopped_after):
        second.step()
    assert np.array_equal(whole.day_counts, second.day_counts)
    for name, table in whole.world.state().items():
        assert np.array_equal(table, second.world.state()[name]), name
