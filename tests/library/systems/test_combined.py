"""All instruments in one scenario: each does its own, and taking one out takes out what it does."""

from __future__ import annotations

import pytest

from glasshouse import scenario
from glasshouse.testing.simulated import SimulatedWorld, simulated

LOUD = ("systems.propaganda.persuasion.effect=0.5", "systems.propaganda.persuasion.reach=0.9")


def _life(*settings: str) -> SimulatedWorld:
    return simulated(scenario.load("combined-control", [*LOUD, *settings], citizens=2_560, days=40))


def _happened(life: SimulatedWorld, kind: str) -> int:
    return int(life.day_counts["happened"][life.world.encoded.names.kinds[kind]])


@pytest.fixture(scope="module")
def together() -> SimulatedWorld:
    return _life()


def test_each_part_does_its_own_beside_the_others(together: SimulatedWorld) -> None:
    unpersuaded = _life("systems.propaganda.persuasion.effect=0")
    assert _happened(unpersuaded, "criticise") > 1.05 * _happened(together, "criticise")
    unshielded = _life("systems.golden-shield.active=false")
    assert int(together.day_counts["removed"].sum()) > int(unshielded.day_counts["removed"].sum()) == 0
    unscored = _life("systems.national.active=false")
    assert int(together.day_counts["sanctioned"].sum()) > 2 * int(unscored.day_counts["sanctioned"].sum())


def test_cameras_match_faces_which_nothing_of_the_account_does(together: SimulatedWorld) -> None:
    assert "face-match" not in scenario.load("national").channels
    channel = together.world.encoded.names.channels["face-match"]
    counts = together.day_counts
    assert int(counts["true_matches"][channel] + counts["false_matches"][channel]) > 20
    without = _life("systems.cameras.active=false")
    assert int(counts["sanctioned"].sum()) > int(without.day_counts["sanctioned"].sum())
